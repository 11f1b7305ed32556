/* When a card is shown again: FSRS-6 with its default weights (ts-fsrs), over days of the learner's calendar.

   ts-fsrs gives stability and difficulty; elapsed days and due days are ours, for the library counts days of UTC. There are no learning steps:
   after «Снова» the card is due on the same day, after any other grade not before the next. No DOM, no storage, no clock, no chance. */

import {FSRSAlgorithm} from '../../vendor/ts-fsrs/ts-fsrs.js'
import {dayOf} from './days.js'

/** @typedef {import('../progress/state.js').Review} Review
    @typedef {{stability: number, difficulty: number, day: number, due: number, grades: number[]}} Card
      day: of the last review; due: the day on which it is shown again; grades: all, oldest first */

export const RETENTION = 0.9 // desired, when the reader chose none
const LOWEST = 0.8
const HIGHEST = 0.95
const AGAIN = 1
const LAST_STRETCH = 7 // days over which the cards are spread before an interview

export const byTime = (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)

export class Scheduler {
  /** @param {{retention?: number, interview?: number | null}} [settings] retention: the desired chance to remember; interview: its day */
  constructor({retention = RETENTION, interview = null} = {}) {
    this.fsrs = new FSRSAlgorithm({request_retention: Math.min(HIGHEST, Math.max(LOWEST, retention)), enable_fuzz: false, enable_short_term: true})
    this.interview = interview
    const decay = -this.fsrs.parameters.w[20]
    /** The library rounds to eight decimals, which moves stabilities of years by hours. */
    this.curve = (elapsed, stability) => (1 + ((0.9 ** (1 / decay) - 1) * elapsed) / stability) ** decay
  }

  /** A card after its reviews, oldest first; null without any. @param {string} question @param {Review[]} reviews @returns {Card | null} */
  replay(question, reviews) {
    let card = null
    for (const {at, zone, grade} of reviews) card = this.review(question, card, dayOf(at, zone), grade)
    return card
  }

  /** The card after one more review. @param {Card | null} card @param {number} day @returns {Card} */
  review(question, card, day, grade) {
    const elapsed = card ? Math.max(0, day - card.day) : 0 // who flies west may review on an earlier day than the last time
    const {stability, difficulty} = this.fsrs.next_state(card, elapsed, grade, card ? this.curve(elapsed, card.stability) : undefined)
    const due = grade === AGAIN ? day : this.cap(question, day, day + this.fsrs.next_interval(stability, elapsed))
    return {stability, difficulty, day, due, grades: [...(card?.grades ?? []), grade]}
  }

  /** In how many days each grade would bring the card back. @returns {{1: number, 2: number, 3: number, 4: number}} */
  intervals(question, card, day) {
    return Object.fromEntries([1, 2, 3, 4].map((grade) => [grade, this.review(question, card, day, grade).due - day]))
  }

  /** The chance that it is remembered on this day. @param {Card} card */
  retrievability(card, day) {
    return this.curve(Math.max(0, day - card.day), card.stability)
  }

  /** Before an interview every card is seen once more. Not all on its eve: each has its own day within the last week, or the second half of what is left. */
  cap(question, day, due) {
    const left = this.interview === null ? 0 : this.interview - 1 - day
    if (left < 1) return due // no interview, its eve, or it has passed
    const stretch = Math.max(1, Math.min(LAST_STRETCH, Math.floor(left / 2)))
    return Math.min(due, day + left - (hash(question) % stretch))
  }
}

/** FNV-1a. */
function hash(text) {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}
