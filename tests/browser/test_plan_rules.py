"""The plan as a pure function: what holds for whatever a reader may say, over a thousand random readers each."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta
from typing import Any

import pytest

from macros import plan
from macros.cards import cards
from macros.curriculum import load
from macros.schedule import schedule

CURRICULUM = load()
TOPICS = [f"{stage.id}/{topic.id}" for stage in CURRICULUM.stages for topic in stage.topics]
MINUTES = {f"{stage.id}/{topic.id}": (plan.minutes(topic), plan.short_minutes(topic)) for stage in CURRICULUM.stages for topic in stage.topics}
EPOCH = date(1970, 1, 1)
TODAY = (date(2026, 11, 30) - EPOCH).days  # a Monday
HOURS = [round(hours * 60) for hours in plan.HOURS]
READERS = 1000

# Helpers of every property. `plans` calls back with each reader, the plan, and what is left of the course for them.
MODULES = """
    const [rules, {courseOf}] = await Promise.all(['plan', 'course'].map((name) => import(`${base}assets/javascript/plan/${name}.js`)))
    const {layout, advice, behindOf, daysOf, minutesOf, REVIEW, QUIET} = rules
    const course = courseOf(JSON.parse(argument.cards), JSON.parse(argument.course))
    const sum = (numbers) => numbers.reduce((total, one) => total + one, 0)
    const wrong = []
    const check = (fine, reader, what) => { if (!fine && wrong.length < 5) wrong.push([what, reader]) }
    const plans = (told) => {
        const shapes = {}
        for (const inputs of argument.readers) {
            const plan = layout(course, inputs)
            const out = new Set([...inputs.known, ...inputs.dropped, ...(inputs.restart?.done ?? [])])
            told({inputs, plan, todo: course.topics.filter(({id}) => !out.has(id)), weeks: plan.weeks.filter(({past}) => !past)})
            const {feasible, tight} = plan
            const traits = [feasible ? 'fits' : 'does not fit', tight && 'tight', inputs.restart && 'again', inputs.interview !== null && 'dated']
            const shape = traits.filter(Boolean).join(', ')
            shapes[shape] = (shapes[shape] ?? 0) + 1
        }
        return shapes
    }
"""


def reader(seed: int) -> dict[str, Any]:
    """Anybody: with or without a date, from an hour a week to a full working week, who knows nothing, some topics or nearly all."""
    chance = random.Random(seed)
    start = TODAY + chance.randint(-200, 60)
    pattern = chance.choice(["even", "weekend", "any", "little", "nothing"] if seed % 25 == 0 else ["even", "weekend", "any", "little"])
    hours = {
        "even": lambda: [chance.choice([60, 90, 120, 150, 180, 240])] * 7,
        "weekend": lambda: [0, 0, 0, 0, 0, chance.randint(1, 96) * 5, chance.randint(0, 96) * 5],
        "any": lambda: [chance.randint(0, 48) * 5 for _ in range(7)],
        "little": lambda: [15 if day == chance.randint(0, 6) else chance.choice([0, 0, 10, 30]) for day in range(7)],
        "nothing": lambda: [0] * 7,
    }[pattern]()
    known = chance.choice([[], TOPICS[: chance.randint(0, len(TOPICS))], chance.sample(TOPICS, chance.randint(0, len(TOPICS)))])
    restart = None
    if chance.random() < 0.35:
        restart = {"from": start + chance.randint(0, 120), "done": chance.sample(TOPICS, chance.randint(0, 20))}
    pace = chance.choice(["full", "short"])
    dropped = chance.choice([[], CURRICULUM.drop[: chance.randint(0, len(CURRICULUM.drop))]])
    needed = sum(MINUTES[id][pace == "short"] for id in TOPICS if id not in {*known, *dropped})
    days = [
        chance.randint(-3, 30),
        chance.randint(20, 400),
        round(needed / max(sum(hours), 60) * 7 * chance.uniform(1, 1.3)) + 4,  # about as many as it takes
    ]
    return {
        "start": start,
        "interview": start + chance.choice(days) if chance.random() < 0.7 else None,
        "hours": hours,
        "pace": pace,
        "known": known,
        "dropped": dropped,
        "missed": [start + chance.randint(0, 150) for _ in range(chance.choice([0, 0, 1, 3]))],
        "restart": restart,
    }


@pytest.fixture(scope="module")
def study(laboratory):
    """Runs a body over `readers` with the modules of the plan; fails with the first readers for whom something is wrong."""

    def run(body: str, readers: list[dict[str, Any]] | None = None) -> Any:
        told = [reader(seed) for seed in range(READERS)] if readers is None else readers
        argument = {"cards": cards(CURRICULUM), "course": plan.course(CURRICULUM), "readers": told}
        result = laboratory(MODULES + body + "\nreturn {wrong, value: typeof value === 'undefined' ? null : value}", argument)
        assert result["wrong"] == []
        return result["value"]

    return run


def plain(**changes: Any) -> dict[str, Any]:
    """Who takes the page as it is, from a Monday on."""
    told = {"start": TODAY, "interview": None, "hours": HOURS, "pace": "full", "known": [], "dropped": [], "missed": [], "restart": None}
    return told | changes


# --- the roadmap


def test_the_defaults_give_the_weeks_of_the_curriculum(study):
    weeks = study(
        """const value = layout(course, argument.readers[0]).weeks.map(({number, from, to, capacity, reading, repeating, pieces, questions}) =>
            ({number, from, to, spare: capacity - reading - repeating, topics: pieces.map(({topic, minutes}) => [topic.id, minutes]), questions}))""",
        [plain()],
    )
    expected = [
        {"number": week.number, "topics": [[f"{week.stage.id}/{topic.id}", round(topic.hours / len(topic.weeks) * 60)] for topic in week.topics]}
        for week in schedule(CURRICULUM)
    ]
    assert [{"number": week["number"], "topics": week["topics"]} for week in weeks] == expected
    stages = [week["topics"][0][0].partition("/")[0] for week in weeks]
    assert [len(list(group)) for _, group in itertools.groupby(stages)] == [4, 6, 6, 2, 2, 1, 3]
    assert [(week["from"], week["to"]) for week in weeks] == [(TODAY + 7 * n, TODAY + 7 * n + 6) for n in range(24)]
    assert sorted(id for week in weeks for id in week["questions"]) == sorted(CURRICULUM.places)
    assert min(week["spare"] for week in weeks) >= 0


def test_the_table_without_scripts_counts_the_same_questions(study, handbook):
    counted = study("const value = layout(course, argument.readers[0]).weeks.map(({questions}) => questions.length)", [plain()])
    rows = [body for body in handbook.pages["plan/"].root.iter("tbody") if body.find(".//td[@class]") is not None]
    drawn = [next((int((p.text or "0").split()[0]) for p in row.iter("p")), 0) for row in rows]
    assert drawn == counted


def test_reviews_come_back_as_the_scheduler_of_the_trainer_brings_what_goes_well(laboratory):
    days = laboratory("""
        const {Scheduler} = await import(base + 'assets/javascript/trainer/scheduler.js')
        const {GAPS} = await import(base + 'assets/javascript/plan/plan.js')
        const scheduler = new Scheduler()
        let card = scheduler.review('any', null, 0, 3)
        const days = []
        for (const _ of GAPS) {
            days.push(card.due)
            card = scheduler.review('any', card, card.due, 3)
        }
        return {days, weeks: GAPS.map((_, n) => GAPS.slice(0, n + 1).reduce((a, b) => a + b))}""")
    assert days["days"] == [2, 13, 59, 222]
    # A question is read on some day of its week, on average in the middle; a plan knows weeks. The first review never stands in the week of reading.
    assert all(max(1, day // 7) <= week <= day / 7 + 1.5 for day, week in zip(days["days"], days["weeks"], strict=True)), days


# --- whatever a reader says


def test_no_week_asks_for_more_than_its_hours(study):
    shapes = study("""
        const value = plans(({inputs, plan, weeks}) => {
            for (const week of plan.weeks) {
                check(week.reading + week.repeating <= week.capacity, inputs, `week ${week.number}`)
                check(week.reading === sum(week.pieces.map(({minutes}) => minutes)) || week.past, inputs, 'reading is its pieces')
                check(week.repeating === REVIEW * (week.reviews.length + week.final.length), inputs, 'repeating is its reviews')
            }
            for (const week of weeks) {
                const days = Array.from({length: 7}, (_, n) => week.from + n)
                const missed = inputs.missed.some((one) => days.includes(one))
                const open = missed ? [] : days.filter((day) => day <= week.to && day >= (inputs.restart?.from ?? day))
                const hours = sum(open.map((day) => inputs.hours[(new Date(day * 864e5).getUTCDay() + 6) % 7]))
                check(week.capacity === hours, inputs, `hours of week ${week.number}`)
                if (inputs.interview !== null) check(week.to < inputs.interview, inputs, 'nothing on the day of the interview')
            }
        })""")
    assert sum(shapes.values()) == READERS
    assert len(shapes) >= 7, shapes  # the readers are of all kinds
    assert sum(count for shape, count in shapes.items() if shape.startswith("fits")) > READERS / 3, shapes


def test_what_a_topic_needs_is_read_before_it(study):
    study("""
        const needs = Object.fromEntries(course.topics.map(({id, needs}) => [id, needs]))
        plans(({inputs, todo, weeks}) => {
            const pieces = weeks.flatMap((week) => week.pieces)
            const finished = new Set(course.topics.filter((topic) => !todo.includes(topic)).map(({id}) => id))
            for (const {topic, last} of pieces) {
                check(needs[topic.id].every((need) => finished.has(need)), inputs, topic.id)
                if (last) finished.add(topic.id)
            }
        })""")


def test_every_question_is_read_and_repeated_before_the_interview_or_the_plan_says_that_it_does_not_fit(study):
    shapes = study("""
        const value = plans(({inputs, plan, todo, weeks}) => {
            if (!plan.feasible) return
            const [read, again] = [new Map(), new Map()]
            for (const week of weeks) {
                for (const id of week.questions) read.set(id, week.number)
                for (const id of [...week.reviews, ...week.final]) again.set(id, [...(again.get(id) ?? []), week.number])
            }
            for (const {id} of todo.flatMap(({questions}) => questions)) {
                check(read.has(id), inputs, `${id} is not read`)
                const of = again.get(id) ?? []
                const pass = (number) => weeks.find((week) => week.number === number).final.includes(id) // the last thing of its week
                const before = (number) => number > read.get(id) || (number === read.get(id) && pass(number))
                check(of.some(before), inputs, `${id} is not repeated`)
                check(of.every(before), inputs, `${id} is repeated before it is read`)
            }
            if (inputs.interview === null) return
            check(weeks.every(({to}) => to < inputs.interview), inputs, 'after the interview')
            const final = weeks.flatMap((week) => week.final)
            const asked = course.topics.filter(({id}) => !inputs.dropped.includes(id)).flatMap(({questions}) => questions.map(({id}) => id))
            check(final.length === new Set(final).size && asked.every((id) => final.includes(id)), inputs, 'the last pass has everything once')
        })""")
    assert shapes["fits, dated"] > 50
    assert shapes["fits, tight, dated"] > 20, shapes
    assert shapes["does not fit, tight, dated"] > 50


def test_what_does_not_fit_is_named_and_only_that(study):
    study("""
        plans(({inputs, plan, todo, weeks}) => {
            const lacks = plan.left.length > 0 || plan.unrepeated.length > 0
            check(plan.feasible ? !lacks : lacks || inputs.interview === null, inputs, 'a reason')
            const {capacity, repeating} = weeks.at(-1) ?? {capacity: 0, repeating: 0}
            check(!plan.unrepeated.length || capacity - repeating < REVIEW, inputs, 'reading takes no time from the last pass')
            const read = new Set(weeks.flatMap(({questions}) => questions))
            const named = new Set(plan.left.map(({topic}) => topic))
            check(todo.every((topic) => topic.questions.every(({id}) => read.has(id)) || named.has(topic)), inputs, 'what is not read is named')
            check(!plan.feasible || plan.weeks.length || !todo.length, inputs, 'no weeks')
        })""")


def test_hours_that_are_placed_and_hours_that_found_no_room_are_the_hours_of_what_is_left(study):
    study("""
        plans(({inputs, plan, todo, weeks}) => {
            const placed = (id) => sum(weeks.flatMap(({pieces}) => pieces.filter(({topic}) => topic.id === id).map(({minutes}) => minutes)))
            for (const topic of todo) {
                const lacks = sum(plan.left.filter((one) => one.topic === topic).map(({minutes}) => minutes))
                check(placed(topic.id) + lacks === minutesOf(topic, inputs), inputs, topic.id)
            }
            const whole = sum(todo.map((topic) => minutesOf(topic, inputs)))
            check(sum(weeks.map(({reading}) => reading)) + sum(plan.left.map(({minutes}) => minutes)) === whole, inputs, 'the whole')
            check(weeks.every(({pieces}) => pieces.every(({minutes}) => minutes > 0 && Number.isInteger(minutes))), inputs, 'whole minutes')
        })""")


def test_the_same_input_gives_the_same_plan_and_stays_as_it_was(study):
    study("""
        const bare = (plan) => JSON.stringify(plan, (key, value) => (key === 'topic' ? value.id : value))
        const frozen = (value) => { if (value && typeof value === 'object') Object.values(Object.freeze(value)).forEach(frozen); return value }
        frozen(course)
        argument.readers = argument.readers.map(frozen)
        plans(({inputs, plan}) => check(bare(plan) === bare(layout(course, JSON.parse(JSON.stringify(inputs)))), inputs, 'twice'))""")


def test_a_week_holds_what_its_hours_allow(study):
    study("""
        plans(({inputs, plan, todo, weeks}) => {
            let waiting = sum(todo.map((topic) => minutesOf(topic, inputs)))
            for (const week of weeks) {
                waiting -= week.reading
                if (!waiting) break
                const end = week === weeks.at(-1) || week.to >= inputs.interview - QUIET - 1
                const lastPass = week.final.length > 0 || (inputs.interview !== null && end)
                if (lastPass) continue // its time is kept for what is repeated; nothing new on the last days
                const spare = week.capacity - week.reading - week.repeating
                const tail = plan.tight ? Math.min(30, week.capacity / 4) : week.capacity / 4
                check(spare < tail + 5, inputs, `week ${week.number} leaves ${spare} of ${week.capacity}`)
                check(week.capacity < 5 || week.reading + week.repeating > 0, inputs, `week ${week.number} is empty`)
            }
        })""")


def test_what_is_advised_helps(study):
    found = study(
        """
        const value = {drops: 0, hours: 0, date: 0}
        plans(({inputs, plan}) => {
            if (plan.feasible) return
            const {drops, enough, hours, date} = advice(course, inputs)
            const dropped = [...inputs.dropped, ...drops.flatMap(({topic}) => (topic ? [topic.id] : []))]
            const pace = drops.some(({kind}) => kind === 'pace') ? 'short' : inputs.pace
            check(layout(course, {...inputs, dropped, pace}).feasible === enough, inputs, 'drops')
            check(drops.every(({minutes}) => minutes > 0), inputs, 'a drop saves something')
            if (enough) value.drops += 1
            if (date !== null) {
                value.date += 1
                check(date > inputs.interview && layout(course, {...inputs, interview: date}).feasible, inputs, 'the date')
            }
            if (hours === null) return
            value.hours += 1
            let more = 0
            while (sum(rules.withMore(inputs.hours, more)) - sum(inputs.hours) < hours) more += 15
            check(layout(course, {...inputs, hours: rules.withMore(inputs.hours, more)}).feasible, inputs, 'hours')
            check(more > 0 && !layout(course, {...inputs, hours: rules.withMore(inputs.hours, more - 15)}).feasible, inputs, 'fewer hours do not')
        })""",
        [reader(seed) for seed in range(300)],
    )
    assert min(found.values()) > 20, found


# --- after a missed week


def test_a_missed_week_is_empty_and_what_stood_in_it_comes_next(study):
    before, after = study(
        """const shown = ({missed, pieces}) => [missed, pieces.map(({topic}) => topic.id)]
            const value = argument.readers.map((inputs) => layout(course, inputs).weeks.map(shown))""",
        [plain(), plain(missed=[TODAY + 16])],  # a Wednesday of the third week
    )
    assert after[2] == [True, []]
    assert after[:2] + after[3:5] == before[:4]
    assert len(after) == 25


def test_laid_out_anew_the_plan_has_what_is_not_done_from_that_day_on_and_keeps_what_is_done_in_its_week(study):
    done = ["python/syntax", "python/control-flow", "python/functions"]
    value = study(
        """const [first, again] = argument.readers
        const late = behindOf(layout(course, first), new Set(again.restart.done), first.start + 17).map(({id}) => id)
        const shown = ({number, past, capacity, pieces, reviews}) => [number, past, capacity, pieces.map(({topic}) => topic.id), reviews.length]
        const value = {late, weeks: layout(course, again).weeks.map(shown)}""",
        [plain(), plain(restart={"from": TODAY + 17, "done": done})],  # Thursday of the third week
    )
    assert value["late"] == ["python/data-structures"], "тема второй недели, которой в прогрессе нет"
    first, second, third, *_ = value["weeks"]
    assert first[:4] == [1, True, 780, done[:2]]
    assert second[:4] == [2, True, 780, ["python/functions"]]
    assert third[:4] == [3, False, 120 + 120 + 90 + 90, ["python/data-structures"]]
    assert third[4] == 9 + 4, "вопросы первой недели возвращаются во второй раз, а второй — в первый, хотя план начат заново"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"hours": [0] * 7}, "нет ни часа"),
        ({"interview": TODAY}, "собеседование в день начала"),
        ({"interview": TODAY + 3}, "остались только дни без нового"),
        ({"hours": [15, 0, 0, 0, 0, 0, 0]}, "путь длиннее трёх лет"),
    ],
)
def test_a_plan_that_cannot_be_says_so(study, changes, reason):
    assert study("const value = layout(course, argument.readers[0]).feasible", [plain(**changes)]) is False, reason


def test_who_knows_everything_still_repeats_it_before_the_interview(study):
    weeks, feasible = study(
        "const {weeks, feasible} = layout(course, argument.readers[0]); const value = [weeks.map(({final}) => final.length), feasible]",
        [plain(known=TOPICS, interview=TODAY + 14)],
    )
    assert (weeks, feasible) == ([0, len(CURRICULUM.places)], True)


def test_the_days_of_the_readers_are_those_of_the_calendar():
    """The tests and the plan count days alike."""
    assert EPOCH + timedelta(TODAY) == date(2026, 11, 30)
