"""The place of the trainer on its page."""

from __future__ import annotations

from macros.cards import cards_address
from macros.links import href_from
from macros.trainer import trainer


def test_without_scripts_the_trainer_leads_to_the_first_questions_of_each_stage_that_has_some(tiny):
    href = href_from("trainer/")
    html = trainer(tiny, href)
    stages = [stage for stage in tiny.stages if stage.all_questions()]
    sheet = '<link rel="stylesheet" href="../assets/css/trainer.css">'
    assert html.startswith(f'<div>{sheet}<handbook-trainer cards="{cards_address(tiny, href)}"><div class="no-trainer">')
    assert html.endswith('</div></handbook-trainer><script type="module" src="../assets/javascript/trainer/index.js"></script></div>')
    assert html.count("<li>") == len(stages)
    assert all(f">{stage.title}</a>, " in html for stage in stages)
