"""Which cards a sitting has, what the numbers say, and where the placement sends a learner."""

from __future__ import annotations

import random
from typing import Any

import pytest

from macros.curriculum import load
from tests.trainer_page import evaluate

DAY = 20_000
QUESTIONS = load().places


def stage(id: str, weeks: int, **topics: int) -> dict[str, Any]:
    """A stage of cards.json; each topic with so many questions, each needing the one before."""
    names = list(topics)
    return {
        "id": id,
        "title": id.upper(),
        "weeks": weeks,
        "topics": [
            {
                "id": name,
                "title": name,
                "page": f"{id}/{name}/",
                "needs": [f"{id}/{names[n - 1]}"] if n else [],
                "questions": [{"id": f"{id}-{name}-{q}", "text": "?", "page": f"{id}/{name}/"} for q in range(count)],
            }
            for n, (name, count) in enumerate(topics.items())
        ],
    }


STAGES = [stage("a", 4, one=3, two=4), stage("b", 2, three=5), stage("c", 2, four=0), stage("d", 2, five=3)]


def reviews(*told: tuple[str, int, int]) -> dict[str, dict[str, Any]]:
    """Of (question, day, grade): the state's reviews, all at noon."""
    return {
        f"r{n}": {"id": f"r{n}", "question": question, "at": (day * 1440 + 720) * 60_000, "zone": 0, "grade": grade}
        for n, (question, day, grade) in enumerate(told)
    }


def with_deck(page, module: str, expression: str, told=(), undone=(), argument: Any = None, stages=STAGES) -> Any:
    """The value of an expression over `deck`, `day`, `module` and `argument`."""
    state = {"reviews": reviews(*told), "undone": dict.fromkeys(undone, True), "settings": {}}
    body = f"""
        return import(new URL('javascript/trainer/deck.js', location)).then(({{deckOf}}) => {{
            const deck = deckOf({{stages: argument.stages}}, argument.state), day = {DAY}
            return {expression}
        }})"""
    return evaluate(page, module, body, {"stages": stages, "state": state, "choices": argument})


def ids(items: str) -> str:
    return f"{items}.map(({{id}}) => id)"


def test_due_is_what_was_to_be_shown_by_today_the_most_forgotten_first(page):
    told = [("a-one-0", DAY - 3, 3), ("a-one-1", DAY - 30, 3), ("a-one-2", DAY - 1, 4), ("b-three-0", DAY, 1)]
    assert with_deck(page, "queue.js", ids("module.due(deck, day)"), told) == ["a-one-1", "a-one-0", "b-three-0"]


def test_an_undone_review_never_was(page):
    told = [("a-one-0", DAY - 3, 3), ("a-one-1", DAY - 30, 3)]
    assert with_deck(page, "queue.js", ids("module.due(deck, day)"), told, undone=["r1"]) == ["a-one-0"]


def test_new_cards_come_in_the_order_of_the_roadmap_by_stage_or_topic_and_what_is_known_comes_last(page):
    expression = "argument.choices.map((choice) => module.fresh(deck, {...choice, known: new Set(choice.known)}).map(({id}) => id))"
    choices = [{}, {"from": "a"}, {"from": "a/two"}, {"from": "a", "known": ["a/one"]}]
    everything, stage_a, topic, unknown_first = with_deck(page, "queue.js", expression, [("a-one-1", DAY, 3)], argument=choices)
    one, two = ["a-one-0", "a-one-2"], [f"a-two-{n}" for n in range(4)]
    assert everything == [*one, *two, *(f"b-three-{n}" for n in range(5)), *(f"d-five-{n}" for n in range(3))]
    assert stage_a == [*one, *two]
    assert topic == two
    assert unknown_first == [*two, *one]


def test_weak_is_what_failed_lately_or_was_hard_the_last_time(page):
    told = [
        *(("a-one-0", DAY - days, grade) for days, grade in ((9, 1), (8, 1), (7, 3))),  # failed twice
        *(("a-one-1", DAY - days, grade) for days, grade in ((9, 1), (8, 3), (7, 3), (6, 3))),  # long ago
        ("a-one-2", DAY - 5, 2),
        ("a-two-0", DAY - 5, 4),
        ("a-two-1", DAY - 5, 1),
    ]
    assert with_deck(page, "queue.js", ids("module.weak(deck, day)"), told) == ["a-one-0", "a-two-1", "a-one-2"]


def test_an_interview_has_ten_questions_by_the_weeks_of_the_stages_and_no_topic_twice_while_others_wait(page):
    expression = """Array.from({length: 50}, (_, run) => {
        let seed = run + 1
        const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
        return module.interview(deck, random).map(({id}) => id)
    })"""
    runs = with_deck(page, "queue.js", expression)
    assert {tuple(sum(id.startswith(f"{s}-") for id in run) for s in "abcd") for run in runs} == {(5, 3, 0, 2)}
    assert {abs(sum("one" in id for id in run) - sum("two" in id for id in run)) for run in runs} == {1}
    assert all(len(set(run)) == 10 for run in runs)
    assert len({tuple(run) for run in runs}) > 30
    assert with_deck(page, "queue.js", expression) == runs, "тот же случай — те же вопросы"


@pytest.mark.parametrize(
    ("weights", "most", "count", "shares"),
    [([4, 6, 6, 2], [39, 72, 31, 10], 10, [2, 4, 3, 1]), ([1, 1], [1, 9], 6, [1, 5]), ([1, 0], [2, 5], 6, [2, 0]), ([0, 0], [0, 0], 10, [0, 0])],
)
def test_shares_follow_the_weights_as_far_as_there_are_questions(page, weights, most, count, shares):
    assert evaluate(page, "queue.js", "return module.apportion(...argument)", [weights, most, count]) == shares


def test_ticked_points_suggest_a_grade_but_never_easy(page):
    found = evaluate(
        page,
        "queue.js",
        "return argument.map(([said, points]) => module.suggested(said, points))",
        [[0, 0], [0, 4], [1, 4], [2, 4], [3, 4], [4, 4], [1, 1]],
    )
    assert found == [None, 1, 1, 2, 2, 3, 3]


def test_the_forecast_counts_what_was_missed_as_today_and_looks_thirty_days_ahead(page):
    told = [
        ("a-one-0", DAY - 30, 3),
        ("a-one-1", DAY, 1),
        ("a-one-2", DAY, 3),
        ("a-two-0", DAY, 4),
        *(("a-two-1", DAY - days, 4) for days in (200, 100, 0)),
    ]
    counts = with_deck(page, "statistics.js", "module.forecast(deck, day)", told)
    assert {day: count for day, count in enumerate(counts) if count} == {0: 2, 2: 1, 8: 1}
    assert len(counts) == 31


def test_retention_counts_only_what_came_back_after_a_night(page):
    told = [
        ("a-one-0", DAY - 8, 3),
        ("a-one-0", DAY - 8, 1),
        ("a-one-0", DAY - 2, 3),
        ("a-one-0", DAY - 2, 1),
        ("a-one-1", DAY - 9, 3),
        ("a-one-1", DAY, 1),
    ]
    weeks = with_deck(page, "statistics.js", "module.retention(deck, day)", told)
    assert len(weeks) == 8
    assert weeks[-1] == {"from": DAY - 6, "to": DAY, "seen": 2, "remembered": 1}
    assert sum(week["seen"] for week in weeks[:-1]) == 0


def test_learned_is_what_memory_holds_for_three_weeks(page):
    told = [*(("a-one-0", DAY - days, 4) for days in (60, 30)), ("a-one-1", DAY, 4)]
    assert with_deck(page, "statistics.js", "module.learned(deck)", told) == [
        {"title": "A", "stage": 0, "learned": 1, "begun": 1, "total": 7},
        {"title": "B", "stage": 1, "learned": 0, "begun": 0, "total": 5},
        {"title": "D", "stage": 3, "learned": 0, "begun": 0, "total": 3},
    ]


# Placement

RUN = """
    const questions = argument.topics.map((topic) => ({...topic, items: Array(topic.questions).fill(0)}))
    const topics = module.askable(questions)
    const run = new module.Placement(topics)
    return argument.learners.map(({knows, noise}) => {
        run.restart()
        const known = new Set(knows)
        for (let topic; (topic = run.next()) !== null;) run.answer({topic, knew: known.has(topic) !== noise[run.answers.length]})
        return {asked: run.answers, ...module.outcome(run)}
    })"""
LEARNERS = 150  # of each kind


@pytest.fixture(scope="module")
def topics() -> list[dict[str, Any]]:
    """The topics of the curriculum with what they need, in the roadmap's order."""
    return [
        {"id": f"{stage.id}/{topic.id}", "needs": topic.needs, "questions": len(topic.all_questions())}
        for stage in load().stages
        for topic in stage.topics
    ]


def beneath(topics) -> dict[str, set[str]]:
    """Everything that each topic rests on."""
    found: dict[str, set[str]] = {}
    for topic in topics:
        found[topic["id"]] = set(topic["needs"]).union(*(found[need] for need in topic["needs"]))
    return found


def at_a_pace(topics, chance):
    """Goes on from each topic whose needs are met with a chance of their own."""
    pace = chance.uniform(0.2, 1)
    known: set[str] = set()
    for topic in topics:
        if known.issuperset(topic["needs"]) and chance.random() < pace:
            known.add(topic["id"])
    return known


def so_far(topics, chance):
    """Has followed the roadmap up to some topic."""
    return {topic["id"] for topic in topics[: chance.randint(0, len(topics))]}


def anyhow(topics, chance):
    """Any set that the graph allows: what some topics need, and those that nothing forbids."""
    below = beneath(topics)
    known: set[str] = set()
    for topic in chance.sample(topics, chance.randint(0, 12)):
        known |= {topic["id"], *below[topic["id"]]}
    return known


@pytest.mark.parametrize("kind", [at_a_pace, so_far, anyhow])
def test_placement_takes_nine_topics_of_ten_right_in_twenty_questions_though_one_answer_of_ten_is_a_slip_or_a_guess(
    page, topics, kind, record_property
):
    chance = random.Random(2026)
    learners = [{"knows": sorted(kind(topics, chance)), "noise": [chance.random() < 0.1 for _ in range(20)]} for _ in range(LEARNERS)]
    results = evaluate(page, "placement.js", RUN, {"topics": topics, "learners": learners})
    asked = {topic["id"] for topic in topics if topic["questions"]}
    right = sum(len(asked & (set(result["known"]) ^ set(learner["knows"]) ^ asked)) for learner, result in zip(learners, results, strict=True))
    share = right / len(asked) / LEARNERS
    record_property("share", share)
    print(f"{kind.__name__}: {share:.4f}")
    assert max(len(result["asked"]) for result in results) <= 20
    assert share >= 0.9


def test_placement_of_who_knows_all_or_nothing_is_short(page, topics):
    everything = [topic["id"] for topic in topics]
    results = evaluate(
        page, "placement.js", RUN, {"topics": topics, "learners": [{"knows": knows, "noise": [False] * 20} for knows in (everything, [])]}
    )
    asked = {topic["id"] for topic in topics if topic["questions"]}
    assert [set(result["known"]) for result in results] == [asked, set()]
    assert [len(result["asked"]) < 20 for result in results] == [True, True]
    assert results[0]["gaps"] == []
    assert {gap["topic"] for gap in results[1]["gaps"]} == {topic["id"] for topic in topics if topic["questions"] and not topic["needs"]}
    above = [len(gap["above"]) for gap in results[1]["gaps"]]
    assert above == sorted(above, reverse=True), "первым — то, на чём стоит больше всего"


def test_a_result_is_closed_under_needs_and_the_gap_rests_on_known_topics_only(page, topics):
    chance = random.Random(3)
    learners = [{"knows": sorted(at_a_pace(topics, chance)), "noise": [chance.random() < 0.1 for _ in range(20)]} for _ in range(60)]
    below, asked = beneath(topics), {topic["id"] for topic in topics if topic["questions"]}
    for result in evaluate(page, "placement.js", RUN, {"topics": topics, "learners": learners}):
        known = set(result["known"])
        assert all(known >= below[topic] & asked for topic in known)
        assert {gap["topic"] for gap in result["gaps"]} == {topic for topic in asked - known if known >= below[topic] & asked}
        assert sorted([*result["known"], *result["unknown"]]) == sorted(asked)
        for gap in result["gaps"]:
            assert set(gap["above"]) == {topic for topic in asked - known if gap["topic"] in below[topic]}


def test_no_topic_is_asked_more_often_than_it_has_questions(page):
    topics = [{"id": "a", "needs": [], "questions": 1}, {"id": "b", "needs": ["a"], "questions": 2}]
    [result] = evaluate(page, "placement.js", RUN, {"topics": topics, "learners": [{"knows": ["a"], "noise": [False, True, False]}]})
    asked = [answer["topic"] for answer in result["asked"]]
    assert asked.count("a") <= 1
    assert asked.count("b") <= 2


def test_a_topic_without_questions_passes_its_needs_on(page):
    topics = [{"id": "a", "needs": [], "items": [0]}, {"id": "b", "needs": ["a"], "items": []}, {"id": "c", "needs": ["b"], "items": [0, 0]}]
    assert evaluate(page, "placement.js", "return module.askable(argument)", topics) == [
        {"id": "a", "needs": [], "questions": 1},
        {"id": "c", "needs": ["a"], "questions": 2},
    ]
