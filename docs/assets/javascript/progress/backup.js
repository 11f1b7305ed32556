/* Copies for the reader: when one is worth saving, and the file itself, which is made in the browser and goes nowhere else. */

const ENOUGH = 25 // new reviews and ticks: an evening or two of work

/** How many reviews and ticks are younger than a moment. */
export const since = ({reviews, ticks}, moment) => [...Object.values(reviews), ...Object.values(ticks)].filter(({at}) => at > moment).length

/** Whether to remind: enough has been done since the last copy and since the reader last said «not now». */
export const due = (state, {exported = 0, reminded = 0}) => since(state, Math.max(exported, reminded)) >= ENOUGH

/** nlp-progress-2026-11-28.json, by the reader's calendar. */
const fileName = (date) => {
  const digits = (number) => String(number).padStart(2, '0')
  return `nlp-progress-${date.getFullYear()}-${digits(date.getMonth() + 1)}-${digits(date.getDate())}.json`
}

export function saveFile(name, text, type = 'application/json') {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], {type}))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // Safari reads it after the click
}

export function saveCopy(progress) {
  saveFile(fileName(new Date()), progress.exportText())
  progress.mark('exported')
}
