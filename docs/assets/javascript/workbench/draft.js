/** A draft of a system's design: its shape, how two copies of it meet, what it lacks. No DOM, no storage, no clock.

   @typedef {{title: string, started: number, answers: Object<string, string>, rows: Object<string, string[][]>}} Draft
     started: milliseconds since the epoch; answers: by "section/question", none is empty; rows: of a section's table
   @typedef {{id: string, title: string, minutes: number, questions: {id: string, text: string}[], columns: string[]|null}} Section
   @typedef {Section[]} Template */

const ID = /^[a-z0-9][\w-]{0,63}$/
const KEY = /^[a-z0-9][\w-]{0,63}\/(?!table$)[a-z0-9][\w-]{0,63}$/ // a table has rows
const LONGEST_TITLE = 120
/* More is no table of a design, and a page of so many fields stands still. */
export const MOST_ROWS = 300
export const MOST_CELLS = 20 // of a row
const YEAR_10000 = 253_402_300_800_000
const isRecord = (x) => typeof x === 'object' && x !== null && !Array.isArray(x)

export const key = (section, question) => `${section}/${question}`

/* What a field of a page gives back is the same text: line ends are its own, and half of a surrogate pair is no character. */
const wellFormed = (text) => text.toWellFormed?.() ?? text
export const normalText = (text) => wellFormed(text).replace(/\r\n?/g, '\n')
export const normalCell = (text) => trimmed(wellFormed(text).replace(/[\r\n]+/g, ' '))
export const normalTitle = (text) => trimmed([...normalCell(text).slice(0, 2 * LONGEST_TITLE)].slice(0, LONGEST_TITLE).join(''))

/** Without spaces and tabs at its ends. `/[ \t]+$/` would look from every space of a long run to the end of the run: minutes for a file of nothing else. */
function trimmed(text) {
  const isBlank = (at) => text[at] === ' ' || text[at] === '\t'
  let [from, to] = [0, text.length]
  while (isBlank(from)) from += 1
  while (to > from && isBlank(to - 1)) to -= 1
  return text.slice(from, to)
}

/** @returns {Draft} */
export const blank = (now, title = '') => ({title: normalTitle(title), started: now, answers: {}, rows: {}})

/** What can be read of a stored value; `damaged` when that is not all of it. The draft is null when nothing can be read.
    @returns {{draft: Draft|null, damaged: boolean}} */
export function readDraft(value) {
  if (!isRecord(value)) return {draft: null, damaged: true}
  let damaged = false
  const take = (fits, read, instead) => {
    if (fits) return read()
    damaged = true
    return instead
  }
  const entries = (part, isName, read) => {
    const record = take(isRecord(value[part]), () => value[part], {})
    return Object.fromEntries(Object.entries(record).flatMap(([name, one]) => {
      const got = isName.test(name) ? read(one) : undefined
      if (got === undefined) damaged = true
      return got?.length ? [[name, got]] : []
    }))
  }
  const table = (rows) => {
    const fits = Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string'))
    if (!fits) return undefined
    if (rows.length > MOST_ROWS || rows.some((row) => row.length > MOST_CELLS)) damaged = true
    return rows.slice(0, MOST_ROWS).map((row) => (row.length ? row.slice(0, MOST_CELLS).map(normalCell) : ['']))
  }
  const draft = {
    title: take(typeof value.title === 'string', () => normalTitle(value.title), ''),
    started: take(Number.isSafeInteger(value.started) && value.started >= 0 && value.started < YEAR_10000, () => value.started, 0),
    answers: entries('answers', KEY, (text) => (typeof text === 'string' ? normalText(text) : undefined)),
    rows: entries('rows', ID, table),
  }
  return {draft, damaged}
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

/** Ours with what others changed meanwhile; of a field that both changed ours stays. @param {Draft} base what both began with
    @param {Draft} ours @param {Draft} theirs @returns {Draft} */
export function mergeDraft(base, ours, theirs) {
  const pick = (was, our, their) => (same(our, was) ? their : our)
  const entries = (part) => {
    const names = [...new Set([...Object.keys(theirs[part]), ...Object.keys(ours[part])])]
    return Object.fromEntries(names.flatMap((name) => {
      const of = (draft) => (Object.hasOwn(draft[part], name) ? draft[part][name] : undefined) // a section may be called `constructor`
      const picked = pick(of(base), of(ours), of(theirs))
      return picked === undefined ? [] : [[name, picked]]
    }))
  }
  return {title: pick(base.title, ours.title, theirs.title), started: theirs.started, answers: entries('answers'), rows: entries('rows')}
}

export const sameDraft = (a, b) => same(sorted(a), sorted(b))
const sorted = ({title, started, answers, rows}) => [title, started, ...[answers, rows].map((part) => Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))]

const isAnswered = (text) => (text ?? '').trim() !== ''
const hasRows = (table) => (table ?? []).some((row) => row.some(isAnswered))

/* «Не нужно.», «не нужно, потому что…»: a refusal whose reason was to follow. */
const NO_REASON = /^[\s«"*_]*не\s+нуж(?:но|ен|на|ны)[\s,.:;!…«»"*_()–—-]*(?:(?:потому\s+что|так\s+как|поскольку|ибо)[\s,.:;!…«»"*_()–—-]*)?$/iu

/** What a draft lacks, in the template's order. @param {Template} template @param {Draft} draft
    @returns {{section: string, question: string, why: 'empty'|'reason'}[]} */
export function gaps(template, draft) {
  return template.flatMap(({id: section, questions, columns}) => [
    ...questions.flatMap(({id: question}) => {
      const text = draft.answers[key(section, question)]
      if (!isAnswered(text)) return [{section, question, why: 'empty'}]
      return NO_REASON.test(text) ? [{section, question, why: 'reason'}] : []
    }),
    ...(columns && !hasRows(draft.rows[section]) ? [{section, question: 'table', why: 'empty'}] : []),
  ])
}

/** How much of a section is answered; its table counts as one question. @param {Section} section @param {Draft} draft */
export function answered({id, questions, columns}, draft) {
  const texts = questions.filter((question) => isAnswered(draft.answers[key(id, question.id)])).length
  return {done: texts + (columns && hasRows(draft.rows[id]) ? 1 : 0), all: questions.length + (columns ? 1 : 0)}
}
