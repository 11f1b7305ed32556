/* The fields of the page: what they hold, how tall they are, what of them is printed. Text is only ever a value or a text node. */

import {h} from '../trainer/dom.js'
import {MOST_ROWS, answered, key, normalCell, normalText} from './draft.js'

const GROWS = CSS.supports('field-sizing', 'content')

export class Form {
  /** @param {HTMLElement} page @param {{changed: () => void, removed: (words: string, undo: () => void) => void}} told @param {AbortSignal} signal */
  constructor(page, told, signal) {
    this.told = told
    /** @type {Map<Element, Element[]>} the empty lines that paper has for a table without rows */
    this.blanks = new Map()
    this.fields = new Map([...page.querySelectorAll('textarea[data-question]')].map((field) => [field.dataset.question, field]))
    this.counts = new Map([...page.querySelectorAll('.draft-answered')].map((line) => [line.dataset.section, line]))
    this.tables = new Map([...page.querySelectorAll('.draft-rows')].map((place) => [place.dataset.rows, place]))
    /** @type {import('./draft.js').Template} */
    this.template = [...this.counts.values()].map(({dataset: {section, title, minutes, columns}}) => ({
      id: section,
      title,
      minutes: Number(minutes),
      columns: columns ? JSON.parse(columns) : null,
      questions: [...this.fields].filter(([name]) => name.startsWith(`${section}/`)).map(([name, field]) => ({id: name.split('/')[1], text: field.labels[0].textContent})),
    }))
    for (const field of this.fields.values()) {
      field.disabled = false
      field.addEventListener('input', () => {
        this.settle(field)
        told.changed()
      }, {signal})
    }
    for (const place of this.tables.values()) {
      const add = place.parentElement.querySelector('[data-do=row]')
      add.disabled = false
      add.addEventListener('click', () => {
        this.insert(place, [])
        place.lastElementChild.querySelector('textarea').focus()
        this.settleTable(place)
        told.changed()
      }, {signal})
    }
  }

  /** What the fields hold; what the template does not ask for comes from the draft that was shown. */
  read(draft) {
    const answers = Object.fromEntries(Object.entries(draft.answers).filter(([name]) => !this.fields.has(name)))
    for (const [name, field] of this.fields) {
      if (field.value !== '') answers[name] = normalText(field.value)
    }
    const rows = Object.fromEntries(Object.entries(draft.rows).filter(([section]) => !this.tables.has(section)))
    for (const [section, place] of this.tables) {
      const table = this.records(place)
      if (table.length) rows[section] = table
    }
    return {answers, rows}
  }

  records(place) {
    return [...place.children].map((record) => [...record.querySelectorAll('textarea')].map(({value}) => normalCell(value)))
  }

  /** Only what differs is touched: the reader may stand in a field. */
  show(draft) {
    for (const [name, field] of this.fields) {
      const text = draft.answers[name] ?? ''
      if (field.value !== text) field.value = text
      this.settle(field)
    }
    for (const [section, place] of this.tables) {
      const rows = draft.rows[section] ?? []
      if (JSON.stringify(this.records(place)) !== JSON.stringify(rows)) {
        place.replaceChildren()
        for (const row of rows) this.insert(place, row)
      }
      this.settleTable(place)
    }
    this.count(draft)
  }

  count(draft) {
    for (const section of this.template) {
      const {done, all} = answered(section, draft)
      const text = `Отвечено ${done} из ${all}`
      const line = this.counts.get(section.id)
      if (line.textContent !== text) line.textContent = text
    }
  }

  /** The height of a field, and the same text for paper: a field of a page is cut by its edge. */
  settle(field) {
    field.nextElementSibling.textContent = field.value
    this.grow(field)
  }

  grow(field) {
    if (GROWS) return
    field.style.blockSize = 'auto'
    field.style.blockSize = `${field.scrollHeight + 2}px`
  }

  /** @param {HTMLElement} place @param {string[]} row @param {Element|null} [before] */
  insert(place, row, before = null) {
    const {columns} = this.template.find(({id}) => id === place.dataset.rows)
    const names = Array.from({length: Math.max(columns.length, row.length)}, (_, index) => columns[index] ?? `Столбец ${index + 1}`)
    const record = h('div', {class: 'draft-record', role: 'group'},
      names.map((name, index) => {
        const cell = h('textarea', {
          rows: 1,
          autocomplete: 'off',
          onkeydown: (event) => { if (event.key === 'Enter' && !event.isComposing) event.preventDefault() }, // a cell is one line
          oninput: () => {
            this.settleTable(place)
            this.told.changed()
          },
        })
        cell.value = row[index] ?? ''
        return h('label', {}, name, cell)
      }),
      h('button', {type: 'button', class: 'answer-button', onclick: () => this.remove(place, record)}, 'Удалить строку'))
    place.insertBefore(record, before)
  }

  remove(place, record) {
    const after = record.nextElementSibling
    const next = after ?? record.previousElementSibling
    record.remove()
    this.settleTable(place)
    ;(next?.querySelector('textarea') ?? place.parentElement.querySelector('[data-do=row]')).focus()
    this.told.changed()
    this.told.removed('Строка удалена.', () => {
      place.insertBefore(record, after?.parentElement === place ? after : null)
      this.settleTable(place)
      record.querySelector('textarea').focus()
      this.told.changed()
    })
  }

  settleTable(place) {
    const rows = this.records(place)
    ;[...place.children].forEach((record, index) => {
      record.setAttribute('aria-label', `Строка ${index + 1}`)
      for (const cell of record.querySelectorAll('textarea')) this.grow(cell)
      record.querySelector('button').setAttribute('aria-label', `Удалить строку ${index + 1}`)
    })
    place.parentElement.querySelector('[data-do=row]').disabled = rows.length >= MOST_ROWS
    const paper = place.parentElement.querySelector('table tbody')
    if (!this.blanks.has(paper)) this.blanks.set(paper, [...paper.children])
    paper.replaceChildren(...(rows.length ? rows.map((row) => h('tr', {}, row.map((cell) => h('td', {}, cell)))) : this.blanks.get(paper)))
  }

  /** Where a gap is mended. */
  place({section, question}) {
    return this.fields.get(key(section, question)) ?? this.tables.get(section).parentElement.querySelector('textarea, [data-do=row]')
  }

  name({section, question}) {
    const {title, questions} = this.template.find(({id}) => id === section)
    return questions.find(({id}) => id === question)?.text ?? `${title}: таблица`
  }
}
