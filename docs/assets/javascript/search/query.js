/* What the reader meant: words as typed, in the other layout, by sound, with typos. */

/** What an interpretation of a word costs: the cheaper one is believed. */
const COST = {exact: 0, beginning: 0.3, sound: 0.7, otherLayout: 0.9, typo: 1.2, furtherTypo: 2, unknown: 3}

const TYPO_WEIGHT = [1, 0.7, 0.45]
const LONGEST_LIST = 12
const DERIVED = 0.7 // «переобучение» for «переобучиться»
const SURE = 0.65
const SYNONYM = 0.8

/**
 * Everything that a typed word may stand for.
 * @param {string} word
 * @param {Vocabulary} vocabulary
 * @param {boolean} typing the word may be unfinished
 * @param {boolean} [guessing] look for typos too, which takes longest
 * @returns {{word: string, variants: Map<string, number>, cost: number}} variants: terms of the index with their weights
 */
const meanings = (word, vocabulary, typing, guessing = true) => {
  const term = stem(word)
  const variants = new Map()
  const add = (found, weight) => { if (!(variants.get(found) >= weight)) variants.set(found, weight) }
  let cost = COST.unknown
  const exact = vocabulary.has(term)
  if (exact) add(term, 1)
  if (exact || STOP_WORDS.has(word)) cost = COST.exact
  if (typing || word.length > 3) {
    const usual = vocabulary.usual(term.length > 3 && word.startsWith(term) ? term : word, LONGEST_LIST, term)
    for (const found of usual) add(found, exact ? DERIVED * (term.length / found.length) : Math.sqrt(term.length / found.length))
    if (usual.length && !exact) cost = Math.min(cost, typing ? COST.beginning : COST.beginning * 2)
  }
  const written = /[a-z]/.test(word) ? !exact && stem(inCyrillic(word)) : word.length < 6 && letterByLetter(word)
  const keys = word.length > 3 ? [...new Set([...sounds(word), sound(term), ...(written ? [sound(written)] : [])])] : []
  if (written && vocabulary.has(written)) {
    add(written, 0.9)
    cost = Math.min(cost, COST.sound)
  }
  for (const key of keys) for (const found of vocabulary.bySound.get(key) ?? []) {
    if (key.length < 4) continue
    add(found, 0.85)
    cost = Math.min(cost, COST.sound)
  }
  if (guessing && cost > COST.beginning * 2) {
    const near = [...vocabulary.nearestWords(word), ...vocabulary.nearest(term)]
    for (const [found, away] of near) {
      add(found, TYPO_WEIGHT[away])
      cost = Math.min(cost, away > 1 ? COST.furtherTypo : COST.typo)
    }
    if (!near.length || cost >= COST.furtherTypo) {
      for (const [found, away] of vocabulary.sounding(keys)) {
        add(found, 0.6 - 0.15 * away)
        cost = Math.min(cost, COST.sound + 0.5 * away)
      }
    }
    if (cost === COST.unknown && typing) {
      for (const [found] of vocabulary.nearest(word, {whole: false}).slice(0, LONGEST_LIST)) {
        add(found, 0.4)
        cost = COST.furtherTypo
      }
    }
  }
  for (const [found, weight] of [...variants]) {
    if (weight > SURE) for (const same of vocabulary.synonyms.get(found) ?? []) add(same, SYNONYM * weight)
  }
  return {word, variants, cost}
}

/** Two words run together: both have to be known. */
const split = (word, vocabulary, typing) => {
  for (let i = word.length - 3; i >= 3; i--) {
    const left = word.slice(0, i)
    const right = word.slice(i)
    if (vocabulary.has(stem(left)) && (vocabulary.has(stem(right)) || (typing && vocabulary.beginningWith(right).length))) {
      return [meanings(left, vocabulary, false), meanings(right, vocabulary, typing)]
    }
  }
  return null
}

/** @returns {{meant: ReturnType<typeof meanings>[], cost: number}} */
const reading = (text, vocabulary, typing, guessing) => {
  const all = words(text)
  const meant = all.flatMap((word, i) => {
    const last = typing && i === all.length - 1
    const one = meanings(word, vocabulary, last, guessing)
    return (guessing && one.cost >= COST.furtherTypo && word.length > 7 && split(word, vocabulary, last)) || [one]
  })
  return {meant, cost: total(meant)}
}

const total = (all) => all.reduce((sum, {cost}) => sum + cost, 0)

/**
 * @param {string} query as typed
 * @param {Vocabulary} vocabulary
 * @returns {{groups: {word: string, variants: Map<string, number>, cost: number}[], otherLayout: boolean}} a group a word that says something
 */
const understand = (query, vocabulary) => {
  const chunks = query.trim().split(/\s+/).filter(Boolean)
  const typing = (i) => i === chunks.length - 1 && !/\s$/.test(query)
  const typed = chunks.map((chunk, i) => reading(chunk, vocabulary, typing(i), true))
  // While this much is understood the other layout cannot be the cheaper reading; what it would be with typos need not be looked for.
  const doubtful = total(typed) > COST.otherLayout
  const switched = chunks.map((chunk, i) => {
    const other = reading(inOtherLayout(chunk), vocabulary, typing(i), doubtful)
    return other.meant.length ? other : {meant: [], cost: Infinity}
  })
  // A reader does not switch the layout within a query: the switch is paid for once, and all is read one way.
  const otherLayout = total(switched) + COST.otherLayout < total(typed)
  const meant = chunks.flatMap((_, i) => {
    const [first, second] = isSwitched(typed[i], switched[i], otherLayout) ? [switched[i], typed[i]] : [typed[i], switched[i]]
    addExact(first, second)
    return first.meant
  })
  joinNeighbours(meant, vocabulary)
  const saying = meant.filter(({word}) => !STOP_WORDS.has(word))
  return {groups: saying.length ? saying : meant, otherLayout}
}

/** Whether one chunk is read in the other layout. It may differ from the query: `gthtj,extybt loss`. */
const isSwitched = (typed, switched, otherLayout) => {
  if (otherLayout) return typed.cost > COST.exact || switched.cost === COST.exact
  return typed.cost >= COST.furtherTypo && switched.cost + COST.otherLayout < typed.cost
}

/** «изу» begins «изучать» and is `bpe` in the other layout: a word that is known in the second reading is looked for beside the first. */
const addExact = (first, second) => {
  if (first.meant.length !== 1 || second.meant.length !== 1) return
  const [[one], [other]] = [first.meant, second.meant]
  if (one.cost === COST.exact || other.cost > COST.exact) return
  for (const [term, weight] of other.variants) if (!one.variants.has(term)) one.variants.set(term, 0.9 * weight)
}

/** «гипер параметры»: what stands apart may be one word. */
const joinNeighbours = (meant, vocabulary) => {
  for (let i = 0; i + 1 < meant.length; i++) {
    const joined = stem(meant[i].word + meant[i + 1].word)
    if (joined.length > 4 && vocabulary.has(joined)) for (const one of [meant[i], meant[i + 1]]) one.variants.set(joined, 0.8)
  }
}
