/* A draft as Markdown and back, without loss whatever its texts hold. No DOM.

   A heading that ends in `{#id}` is ours: of the second level a section, of the third a question; everything up to the next one is the answer.
   A line of an answer that looks the same gets a backslash, which is how Markdown says that a heading is none. */

import {MOST_CELLS, MOST_ROWS, blank, key, normalCell, normalText, normalTitle} from './draft.js'

const HEADING = /^(##|###) (?:.*? )??\{#([a-z0-9][\w-]{0,63})\}[ \t]*$/
const LOOKS_LIKE_ONE = /^\\*#{2,3} .*\{#[\w-]+\}[ \t]*$/
const STARTED = /^Начат: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/
const TABLE = 'table'

const escapeLines = (text) => text.split('\n').map((line) => (LOOKS_LIKE_ONE.test(line) ? `\\${line}` : line)).join('\n')
const plainLine = (line) => (line.startsWith('\\') && LOOKS_LIKE_ONE.test(line) ? line.slice(1) : line)
const row = (cells) => `| ${cells.map((cell) => cell.replace(/[\\|]/g, '\\$&')).join(' | ')} |`

/** @param {import('./draft.js').Template} template @param {import('./draft.js').Draft} draft @returns {string} */
export function toMarkdown(template, draft) {
  const parts = [`# ${draft.title}`.trimEnd(), '']
  if (draft.started > 0) parts.push(`Начат: ${new Date(draft.started).toISOString()}`, '')
  const left = {...draft.answers}
  const rowsLeft = {...draft.rows}
  const answer = (heading, text) => parts.push(`### ${heading}`, '', ...(text === undefined ? [] : [escapeLines(text), '']))
  const table = (section, columns) => {
    const rows = rowsLeft[section]
    delete rowsLeft[section]
    const header = columns ?? (rows[0] ?? ['']).map((_, index) => `${index + 1}`)
    answer(`Таблица {#${TABLE}}`, rows?.length ? [row(header), `|${'---|'.repeat(header.length)}`, ...rows.map(row)].join('\n') : undefined)
  }
  const rest = (section) => { // answers to what the template no longer asks
    for (const [name, text] of Object.entries(left)) {
      if (!name.startsWith(`${section}/`)) continue
      answer(`{#${name.slice(section.length + 1)}}`, text)
      delete left[name]
    }
  }
  template.forEach(({id, title, questions, columns}, index) => {
    parts.push(`## ${index + 1}. ${title} {#${id}}`, '')
    for (const question of questions) {
      answer(`${question.text} {#${question.id}}`, left[key(id, question.id)])
      delete left[key(id, question.id)]
    }
    if (columns || rowsLeft[id]) table(id, columns)
    rest(id)
  })
  for (const section of new Set([...Object.keys(left).map((name) => name.split('/')[0]), ...Object.keys(rowsLeft)])) {
    parts.push(`## {#${section}}`, '')
    if (rowsLeft[section]) table(section, null)
    rest(section)
  }
  return `${parts.join('\n')}\n`
}

/** The cells of one line of a table. */
function cells(line) {
  const found = ['']
  for (let at = line.indexOf('|') + 1; at < line.length; at += 1) {
    if (line[at] === '\\' && (line[at + 1] === '|' || line[at + 1] === '\\')) found.push(found.pop() + line[at += 1])
    else if (line[at] === '|') found.push('')
    else found.push(found.pop() + line[at])
  }
  if (found.length > 1 && !found.at(-1).trim()) found.pop() // behind the last bar
  return found.map(normalCell)
}

/** The rows of a Markdown table without its heading, and how many lines are none of it or too long. @returns {{rows: string[][], skipped: number}} */
function readTable(text) {
  const lines = text.split('\n')
  const rows = lines.filter((line) => line.startsWith('|'))
  const isRule = /^\|[\s:|-]+$/.test(rows[1] ?? '')
  const table = rows.slice(isRule ? 2 : 0).map(cells)
  const good = table.filter((row) => row.length <= MOST_CELLS)
  return {rows: good, skipped: lines.filter((line) => line.trim() && !line.startsWith('|')).length + table.length - good.length}
}

/** What a Markdown text holds: the draft, how many lines belong to no question, how many answers the template does not ask for;
    null when no heading is ours. @param {import('./draft.js').Template} template @param {string} source @param {number} now
    @returns {{draft: import('./draft.js').Draft, skipped: number, unknown: number}|null} */
export function fromMarkdown(template, source, now) {
  const lines = normalText(source).replace(/^\uFEFF/, '').replace(/\n$/, '').split('\n')
  const draft = blank(now)
  const homes = new Map(template.flatMap(({id, questions}) => questions.map((question) => [question.id, id])))
  const known = new Set(template.flatMap(({id, questions, columns}) => [...questions.map((one) => key(id, one.id)), ...(columns ? [key(id, TABLE)] : [])]))
  let [section, home, question, skipped, ours, titled] = ['', '', '', 0, 0, false] // home: the section of the question, also of one above all sections
  let collected = []
  const unknown = new Set()

  const finish = () => {
    const kept = collected
    collected = []
    if (!question) {
      skipped += kept.filter((line) => line.trim()).length
      return
    }
    if (kept[0] === '') kept.shift() // the blank lines around an answer are not part of it
    if (kept.at(-1) === '') kept.pop()
    const text = kept.map(plainLine).join('\n')
    if (text === '') return
    const name = key(home, question)
    if (!known.has(name)) unknown.add(name)
    if (question === TABLE) {
      const table = readTable(text)
      skipped += table.skipped
      const rows = [...(Object.hasOwn(draft.rows, home) ? draft.rows[home] : []), ...table.rows]
      if (rows.length) draft.rows[home] = rows.slice(0, MOST_ROWS)
      skipped += Math.max(0, rows.length - MOST_ROWS)
    } else {
      draft.answers[name] = Object.hasOwn(draft.answers, name) ? `${draft.answers[name]}\n\n${text}` : text
    }
  }

  for (const line of lines) {
    const heading = HEADING.exec(line)
    const place = heading && (heading[1] === '##' ? heading[2] : section || homes.get(heading[2]))
    if (place) {
      finish()
      ours += 1
      if (heading[1] === '##') section = place
      home = place
      question = heading[1] === '###' ? heading[2] : ''
      continue
    }
    const started = !ours && STARTED.exec(line)
    if (!ours && !titled && /^#( |$)/.test(line)) {
      draft.title = normalTitle(line.slice(2))
      titled = true
    } else if (started && !Number.isNaN(Date.parse(started[1]))) {
      draft.started = Date.parse(started[1])
    } else {
      collected.push(line)
    }
  }
  finish()
  return ours ? {draft, skipped, unknown: unknown.size} : null
}

/** The file of a solved case as a draft. @param {{title: string, answers: Object<string, Object<string, string>>}} solved
    @returns {import('./draft.js').Draft} */
export function fromCase(solved, now) {
  const draft = blank(now, `Пример: ${solved.title}`)
  for (const [section, replies] of Object.entries(solved.answers)) {
    for (const [question, text] of Object.entries(replies)) {
      if (question === TABLE) draft.rows[section] = readTable(text).rows
      else draft.answers[key(section, question)] = text
    }
  }
  return draft
}
