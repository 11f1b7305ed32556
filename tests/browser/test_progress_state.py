"""progress/state.js: merging, reading what is hostile, old versions, renamed ids. Pure rules, called in the browser that will run them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.conftest import Run

# A generator of random numbers with a seed (mulberry32), and random states from few names and few moments, so that they collide often.
RANDOM = """
const seeded = seed => () => {
  seed = seed + 0x6D2B79F5 | 0
  let t = Math.imul(seed ^ seed >>> 15, 1 | seed)
  t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t
  return ((t ^ t >>> 14) >>> 0) / 4294967296
}
const random = seeded(20261128)
const below = number => Math.floor(random() * number)
const one = list => list[below(list.length)]
const some = make => Object.fromEntries(Array.from({length: below(5)}, make))
const value = () => one([true, false, null, 0, 1.5, 'слово', '', [1, [2]], {a: {b: 1}}, {b: 1, a: 2}, {a: 2, b: 1}])
const register = value => ({value, at: below(3)})
const review = () => ({question: one(['a', 'b-c']), at: below(3), grade: 1 + below(4), zone: one([0, 180]), mode: one([undefined, 'due'])})
const document = () => ({
  version: 1,
  reviews: some(() => ['r' + below(4), review()]),
  undone: some(() => ['r' + below(4), true]),
  ticks: some(() => [one(['question:a', 'item:b', 'repeat:a']), register(random() < 0.5)]),
  settings: some(() => [one(['retention', 'date']), register(value())]),
  drafts: some(() => [one(['plan', 'note']), register(value())]),
})
const {empty, merge, migrate, read, rename, write} = await import(new URL('assets/javascript/progress/state.js', base))
const state = () => read(JSON.stringify(document())).state
"""


@pytest.fixture
def run(laboratory: Run) -> Run:
    """As `laboratory`; the body has everything of RANDOM."""
    return lambda body, argument=None: laboratory(f"{RANDOM} {{ {body} }}", argument)


def test_merge_commutes_associates_and_is_idempotent_on_3000_random_states(run):
    counted = run("""
        const broken = []
        let collided = 0
        for (let i = 0; i < 3000; i += 1) {
          const [a, b, c] = [state(), state(), state()]
          const both = merge(a, b)
          if (write(both) !== write(merge(b, a))) broken.push(['commutes', write(a), write(b)])
          if (write(merge(both, c)) !== write(merge(a, merge(b, c)))) broken.push(['associates', write(a), write(b), write(c)])
          if (write(merge(a, a)) !== write(a) || write(merge(both, a)) !== write(both)) broken.push(['idempotent', write(a), write(b)])
          if (write(merge(a, empty())) !== write(a)) broken.push(['empty', write(a)])
          const kept = Object.keys(a.reviews).every(id => id in both.reviews)
            && Object.keys(b.ticks).every(box => both.ticks[box].at >= b.ticks[box].at)
          if (!kept) broken.push(['keeps', write(a), write(b)])
          const same = (id) => JSON.stringify(a.reviews[id]) === JSON.stringify(b.reviews[id])
          collided += Object.keys(a.reviews).some(id => id in b.reviews && !same(id))
        }
        return {broken: broken.slice(0, 3), collided}
    """)
    assert counted["broken"] == []
    assert counted["collided"] > 500, "состояния почти не пересекались: законы проверены впустую"


def test_a_merge_that_forgets_is_noticed_by_the_same_laws(run):
    """The later argument wins: no law of a CRDT."""
    assert run("""
        const forgetful = (a, b) => ({...a, ticks: {...a.ticks, ...b.ticks}})
        for (let i = 0; i < 100; i += 1) {
          const [a, b] = [state(), state()]
          if (write(forgetful(a, b)) !== write(forgetful(b, a))) return true
        }
        return false
    """)


def test_what_is_written_is_read_back_the_same(run):
    assert (
        run("""
        for (let i = 0; i < 500; i += 1) {
          const one = state()
          const {state: again, dropped, marks} = read(write(one, {exported: 7}))
          if (write(again) !== write(one) || dropped || marks.exported !== 7) return write(one)
        }
        return 'the same'
    """)
        == "the same"
    )


@pytest.mark.parametrize(
    ("section", "key", "entry"),
    [
        ("reviews", "r", {"question": "<img src=x onerror=alert(1)>", "at": 1, "grade": 3, "zone": 0}),
        ("reviews", "r", {"question": "a", "at": "1", "grade": 3, "zone": 0}),
        ("reviews", "r", {"question": "a", "at": -1, "grade": 3, "zone": 0}),
        ("reviews", "r", {"question": "a", "at": 1.5, "grade": 3, "zone": 0}),
        ("reviews", "r", {"question": "a", "at": 1e300, "grade": 3, "zone": 0}),
        ("reviews", "r", {"question": "a", "at": None, "grade": 3, "zone": 0}),
        ("reviews", "r", {"question": "a", "at": 1, "grade": 5, "zone": 0}),
        ("reviews", "r", {"question": "a", "at": 1, "grade": "3", "zone": 0}),
        ("reviews", "r", {"question": "a", "at": 1, "grade": 3, "zone": 100000}),
        ("reviews", "r", {"question": "a", "at": 1, "grade": 3, "zone": 0, "mode": {}}),
        ("reviews", "r", {"question": "constructor", "at": 1, "grade": 3, "zone": 0}),
        ("reviews", "r", ["a", 1, 3, 0]),
        ("reviews", "", {"question": "a", "at": 1, "grade": 3, "zone": 0}),
        ("reviews", "r" * 200, {"question": "a", "at": 1, "grade": 3, "zone": 0}),
        ("undone", "r", "true"),
        ("ticks", "question:a", {"value": 1, "at": 1}),
        ("ticks", "question:a", {"value": True}),
        ("ticks", "<b>", {"value": True, "at": 1}),
        ("ticks", "question:a", True),
        ("settings", "date", {"at": 1}),
        ("settings", "__proto__", {"value": 1, "at": 1}),
        ("drafts", "plan", {"value": {"a": {"__proto__": {"polluted": 1}}}, "at": 1}),
    ],
)
def test_an_entry_that_is_none_is_left_out_and_counted(run, section, key, entry):
    document: dict[str, Any] = {"version": 1, "ticks": {"item:kept": {"value": True, "at": 1}}}
    document.setdefault(section, {})[key] = entry
    found = run(
        """
        const {state, dropped} = read(argument)
        return [Object.values(state).map(section => Object.keys(section)), state.ticks['item:kept'].value, dropped, ({}).polluted ?? null]
        """,
        json.dumps(document),
    )
    assert found == [[[], [], [], ["item:kept"], [], []], True, 1, None]


def test_nesting_without_end_is_no_value(run):
    assert (
        run("""
        const deep = '['.repeat(5000) + ']'.repeat(5000)
        return read(`{"version":1,"drafts":{"plan":{"value":${deep},"at":1}}}`).dropped
    """)
        == 1
    )


def test_unknown_fields_of_the_same_version_are_passed_over(run):
    assert run("""
        const {state, dropped} = read('{"version":1,"later":{"x":1},"ticks":{"item:a":{"value":true,"at":1,"by":"phone"}}}')
        return [write(state), dropped]
    """) == ['{"version":1,"reviews":{},"undone":{},"ticks":{"item:a":{"value":true,"at":1}},"settings":{},"drafts":{}}', 0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "damaged"),
        ("null", "damaged"),
        ("[]", "damaged"),
        ("{}", "damaged"),
        ('"version"', "damaged"),
        ('{"version":"1"}', "damaged"),
        ('{"version":0}', "damaged"),
        ('{"version":-1}', "damaged"),
        ('{"version":1', "damaged"),
        ('{"version":1.5}', "damaged"),
        ('{"version":2}', "future"),
        ('{"version":1e99}', "future"),
    ],
)
def test_a_text_that_is_no_progress_is_refused_with_its_kind(run, text, kind):
    assert run("try { read(argument) } catch (error) { return error.kind }", text) == kind


def test_an_old_document_is_led_through_every_version(run):
    steps = "{1: old => ({...old, two: true}), 2: ({two, ...old}) => ({...old, three: two})}"
    assert run(f"return migrate({{version: 1, kept: 'да'}}, {steps}, 3)") == {"version": 3, "kept": "да", "three": True}


def test_a_document_older_than_all_steps_is_refused(run):
    assert run("try { migrate({version: 1}, {2: x => x}, 3) } catch (error) { return error.kind }") == "damaged"


def test_a_renamed_question_keeps_its_reviews_and_of_two_ticks_the_later_one(run):
    assert run("""
        const old = read(JSON.stringify({version: 1,
          reviews: {r1: {question: 'old', at: 1, grade: 3, zone: 0}, r2: {question: 'other', at: 1, grade: 3, zone: 0}},
          ticks: {'question:old': {value: true, at: 5}, 'question:new': {value: false, at: 2}, 'repeat:old': {value: true, at: 1},
                  'item:old': {value: true, at: 1}, 'item:step': {value: true, at: 1}},
        })).state
        const map = {old: 'new', 'item:step': 'item:better-step'}
        const now = rename(old, map)
        const ticks = Object.entries(now.ticks).map(([box, {value}]) => [box, value]).sort()
        return [now.reviews.r1.question, now.reviews.r2.question, ticks, rename(now, map) === now]
    """) == [
        "new",
        "other",
        [["item:better-step", True], ["item:old", True], ["question:new", True], ["repeat:new", True]],
        True,
    ]


def test_renaming_and_merging_may_come_in_any_order(run):
    assert (
        run("""
        const map = {a: 'b-c', 'item:b': 'item:c'}
        for (let i = 0; i < 500; i += 1) {
          const [a, b] = [state(), state()]
          const first = Object.assign({}, a, {reviews: Object.fromEntries(Object.entries(a.reviews).filter(([id]) => !(id in b.reviews)))})
          if (write(rename(merge(first, b), map)) !== write(merge(rename(first, map), rename(b, map)))) return [write(first), write(b)]
        }
        return 'the same'
    """)
        == "the same"
    )
