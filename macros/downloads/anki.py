"""The deck for Anki. Importing a newer one keeps what the learner has learned and brings the text up to date.

Anki knows a note by its GUID, which therefore hangs on the id of the question and on nothing else, and takes a note only when its time is later
than that of the one it has.
"""

from __future__ import annotations

import hashlib
import io
import sqlite3
import zipfile
from typing import Any

from macros.bank import Entry
from macros.downloads.anki_note import BACK, FIELDS, FRONT, css, fields
from macros.downloads.artefact import Artefact
from macros.downloads.material import Material
from macros.model import Curriculum

NEEDS = ("genanki",)
FILE = "nlp-za-polgoda.apkg"

# For ever: a learner's Anki would take anything else for another deck and another type of notes.
DECK = "NLP за полгода"
NOTE_TYPE = 1767225600000
TEMPLATE = "Вопрос"

_YEAR = 365 * 24 * 60 * 60 * 1000  # ms
_COLLECTION = "collection.anki2"


def artefacts(curriculum: Curriculum) -> list[Artefact]:
    return [
        Artefact(
            file=FILE,
            title="Колода для Anki",
            purpose="Все вопросы для тех, кто повторяет в Anki: на карточке вопрос, на обороте короткий ответ, пункты и разбор. Сеть не нужна.",
            how_to=(
                "На компьютере — «Файл → Импортировать» в Anki, на телефоне откройте файл в AnkiDroid или AnkiMobile. "
                "Вышла новая колода — импортируйте её поверх старой: тексты обновятся, история повторений останется. "
                "Этапы — вложенные колоды: начните с той, которую проходите сейчас."
            ),
            make=make,
            aim="cards",
        )
    ]


def make(material: Material) -> bytes:
    """The deck as an .apkg file."""
    import genanki

    class Note(genanki.Note):
        """A note with its card under numbers of its own, whatever stands before it in the deck."""

        def __init__(self, entry: Entry, **options: Any) -> None:
            origin = first_id(material.curriculum, entry.id)
            super().__init__(guid=genanki.guid_for("nlp-za-polgoda", origin), **options)
            self.number = _number("question", origin)
            self.changed = material.changed[entry.id]

        def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Any) -> None:
            super().write_to_db(cursor, self.changed, deck_id, iter((self.number, self.number)))

    model = genanki.Model(
        NOTE_TYPE,
        DECK,
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": TEMPLATE, "qfmt": FRONT, "afmt": BACK}],
        css=css(material.docs),
        sort_field_index=FIELDS.index("Вопрос"),
    )
    decks = {"": genanki.Deck(_number("deck", ""), DECK, _description(material))}
    for position, entry in enumerate(material.entries, 1):
        stage = entry.place.stage
        number = material.curriculum.number(stage)
        deck = decks.setdefault(stage.id, genanki.Deck(_number("deck", stage.id), f"{DECK}::{number}. {stage.title}"))
        deck.add_note(Note(entry, model=model, fields=fields(entry, material), tags=[_tag(entry)], due=position))
    packed = io.BytesIO()
    genanki.Package(list(decks.values())).write_to_file(packed, timestamp=material.date.timestamp())
    return _repacked(packed)


def contents(data: bytes, file: str) -> dict[str, str]:
    """The content hash of each question that the deck holds."""
    return {note["id"]: note["hash"] for note in notes(data)}


def notes(data: bytes) -> list[dict[str, str]]:
    """The fields of each note of a finished deck."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        database = package.read(_COLLECTION)
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(database)
        return [dict(zip(FIELDS, row[0].split("\x1f"), strict=True)) for row in connection.execute("SELECT flds FROM notes")]
    finally:
        connection.close()


def first_id(curriculum: Curriculum, id: str) -> str:
    """What the question was called when it was first published, past all renamings."""
    before: dict[str, str] = {}
    for old, new in curriculum.renamed.get("questions", {}).items():
        before.setdefault(new, old)  # where two became one, the one written first
    seen = {id}
    while (earlier := before.get(id)) and earlier not in seen:
        seen.add(id := earlier)
    return id


def _number(kind: str, id: str) -> int:
    """Anki's ids are moments in ms: one in 2026 that depends on nothing else, so that no other note moves it."""
    digest = hashlib.sha256(f"{kind} {id}".encode()).digest()
    return NOTE_TYPE + 1 + int.from_bytes(digest[:8]) % (_YEAR - 1)


def _tag(entry: Entry) -> str:
    place = entry.place
    return "::".join(part.id for part in (place.stage, place.topic, place.group) if part)


def _description(material: Material) -> str:
    site = f'<a href="{material.site_url}">{material.site_url}</a>' if material.site_url else ""
    return f"Вопросы собеседований из хендбука «{material.site_name}». {site}".strip() + "<br>Тексты — CC BY 4.0, код — MIT."


def _repacked(package: io.BytesIO) -> bytes:
    """The same files without the times at which they were written."""
    repacked = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(repacked, "w") as target:
        for name in sorted(source.namelist()):
            info = zipfile.ZipInfo(name)  # of 1980
            info.create_system, info.external_attr = 3, 0o644 << 16
            target.writestr(info, source.read(name), zipfile.ZIP_DEFLATED, 9)
    return repacked.getvalue()
