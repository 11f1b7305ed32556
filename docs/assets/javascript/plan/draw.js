/* A plan as nodes of the page: the line, the rows of the table. What macros/plan.py makes of the roadmap has the same form. */

import {h} from '../trainer/dom.js'
import {plural, spanText, timeText} from './text.js'

export const THIS_WEEK = 'this-week'
const number = (topic) => topic.stage + 1

/** Pieces of one stage after another. */
function stretches(pieces) {
  const found = []
  for (const piece of pieces) {
    if (found.at(-1)?.[0].topic.stage === piece.topic.stage) found.at(-1).push(piece)
    else found.push([piece])
  }
  return found
}

/** The number of each week in which a stage is met for the first time: "week stage". */
function beginnings(weeks) {
  const seen = new Set()
  return new Set(weeks.flatMap((week) => week.pieces.flatMap(({topic}) => {
    if (seen.has(topic.stage)) return []
    seen.add(topic.stage)
    return [`${week.number} ${topic.stage}`]
  })))
}

/** The cells of the line: a week each, as wide as the others, in the colours of what is read in it. @param {import('./plan.js').Plan} plan */
export function lineOf({weeks}, now) {
  const begins = beginnings(weeks)
  return weeks.map((week) => {
    const parts = stretches(week.pieces)
    return h('span', {'data-now': week.number === now},
      parts.map((pieces) => {
        const [{topic}] = pieces
        const cell = h('i', {class: `stage-${number(topic)}`}, begins.has(`${week.number} ${topic.stage}`) ? h('b', {}, number(topic)) : null)
        cell.style.setProperty('--part', pieces.reduce((sum, {minutes}) => sum + minutes, 0))
        return cell
      }),
      parts.length ? null : h('i', {class: week.reviews.length || week.final.length ? 'plan-repeat' : 'plan-empty'}))
  })
}

/** The bodies of the table, one a week. @param {import('./plan.js').Plan} plan @param {{now: number, done: Set<string>, link: (page: string) => string}} view
    now: the number of this week; done: topics; link: from an address relative to the site */
export function rowsOf({weeks}, {now, done, link}) {
  const begins = beginnings(weeks)
  return weeks.map((week) => {
    const parts = stretches(week.pieces)
    const cells = parts.map((pieces, n) => h('td', {class: `plan-part stage-${number(pieces[0].topic)}`},
      begins.has(`${week.number} ${pieces[0].topic.stage}`) ? h('span', {class: 'station', 'aria-hidden': 'true'}, number(pieces[0].topic)) : null,
      h('ul', {}, pieces.map((piece) => topicRow(piece, {week, done, link}))),
      n === parts.length - 1 ? more(week, link) : null))
    if (!cells.length) cells.push(h('td', {class: 'plan-part'}, h('p', {class: 'plan-idle'}, idle(week)), more(week, link)))
    const span = {rowspan: cells.length > 1 ? cells.length : null}
    return h('tbody', {id: week.number === now ? THIS_WEEK : null, 'data-now': week.number === now, 'data-past': week.past},
      cells.map((cell, n) => h('tr', {},
        n ? null : h('th', {scope: 'row', ...span}, h('span', {class: 'plan-number'}, week.number), ' ', h('span', {class: 'plan-dates'}, spanText(week.from, week.to)),
          week.number === now ? h('span', {class: 'plan-today'}, 'сегодня') : null),
        cell,
        n ? null : h('td', {class: 'plan-load', ...span}, load(week)))))
  })
}

const idle = (week) => (week.missed ? 'Неделя выпала' : week.past ? 'Ничего не пройдено' : week.reviews.length || week.final.length ? 'Только повторение' : 'Запас')

function load({past, capacity, reading, repeating}) {
  if (past) return 'позади'
  if (!capacity) return '—'
  return [h('b', {}, timeText(reading + repeating)), ` из ${timeText(capacity)}`]
}

const share = ({first, last}) => (first && last ? '' : first ? ', начало' : last ? ', окончание' : ', продолжение')

function topicRow(piece, {week, done, link}) {
  const {topic, minutes} = piece
  const known = week.past || done.has(topic.id)
  return h('li', {'data-done': known}, h('a', {href: link(topic.page)}, topic.title), ' ',
    h('span', {}, week.past ? null : timeText(minutes) + share(piece)), known ? h('span', {class: 'plan-check', 'aria-hidden': 'true'}, ' ✓') : null,
    known ? h('span', {class: 'for-screen-reader'}, ' пройдено') : null)
}

/** Questions of the week, closed, and what is repeated. */
function more({pieces, questions, reviews, final, repeating}, link) {
  const asked = pieces.flatMap(({topic}) => topic.questions).filter(({id}) => questions.includes(id))
  const again = reviews.length + final.length
  return [
    asked.length ? h('details', {class: 'plan-more'}, h('summary', {}, plural(asked.length, 'вопрос', 'вопроса', 'вопросов')),
      h('ul', {}, asked.map(({id, text, page}) => h('li', {}, h('a', {href: `${link(page)}#${id}`}, text))))) : null,
    again ? h('p', {class: 'plan-again'}, h('a', {href: link('trainer/')}, 'Повторить'), ` ${plural(again, 'вопрос', 'вопроса', 'вопросов')}, ${timeText(repeating)}`) : null,
  ]
}
