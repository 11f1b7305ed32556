"""When a card comes back: FSRS as py-fsrs has it, days as the learner has them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler

from tests.trainer_page import evaluate

HISTORIES = 5_000
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def review(moment: datetime, grade: int = 3) -> dict[str, object]:
    """A review as progress keeps it, at a moment in the learner's time zone."""
    offset = moment.utcoffset()
    assert offset is not None
    return {
        "id": moment.isoformat(),
        "question": "q",
        "at": int(moment.timestamp() * 1000),
        "zone": int(offset.total_seconds() // 60),
        "grade": grade,
    }


def replayed(page, reviews, **settings):
    """The card after its reviews, as the trainer sees it."""
    body = "const {reviews, settings} = argument; return new module.Scheduler(settings).replay('q', reviews)"
    return evaluate(page, "scheduler.js", body, {"reviews": reviews, "settings": settings})


@pytest.fixture(scope="module")
def histories() -> list[list[tuple[int, int]]]:
    """Random histories: for each review the days since the last one, and the grade. Many on the same day, some after years."""
    chance = random.Random(6)
    return [
        [
            (chance.choice((0, 0, 1, 2, 3, chance.randint(1, 30), chance.randint(1, 400), chance.randint(1, 2000))), chance.randint(1, 4))
            for _ in range(chance.randint(1, 12))
        ]
        for _ in range(HISTORIES)
    ]


def test_stability_and_difficulty_after_each_review_equal_those_of_py_fsrs(page, histories):
    reference = Scheduler(enable_fuzzing=False)
    body = """
        const scheduler = new module.Scheduler()
        return argument.map((history) => {
            let card = null, day = 20000
            return history.map(([days, grade]) => {
                card = scheduler.review('q', card, day += days, grade)
                return [card.stability, card.difficulty]
            })
        })"""
    ours = evaluate(page, "scheduler.js", body, histories)
    furthest = 0.0
    for history, states in zip(histories, ours, strict=True):
        card, moment = Card(), NOON
        for (days, grade), (stability, difficulty) in zip(history, states, strict=True):
            moment += days * DAY
            # From the same state: what the library said last time must not pile up.
            card, _ = reference.review_card(card, Rating(grade), moment)
            assert card.stability is not None
            assert card.difficulty is not None
            furthest = max(furthest, abs(card.difficulty - difficulty), abs(card.stability - stability))
            card.stability, card.difficulty = stability, difficulty
    assert len(histories) >= 5_000
    assert furthest < 1e-4


def test_intervals_equal_those_of_py_fsrs_without_steps_and_fuzz(page, histories):
    """Python rounds a half to even, JavaScript up; among random stabilities there is no half."""
    for retention in (0.8, 0.9, 0.95):
        reference = Scheduler(enable_fuzzing=False, learning_steps=[], relearning_steps=[], desired_retention=retention)
        stabilities = [chance.uniform(0.01, 400) for chance in [random.Random(7)] for _ in range(500)]
        body = "const s = new module.Scheduler({retention: argument[0]}); return argument[1].map((x) => s.fsrs.next_interval(x, 0))"
        assert evaluate(page, "scheduler.js", body, [retention, stabilities]) == [reference._next_interval(stability=s) for s in stabilities]


def test_again_brings_the_card_back_on_the_same_day_and_any_other_grade_not_before_the_next(page):
    body = "const s = new module.Scheduler(); return s.intervals('q', s.review('q', null, 100, 1), 100)"
    days = evaluate(page, "scheduler.js", body)
    assert days["1"] == 0
    assert all(days[grade] >= 1 for grade in "234")


def test_a_higher_retention_brings_cards_back_sooner(page):
    due = [replayed(page, [review(NOON, 4)], retention=retention)["due"] for retention in (0.8, 0.9, 0.95)]
    assert due == sorted(due, reverse=True)
    assert len(set(due)) == 3


MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        # Midnight: two minutes are a day, though 24 hours have not passed and in UTC it is the same date.
        (datetime(2026, 3, 1, 23, 59, tzinfo=MOSCOW), datetime(2026, 3, 2, 0, 1, tzinfo=MOSCOW), 1),
        # Almost 24 hours within one local day, though in UTC the date changes.
        (datetime(2026, 3, 1, 0, 5, tzinfo=MOSCOW), datetime(2026, 3, 1, 23, 55, tzinfo=MOSCOW), 0),
        # Summer time begins in Berlin: a day of 23 hours. It ends: a day of 25 hours.
        (datetime(2026, 3, 28, 23, 30, tzinfo=BERLIN), datetime(2026, 3, 29, 23, 30, tzinfo=BERLIN), 1),
        (datetime(2026, 10, 25, 0, 10, tzinfo=BERLIN), datetime(2026, 10, 25, 23, 50, tzinfo=BERLIN), 0),
        (datetime(2026, 10, 24, 23, 50, tzinfo=BERLIN), datetime(2026, 10, 31, 0, 10, tzinfo=BERLIN), 7),
        # A flight east takes a date away, a flight west gives it once more: by the calendars on the walls.
        (datetime(2026, 5, 10, 20, 0, tzinfo=LOS_ANGELES), datetime(2026, 5, 12, 8, 0, tzinfo=TOKYO), 2),
        (datetime(2026, 5, 12, 8, 0, tzinfo=TOKYO), datetime(2026, 5, 12, 6, 0, tzinfo=LOS_ANGELES), 0),
        # Across the date line back in time: never less than no day.
        (datetime(2026, 5, 12, 8, 0, tzinfo=TOKYO), datetime(2026, 5, 11, 20, 0, tzinfo=LOS_ANGELES), 0),
    ],
)
def test_days_are_those_of_the_learners_calendar(page, first, second, days):
    assert first < second
    body = """
        const {day, stability} = argument.card
        const scheduler = new module.Scheduler()
        return [0, 1, 2, 7].find((days) => scheduler.review('q', argument.before, argument.before.day + days, 3).stability === stability)"""
    before, card = replayed(page, [review(first)]), replayed(page, [review(first), review(second)])
    assert evaluate(page, "scheduler.js", body, {"before": before, "card": card}) == days
    assert card["day"] == second.toordinal() - datetime(1970, 1, 1).toordinal()


def test_a_day_before_1970_or_in_a_zone_of_half_an_hour_is_a_day_too(page):
    body = "return argument.map(([at, zone]) => module.dayOf(at, zone))"
    moments = [(0, 0), (0, -1), (-1, 0), (18.5 * 3_600_000, 330), (18.4 * 3_600_000, 330)]
    assert evaluate(page, "days.js", body, moments) == [0, -1, -1, 1, 0]


def test_before_an_interview_every_card_is_due_once_more_and_not_all_on_its_eve(page):
    body = """
        const {interview, ids} = argument
        const found = []
        for (let day = interview - 60; day < interview + 5; day++) {
            const scheduler = new module.Scheduler({interview})
            for (const id of ids) for (const grade of [1, 2, 3, 4]) {
                let card = null
                for (const [before, one] of [[40, 4], [20, 4], [0, grade]]) card = scheduler.review(id, card, day - before, one)
                found.push([day, grade, card.due])
            }
        }
        return found"""
    interview, ids = 20_500, [f"question-{n}" for n in range(152)]
    found = evaluate(page, "scheduler.js", body, {"interview": interview, "ids": ids})
    assert [one for one in found if one[0] < interview - 1 and not one[0] <= one[2] < interview] == []
    assert [one for one in found if one[1] > 1 and one[2] <= one[0]] == []
    early = [due for day, grade, due in found if day == interview - 60 and grade == 4]
    assert max(early.count(day) for day in set(early)) < len(ids) / 3, "все карточки — в один день"
    assert min(early) >= interview - 8


def test_an_interview_that_has_passed_caps_nothing(page):
    free = replayed(page, [review(NOON, 4)])
    assert replayed(page, [review(NOON, 4)], interview=free["day"]) == free
    assert replayed(page, [review(NOON, 4)], interview=free["day"] + 1) == free, "накануне повторять уже некогда"


def test_an_odd_setting_is_not_followed(page):
    state = {"retention": {"value": "много"}, "interview": {"value": "завтра"}}
    assert evaluate(page, "deck.js", "return module.settings({settings: argument})", state) == {"retention": 0.9, "interview": None}
    extreme = [replayed(page, [review(NOON, 4)], retention=retention)["due"] for retention in (-1, 0.8, 0.95, 7)]
    assert extreme[0] == extreme[1]
    assert extreme[2] == extreme[3]
