/** What the reader knows, as data: its schema, how hostile text becomes it, how two copies merge. No DOM, no storage, no clock.

   merge commutes, associates and is idempotent, so tabs and devices may meet in any order. Times are milliseconds since the epoch.

   @typedef {{id: string, question: string, at: number, grade: 1|2|3|4, zone: number, mode?: string}} Review   zone: minutes east of UTC at that moment
   @typedef {{value: any, at: number}} Register   the later one wins, at the same moment the one whose JSON is greater
   @typedef {Object<string, Register>} Registers
   @typedef {{version: 1, reviews: Object<string, Review>, undone: Object<string, true>, ticks: Registers, settings: Registers, drafts: Registers}} State
   @typedef {Object<string, number>} Marks   what concerns this browser only (last export, …): times, the latest wins */

const VERSION = 1
const REGISTERS = ['ticks', 'settings', 'drafts']
export const SECTIONS = ['reviews', 'undone', ...REGISTERS]

/** kind: 'huge' | 'damaged' | 'future'; the message is for the reader of the site. */
export class ProgressError extends Error {
  constructor(kind, message) {
    super(message)
    this.kind = kind
  }
}

const alien = () => new ProgressError('damaged', 'Это не копия прогресса, или файл испорчен.')

/* Names are keys of objects without a prototype, so `constructor` would do no harm here; whoever copies them into another object is spared it. */
const NAME = /^(?!constructor$)[A-Za-z0-9][\w.:/-]{0,127}$/
const isName = (x) => typeof x === 'string' && NAME.test(x)
const isTime = (x) => Number.isSafeInteger(x) && x >= 0
const isRecord = (x) => typeof x === 'object' && x !== null && !Array.isArray(x)

/** A copy of plain JSON; undefined for anything else, for what is nested without end and for names that are no data. */
function json(x, depth = 0) {
  if (x === null || typeof x === 'string' || typeof x === 'boolean' || Number.isFinite(x)) return x
  if (typeof x !== 'object' || depth > 16) return undefined
  const entries = Object.entries(x).map(([key, value]) => [key, json(value, depth + 1)])
  if (entries.some(([key, value]) => value === undefined || key === '__proto__')) return undefined
  return Object.freeze(Array.isArray(x) ? entries.map(([, value]) => value) : Object.fromEntries(entries))
}

function register({value, at}, section) {
  const copy = json(value)
  const fits = section === 'ticks' ? typeof copy === 'boolean' : copy !== undefined
  return fits && isTime(at) ? Object.freeze({value: copy, at}) : undefined
}

function review({question, at, grade, zone, mode}, id) {
  const fits = isName(question) && isTime(at) && [1, 2, 3, 4].includes(grade) && Number.isInteger(zone) && Math.abs(zone) <= 1440
  if (!fits || (mode !== undefined && !isName(mode))) return undefined
  return Object.freeze(mode === undefined ? {id, question, at, grade, zone} : {id, question, at, grade, zone, mode})
}

/** One checked, frozen entry of a section, or undefined. The only door into a state. */
export function entry(section, key, value) {
  if (!isName(key)) return undefined
  if (section === 'undone') return value === true ? true : undefined
  if (!isRecord(value)) return undefined
  return section === 'reviews' ? review(value, key) : register(value, section)
}

/** @returns {State} */
function frozen(sections) {
  return Object.freeze({version: VERSION, ...Object.fromEntries(SECTIONS.map((name) => [name, Object.freeze(sections[name] ?? Object.create(null))]))})
}

export const empty = () => frozen({})

/** A state of one entry: to merge a change in. */
export const single = (section, key, value) => frozen({[section]: Object.assign(Object.create(null), {[key]: value})})

const greater = (a, b) => JSON.stringify(a) < JSON.stringify(b) ? b : a
const later = (a, b) => a.at === b.at ? greater(a, b) : a.at < b.at ? b : a

function union(a, b, pick) {
  const both = Object.assign(Object.create(null), a)
  for (const [key, value] of Object.entries(b)) both[key] = key in both && both[key] !== value ? pick(both[key], value) : value
  return both
}

/** Everything of both. @param {State} a @param {State} b @returns {State} */
export function merge(a, b) {
  return frozen(Object.fromEntries(SECTIONS.map((name) => [name, union(a[name], b[name], REGISTERS.includes(name) ? later : greater)])))
}

/** The same with ids of today. `map` has questions as `old: new`, other boxes with their kind: `item:old: item:new`. @returns {State} */
export function rename(state, map) {
  const now = (name) => Object.hasOwn(map, name) && isName(map[name]) ? map[name] : name
  const box = (name) => name.replace(/^((?:question|repeat):)(.*)/, (_, kind, id) => kind + now(id))
  const reviews = Object.values(state.reviews).filter((one) => now(one.question) !== one.question)
  const ticks = Object.keys(state.ticks).filter((name) => now(box(name)) !== name)
  if (!reviews.length && !ticks.length) return state
  const renamed = {...state, reviews: Object.assign(Object.create(null), state.reviews), ticks: Object.assign(Object.create(null), state.ticks)}
  for (const one of reviews) renamed.reviews[one.id] = Object.freeze({...one, question: now(one.question)})
  for (const name of ticks) {
    delete renamed.ticks[name]
    const target = now(box(name))
    renamed.ticks[target] = target in renamed.ticks ? later(renamed.ticks[target], state.ticks[name]) : state.ticks[name]
  }
  return frozen(renamed)
}

/** STEPS[n] turns a document of version n into one of version n + 1. Version 1 is the first. */
const STEPS = {}

/** The document in the form of `version`. Throws ProgressError. */
export function migrate(document, steps = STEPS, version = VERSION) {
  if (!isRecord(document) || !Number.isInteger(document.version)) throw alien()
  if (document.version > version) throw new ProgressError('future', 'Файл записала более новая версия сайта. Обновите страницу.')
  for (let from = document.version; from < version; from += 1) {
    if (!Object.hasOwn(steps, from)) throw alien()
    document = {...steps[from](document), version: from + 1}
  }
  return document
}

/** What a text holds; entries that cannot be read, or are later than `latest`, are counted in `dropped`. Throws ProgressError.
    @returns {{state: State, marks: Marks, dropped: number}} */
export function read(text, latest = Infinity) {
  let document
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw alien()
  }
  document = migrate(document)
  let dropped = 0
  const entries = (name) => {
    const section = Object.hasOwn(document, name) ? document[name] : {}
    if (isRecord(section)) return Object.entries(section)
    dropped += 1
    return []
  }
  const sections = Object.fromEntries(SECTIONS.map((name) => {
    const good = Object.create(null)
    for (const [key, value] of entries(name)) {
      const checked = entry(name, key, value)
      if (checked === undefined || checked.at > latest) dropped += 1
      else good[key] = checked
    }
    return [name, good]
  }))
  const marks = Object.fromEntries(entries('marks').filter(([key, at]) => isName(key) && isTime(at)))
  return {state: frozen(sections), marks, dropped}
}

/** The text of a state, the same for the same state. @param {State} state @param {Marks} [marks] */
export function write(state, marks) {
  const sorted = (section) => Object.fromEntries(Object.keys(section).sort().map((key) => [key, section[key]]))
  const reviews = Object.fromEntries(Object.entries(sorted(state.reviews)).map(([key, {id, ...rest}]) => [key, rest]))
  const sections = REGISTERS.map((name) => [name, sorted(state[name])])
  return JSON.stringify({version: VERSION, marks, reviews, undone: sorted(state.undone), ...Object.fromEntries(sections)})
}
