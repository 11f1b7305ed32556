"""What the browser gets to know of the curriculum: tests/data/curriculum.yml as cards, ids that were renamed, boxes of a stage."""

from __future__ import annotations

import json
from typing import Any

import pytest

from macros import boxes, cards
from macros.curriculum import load
from macros.links import href_from
from macros.model import Curriculum
from macros.progress_table import progress_table
from macros.scripts import shorten_site
from tests.site_build import Site


def renaming(curriculum: Curriculum, **kinds: dict[str, str]) -> Curriculum:
    return curriculum.model_copy(update={"renamed": kinds})


def test_cards_have_stages_topics_and_questions_in_the_order_of_the_roadmap(tiny):
    made = json.loads(cards.cards(tiny))
    assert (made["version"], made["renamed"], [stage["id"] for stage in made["stages"]]) == (1, {}, ["python", "nlp"])
    python, nlp = made["stages"]
    assert {name: python[name] for name in ("title", "weeks")} == {"title": "Python", "weeks": 2}
    assert python["topics"][0] == {
        "id": "data-structures",
        "title": "Структуры данных",
        "needs": [],
        "page": "python/data-structures/lists/",
        "questions": [
            {"id": "list-vs-tuple", "text": "Чем список отличается от кортежа?", "page": "python/data-structures/lists/"},
            {"id": "list-add-remove", "text": "Как добавить элемент и как удалить?", "page": "python/data-structures/lists/"},
        ],
        "boxes": [],
    }
    assert python["topics"][1]["needs"] == ["python/data-structures"]
    assert nlp["topics"][1]["questions"] == []
    assert nlp["topics"][1]["boxes"] == ["item:first-step", "item:last-step"]


def test_two_runs_make_the_same_bytes(tiny):
    assert cards.cards(tiny) == cards.cards(tiny)


def test_the_address_changes_with_the_content_and_leads_there_from_any_page(tiny):
    other = renaming(tiny, questions={"old": "args-kwargs"})
    addresses = {cards.cards_address(curriculum, href_from("python/functions/")) for curriculum in (tiny, other)}
    assert len(addresses) == 2
    assert {address.partition("?v=")[0] for address in addresses} == {"../../assets/cards.json"}
    assert cards.cards_address(tiny, href_from("")).startswith("assets/cards.json?v=")
    assert cards.cards_address(tiny, href_from("python/functions.html", directory_urls=False)).startswith("../assets/cards.json?v=")


def test_renamed_ids_lead_past_all_steps_between_and_say_their_kind(tiny):
    renamed = renaming(
        tiny,
        questions={"star-args": "args", "args": "args-kwargs"},
        items={"start": "first-step"},
        template={"quality": "metrics"},
        topics={"lists": "data-structures"},
    )
    names = {"star-args": "args-kwargs", "args": "args-kwargs", "item:start": "item:first-step", "section:quality": "section:metrics"}
    assert cards.renamed(renamed) == names
    assert cards.renamed_script(renamed) == f"export default {json.dumps(names)}\n"


def test_the_boxes_of_a_stage_are_its_questions_and_what_is_ticked_where_there_are_none(tiny):
    assert boxes.stage_boxes(tiny, tiny.stages[1]) == 'data-boxes="attention-complexity item:first-step item:last-step"'
    template: Any = tiny.stages[1].topics[1].model_copy(update={"id": "template"})
    assert boxes.topic_boxes(tiny, template) == ["section:problem", "section:metrics"]


def test_the_table_of_progress_has_a_row_a_stage(tiny):
    table = progress_table(tiny, href_from("progress/"))
    assert table.count("<tr class=") == 2
    assert '<tr class="stage-2" data-boxes="attention-complexity item:first-step item:last-step">' in table
    assert '<a href="../nlp/">NLP</a>' in table


def test_comments_and_indentation_go_from_our_scripts_and_vendored_ones_stay(tmp_path):
    ours, theirs = tmp_path / "assets/javascript/deep/own.js", tmp_path / "assets/vendor/library.js"
    source = "/* why */\nconst a = `one\n  /* two */` // three\nconst b = /\\/\\*x/.test(a)\n"
    for script in (ours, theirs):
        script.parent.mkdir(parents=True)
        script.write_text(source, encoding="utf-8")
    shorten_site(tmp_path)
    assert ours.read_text(encoding="utf-8") == "const a=`one\n  /* two */`\nconst b=/\\/\\*x/.test(a)"
    assert theirs.read_text(encoding="utf-8") == source


# --- the built site


def test_every_box_that_a_page_draws_is_counted_by_its_stage(handbook: Site):
    """A box whose tick no station counts would be ticked in vain."""
    curriculum = load()
    counted = {box for stage in curriculum.stages for topic in stage.topics for box in boxes.topic_boxes(curriculum, topic)}
    drawn = {
        f"{kind}:{element.attrib[f'data-{kind}']}"
        for stage in curriculum.stages
        for element in handbook.pages[f"{stage.id}/sheet/"].root.iter("tr")
        for kind in ("question", "item", "section")
        if f"data-{kind}" in element.attrib
    }
    assert drawn == counted


def test_the_files_for_the_browser_are_in_the_site(handbook: Site):
    curriculum = load()
    assert (handbook.folder / cards.FILE).read_text(encoding="utf-8") == cards.cards(curriculum)
    assert (handbook.folder / cards.RENAMED_FILE).read_text(encoding="utf-8").startswith("export default")


@pytest.mark.parametrize("page", ["progress/", "trainer/"])
def test_a_page_names_the_file_of_cards_by_its_content(handbook: Site, page):
    named = [value for element in handbook.pages[page].root.iter() for value in element.attrib.values() if "cards.json?v=" in value]
    assert named == [cards.cards_address(load(), href_from(page))]
