"""The deck for Anki, as the real Anki takes it."""

from __future__ import annotations

import contextlib
import dataclasses
import html
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page

from macros.bank import bank
from macros.curriculum import load
from macros.downloads import anki, anki_note, gathering
from macros.downloads.material import Material
from macros.formulas import mathml
from macros.model import Curriculum
from tests.conftest import DATA, ROOT
from tests.learner import Learner
from tests.site_build import read_html

DAY = 24 * 60 * 60
FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


@pytest.fixture(scope="module")
def material() -> Material:
    """What the site says, rendered as MkDocs does, at an address of its own."""
    config = load_config(str(ROOT / "mkdocs.yml"), site_url="https://example.org/handbook/")
    files = get_files(config)
    pages = [Page(None, files.get_file_from_path(page.path), config) for page in load().pages()]
    for page in pages:
        page.read_source(config)
        page.render(config, files)
    return gathering.material(config, load(), pages, {page.file.src_uri: page.content for page in pages})


def remade(facts: Path) -> bytes:
    """The deck from what another process has written down: a thing that cannot be remade must not go into it."""
    known = json.loads(facts.read_text(encoding="utf-8"))
    curriculum = load()
    material = Material(
        **{name: known[name] for name in ("articles", "addresses", "titles", "descriptions", "site_name", "site_url", "changed", "formulas")},
        curriculum=curriculum,
        entries=tuple(bank(curriculum, known["articles"])),
        docs=ROOT / "docs",
        date=datetime.fromisoformat(known["date"]),
    )
    return anki.make(material)


@pytest.fixture(scope="module")
def deck(material: Material) -> bytes:
    return anki.make(material)


@pytest.fixture(scope="module")
def notes(deck: bytes) -> dict[str, dict[str, str]]:
    """The fields of each note by the id of its question."""
    return {note["id"]: note for note in anki.notes(deck)}


@pytest.fixture(scope="module")
def learner(deck: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """One who has just taken the deck."""
    someone = Learner(tmp_path_factory.mktemp("anki"))
    assert set(someone.take(deck)) == {"new"}
    yield someone
    someone.collection.close()


def changed(material: Material, change: Any, *, articles: dict[str, str] | None = None, later: int = DAY, **renamed: str) -> Material:
    """The material after an edit of the data and of pages, `later` seconds afterwards."""
    data = material.curriculum.model_dump(exclude_defaults=True)
    change(data)
    curriculum = Curriculum.model_validate(data)
    articles = {**material.articles, **(articles or {})}
    times = {id: material.changed.get(id, material.changed[next(iter(material.changed))]) for id in curriculum.places}
    touched = {place.question.id for place in curriculum.places.values() if articles[place.page] != material.articles[place.page]}
    return dataclasses.replace(
        material,
        curriculum=curriculum,
        articles=articles,
        entries=tuple(bank(curriculum, articles)),
        date=material.date + timedelta(seconds=later),
        changed={id: time + later * (id in touched) for id, time in times.items()},
    )


# --- What is in it


def test_every_question_of_the_bank_is_a_note_with_the_hash_of_its_content(deck, material):
    assert anki.contents(deck, anki.FILE) == material.hashes


def test_a_stage_is_a_deck_in_the_deck_and_new_cards_come_in_the_order_of_the_roadmap(learner, material):
    places = material.curriculum.places
    cards = learner.cards()
    assert [card["id"] for card in cards] == list(places)
    numbers = {stage.id: number for number, stage in enumerate(material.curriculum.stages, 1)}
    assert [card["deck"] for card in cards] == [f"NLP за полгода::{numbers[place.stage.id]}. {place.stage.title}" for place in places.values()]
    tree = learner.collection.sched.deck_due_tree()
    assert learner.queue("NLP за полгода") == list(places)[:20]  # Anki's daily portion
    [root] = [node for node in tree.children if node.total_including_children]
    assert root.name == "NLP за полгода"
    assert [node.name for node in root.children] == list(dict.fromkeys(card["deck"].partition("::")[2] for card in cards))


def test_a_tag_says_stage_topic_and_group(learner):
    tags = {card["id"]: card["tags"] for card in learner.cards()}
    assert tags["list-vs-tuple"] == ["python::data-structures::lists"]
    assert tags["decorator"] == ["python::advanced"]


def test_anki_keeps_the_fields_as_they_are(learner, notes):
    assert {card["id"]: dict(card["note"].items()) for card in learner.cards()} == notes


def test_a_card_asks_first_and_answers_then(learner, material):
    card = learner.card("attention")
    question, answer = card.question(), card.answer()
    assert "Как работает attention?" in question
    assert "NLP · Attention и трансформеры · Механизм внимания" in question
    assert "softmax" not in re.sub(r"<style>.*?</style>", "", question, flags=re.DOTALL)
    parts = ["Как работает attention?", 'id="answer"', "Должно прозвучать", "<details", "Зачем делить на", "</details>", "Частая ошибка", "Источники"]
    positions = [answer.index(part) for part in [*parts, f'{material.site_url}q/attention/">Этот вопрос в хендбуке']]
    assert positions == sorted(positions)
    assert "<details open" not in answer


# --- Whether it can be read


def test_every_formula_of_the_bank_is_latex_between_the_delimiters_of_anki(notes, material):
    def displays(parts: Any) -> list[bool]:
        return [math.get("display") == "block" for part in parts if part is not None for math in part.iter("math")]

    for entry in material.entries:
        note = notes[entry.id]
        text = "".join(_without_code(note[name]) for name in ("Ответ", "Разбор", "Дальше"))
        assert "<math" not in text
        found = FORMULA.findall(text)
        assert [bool(display) for _, display in found] == displays((entry.short, entry.full)), entry.id
        for line, display in found:
            mathml(html.unescape(line or display), display=bool(display))  # raises
        assert r"\(" not in FORMULA.sub("", text)


def _without_code(markup: str) -> str:
    """What MathJax looks at."""
    return re.sub(r"<(code|pre)\b.*?</\1>", "", markup, flags=re.DOTALL)


def unknown_to_mathjax(latex: str) -> set[str]:
    known = (DATA / "mathjax.txt").read_text(encoding="utf-8").splitlines()
    return set(re.findall(r"\\begin\{\w+\*?\}|\\(?!begin|end)(?:[A-Za-z]+|.)", latex, re.DOTALL)) - set(known)


def test_mathjax_knows_every_command_of_the_formulas(material):
    """Pages are made by another program, which knows others: on a card they would be red."""
    assert {latex: names for latex in material.formulas.values() if (names := unknown_to_mathjax(latex))} == {}
    assert unknown_to_mathjax(r"\coloneq \begin{nosuch} \frac{1}{2} \end{nosuch} \\ \,") == {r"\coloneq", r"\begin{nosuch}"}


def test_a_line_does_not_break_between_a_formula_and_its_comma(notes):
    assert r'<span class="glued">\(W_O\);</span> вместе с ней' in notes["attention"]["Разбор"]


def test_a_formula_of_a_page_becomes_the_latex_that_its_author_wrote(notes):
    assert r"\(\operatorname{softmax}(QK^\top/\sqrt{d_k})V\)" in notes["attention"]["Ответ"]


def test_cards_are_well_formed_and_need_neither_scripts_nor_the_network(learner, material):
    for card in learner.cards():
        markup = card["card"].question() + card["card"].answer()
        root = read_html(f"<main>{markup}</main>")
        assert {element.tag for element in root.iter()}.isdisjoint(
            {"script", "img", "link", "iframe", "object", "video", "audio", "self-check", "button"}
        )
        for element in root.iter():
            assert not [name for name in element.attrib if name in ("src", "style") or name.startswith("on")], card["id"]
        links = [element.get("href", "") for element in root.iter("a")]
        assert [link for link in links if not link.startswith("https://")] == []
        for link in links:
            if link.startswith(f"{material.site_url}q/"):
                assert link.removeprefix(f"{material.site_url}q/").rstrip("/") in material.curriculum.places
        for style in root.iter("style"):
            assert not re.search(r"@import|url\(", style.text or "")
        assert not re.search(r"\[latex\]|\[\$|\[sound:|\[anki:|\{\{", _without_code(markup))  # Anki would make something else of it


def test_links_between_answers_lead_to_permanent_addresses(notes, material):
    assert (
        f'<a href="{material.site_url}q/list-vs-tuple/">'
        in notes["mutable-types"]["Ответ"] + notes["mutable-types"]["Разбор"] + notes["data-types"]["Разбор"]
    )


def test_a_deck_of_a_site_without_an_address_has_no_dead_links(material):
    entry = next(entry for entry in material.entries if entry.full is not None and entry.full.xpath('.//a[contains(@href, "#")]'))
    nowhere = dataclasses.replace(material, site_url=None)
    fields = dict(zip(anki_note.FIELDS, anki_note.fields(entry, nowhere), strict=True))
    assert fields["Адрес"] == ""
    links = re.findall(r'href="([^"]*)"', "".join(fields.values()))
    assert [link for link in links if not link.startswith("https://")] == []


def test_every_colour_of_cards_and_figures_is_there_by_day_and_by_night(material, notes):
    css = anki_note.css(material.docs)
    day, night = css.split("\n")[:2]
    used = set(re.findall(r"var\((--[\w-]+)", css + "".join(note["Разбор"] for note in notes.values()))) - {"--stage"}
    assert "--fig-ink" in used
    assert used - set(re.findall(r"(--[\w-]+):", day)) == set()
    assert ".card.nightMode" in night
    assert "--md-default-bg-color: #171b21" in night


def test_a_card_without_an_answer_says_so(material):
    entry = dataclasses.replace(material.entries[0], short=None, full=None)
    fields = dict(zip(anki_note.FIELDS, anki_note.fields(entry, material), strict=True))
    assert (fields["Ответ"], fields["Разбор"], fields["Дальше"]) == ("<p>Ответа пока нет.</p>", "", "")


# --- What becomes of it with time


def test_a_newer_deck_brings_new_text_and_keeps_what_was_learned(deck, material, tmp_path, monkeypatch):
    learner = Learner(tmp_path)
    learner.take(deck)
    for id, grade in (("list-vs-tuple", 4), ("attention", 3), ("self", 1)):
        learner.review(id, grade)
    history = learner.collection.db.all("SELECT * FROM revlog ORDER BY id")
    assert len(history) == 3
    schedule = "SELECT id, nid, did, type, queue, due, ivl, factor, reps, lapses, left, data FROM cards WHERE reps > 0 ORDER BY id"
    learned = learner.collection.db.all(schedule)

    def change(data: dict[str, Any]) -> None:
        first = data["stages"][0]["topics"][0]["questions"]
        first.insert(0, {"id": "brand-new", "text": "Что нового?"})
        topic = next(topic for topic in data["stages"][0]["topics"] if topic["id"] == "oop")
        next(question for question in topic["questions"] if question["id"] == "self")["id"] = "self-argument"
        data["renamed"] = {**data.get("renamed", {}), "questions": {"self": "self-argument"}}

    places = material.curriculum.places
    lists, oop = places["list-vs-tuple"].page, places["self"].page
    articles = {
        lists: material.articles[lists].replace("Должно прозвучать", "Должно прозвучать теперь"),
        oop: material.articles[oop].replace('data-question="self"', 'data-question="self-argument"'),
    }
    newer = changed(material, change, articles=articles)
    monkeypatch.setattr(anki, "css", lambda docs: anki_note.css(docs) + "/* newer */")
    report = learner.take(anki.make(newer))

    updated = [id for id, place in places.items() if place.page in (lists, oop)]
    assert report == {"new": 1, "updated": len(updated), "duplicate": len(places) - len(updated)}
    assert learner.collection.note_count() == len(places) + 1
    assert learner.collection.card_count() == len(places) + 1
    assert learner.collection.db.all("SELECT * FROM revlog ORDER BY id") == history
    assert learner.collection.db.all(schedule) == learned
    assert "Должно прозвучать теперь" in learner.card("list-vs-tuple").answer()
    assert learner.card("self-argument").reps == 1
    assert learner.collection.find_cards('"id:self"') == []
    assert "Что нового?" in learner.card("brand-new").question()
    assert [kind.name for kind in learner.collection.models.all_names_and_ids() if kind.name.startswith("NLP")] == ["NLP за полгода"]
    assert "/* newer */" in learner.card("attention").question()
    assert learner.take(anki.make(newer)) == {"duplicate": len(places) + 1}
    learner.collection.close()


def test_what_anki_knows_notes_by_is_what_it_was_in_the_first_deck(deck):
    """Of a type with other fields Anki takes no update, and of another GUID it makes a second note: no learner gets over a change here."""
    assert anki_note.FIELDS == ("id", "Вопрос", "Этап", "Место", "Ответ", "Разбор", "Дальше", "Адрес", "hash")
    with zipfile.ZipFile(io.BytesIO(deck)) as package, contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(package.read("collection.anki2"))
        [found] = database.execute("SELECT mid, guid FROM notes WHERE flds LIKE 'print-text' || char(31) || '%'")
    assert found == (1767225600000, "B]Q48w+.^g")


def test_the_numbers_of_a_note_do_not_depend_on_those_before_it(deck, material):
    def numbers(deck: bytes) -> set[tuple[int, int, str]]:
        with zipfile.ZipFile(io.BytesIO(deck)) as package, contextlib.closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(package.read("collection.anki2"))
            return set(database.execute("SELECT cards.id, notes.id, guid FROM cards JOIN notes ON notes.id = nid"))

    def change(data: dict[str, Any]) -> None:
        data["stages"][0]["topics"][0]["questions"].insert(0, {"id": "brand-new", "text": "Что нового?"})

    newer = numbers(anki.make(changed(material, change)))
    assert numbers(deck) < newer
    assert len(newer) == len({card for card, _, _ in newer}) == len({note for _, note, _ in newer}) == len(material.entries) + 1


def test_an_older_deck_does_not_bring_old_text_back(material, deck, tmp_path):
    page = material.curriculum.places["attention"].page
    newer = changed(material, lambda data: None, articles={page: material.articles[page].replace("скалярно", "СКАЛЯРНО")})
    learner = Learner(tmp_path)
    learner.take(anki.make(newer))
    assert set(learner.take(deck)) == {"duplicate"}
    assert "СКАЛЯРНО" in learner.card("attention").answer()
    learner.collection.close()


def test_a_note_hangs_on_the_first_name_of_its_question():
    data = {"questions": {"b": "c", "a": "b", "x": "c"}}
    curriculum = Curriculum.model_construct(renamed=data)
    assert [anki.first_id(curriculum, id) for id in ("c", "b", "other")] == ["a", "a", "other"]


def test_the_same_material_is_the_same_file_elsewhere_and_at_another_time(deck, material, tmp_path):
    facts = {name: value for name, value in vars(material).items() if name not in ("curriculum", "entries", "docs", "date")}
    facts["date"] = material.date.isoformat()
    (tmp_path / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    script = f"""
import time
now, local = time.time, time.localtime
time.time = lambda: now() + 400 * 24 * 3600
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
import sys; sys.path.insert(0, {str(ROOT)!r})
from tests.test_anki import remade
import pathlib
pathlib.Path("deck.apkg").write_bytes(remade(pathlib.Path("facts.json")))
"""
    env = {**os.environ, "TZ": "Asia/Vladivostok", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=env, check=True, timeout=60)
    assert (tmp_path / "deck.apkg").read_bytes() == deck
