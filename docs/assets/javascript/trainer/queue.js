/* Which cards a sitting has, and in what order. No DOM, no storage, no clock; chance is passed in. */

/** @typedef {import('./deck.js').Deck} Deck
    @typedef {import('./deck.js').Item} Item */

export const SITTING = 10 // new cards at a time
export const INTERVIEW = 10
export const INTERVIEW_SECONDS = 120
export const WEAK = 20 // at a time
const RECENT = 3 // answers by which a card is weak or not

const forgotten = (deck, day) => (a, b) => deck.scheduler.retrievability(a.card, day) - deck.scheduler.retrievability(b.card, day)

/** What is due on this day or was due before, the most forgotten first. @param {Deck} deck @returns {Item[]} */
export const due = (deck, day) => deck.items.filter(({card}) => card && card.due <= day).sort(forgotten(deck, day))

/** What was never shown, in the roadmap's order, of a stage ("python"), a topic ("python/syntax") or everything; what is known goes last.
    @param {Deck} deck @param {{from?: string, known?: Set<string>}} [choice] @returns {Item[]} */
export function fresh(deck, {from = '', known = new Set()} = {}) {
  const chosen = deck.items.filter(({card, topic}) => !card && (!from || topic === from || topic.startsWith(`${from}/`)))
  return [...chosen.filter(({topic}) => !known.has(topic)), ...chosen.filter(({topic}) => known.has(topic))]
}

/** Cards that failed among their last three answers, or were hard the last time: those that failed most first. @param {Deck} deck @returns {Item[]} */
export function weak(deck, day) {
  const failures = ({card}) => card.grades.slice(-RECENT).filter((grade) => grade === 1).length
  return deck.items
    .filter((item) => item.card && (failures(item) > 0 || item.card.grades.at(-1) === 2))
    .sort((a, b) => failures(b) - failures(a) || forgotten(deck, day)(a, b))
}

/** Questions of an interview: stages by their weeks, topics within a stage as different as they can be, in the roadmap's order.
    @param {Deck} deck @param {() => number} random in [0, 1) @returns {Item[]} */
export function interview(deck, random, count = INTERVIEW) {
  const pools = deck.stages.map((_, stage) => shuffled(deck.topics.filter((topic) => topic.stage === stage && topic.items.length), random))
  const sizes = pools.map((topics) => topics.reduce((sum, {items}) => sum + items.length, 0))
  const shares = apportion(deck.stages.map(({weeks}, stage) => (sizes[stage] ? weeks : 0)), sizes, count)
  const picked = new Set(pools.flatMap((topics, stage) => {
    const hands = topics.map(({items}) => shuffled(items, random))
    const rounds = Math.max(0, ...hands.map((hand) => hand.length))
    return Array.from({length: rounds}, (_, round) => hands.map((hand) => hand[round]).filter(Boolean)).flat().slice(0, shares[stage])
  }))
  return deck.items.filter((item) => picked.has(item))
}

/** `count` divided by weights, largest remainders first, nobody more than it has. */
export function apportion(weights, most, count) {
  const shares = weights.map(() => 0)
  let left = Math.min(count, weights.reduce((sum, weight, i) => sum + (weight > 0 ? most[i] : 0), 0))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const quotas = weights.map((weight) => (total ? (left * weight) / total : 0))
  for (const [i, quota] of quotas.entries()) left -= shares[i] = Math.min(most[i], Math.floor(quota))
  while (left > 0) {
    const open = quotas.map((quota, i) => ({i, lack: weights[i] > 0 && shares[i] < most[i] ? quota - shares[i] : -Infinity}))
    shares[open.reduce((best, one) => (one.lack > best.lack ? one : best)).i] += 1
    left -= 1
  }
  return shares
}

function shuffled(list, random) {
  const copy = [...list]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[copy[i], copy[j]] = [copy[j], copy[i]]
  }
  return copy
}

/** The grade that the ticked points suggest: all said — «Хорошо», half — «Трудно», less — «Снова». «Легко» only the reader can tell. */
export const suggested = (said, points) => (points === 0 ? null : said === points ? 3 : said * 2 >= points ? 2 : 1)
