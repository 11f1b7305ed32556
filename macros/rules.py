"""What the types of the model cannot say: rules between the parts of the curriculum."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import snowballstemmer

from macros.lined_yaml import Path
from macros.model import TEMPLATE_TOPIC, Curriculum, HasId, Question, Resource
from macros.problems import nearest

Finding = tuple[Path, str]  # where in the data, and what is wrong there
_STEMMER = snowballstemmer.stemmer("russian")
# Words of a question that say nothing of what it is about, as the stemmer leaves them.
_EMPTY = frozenset(
    re.findall(r"\w+", "а бы в для же зачем и из или как какая какие какой когда ли на не нужен нужн о от по почему при с такое так у чем что это")
)


def broken(curriculum: Curriculum) -> Iterator[Finding]:
    """Yield where in the file and what, for everything that does not hold together."""
    yield from _weeks(curriculum)
    yield from _unique_ids(curriculum)
    yield from _pages(curriculum)
    yield from _needs(curriculum)
    yield from _drop(curriculum)
    yield from _choices(curriculum)
    yield from _template(curriculum)
    yield from _tasks(curriculum)
    yield from _nothing_to_tick(curriculum)
    yield from _glossary(curriculum)
    yield from _doubled(curriculum)
    yield from _renamed(curriculum)


def _weeks(curriculum: Curriculum) -> Iterator[Finding]:
    total = sum(stage.weeks for stage in curriculum.stages)
    if total != curriculum.weeks:
        yield ("weeks",), f"недели этапов дают в сумме {total}, а весь путь — {curriculum.weeks}. Исправьте «weeks» у этапа или здесь."
    for s, stage in enumerate(curriculum.stages):
        taken: set[int] = set()
        last = 1
        for t, topic in enumerate(stage.topics):
            where = ("stages", s, "topics", t, "weeks")
            weeks = topic.weeks
            if weeks != list(range(weeks[0], weeks[0] + len(weeks))):
                yield where, f"недели темы «{topic.id}» идут не подряд: {weeks}. Запишите их подряд, например [1, 2]."
            if weeks[-1] > stage.weeks:
                yield where, f"тема «{topic.id}» стоит на неделе {weeks[-1]}, а в этапе «{stage.id}» недель {stage.weeks}. Исправьте одно из двух."
            if weeks[0] < last:
                yield where, f"тема «{topic.id}» начинается на неделе {weeks[0]}, раньше предыдущей. Темы идут в порядке чтения: переставьте их."
            last = max(last, weeks[0])
            taken.update(weeks)
        for week in sorted(set(range(1, stage.weeks + 1)) - taken):
            yield ("stages", s, "weeks"), f"в этапе «{stage.id}» на неделю {week} не пришлось ни одной темы. Дайте ей тему или сократите этап."


def _unique_ids(curriculum: Curriculum) -> Iterator[Finding]:
    stages = list(enumerate(curriculum.stages))
    topics = [(("stages", s, "topics", t), topic) for s, stage in stages for t, topic in enumerate(stage.topics)]
    yield from _doubles("этапа", [(("stages", s, "id"), stage.id) for s, stage in stages])
    for s, stage in stages:
        yield from _doubles(f"темы в этапе «{stage.id}»", [(("stages", s, "topics", t, "id"), topic.id) for t, topic in enumerate(stage.topics)])
    for where, topic in topics:
        yield from _doubles(f"группы в теме «{topic.id}»", [((*where, "groups", g, "id"), group.id) for g, group in enumerate(topic.groups)])
    yield from _doubles("вопроса", _question_ids(curriculum))
    yield from _doubles("материала", [((*where, "id"), resource.id) for where, resource in _resources(curriculum)])
    yield from _doubles("чек-листа", _ids("checklists", curriculum.checklists))
    yield from _doubles("задачи", _ids("tasks", curriculum.tasks))
    yield from _doubles("пункта", _item_ids(curriculum))
    # These share a page, where the ids are anchors.
    yield from _doubles("раздела или вопроса шаблона", [*_ids("template", curriculum.template), *_template_ids(curriculum)])
    yield from _doubles("в «mistakes» и «skip»", [*_ids("mistakes", curriculum.mistakes), *_ids("skip", curriculum.skip)])


def _ids(name: str, entries: Sequence[HasId]) -> Iterator[tuple[Path, str]]:
    for i, entry in enumerate(entries):
        yield (name, i, "id"), entry.id


def _doubles(kind: str, ids: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for where, id in ids:
        if id in seen:
            yield where, f"id {kind} «{id}» уже занят. Дайте другой: на id держатся адреса и прогресс читателей."
        seen.add(id)


def _questions(curriculum: Curriculum) -> Iterator[tuple[Path, Question]]:
    for s, stage in enumerate(curriculum.stages):
        for t, topic in enumerate(stage.topics):
            where: Path = ("stages", s, "topics", t)
            for q, question in enumerate(topic.questions):
                yield (*where, "questions", q), question
            for g, group in enumerate(topic.groups):
                for q, question in enumerate(group.questions):
                    yield (*where, "groups", g, "questions", q), question


def _question_ids(curriculum: Curriculum) -> Iterator[tuple[Path, str]]:
    for where, question in _questions(curriculum):
        yield (*where, "id"), question.id


def _template_ids(curriculum: Curriculum) -> Iterator[tuple[Path, str]]:
    for s, section in enumerate(curriculum.template):
        for field in ("questions", "extra"):
            for q, question in enumerate(getattr(section, field)):
                yield ("template", s, field, q, "id"), question.id


def _item_ids(curriculum: Curriculum) -> Iterator[tuple[Path, str]]:
    for c, checklist in enumerate(curriculum.checklists):
        for i, item in enumerate(checklist.items):
            yield ("checklists", c, "items", i, "id"), item.id
    for t, task in enumerate(curriculum.tasks):
        for i, item in enumerate(task.steps):
            yield ("tasks", t, "steps", i, "id"), item.id
    for s, stage in enumerate(curriculum.stages):
        for t, topic in enumerate(stage.topics):
            for i, item in enumerate(topic.steps):
                yield ("stages", s, "topics", t, "steps", i, "id"), item.id


def _resources(curriculum: Curriculum) -> Iterator[tuple[Path, Resource]]:
    for s, stage in enumerate(curriculum.stages):
        for r, resource in enumerate(stage.resources):
            yield ("stages", s, "resources", r), resource
        for t, topic in enumerate(stage.topics):
            for r, resource in enumerate(topic.resources):
                yield ("stages", s, "topics", t, "resources", r), resource
    for t, task in enumerate(curriculum.tasks):
        for r, resource in enumerate(task.resources):
            yield ("tasks", t, "resources", r), resource


def _pages(curriculum: Curriculum) -> Iterator[Finding]:
    for s, stage in enumerate(curriculum.stages):
        for t, topic in enumerate(stage.topics):
            where: Path = ("stages", s, "topics", t)
            if topic.questions and topic.groups:
                yield where, f"у темы «{topic.id}» есть и «questions», и «groups». Разложите все вопросы по группам или уберите группы."
            if topic.id == "index":
                yield (*where, "id"), "id темы «index» занят страницей этапа. Дайте другой."


def _needs(curriculum: Curriculum) -> Iterator[Finding]:
    order = {f"{stage.id}/{topic.id}": topic.needs for stage in curriculum.stages for topic in stage.topics}
    places = list(order)
    for s, stage in enumerate(curriculum.stages):
        for t, topic in enumerate(stage.topics):
            here = f"{stage.id}/{topic.id}"
            for n, need in enumerate(topic.needs):
                where = ("stages", s, "topics", t, "needs", n)
                if need not in order:
                    yield where, f"темы «{need}» нет.{nearest(need, order)} Пишется «этап/тема»."
                elif places.index(need) >= places.index(here):  # every circle has such a link, so it is reported there and once
                    if circle := _circle(here, need, order):
                        yield where, f"темы требуют друг друга по кругу: {' → '.join(circle)}. Уберите одну из связей."
                    else:
                        yield where, f"тема «{here}» требует «{need}», которая идёт позже. Переставьте темы или уберите связь."


def _drop(curriculum: Curriculum) -> Iterator[Finding]:
    needs = {f"{stage.id}/{topic.id}": topic.needs for stage in curriculum.stages for topic in stage.topics}
    order = list(needs)
    for d, dropped in enumerate(curriculum.drop):
        gone = curriculum.drop[: d + 1]
        later = order[order.index(dropped) + 1 :] if dropped in needs else []  # what needs a later topic is told of already
        resting = [id for id in later if dropped in needs[id] and id not in gone]
        if dropped not in needs:
            yield ("drop", d), f"темы «{dropped}» нет.{nearest(dropped, needs)} Пишется «этап/тема»."
        elif dropped in curriculum.drop[:d]:
            yield ("drop", d), f"тема «{dropped}» названа дважды. Оставьте одну."
        elif resting:
            yield ("drop", d), f"на теме «{dropped}» стоит «{resting[0]}», а она остаётся. Сначала опустите её или уберите тему из списка."


def _circle(start: str, need: str, order: dict[str, list[str]]) -> list[str]:
    """The way from `start` over `need` back to `start`, or nothing."""
    ways = [[start, need]]
    seen = {need}
    while ways:
        way = ways.pop(0)
        if way[-1] == start:
            return way
        for further in order.get(way[-1], []):
            if further == start or further not in seen:
                seen.add(further)
                ways.append([*way, further])
    return []


def _choices(curriculum: Curriculum) -> Iterator[Finding]:
    lists: list[tuple[Path, list[Resource]]] = []
    for s, stage in enumerate(curriculum.stages):
        lists.append((("stages", s, "resources"), stage.resources))
        lists += [(("stages", s, "topics", t, "resources"), topic.resources) for t, topic in enumerate(stage.topics)]
    lists += [(("tasks", t, "resources"), task.resources) for t, task in enumerate(curriculum.tasks)]
    for where, resources in lists:
        names = [resource.choose for resource in resources]
        for r, name in enumerate(names):
            if name and names.count(name) == 1:
                yield (*where, r, "choose"), f"«{name}» — выбор из одного. Добавьте второй материал с тем же «choose» или уберите поле."
            elif name and name in names[:r] and names[r - 1] != name:
                yield (*where, r, "choose"), f"материалы на выбор «{name}» стоят не рядом. Поставьте их подряд."


def _template(curriculum: Curriculum) -> Iterator[Finding]:
    for s, section in enumerate(curriculum.template):
        if section.table:
            for r, row in enumerate(section.table.rows):
                if len(row) != len(section.table.columns):
                    yield (
                        ("template", s, "table", "rows", r),
                        f"в строке таблицы ячеек {len(row)}, а столбцов {len(section.table.columns)}. Сделайте поровну.",
                    )


def _tasks(curriculum: Curriculum) -> Iterator[Finding]:
    topics = {topic.id for stage in curriculum.stages for topic in stage.topics}
    for t, task in enumerate(curriculum.tasks):
        if task.id not in topics:
            yield ("tasks", t, "id"), f"у задачи «{task.id}» нет темы с тем же id.{nearest(task.id, topics)} Дайте ей id её темы."


def _nothing_to_tick(curriculum: Curriculum) -> Iterator[Finding]:
    for s, stage in enumerate(curriculum.stages):
        for t, topic in enumerate(stage.topics):
            if not topic.all_questions() and not curriculum.steps(topic) and topic.id != TEMPLATE_TOPIC:
                where = ("stages", s, "topics", t, "id")
                yield where, f"в теме «{topic.id}» нет ни вопросов, ни шагов: на чек-листе этапа нечего отметить. Добавьте questions или steps."


def _doubled(curriculum: Curriculum) -> Iterator[Finding]:
    """Questions that ask the same in nearly the same words, or in the words of another's alias."""
    asked = [(where, question, _stems(question.text)) for where, question in _questions(curriculum)]
    frequency = Counter(word for _, _, words in asked for word in words)
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    by_alias: defaultdict[frozenset[str], set[int]] = defaultdict(set)
    for number, (where, question, words) in enumerate(asked):
        # Who shares four words of five has at least one of these: without an index the pairs would grow with the square of the questions.
        rarest = sorted(words, key=lambda word: (frequency[word], word))[: len(words) // 5 + 1]
        for earlier in sorted(by_alias[words].union(*(by_word[word] for word in rarest))):
            other, wording = asked[earlier][1].id, asked[earlier][2]
            if words and other != question.id and (len(words & wording) > 0.8 * len(words | wording) or earlier in by_alias[words]):
                mend = f"Вопрос один — допишите его слова в aliases у «{other}»; вопросы разные — впишите в формулировку, чем"
                yield (*where, "text"), f"вопрос почти дословно повторяет «{other}». {mend}."
        for word in words:
            by_word[word].add(number)
        for alias in question.aliases:
            by_alias[_stems(alias)].add(number)


@cache
def _stems(text: str) -> frozenset[str]:
    """The words that carry the meaning of a question, without their endings."""
    return frozenset(_STEMMER.stemWord(word) for word in re.findall(r"\w+", text.lower())) - _EMPTY


def _glossary(curriculum: Curriculum) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, term in enumerate(curriculum.glossary):
        if term.en.lower() in seen:
            yield ("glossary", i, "en"), f"термин «{term.en}» уже есть в словаре. Соедините записи: другие названия — в also."
        seen.add(term.en.lower())
        if term.question not in curriculum.places:
            yield ("glossary", i, "question"), f"вопроса «{term.question}» нет.{nearest(term.question, curriculum.places)} Исправьте id."


def live_ids(curriculum: Curriculum) -> dict[str, set[str]]:
    """The ids that are in use, by the kinds of `renamed`."""
    return {
        "stages": {stage.id for stage in curriculum.stages},
        "topics": {topic.id for stage in curriculum.stages for topic in stage.topics},
        "groups": {group.id for stage in curriculum.stages for topic in stage.topics for group in topic.groups},
        "questions": {id for _, id in _question_ids(curriculum)},
        "template": {id for _, id in _template_ids(curriculum)} | {section.id for section in curriculum.template},
        "items": {id for _, id in _item_ids(curriculum)},
    }


def _renamed(curriculum: Curriculum) -> Iterator[Finding]:
    live = live_ids(curriculum)
    for kind, names in curriculum.renamed.items():
        for old, new in names.items():
            if old in live[kind]:
                yield ("renamed", kind, old), f"id «{old}» ещё в ходу, значит, он не переименован. Уберите строку."
            if new not in live[kind]:
                yield ("renamed", kind, old), f"нового id «{new}» нет.{nearest(new, live[kind])} Пишется «старый: новый»."
