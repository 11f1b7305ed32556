/* A day is the learner's local day, counted from 1 January 1970 by the calendar on their wall. Whether it had 23, 24 or 25 hours does not matter. */

const MINUTES = 24 * 60
const MS = MINUTES * 60_000

/** The learner's local day at a moment. @param {number} at ms since the epoch @param {number} zone minutes east of UTC at that moment */
export const dayOf = (at, zone) => Math.floor((at / 60_000 + zone) / MINUTES)

/** The local day now, in the time zone of this device. */
export const today = (now) => dayOf(now, -new Date(now).getTimezoneOffset())

/** "2026-12-24" → its day; null for what is no date. @param {unknown} date */
export function dayOfDate(date) {
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date)) return null
  const at = Date.parse(`${date}T00:00Z`)
  return Number.isNaN(at) ? null : at / MS
}

/** A day → "2026-12-24". */
export const dateOfDay = (day) => new Date(day * MS).toISOString().slice(0, 10)

const written = new Intl.DateTimeFormat('ru', {day: 'numeric', month: 'long', timeZone: 'UTC'})
/** A day → «24 декабря». */
export const dayText = (day) => written.format(new Date(day * MS))
