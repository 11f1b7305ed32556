"""The `progress_table` macro: what is ticked of each stage, for the page that is about it."""

from __future__ import annotations

from macros.boxes import stage_boxes
from macros.links import Href
from macros.model import Curriculum
from macros.stage import stage_link


def progress_table(curriculum: Curriculum, href: Href) -> str:
    """A row a stage; the browser fills in the numbers."""
    rows = "".join(
        f'<tr class="stage-{number}" {stage_boxes(curriculum, stage)}><th scope="row"><span class="station" aria-hidden="true">{number}</span> '
        f'{stage_link(stage, href)}</th><td class="learned" data-lead="">—</td><td class="repeats">—</td></tr>'
        for number, stage in enumerate(curriculum.stages, 1)
    )
    head = '<thead><tr><th scope="col">Этап</th><th scope="col">Отмечено</th><th scope="col">Повторить</th></tr></thead>'
    return f'<table class="progress-table">{head}<tbody>{rows}</tbody></table>'
