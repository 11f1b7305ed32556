"""What the pages may call. Wiring only: each macro is one function of one module.

Nothing that this file imports may need more than the site itself: the `mkdocs` command reports an ImportError in it as "module not found".
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any


def define_env(env: Any) -> None:
    """Entry point of mkdocs-macros-plugin (and of Zensical): register macros and variables."""
    from macros import (
        advice,
        cards,
        checklist,
        glossary,
        notebooks,
        plan,
        progress_table,
        question_index,
        resources,
        sheet,
        short_answers,
        stage,
        template,
        timeline,
        trainer,
        words,
        workbench,
    )
    from macros.curriculum import load
    from macros.downloads import page as download_page
    from macros.links import href_from
    from macros.lookup import Lookup

    curriculum = load()
    find = Lookup(curriculum)

    def href(target: str) -> str:
        """The address of "stage/topic.md#anchor", relative to the page that is being rendered."""
        return href_from(env.page.url, directory_urls=env.conf["use_directory_urls"])(target)

    env.variables["count"] = SimpleNamespace(
        weeks=curriculum.weeks,
        stages=len(curriculum.stages),
        questions=len(curriculum.places),
        hours=round(sum(s.hours for s in curriculum.stages)),
        template_sections=len(curriculum.template),
        template_questions=sum(len(s.questions) + len(s.extra) for s in curriculum.template),
    )
    env.macro(words.plural, "plural")
    env.macro(lambda: cards.cards_address(curriculum, href), "cards")
    env.macro(lambda: timeline.line(curriculum, href), "line")
    env.macro(lambda: timeline.timeline(curriculum, href), "timeline")
    env.macro(lambda aim: download_page.downloads(curriculum, download_page.aim_named(aim), href), "downloads")
    env.macro(lambda: download_page.downloads_state(curriculum, href), "downloads_state")
    env.macro(lambda: plan.plan(curriculum, href), "plan")
    env.macro(lambda: trainer.trainer(curriculum, href), "trainer")
    env.macro(lambda id: stage.stage_header(curriculum, find.stage(id), href), "stage_header")
    env.macro(lambda id: stage.stage_link(find.stage(id), href), "stage_link")
    env.macro(lambda id: stage.stage_weeks_text(curriculum, find.stage(id)), "weeks")
    env.macro(lambda id: resources.resources(find.stage(id).resources), "resources")
    env.macro(lambda id: checklist.checklist(curriculum, find.stage(id), href), "checklist")
    env.macro(lambda id: checklist.items(find.checklist(id).items), "items")
    env.macro(lambda id: checklist.question_link(find.question(id), href), "question")
    env.macro(lambda id: sheet.sheet(curriculum, find.stage(id), href), "sheet")
    env.macro(lambda id: short_answers.short_answers(curriculum, find.stage(id), href), "short_answers")
    env.macro(lambda: question_index.question_index(curriculum, href), "question_index")
    env.macro(lambda: glossary.glossary(curriculum, href), "glossary")
    env.macro(lambda: progress_table.progress_table(curriculum, href), "progress_table")
    env.macro(lambda: template.template(curriculum.template), "template")
    env.macro(lambda: workbench.workbench(curriculum, href), "workbench")
    env.macro(lambda: advice.mistakes(curriculum.mistakes), "mistakes")
    env.macro(lambda: advice.skip(curriculum.skip), "skip")
    env.macro(lambda id: advice.task(find.task(id), href), "task")
    env.macro(lambda id: notebooks.links(find.task(id).id, env.conf.get("repo_url"), href), "notebook_links")
