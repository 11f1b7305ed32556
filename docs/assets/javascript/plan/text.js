/* Russian for times and dates of a plan. No DOM. */

export {plural} from '../trainer/words.js'

const number = new Intl.NumberFormat('ru', {maximumFractionDigits: 1})
const day = new Intl.DateTimeFormat('ru', {day: 'numeric', month: 'long', timeZone: 'UTC'})
const dayShort = new Intl.DateTimeFormat('ru', {day: 'numeric', month: 'short', timeZone: 'UTC'})
const dayYear = new Intl.DateTimeFormat('ru', {day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'})
const date = (one) => new Date(one * 86_400_000)

/** «5 ч», «1,5 ч», «25 мин». @param {number} minutes */
export const timeText = (minutes) => (minutes < 60 && minutes > 0 ? `${Math.ceil(minutes)}\u00a0мин` : `${number.format(minutes / 60)}\u00a0ч`)
/** «24 декабря», with the year when it is not this one. */
export const dateText = (one, today) => (date(one).getUTCFullYear() === date(today).getUTCFullYear() ? day : dayYear).format(date(one)).replace(/\s*г\.$/, '').replace(' ', '\u00a0')
/** «30 нояб. – 6 дек.», «7–13 дек.», to be broken only between months. */
export function spanText(from, to) {
  const text = (one) => dayShort.format(date(one)).replaceAll(' ', '\u00a0')
  if (from >= to) return text(from)
  return date(from).getUTCMonth() === date(to).getUTCMonth() ? `${date(from).getUTCDate()}–\u2060${text(to)}` : `${text(from)}\u00a0– ${text(to)}`
}
