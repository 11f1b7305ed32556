/* The drafts of this browser, in the progress store: a register each. What cannot be read is kept aside in a register of its own. */

import {readDraft} from './draft.js'

const PREFIX = 'mlsd:'
const ASIDE = 'mlsd-damaged:'
const CURRENT = 'mlsd:current'
const REFUSALS = ['blocked', 'full', 'future']

export class Drafts {
  /** @param {ReturnType<typeof import('../progress/store.js').openStore>} store @param {() => number} now */
  constructor(store, now) {
    this.store = store
    this.now = now
  }

  newId() { return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('') }

  get(id) {
    const value = this.store.state.drafts[PREFIX + id]?.value
    return value === undefined || value === null ? null : readDraft(value).draft
  }

  put(id, draft) { this.store.draft(PREFIX + id, draft) }
  remove(id) { this.store.draft(PREFIX + id, null) }

  /** Oldest first. @returns {[string, import('./draft.js').Draft][]} */
  all() {
    return Object.keys(this.store.state.drafts)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => [name.slice(PREFIX.length), this.get(name.slice(PREFIX.length))])
      .filter(([, draft]) => draft)
      .sort(([a, {started: first}], [b, {started: second}]) => first - second || (a < b ? -1 : 1))
  }

  get current() { return this.store.get(CURRENT) }
  set current(id) { if (this.store.get(CURRENT) !== id) this.store.set(CURRENT, id) }

  get timer() { return this.store.get('mlsd:timer') ?? null }
  set timer(at) { this.store.set('mlsd:timer', at) }

  /** Why nothing is stored now, for the reader; null when all is well. */
  get refusal() { return REFUSALS.includes(this.store.problem?.kind) ? this.store.problem.message : null }

  /** Sets aside what cannot be read; what can stays where it is. */
  mend() {
    for (const [name, {value}] of Object.entries(this.store.state.drafts)) {
      if (!name.startsWith(PREFIX) || value === null) continue
      const {draft, damaged} = readDraft(value)
      if (!damaged) continue
      this.store.draft(`${ASIDE}${this.newId()}`, value)
      this.store.draft(name, draft)
    }
  }

  /** Texts that were set aside, by what forgets them. @returns {[string, string][]} */
  damaged() {
    return Object.entries(this.store.state.drafts)
      .filter(([name, {value}]) => name.startsWith(ASIDE) && value !== null)
      .map(([name, {value}]) => [name, JSON.stringify(value, null, 2)])
  }

  forget(name) { this.store.draft(name, null) }
}
