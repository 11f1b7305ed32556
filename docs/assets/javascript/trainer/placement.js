/**
 * Placement: about twenty questions tell which topics a learner knows, for topics rest on each other.
 *
 * A knowledge space (Doignon & Falmagne, "Knowledge Spaces", 1999): whoever knows a topic knows all that it needs, so of the 2^n sets of topics
 * only those closed under `needs` can be what somebody knows. Every answer moves the probability of each of these sets by Bayes' rule, with
 * room for a slip and a lucky guess, and the next question is the one whose answer is the hardest to foresee.
 * No DOM, no storage, no clock, no chance.
 *
 * @typedef {{id: string, needs: string[], questions: number}} Topic  `needs` are ids; topics stand after what they need; `questions`: how often it can be asked
 * @typedef {{topic: string, knew: boolean}} Answer
 */

export const LENGTH = 20
/** The chance to miss a question of a known topic, and to get one of an unknown topic right. */
const SLIP = 0.1
/** Sure enough to stop before twenty questions: the expected share of topics taken wrong. */
const SURE = 0.02
/** Asking about a topic that is as sure as this tells nothing. */
const SETTLED = 0.02
/** How likely it is that a learner has gone on from a topic whose needs are met; which of these, nobody knows. */
const PACES = [0.3, 0.6, 0.8, 0.9, 0.97]
const MOST_SETS = 300_000

export class Placement {
  /** @param {Topic[]} topics */
  constructor(topics) {
    this.topics = topics
    this.index = new Map(topics.map(({id}, index) => [id, index]))
    const needs = topics.map(({needs}) => needs.map((id) => this.index.get(id)))
    this.sets = closedSets(needs)
    this.prior = prior(this.sets, needs)
    this.restart()
  }

  /** As if nothing had been answered. */
  restart() {
    /** The probability of each set. */
    this.weights = this.prior.slice()
    /** @type {Answer[]} */
    this.answers = []
  }

  /** @param {Answer} answer */
  answer({topic, knew}) {
    const has = this.sets[this.index.get(topic)]
    let sum = 0
    for (let i = 0; i < has.length; i++) sum += this.weights[i] *= (has[i] === 1) === knew ? 1 - SLIP : SLIP
    for (let i = 0; i < has.length; i++) this.weights[i] /= sum
    this.answers.push({topic, knew})
  }

  /** The probability that each topic is known, in the order of the topics. */
  known() {
    return this.sets.map((has) => {
      let sum = 0
      for (let i = 0; i < has.length; i++) sum += has[i] * this.weights[i] // faster than a branch that cannot be foreseen
      return sum
    })
  }

  /** The topic to ask about next; null when the result is clear or everything was asked. @returns {string | null} */
  next() {
    if (this.answers.length >= LENGTH) return null
    const known = this.known()
    const wrong = known.reduce((sum, p) => sum + Math.min(p, 1 - p), 0)
    if (wrong < SURE * known.length) return null
    const asked = new Map()
    for (const {topic} of this.answers) asked.set(topic, (asked.get(topic) ?? 0) + 1)
    // Slips are as likely as guesses, so an answer tells most where knowing and not knowing are equally likely.
    const open = this.topics.map(({id, questions}, i) => ({id, doubt: (asked.get(id) ?? 0) < questions ? Math.min(known[i], 1 - known[i]) : 0}))
    const best = open.reduce((best, one) => (one.doubt > best.doubt ? one : best), {id: null, doubt: SETTLED})
    return best.id
  }
}

/**
 * The topics that can be asked about. One without questions passes its own needs on to what rests on it.
 * @param {{id: string, needs: string[], items: any[]}[]} topics in the roadmap's order
 * @returns {Topic[]}
 */
export function askable(topics) {
  const questions = new Map(topics.map(({id, items}) => [id, items.length]))
  const beneath = new Map(topics.map(({id, needs}) => [id, needs]))
  const seen = (needs) => [...new Set(needs.flatMap((id) => (questions.get(id) ? [id] : seen(beneath.get(id)))))]
  return topics.filter(({items}) => items.length).map(({id, needs, items}) => ({id, needs: seen(needs), questions: items.length}))
}

/**
 * What the answers come to: `known` can be skipped; `gaps` are unknown topics that rest on known ones only, those that hold up most first.
 * @param {Placement} placement
 * @returns {{known: string[], unknown: string[], gaps: {topic: string, above: string[]}[]}}
 */
export function outcome(placement) {
  const sure = placement.known()
  const known = new Set(placement.topics.filter((_, i) => sure[i] >= 0.5).map(({id}) => id))
  const unknown = placement.topics.filter(({id}) => !known.has(id))
  const above = (id) => {
    const found = new Set()
    for (const topic of unknown) if (topic.needs.some((need) => need === id || found.has(need))) found.add(topic.id)
    return [...found]
  }
  const gaps = unknown.filter(({needs}) => needs.every((need) => known.has(need))).map(({id}) => ({topic: id, above: above(id)}))
  gaps.sort((a, b) => b.above.length - a.above.length)
  return {known: [...known], unknown: unknown.map(({id}) => id), gaps}
}

/**
 * Every set of topics that is closed under `needs`, as columns: result[topic][set] is 1 when the set has the topic.
 * @param {number[][]} needs
 */
function closedSets(needs) {
  const sets = [new Uint8Array(needs.length)]
  for (const [topic, required] of needs.entries()) {
    const before = sets.length
    for (let i = 0; i < before; i++) {
      if (!required.every((need) => sets[i][need])) continue
      const grown = sets[i].slice()
      grown[topic] = 1
      sets.push(grown)
    }
    if (sets.length > MOST_SETS) throw new Error(`граф needs допускает больше ${MOST_SETS} наборов тем: распределению нужны более связные темы`)
  }
  return needs.map((_, topic) => Uint8Array.from(sets, (set) => set[topic]))
}

/**
 * Half of the probability goes to learners who went on from each topic whose needs are met with a chance of their own (PACES), as people do;
 * half to all sets alike, for whoever learned in an order of their own.
 */
function prior(sets, needs) {
  const size = sets[0]?.length ?? 0
  const known = new Uint8Array(size)
  const open = new Uint8Array(size) // topics not known whose needs are
  for (const [topic, required] of needs.entries()) {
    const has = sets[topic]
    const beneath = required.map((need) => sets[need])
    for (let i = 0; i < size; i++) {
      if (has[i]) known[i]++
      else if (beneath.every((column) => column[i])) open[i]++
    }
  }
  const weights = Float64Array.from(known, (count, i) => PACES.reduce((sum, pace) => sum + pace ** count * (1 - pace) ** open[i], 0))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total / 2 + 1 / size / 2)
}
