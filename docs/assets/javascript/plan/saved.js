/** The plan that is kept with the progress: what the reader said, never the weeks that follow from it. No DOM, no storage, no clock.

   @typedef {{start: string|null, hours: number[], pace: 'full'|'short', known: string[], dropped: string[], missed: string[],
     restart: {from: string, done: string[]}|null, time: string|null}} Saved   dates as 2026-12-24, hours in minutes from Monday, time as 19:30 */

import {dateOfDay, dayOfDate} from '../trainer/days.js'
import {DAY_LIMIT, weekday} from './plan.js'

export const NAME = 'plan' // of the draft in the store
export const ASIDE = 'plan-damaged:'
const ID = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/
const MOST = 400 // entries of a list
const isRecord = (x) => typeof x === 'object' && x !== null && !Array.isArray(x)
const isTime = (x) => typeof x === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(x)
const isMinutes = (x) => Number.isInteger(x) && x >= 0 && x <= DAY_LIMIT
/** A date of a year with four digits in which somebody may study. */
export const isDate = (x) => dayOfDate(x) !== null && dateOfDay(dayOfDate(x)) === x && x >= '2020' && x < '2100'

/** @param {number[]} hours minutes by weekday @returns {Saved} */
export const blank = (hours) => ({start: null, hours: [...hours], pace: 'full', known: [], dropped: [], missed: [], restart: null, time: null})

/** What can be read of a stored value; `damaged` when that is not all of it. @param {Saved} base what stands for the rest
    @returns {{saved: Saved, damaged: boolean}} */
export function readSaved(value, base) {
  if (!isRecord(value)) return {saved: base, damaged: true}
  let damaged = false
  const take = (part, fits, of = value, instead = base[part]) => {
    if (fits(of[part])) return of[part]
    damaged = true
    return instead
  }
  const list = (part, fits, of = value) => {
    const all = take(part, Array.isArray, of, [])
    const good = all.filter(fits).slice(0, MOST)
    if (good.length < all.length) damaged = true
    return [...new Set(good)]
  }
  const isId = (x) => typeof x === 'string' && ID.test(x)
  const orNull = (fits) => (x) => x === null || fits(x)
  const restart = take('restart', orNull(isRecord))
  const from = restart && take('from', isDate, restart, null)
  return {
    saved: {
      start: take('start', orNull(isDate)),
      hours: [...take('hours', (x) => Array.isArray(x) && x.length === 7 && x.every(isMinutes))],
      pace: take('pace', (x) => x === 'full' || x === 'short'),
      known: list('known', isId),
      dropped: list('dropped', isId),
      missed: list('missed', isDate),
      restart: from ? {from, done: list('done', isId, restart)} : null,
      time: take('time', orNull(isTime)),
    },
    damaged,
  }
}

/** What the plan is made of. Without a start it begins on Monday, or today when there is an interview.
    @param {Saved} saved @param {number|null} interview @param {number} today @returns {import('./plan.js').Inputs} */
export function inputsOf({start, hours, pace, known, dropped, missed, restart}, interview, today) {
  return {
    start: start === null ? firstDay(interview, today) : dayOfDate(start),
    interview, hours, pace, known, dropped,
    missed: missed.map(dayOfDate),
    restart: restart && {from: dayOfDate(restart.from), done: restart.done},
  }
}

const firstDay = (interview, today) => (interview === null ? today + ((7 - weekday(today)) % 7) : today)
