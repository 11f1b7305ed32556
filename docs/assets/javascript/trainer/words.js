/* Russian for numbers and grades. No DOM. */

const rules = new Intl.PluralRules('ru')
const number = new Intl.NumberFormat('ru', {maximumFractionDigits: 1})

/** plural(5, 'день', 'дня', 'дней') → «5 дней», with a no-break space. */
export const plural = (n, one, few, many) => `${number.format(n)}\u00a0${{one, few}[rules.select(n)] ?? (Number.isInteger(n) ? many : few)}`

export const cardsText = (n) => plural(n, 'карточка', 'карточки', 'карточек')
export const daysText = (n) => plural(n, 'день', 'дня', 'дней')
export const percent = (part, whole) => (whole ? `${Math.round((100 * part) / whole)}\u00a0%` : '—')

export const GRADES = ['', 'Снова', 'Трудно', 'Хорошо', 'Легко']

/** How soon a card is shown again; short enough for a button on a phone. */
export function intervalText(days) {
  if (days <= 0) return 'сегодня'
  if (days < 60) return plural(days, 'день', 'дня', 'дней')
  if (days < 365) return `${number.format(days / 30.4)}\u00a0мес.`
  return `${number.format(days / 365)}\u00a0г.`
}
