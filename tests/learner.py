"""Somebody who learns with Anki: the real one, without its windows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from macros.downloads.anki import FILE


class Learner:
    """An Anki with a collection of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def take(self, deck: bytes) -> dict[str, int]:
        """Import a deck with Anki's own defaults. How many notes were new, updated and left as they are; what was refused stands under its reason."""
        file = self.folder / FILE
        file.write_bytes(deck)
        log = self.collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(file), options=ImportAnkiPackageOptions())).log
        reasons = [field.name for field in log.DESCRIPTOR.fields if field.name not in ("found_notes", "dupe_resolution")]
        return {reason: count for reason in reasons if (count := len(getattr(log, reason)))}

    def cards(self) -> list[dict[str, Any]]:
        """Every card with its note, in the order in which new ones are shown."""
        found = []
        for number in self.collection.find_cards("", order="c.due asc"):
            card = self.collection.get_card(number)
            note = card.note()
            found.append({"card": card, "note": note, "id": note["id"], "deck": self.collection.decks.name(card.did), "tags": note.tags})
        return found

    def card(self, id: str) -> Any:
        [number] = self.collection.find_cards(f'"id:{id}"')
        return self.collection.get_card(number)

    def queue(self, deck: str) -> list[str]:
        """The ids of the questions that Anki will ask in a deck today, in its order."""
        self.collection.decks.select(self.collection.decks.id_for_name(deck))
        queued = self.collection.sched.get_queued_cards(fetch_limit=1000).cards
        return [self.collection.get_note(item.card.note_id)["id"] for item in queued]

    def review(self, id: str, grade: int) -> None:
        card = self.card(id)
        card.start_timer()
        self.collection.sched.answerCard(card, grade)
