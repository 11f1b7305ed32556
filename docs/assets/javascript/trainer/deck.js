/* The cards of the curriculum joined with what the learner did. No DOM, no storage, no clock. */

import {dayOfDate} from './days.js'
import {RETENTION, Scheduler, byTime} from './scheduler.js'

/** @typedef {import('./scheduler.js').Card} Card
    @typedef {{id: string, text: string, page: string, stage: number, topic: string, card: Card | null}} Item
      stage: index in `stages`; topic: "stage/topic"; card: null until the first review
    @typedef {{id: string, title: string, page: string, needs: string[], stage: number, items: Item[]}} Topic  id: "stage/topic"
    @typedef {{stages: any[], topics: Topic[], items: Item[], byId: Map<string, Item>, reviews: Map<string, any[]>, scheduler: Scheduler}} Deck */

/** What the reader set, or what it stands for when it is missing or odd. */
export function settings(state) {
  const retention = state.settings.retention?.value
  return {
    retention: typeof retention === 'number' ? retention : RETENTION,
    interview: dayOfDate(state.settings.interview?.value),
  }
}

/** The topics that the placement found known. @returns {Set<string>} */
export function placed(state) {
  const known = state.settings.placement?.value?.known
  return new Set(Array.isArray(known) ? known : [])
}

/** Reviews that were not undone by their question, oldest first. @returns {Map<string, any[]>} */
function reviewsByQuestion(state) {
  const reviews = new Map()
  for (const review of Object.values(state.reviews).sort(byTime)) {
    if (state.undone[review.id]) continue
    const list = reviews.get(review.question)
    if (list) list.push(review)
    else reviews.set(review.question, [review])
  }
  return reviews
}

/** @param {{stages: any[]}} cards the parsed cards.json @param {import('../progress/state.js').State} state @returns {Deck} */
export function deckOf({stages}, state) {
  const scheduler = new Scheduler(settings(state))
  const reviews = reviewsByQuestion(state)
  const topics = stages.flatMap((stage, index) => stage.topics.map(({id, title, page, needs, questions}) => {
    const topic = `${stage.id}/${id}`
    const items = questions.map((question) => ({...question, stage: index, topic, card: scheduler.replay(question.id, reviews.get(question.id) ?? [])}))
    return {id: topic, title, page, needs, stage: index, items}
  }))
  const items = topics.flatMap((topic) => topic.items)
  return {stages, topics, items, byId: new Map(items.map((item) => [item.id, item])), reviews, scheduler}
}
