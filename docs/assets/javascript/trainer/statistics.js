/* Numbers that people want. No DOM, no storage, no clock. */

import {dayOf} from './days.js'

/** @typedef {import('./deck.js').Deck} Deck */

const AHEAD = 30 // days
export const WEEKS = 8
const LEARNED = 21 // days of stability

/** How many cards are due today (with what was missed) and on each of the next 30 days. @param {Deck} deck @returns {number[]} */
export function forecast(deck, day) {
  const counts = new Array(AHEAD + 1).fill(0)
  for (const {card} of deck.items) {
    if (card && card.due <= day + AHEAD) counts[Math.max(0, card.due - day)] += 1
  }
  return counts
}

/** By week, the last one ending today: how many cards came back after a night or more, and how many of them were remembered.
    @param {Deck} deck @returns {{from: number, to: number, seen: number, remembered: number}[]} oldest first */
export function retention(deck, day) {
  const weeks = Array.from({length: WEEKS}, (_, i) => ({from: day - 7 * (WEEKS - i) + 1, to: day - 7 * (WEEKS - 1 - i), seen: 0, remembered: 0}))
  for (const reviews of deck.reviews.values()) {
    let last = null
    for (const {at, zone, grade} of reviews) {
      const here = dayOf(at, zone)
      const week = last !== null && here > last && weeks.find(({from, to}) => from <= here && here <= to)
      if (week) {
        week.seen += 1
        if (grade > 1) week.remembered += 1
      }
      last = here
    }
  }
  return weeks
}

/** By stage that has questions: how many cards are learned, how many begun, how many there are. @param {Deck} deck */
export function learned(deck) {
  return deck.stages
    .map(({title}, stage) => {
      const items = deck.items.filter((item) => item.stage === stage)
      const begun = items.filter(({card}) => card)
      const fast = begun.filter(({card}) => card.stability >= LEARNED)
      return {title, stage, learned: fast.length, begun: begun.length - fast.length, total: items.length}
    })
    .filter(({total}) => total > 0)
}
