"""progress/store.js: nothing is lost between tabs, devices, damaged or refusing storage, hostile files. Storage, clock and locks are fakes."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Run

FAKES = """
const {KEY, openStore} = await import(new URL('assets/javascript/progress/store.js', base))
const {write} = await import(new URL('assets/javascript/progress/state.js', base))
/** localStorage without a browser: `refuse` says what it throws at writing, `room` how many characters it keeps. */
class FakeStorage {
  constructor(entries = {}) { this.map = new Map(Object.entries(entries)); this.room = Infinity; this.refuse = null }
  getItem(key) { return this.map.get(key) ?? null }
  setItem(key, text) {
    const size = [...this.map].reduce((sum, [name, value]) => sum + (name === key ? 0 : value.length), text.length)
    if (this.refuse || size > this.room) throw new DOMException('no', this.refuse ?? 'QuotaExceededError')
    this.map.set(key, text)
  }
  removeItem(key) { this.map.delete(key) }
}
let time = Date.UTC(2026, 10, 28)
const now = () => time++
const open = (storage, rest = {}) => openStore({storage, now, zone: () => 180, ...rest})
const facts = store => [Object.keys(store.state.ticks).filter(box => store.state.ticks[box].value).sort(), Object.keys(store.state.reviews).length]
"""


@pytest.fixture
def run(laboratory: Run) -> Run:
    """As `laboratory`; the body has everything of FAKES."""
    return lambda body, argument=None: laboratory(f"{FAKES} {{ {body} }}", argument)


def test_everything_is_there_after_a_restart(run):
    same, retention, draft, review, problem = run("""
        const storage = new FakeStorage()
        const first = open(storage)
        first.tick('question:a', true)
        const {id} = first.review({question: 'a', grade: 3, mode: 'due'})
        first.undo(first.review({question: 'b', grade: 1}).id)
        first.set('retention', 0.9)
        first.draft('plan', {weeks: [1, 2]})
        const again = open(storage)
        const {drafts, reviews} = again.state
        return [write(again.state) === write(first.state), again.get('retention'), drafts.plan.value, reviews[id], again.problem]
    """)
    assert same
    assert (retention, draft, problem) == (0.9, {"weeks": [1, 2]}, None)
    assert len(review.pop("id")) == 32
    assert review.pop("at") > 1_700_000_000_000
    assert review == {"question": "a", "grade": 3, "zone": 180, "mode": "due"}


def test_a_state_cannot_be_changed_from_outside(run):
    assert run("""
        const store = open(new FakeStorage())
        const review = store.review({question: 'a', grade: 3})
        store.draft('plan', {weeks: [1]})
        const {state} = store
        return [state, state.reviews, state.ticks, review, state.drafts.plan, state.drafts.plan.value.weeks].every(Object.isFrozen)
    """)


def test_what_is_no_entry_is_refused_loudly(run):
    assert run("""
        const store = open(new FakeStorage())
        const wrong = [() => store.review({question: 'a', grade: 9}), () => store.set('date', undefined), () => store.tick('<b>', true)]
        return [wrong.map(call => { try { call() } catch (error) { return error.name } }), store.exportText()]
    """) == [["TypeError"] * 3, '{"version":1,"reviews":{},"undone":{},"ticks":{},"settings":{},"drafts":{}}']


# --- tabs


@pytest.mark.parametrize("locks", ["navigator.locks", "undefined"], ids=["with locks", "without locks"])
def test_two_tabs_do_not_overwrite_each_other(run, locks):
    assert run(f"""
        const storage = new FakeStorage()
        const [left, right] = [open(storage, {{locks: {locks}}}), open(storage, {{locks: {locks}}})]
        for (let i = 0; i < 20; i += 1) {{
          left.tick(`question:l${{i}}`, true)
          right.tick(`question:r${{i}}`, true)
          right.review({{question: `r${{i}}`, grade: 3}})
        }}
        await {locks}?.request(KEY, () => {{}})
        left.refresh()
        return [write(left.state) === write(right.state), facts(open(storage)).map(x => x.length ?? x)]
    """) == [True, [40, 20]]


def test_a_tab_that_was_overwritten_in_a_race_writes_again_what_is_missing(run):
    """Without locks two tabs may read, then both write."""
    assert run("""
        const storage = new FakeStorage()
        const left = open(storage)
        left.tick('question:before', true)
        const stale = storage.getItem(KEY)
        left.tick('question:left', true)
        storage.map.set(KEY, stale.replace('question:before', 'question:right'))
        left.refresh() // the event that another tab wrote
        return facts(open(storage))[0]
    """) == ["question:before", "question:left", "question:right"]


def test_a_change_in_another_tab_is_told_once(run):
    assert (
        run("""
        const storage = new FakeStorage()
        const [left, right] = [open(storage), open(storage)]
        let told = 0
        const stop = left.subscribe(() => { told += 1 })
        right.tick('question:a', true)
        left.refresh(); left.refresh()
        stop()
        right.tick('question:b', true)
        left.refresh()
        return told
    """)
        == 1
    )


def test_a_write_takes_the_lock(run):
    assert run("""
        const taken = []
        const store = open(new FakeStorage(), {locks: {request: async (name, work) => { taken.push(name); await work() }}})
        store.tick('question:a', true)
        return taken
    """) == ["handbook.progress"]


def test_locks_that_fail_cost_nothing(run):
    assert run("""
        const storage = new FakeStorage()
        open(storage, {locks: {request() { throw new DOMException('no', 'SecurityError') }}}).tick('question:a', true)
        await new Promise(done => setTimeout(done))
        return facts(open(storage))[0]
    """) == ["question:a"]


def test_erasing_in_one_tab_erases_in_the_other_and_nothing_comes_back(run):
    assert (
        run("""
        const storage = new FakeStorage()
        const [left, right] = [open(storage), open(storage)]
        left.tick('question:a', true)
        right.refresh()
        left.erase()
        right.tick('question:b', true) // before it heard of it
        left.refresh()
        return [facts(left)[0], facts(right)[0], facts(open(storage))[0]]
    """)
        == [["question:b"]] * 3
    )


def test_storage_that_a_browser_emptied_under_an_open_tab_is_filled_again(run):
    assert run("""
        const storage = new FakeStorage()
        const store = open(storage)
        store.tick('question:a', true)
        storage.map.clear()
        store.refresh()
        return facts(open(storage))[0]
    """) == ["question:a"]


def test_a_tick_outweighs_one_from_a_device_whose_clock_is_ahead(run):
    assert (
        run("""
        const store = open(new FakeStorage())
        store.importText(`{"version":1,"ticks":{"item:a":{"value":true,"at":${time + 1e9}}}}`)
        store.tick('item:a', false)
        return store.state.ticks['item:a'].value
    """)
        is False
    )


# --- storage that refuses


@pytest.mark.parametrize("storage", ["null", "{getItem() { throw new DOMException('no', 'SecurityError') }}"], ids=["none", "forbidden"])
def test_without_storage_memory_goes_on_and_the_reader_is_told(run, storage):
    kind, message, facts, file = run(f"""
        const store = open({storage})
        store.tick('question:a', true)
        store.review({{question: 'a', grade: 3}})
        return [store.problem.kind, store.problem.message, facts(store), JSON.parse(store.exportText()).ticks]
    """)
    assert (kind, facts) == ("blocked", [["question:a"], 1])
    assert "приватное окно" in message
    assert list(file) == ["question:a"]


def test_when_storage_is_full_memory_goes_on_and_is_written_as_soon_as_there_is_room(run):
    assert run("""
        const storage = new FakeStorage()
        const store = open(storage)
        store.tick('question:a', true)
        storage.room = 100
        store.tick('question:b', true)
        store.tick('question:c', true)
        const during = [store.problem.kind, facts(store)[0].length, facts(open(storage))[0].length]
        storage.room = Infinity
        store.tick('question:d', true)
        return [during, store.problem, facts(open(storage))[0].length]
    """) == [["full", 3, 1], None, 4]


@pytest.mark.parametrize("text", ["{", "", "null", '"x"', "[1]", '{"version":"1"}', "\u0000", '{"version":1,"ticks":[]}'])
def test_a_damaged_text_is_kept_aside_for_download_and_work_goes_on(run, text):
    assert run(
        """
        const storage = new FakeStorage({[KEY]: argument})
        const store = open(storage)
        const [kind, data] = [store.problem.kind, store.problem.data]
        store.tick('question:a', true)
        const again = open(storage)
        return [kind, data, again.problem, again.damaged(), facts(again)[0]]
        """,
        text,
    ) == ["damaged", text, None, [text], ["question:a"]]


def test_of_a_text_that_is_damaged_in_part_the_rest_is_read(run):
    text = '{"version":1,"ticks":{"question:a":{"value":true,"at":1},"question:b":{"value":"да","at":1}}}'
    assert run(
        """
        const storage = new FakeStorage({[KEY]: argument})
        const store = open(storage)
        return [store.problem.kind, facts(store)[0], store.damaged(), facts(open(storage))[0]]
        """,
        text,
    ) == ["damaged", ["question:a"], [text], ["question:a"]]


def test_a_second_damaged_text_does_not_push_out_the_first(run):
    assert run("""
        const storage = new FakeStorage({[KEY]: '{'})
        open(storage)
        storage.setItem(KEY, '[')
        open(storage)
        storage.setItem(KEY, '{')
        return open(storage).damaged()
    """) == ["{", "["]


def test_a_damaged_text_without_room_for_a_second_copy_stays_where_it_is(run):
    kind, message, data, stored, facts = run("""
        const storage = new FakeStorage({[KEY]: '{"version":1,"ticks":{"question:a":{"value":true,"at":1}},"drafts":1}'})
        storage.room = 80
        const store = open(storage)
        store.tick('question:b', true)
        return [store.problem.kind, store.problem.message, store.problem.data, storage.getItem(KEY), facts(store)[0]]
    """)
    assert (kind, facts) == ("damaged", ["question:a", "question:b"])
    assert "только пока открыта эта вкладка" in message
    assert data == stored == '{"version":1,"ticks":{"question:a":{"value":true,"at":1}},"drafts":1}'


def test_what_a_newer_version_wrote_is_never_written_over(run):
    assert run("""
        const text = '{"version":2,"everything":"new"}'
        const storage = new FakeStorage({[KEY]: text})
        const store = open(storage)
        store.tick('question:a', true)
        return [store.problem.kind, storage.getItem(KEY) === text, facts(store)[0], store.damaged()]
    """) == ["future", True, ["question:a"], []]


# --- files


def test_a_copy_brings_back_everything_after_storage_was_cleared(run):
    assert run("""
        const store = open(new FakeStorage())
        for (let i = 0; i < 30; i += 1) store.review({question: `q${i}`, grade: 1 + i % 4, mode: 'due'})
        store.tick('question:q1', true)
        store.set('retention', 0.85)
        const file = store.exportText()
        const fresh = open(new FakeStorage())
        const {added, dropped} = fresh.importText(file)
        return [fresh.exportText() === file, added, dropped, fresh.importText(file).added]
    """) == [
        True,
        {"reviews": 30, "undone": 0, "ticks": 1, "settings": 1, "drafts": 0},
        0,
        {"reviews": 0, "undone": 0, "ticks": 0, "settings": 0, "drafts": 0},
    ]


def test_two_devices_that_diverged_meet_with_everything_of_both(run):
    assert run("""
        const [phone, desk] = [open(new FakeStorage()), open(new FakeStorage())]
        phone.tick('question:a', true)
        desk.importText(phone.exportText())
        phone.review({question: 'a', grade: 3})
        phone.tick('question:a', false)
        desk.review({question: 'b', grade: 1})
        desk.tick('question:b', true)
        phone.importText(desk.exportText())
        desk.importText(phone.exportText())
        return [phone.exportText() === desk.exportText(), facts(phone)]
    """) == [True, [["question:b"], 2]]


def test_a_file_cannot_change_a_review_that_is_here(run):
    assert (
        run("""
        const store = open(new FakeStorage())
        const {id} = store.review({question: 'a', grade: 3})
        store.importText(store.exportText().replace('"grade":3', '"grade":1'))
        return store.state.reviews[id].grade
    """)
        == 3
    )


def test_a_file_from_a_far_future_does_not_outweigh_what_is_ticked_here(run):
    assert run("""
        const store = open(new FakeStorage())
        store.tick('item:a', true)
        const {dropped} = store.importText('{"version":1,"ticks":{"item:a":{"value":false,"at":9007199254740991}}}')
        store.tick('item:a', false)
        store.tick('item:a', true)
        return [dropped, store.state.ticks['item:a'].value]
    """) == [1, True]


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("PK\x03\x04", "damaged", "не копия прогресса"),
        ('{"name":"package","dependencies":{}}', "damaged", "не копия прогресса"),
        ('{"version":7}', "future", "Обновите страницу"),
        ("x" * 5_000_001, "huge", "больше 5 МБ"),
    ],
    ids=["no JSON", "another file", "a newer version", "huge"],
)
def test_a_file_that_is_no_copy_is_refused_in_words_and_changes_nothing(run, text, kind, says):
    found, message, name, facts = run(
        """
        const store = open(new FakeStorage())
        store.tick('question:a', true)
        try { store.importText(argument) } catch (error) { return [error.kind, error.message, error.constructor.name, facts(store)[0]] }
        """,
        text,
    )
    assert (found, name, facts) == (kind, "ProgressError", ["question:a"])
    assert says in message


def test_a_file_with_a_byte_order_mark_is_read(run):
    assert run("""return open(new FakeStorage()).importText('\ufeff{"version":1,"ticks":{"item:a":{"value":true,"at":1}}}').added.ticks""") == 1


MUTATIONS = r"""
let seed = 7
const random = () => { // mulberry32
  seed = seed + 0x6D2B79F5 | 0
  let t = Math.imul(seed ^ seed >>> 15, 1 | seed)
  t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t
  return ((t ^ t >>> 14) >>> 0) / 4294967296
}
const below = number => Math.floor(random() * number)
const one = list => list[below(list.length)]
const HTML = '<img src=x onerror="window.pwned=1"><script>window.pwned=1<\/script>'
const HOSTILE = ['null', '[]', '{}', '""', '"NaN"', '1e999', '-1', '0.5', 'true', '9007199254740993', '"2026-11-28"',
  JSON.stringify(HTML), '"javascript:pwned=1"',
  '{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}',
  '{"value":{"__proto__":{"polluted":1}},"at":3}', '[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]',
  JSON.stringify('я'.repeat(20000)), '{"toString":1,"valueOf":1}', '{"then":1}']
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', HTML, '', 'x'.repeat(500), '\u0000', 'handbook.progress']
const values = text => [...text.matchAll(/(?<=:)("[^"]*"|[0-9.]+|true|false|\{[^{}]*\})/g)]
const keys = text => [...text.matchAll(/"[^"]*"(?=:)/g)]
const swap = (text, found, by) => text.slice(0, found.index) + by + text.slice(found.index + found[0].length)
const WAYS = {
  'another value': text => swap(text, one(values(text)), one(HOSTILE)),
  'another key': text => swap(text, one(keys(text)), JSON.stringify(one(KEYS))),
  'cut off': text => text.slice(0, below(text.length)),
  'a hole': text => { const at = below(text.length); return text.slice(0, at) + text.slice(at + 1 + below(40)) },
  'a piece twice': text => { const at = below(text.length); return text.slice(0, at) + text.slice(Math.max(0, at - below(200))) },
  'another character': text => { const at = below(text.length); return text.slice(0, at) + String.fromCharCode(below(65536)) + text.slice(at + 1) },
  'in something': text => one(['[', '{"data":', '"']) + text + one([']', '}', '"']),
  'an extra': text => text.replace('{', `{${JSON.stringify(one(KEYS))}:${one(HOSTILE)},`),
}
/** [what was done, the file]; the first three quarters are mutated once, the others up to four times. */
const mutated = (text, number) => Array.from({length: number}, (_, index) => {
  const ways = Array.from({length: index < number * 0.75 ? 1 : 2 + below(3)}, () => one(Object.keys(WAYS)))
  return [ways.join(', '), ways.reduce((file, way) => { try { return WAYS[way](file) } catch { return file } }, text)]
})
"""


def test_of_600_mutated_files_none_crashes_loses_or_runs(run):
    found = run(
        MUTATIONS
        + """
        const other = open(new FakeStorage())
        const mine = open(new FakeStorage())
        for (let i = 0; i < 6; i += 1) {
          mine.review({question: `q${i}`, grade: 3, mode: 'due'})
          mine.tick(`question:q${i}`, true)
        }
        mine.set('retention', 0.9)
        mine.draft('plan', {text: 'мой'})
        other.importText(mine.exportText())
        for (let i = 4; i < 9; i += 1) other.review({question: `q${i}`, grade: 2})
        other.tick('question:q8', true)
        other.draft('note', {text: HTML})
        const [own, file] = [mine.exportText(), other.exportText()]
        const bad = []
        let [accepted, refused] = [0, 0]
        for (const [ways, text] of mutated(file, 600)) {
          const storage = new FakeStorage()
          const store = open(storage)
          store.importText(own)
          const before = store.state
          try {
            store.importText(text)
            accepted += 1
          } catch (error) {
            if (error.constructor.name !== 'ProgressError' || !/[а-яё]/.test(error.message)) bad.push(['crashed', ways, String(error)])
            if (store.exportText() !== own) bad.push(['refused, but changed', ways, text])
            refused += 1
          }
          const {reviews, ticks, settings, drafts} = store.state
          const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)
          if (Object.keys(before.reviews).some(id => !same(before.reviews[id], reviews[id]))) bad.push(['lost a review', ways, text])
          for (const [was, is] of [[before.ticks, ticks], [before.settings, settings], [before.drafts, drafts]]) {
            const lost = Object.keys(was).filter(key => !same(was[key], is[key]) && is[key].at < was[key].at)
            if (lost.length) bad.push(['lost', ways, lost])
          }
          const again = open(storage)
          if (again.problem || write(again.state) !== write(store.state)) bad.push(['does not come back', ways, text])
          if (({}).polluted !== undefined || window.pwned) bad.push(['ran', ways, text])
        }
        return {bad: bad.slice(0, 3), accepted, refused}
        """
    )
    assert found["bad"] == []
    assert found["accepted"] > 150
    assert found["refused"] > 150


def test_of_200_mutations_of_the_storage_none_stops_the_page_or_loses_the_text(run):
    assert (
        run(
            MUTATIONS
            + """
        const store = open(new FakeStorage())
        for (let i = 0; i < 4; i += 1) store.review({question: `q${i}`, grade: 3})
        store.tick('question:q1', true)
        const bad = []
        for (const [ways, text] of mutated(store.exportText(), 200)) {
          const storage = new FakeStorage({[KEY]: text})
          const opened = open(storage)
          if (opened.problem?.kind === 'damaged' && !opened.damaged().includes(text)) bad.push(['lost', ways, text])
          if (opened.problem?.kind === 'future' && storage.getItem(KEY) !== text) bad.push(['overwritten', ways, text])
          opened.tick('question:new', true)
          if (!facts(opened)[0].includes('question:new')) bad.push(['stopped', ways, text])
        }
        return bad
        """
        )
        == []
    )


# --- renamed ids


def test_renamed_ids_are_renamed_in_what_is_stored_and_in_every_file(run):
    assert (
        run("""
        const storage = new FakeStorage()
        const old = open(storage)
        old.tick('question:old', true)
        const file = old.exportText()
        const store = open(storage, {renamed: {old: 'new'}})
        const first = facts(store)[0]
        store.importText(file)
        return [first, facts(store)[0], facts(open(storage))[0]]
    """)
        == [["question:new"]] * 3
    )


def test_marks_of_this_browser_are_in_no_file(run):
    assert run("""
        const storage = new FakeStorage()
        const store = open(storage)
        store.mark('exported')
        return [open(storage).marks.exported > 0, store.exportText().includes('exported')]
    """) == [True, False]
