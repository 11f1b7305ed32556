/* The only code that touches storage. Rules are in state.js; storage, clock, time zone and locks are passed in.

   A change is merged into memory, written at once (a page may be left the next moment) and once more under a lock: what another tab
   wrote in between is merged, never overwritten. When storage refuses, memory goes on and `problem` says so. */

import {ProgressError, SECTIONS, empty, entry, merge, read, rename, single, write} from './state.js'

export {ProgressError}
export const KEY = 'handbook.progress'
const ASIDE = `${KEY}.damaged.` // and a number: texts that could not be read
const LONGEST = 5_000_000 // characters: about what a browser keeps for a site
const YEAR = 366 * 24 * 60 * 60 * 1000

const MEANWHILE = ' Новые отметки живы, только пока открыта эта вкладка: сохраните их в файл.'
const MESSAGES = {
  blocked: 'Браузер не даёт сайту хранить данные: это приватное окно или запрет в настройках.' + MEANWHILE,
  full: 'Место для данных сайта в браузере кончилось.' + MEANWHILE,
  damaged: 'Часть прогресса не читается. Остальное на месте, а испорченную запись можно скачать на странице «Прогресс».',
  future: 'Прогресс записала более новая версия сайта. Обновите страницу.' + MEANWHILE,
}

/** @param {{storage: Storage|null, now: () => number, zone?: (at: number) => number, locks?: LockManager,
    renamed?: Object<string, string>}} world   renamed: see `rename` of state.js */
export function openStore({storage, now, zone = (at) => -new Date(at).getTimezoneOffset(), locks, renamed = {}}) {
  let state = empty()
  let marks = {}
  let seen = null // the text that was last read or written
  let problem = null
  const listeners = new Set()

  function report(kind, data, message = MESSAGES[kind]) {
    problem = kind && {kind, message, data}
  }

  /** Keeps a text that cannot be read under a key of its own. */
  function setAside(text) {
    for (let number = 0; ; number += 1) {
      const kept = storage.getItem(ASIDE + number)
      if (kept === null) storage.setItem(ASIDE + number, text)
      if (kept === null || kept === text) return
    }
  }

  /** Merges what is stored into memory. Returns whether storage may be written over. */
  function pull() {
    let text
    try {
      text = storage.getItem(KEY)
    } catch { // storage is null where the browser has none to give
      report('blocked')
      return false
    }
    if (text === seen) return true
    if (text === null) { // gone, but not by `erase`: what memory has is written again
      seen = null
      return true
    }
    let stored = {state: empty(), marks: {}, dropped: 1}
    try {
      stored = read(text)
    } catch (error) {
      if (error.kind === 'future') {
        report('future')
        return false
      }
    }
    const erased = (stored.marks.erased ?? 0) - (marks.erased ?? 0)
    if (erased > 0) state = empty() // another tab erased everything
    if (erased >= 0) state = rename(merge(state, stored.state), renamed)
    for (const [name, at] of Object.entries(stored.marks)) marks = {...marks, [name]: Math.max(at, marks[name] ?? 0)}
    if (stored.dropped) {
      try {
        setAside(text)
        report('damaged', text)
      } catch { // no room for two: it stays where it is
        report('damaged', text, MESSAGES.damaged + MEANWHILE)
        return false
      }
    }
    seen = text
    return true
  }

  function push() {
    if (!pull()) return
    const text = write(state, marks)
    if (text === seen) return
    try {
      storage.setItem(KEY, text)
      seen = text
      if (problem && problem.kind !== 'damaged') report(null)
    } catch {
      report('full')
    }
  }

  async function pushAlone() {
    try { await locks?.request(KEY, async () => refresh()) } catch { /* the page is being left; the merge of the next one mends it */ }
  }

  function tell() {
    for (const listener of listeners) listener(state)
  }

  /** Reads what other tabs wrote; writes what they lack. */
  function refresh() {
    const before = seen
    push()
    if (seen !== before) tell()
  }

  function save() {
    push()
    tell()
    pushAlone()
  }

  function put(section, key, value) {
    const checked = entry(section, key, value)
    if (checked === undefined) throw new TypeError(`not an entry of ${section}: ${key}`)
    state = merge(state, single(section, key, checked))
    save()
    return checked
  }

  function putRegister(section, key, value) {
    pull()
    // Later than what it replaces, even if that came from a device whose clock is ahead.
    put(section, key, {value, at: Math.max(now(), (state[section][key]?.at ?? -1) + 1)})
  }

  refresh()

  return {
    /** @returns {import('./state.js').State} */
    get state() { return state },
    /** null | {kind: 'blocked'|'full'|'damaged'|'future', message, data?: the text to download} */
    get problem() { return problem },
    /** Times that concern this browser only: exported, reminded, asked, erased. They are in no export. */
    get marks() { return marks },
    refresh,

    /** Calls back after each change, also of other tabs. Returns how to stop it. */
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },

    /** @returns {import('./state.js').Review} */
    review({question, grade, mode}) {
      pull()
      const at = now()
      const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
      return put('reviews', id, {question, at, grade, zone: zone(at), mode}) // crypto.randomUUID is missing over plain http
    },
    undo(id) { put('undone', id, true) },
    tick(item, value) { putRegister('ticks', item, value) },
    set(name, value) { putRegister('settings', name, value) },
    get(name) { return state.settings[name]?.value },
    draft(id, value) { putRegister('drafts', id, value) },

    mark(name) {
      pull()
      marks = {...marks, [name]: Math.max(now(), marks[name] ?? 0)}
      save()
    },

    exportText() { return write(state) },

    /** Merges a file into what is here; of two reviews with one id ours stays. Throws ProgressError with a message for the reader.
        @returns {{added: {reviews: number, undone: number, ticks: number, settings: number, drafts: number}, dropped: number}} */
    importText(text) {
      if (text.length > LONGEST) throw new ProgressError('huge', 'Файл больше 5 МБ: копия прогресса такой не бывает.')
      const {state: file, dropped} = read(text, now() + YEAR) // from a later year it would outweigh whatever is ticked here
      pull()
      const before = state
      const reviews = Object.assign(Object.create(null), file.reviews, before.reviews)
      state = rename(merge(before, {...file, reviews}), renamed)
      save()
      const news = (name) => Object.keys(state[name]).filter((key) => state[name][key] !== before[name][key]).length
      return {added: Object.fromEntries(SECTIONS.map((name) => [name, news(name)])), dropped}
    },

    /** Texts that could not be read and were set aside. @returns {string[]} */
    damaged() {
      const texts = []
      try {
        for (let text; (text = storage.getItem(ASIDE + texts.length)) !== null;) texts.push(text)
      } catch { /* no storage */ }
      return texts
    },

    /** Forgets everything in this browser, also in its other tabs and what was set aside. */
    erase() {
      const texts = this.damaged()
      state = empty()
      marks = {erased: Math.max(now(), (marks.erased ?? 0) + 1)} // tells the other tabs that nothing was lost
      try {
        texts.forEach((_, number) => storage.removeItem(ASIDE + number))
        const text = write(state, marks)
        storage.setItem(KEY, text)
        seen = text
        report(null)
      } catch {
        report('blocked')
      }
      tell()
    },
  }
}
