/* Which documents answer a query, best first. MiniSearch counts BM25; the words of a query are put together here. */

const FIELDS = ['title', 'aliases', 'keywords', 'place', 'text', 'rest']
const BOOST = {title: 3, aliases: 2, keywords: 2.5, place: 1, text: 1.2, rest: 0.5}
const BM25 = {k: 1.8, b: 0.75, d: 0.3}
const SHOWN = 20
const QUESTION_FIRST = 1.35
const PHRASE = 20
const FURTHER = 0.15

class Index {
  /**
   * @param {[string[], [string, string, string, number, string[], string[]][]]} core groups of synonyms, documents
   * @param {[string, [string, number[]][]]} [texts] a vocabulary and, of the same documents, the teaser and the numbers of further terms as steps
   */
  constructor([synonyms, documents], texts) {
    this.synonyms = new Map()
    for (const group of synonyms.map((stems) => stems.split(' '))) {
      for (const term of group) this.synonyms.set(term, [...(this.synonyms.get(term) ?? []), ...group])
    }
    const vocabulary = texts ? texts[0].split(' ') : []
    this.documents = documents.map(([location, title, place, question, aliases, keywords], id) => {
      const [text, steps] = texts ? texts[1][id] : ['', []]
      let number = 0
      return {id, location, title, place, question, aliases, keywords, text, rest: steps.map((step) => vocabulary[number += step])}
    })
    this.frequencies = new Map()
    this.forms = new Map() // a term to a word of it
    this.surfaces = new Map() // each word as it stands in texts to its term
    this.engine = new MiniSearch({
      fields: FIELDS,
      stringifyField: (value) => value,
      tokenize: (value, field) => (field === 'rest' ? value.filter((term) => !STOP_WORDS.has(term)) : [value].flat().flatMap((text) => this.#read(text))),
      processTerm: (term) => term,
    })
    this.added = 0
  }

  #read(value) {
    return words(value).filter((word) => !STOP_WORDS.has(word)).map((word) => {
      const term = stem(word)
      if (!this.forms.has(term)) this.forms.set(term, word)
      this.surfaces.set(word, term)
      return term
    })
  }

  /** Adds up to `count` documents; true when that was all. Adding everything at once would hold up a keystroke. */
  add(count = Infinity) {
    const end = Math.min(this.documents.length, this.added + count)
    for (; this.added < end; this.added++) {
      const document = this.documents[this.added]
      this.engine.add(document)
      document.phrases = document.question ? [document.title, ...document.aliases, ...document.keywords].map((phrase) => new Set(this.#read(phrase))) : []
      const all = new Set([...document.phrases.flatMap((phrase) => [...phrase]), ...this.#read(`${document.title} ${document.place} ${document.text}`)])
      for (const term of document.rest) if (!STOP_WORDS.has(term)) all.add(term)
      for (const term of all) this.frequencies.set(term, (this.frequencies.get(term) ?? 0) + 1)
    }
    if (end < this.documents.length) return false
    this.vocabulary = new Vocabulary(this.frequencies, this.surfaces, this.synonyms)
    return true
  }

  #rarity(term) {
    return Math.log(1 + this.documents.length / (1 + (this.frequencies.get(term) ?? 0)))
  }

  /** @returns {{found: {document: object, score: number, terms: string[]}[], groups: object[], otherLayout: boolean}} */
  search(query) {
    const {groups, otherLayout} = understand(query, this.vocabulary)
    const scores = new Map()
    let possible = 0
    for (const group of groups) {
      group.rarity = Math.max(0.3, ...[...group.variants].map(([term, weight]) => weight * this.#rarity(term)))
      possible += group.rarity
      for (const [id, {score, weight, terms: matched}] of this.#matching(group)) {
        const so = scores.get(id) ?? {sum: 0, covered: 0, terms: []}
        so.sum += score
        so.covered += group.rarity * weight
        so.terms.push(...matched)
        scores.set(id, so)
      }
    }
    const found = []
    for (const [id, {sum, covered, terms: matched}] of scores) {
      const document = this.documents[id]
      let score = sum * covered / possible
      if (document.question) score = (score + PHRASE * this.#bestPhrase(document, groups, possible)) * QUESTION_FIRST
      found.push({document, score, terms: matched})
    }
    found.sort((a, b) => b.score - a.score || a.document.id - b.document.id)
    return {found: found.slice(0, SHOWN), groups, otherLayout}
  }

  /** Documents that have one of the variants of a word. Synonyms do not add up: the best variant counts, the others a little. */
  #matching({variants}) {
    const matching = new Map()
    for (const [term, weight] of variants) {
      for (const {id, score} of this.engine.search(term, {tokenize: () => [term], boost: BOOST, bm25: BM25})) {
        const so = matching.get(id) ?? {score: 0, weight: 0, terms: []}
        const own = score * weight
        so.score = Math.max(so.score, own) + FURTHER * Math.min(so.score, own)
        so.weight = Math.max(so.weight, weight)
        so.terms.push(term)
        matching.set(id, so)
      }
    }
    return matching
  }

  /** How nearly one wording, alias or keyword says the same as the query: the shared weight of rare words, from 0 to 1. */
  #bestPhrase(document, groups, possible) {
    let best = 0
    for (const phrase of document.phrases) {
      let shared = 0
      let own = 0
      const met = new Set()
      for (const group of groups) {
        let weight = 0
        for (const term of phrase) {
          const one = group.variants.get(term)
          if (one) {
            met.add(term)
            if (one > weight) weight = one
          }
        }
        shared += group.rarity * weight
      }
      if (!shared) continue
      for (const term of phrase) if (!met.has(term)) own += this.#rarity(term)
      best = Math.max(best, shared / (possible + 0.75 * own))
    }
    return best
  }
}
