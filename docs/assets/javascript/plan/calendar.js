/* A plan as iCalendar (RFC 5545), by way of jCal (RFC 7265); ical.js writes the text. No DOM, no storage, no clock.

   Ids of events are for ever: `week-07@nlp-za-polgoda` is the seventh week in every plan, so a later file moves it instead of adding another. */

import {dateOfDay, dayText} from '../trainer/days.js'
import {daysOf} from './plan.js'
import {plural, timeText} from './text.js'

const OWNER = '@nlp-za-polgoda'
const pad = (number) => String(number).padStart(2, '0')
const weekId = (number) => `week-${pad(number)}`
const utc = (at) => new Date(at).toISOString().replace(/\.\d+/, '')

/** @typedef {{id: string, day: number, minutes: number, summary: string, lines: string[]}} Entry   id: without its owner; minutes: 0 for a whole day */

/** What of the plan goes into a calendar: an entry a week and, with a time of the day, one more a day of study. @param {import('./plan.js').Plan} plan
    @param {import('./plan.js').Inputs} inputs @param {boolean} timed @param {(path: string) => string} link an absolute address @returns {Entry[]} */
export function entriesOf(plan, inputs, timed, link) {
  return plan.weeks.filter(({past, pieces, reviews, final}) => !past && (pieces.length || reviews.length || final.length)).flatMap((week) => {
    const days = daysOf(inputs, week.number)
    const lines = linesOf(week, link)
    const summary = `Неделя ${week.number}: ${titleOf(week)}`
    const [{day, minutes}] = days
    const first = {id: weekId(week.number), day: timed ? day : week.from, minutes: timed ? minutes : 0, summary, lines}
    if (!timed) return [first]
    const shares = sharesOf(week, days)
    const rest = days.slice(1).map((one, n) => ({
      id: `day-${pad(week.number)}-${one.day - week.from + 1}`, day: one.day, minutes: one.minutes,
      summary: shares[n + 1].length ? `${shares[n + 1].map(({title}) => title).join(', ')}` : 'Повторение',
      lines: [`Неделя ${week.number}`, ...shares[n + 1].map(({title, page}) => `${title}: ${link(page)}`), `Тренажёр: ${link('trainer/')}`],
    }))
    return [first, ...rest]
  })
}

const titleOf = ({pieces}) => (pieces.length ? pieces.map(({topic}) => topic.title).join(', ') : 'повторение')

function linesOf({pieces, questions, reviews, final, reading, repeating}, link) {
  const asked = pieces.flatMap(({topic}) => topic.questions).filter(({id}) => questions.includes(id))
  const again = reviews.length + final.length
  return [
    ...pieces.map(({topic, minutes}) => `${topic.title}, ${timeText(minutes)}: ${link(topic.page)}`),
    ...(asked.length ? ['', 'Вопросы:', ...asked.map(({id, text}) => `${text} ${link(`q/${id}/`)}`)] : []),
    ...(again ? ['', `Повторить ${plural(again, 'вопрос', 'вопроса', 'вопросов')}, ${timeText(repeating)}: ${link('trainer/')}`] : []),
    '', `Всего ${timeText(reading + repeating)}`,
  ]
}

/** Which topics fall on which day, by the time of each day. @returns {import('./plan.js').Topic[][]} */
function sharesOf({pieces, reading}, days) {
  const whole = days.reduce((total, {minutes}) => total + minutes, 0)
  let spent = 0
  return days.map(({minutes}) => {
    const [from, to] = [(spent / whole) * reading, ((spent += minutes) / whole) * reading]
    let start = 0
    return pieces.filter((piece) => {
      const [a, b] = [start, (start += piece.minutes)]
      return a < to && b > from
    }).map(({topic}) => topic)
  })
}

/** @param {Entry[]} entries @param {{now: number, gone: [string, number][], instant: (day: number) => number}} world   now: ms since the epoch;
      gone: ids and days of what an earlier file had and this plan has not; instant: the moment on a day at which the study begins, in the reader's own zone
    @returns {any[]} jCal */
export function jcalOf(entries, {now, gone, instant}) {
  const stamp = ['dtstamp', {}, 'date-time', utc(now)]
  const sequence = ['sequence', {}, 'integer', Math.floor(now / 60_000)] // grows by itself: nobody has to remember the last one
  const common = (id, summary) => [['uid', {}, 'text', id + OWNER], stamp, ['last-modified', {}, 'date-time', utc(now)], sequence, ['summary', {}, 'text', summary], ['transp', {}, 'text', 'TRANSPARENT']]
  const wholeDay = (day) => [['dtstart', {}, 'date', dateOfDay(day)], ['dtend', {}, 'date', dateOfDay(day + 1)]]
  const timed = (day, minutes) => [['dtstart', {}, 'date-time', utc(instant(day))], ['dtend', {}, 'date-time', utc(instant(day) + minutes * 60_000)]]
  return ['vcalendar', [
    ['version', {}, 'text', '2.0'],
    ['prodid', {}, 'text', '-//NLP za polgoda//Plan//RU'],
    ['calscale', {}, 'text', 'GREGORIAN'],
    ['method', {}, 'text', 'PUBLISH'],
    ['x-wr-calname', {}, 'text', 'NLP за полгода'],
  ], [
    ...entries.map(({id, day, minutes, summary, lines}) => ['vevent', [
      ...common(id, summary),
      ...(minutes ? timed(day, minutes) : wholeDay(day)),
      ['description', {}, 'text', lines.join('\n')],
      ['status', {}, 'text', 'CONFIRMED'],
    ], []]),
    ...gone.map(([id, day]) => ['vevent', [...common(id, `Больше не в плане (${dayText(day)})`), ...wholeDay(day), ['status', {}, 'text', 'CANCELLED']], []]),
  ]]
}

/** What an earlier file had and this one has not. @param {unknown} earlier days by id, as they were kept: whatever is no such thing is passed over
    @param {Entry[]} entries @returns {[string, number][]} */
export const goneOf = (earlier, entries) => Object.entries(earlier ?? {})
  .filter(([id, day]) => /^(week-\d{2,3}|day-\d{2,3}-[1-7])$/.test(id) && Number.isInteger(day) && Math.abs(day) < 100_000 && !entries.some((entry) => entry.id === id))

/** The same for the next time. @param {Entry[]} entries @returns {Object<string, number>} */
export const writtenOf = (entries) => Object.fromEntries(entries.map(({id, day}) => [id, day]))
