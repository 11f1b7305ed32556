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
    this.phrases = new Map()
    this.postings = new Map()
    this.reads = new Map()
    this.added = 0
  }

  /** Terms of a text. While the index is built each is read several times: as a field, as words and as a phrase. */
  #read(value) {
    if (!this.reads.has(value)) this.reads.set(value, this.#readAnew(value))
    return this.reads.get(value)
  }

  #readAnew(value) {
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
      const {title, place, text, question, aliases, keywords} = document
      const all = new Set([title, place, text, ...(question ? [...aliases, ...keywords] : [])].flatMap((one) => this.#read(one)))
      for (const term of document.rest) if (!STOP_WORDS.has(term)) all.add(term)
      for (const term of all) this.frequencies.set(term, (this.frequencies.get(term) ?? 0) + 1)
    }
    if (end < this.documents.length) return false
    this.#readPhrases()
    this.reads.clear()
    this.vocabulary = new Vocabulary(this.frequencies, this.surfaces, this.synonyms)
    return true
  }

  #rarity(term) {
    return Math.log(1 + this.documents.length / (1 + (this.frequencies.get(term) ?? 0)))
  }

  /** Wordings, aliases and keywords of questions, by their terms. */
  #readPhrases() {
    for (const {id, question, title, aliases, keywords} of this.documents) {
      if (!question) continue
      for (const text of [title, ...aliases, ...keywords]) {
        const phrase = {id, rarity: 0}
        for (const term of new Set(this.#read(text))) {
          phrase.rarity += this.#rarity(term)
          const having = this.phrases.get(term)
          if (having) having.push(phrase)
          else this.phrases.set(term, [phrase])
        }
      }
    }
  }

  /** @returns {{found: {document: object, score: number, terms: string[]}[], groups: object[], otherLayout: boolean}} */
  search(query) {
    const {groups, otherLayout} = understand(query, this.vocabulary)
    const count = this.documents.length
    const sums = new Float64Array(count)
    const covered = new Float64Array(count)
    let possible = 0
    for (const group of groups) {
      group.rarity = Math.max(0.3, ...[...group.variants].map(([term, weight]) => weight * this.#rarity(term)))
      possible += group.rarity
      const {scores, weights} = this.#matching(group)
      for (let id = 0; id < count; id++) {
        sums[id] += scores[id]
        covered[id] += group.rarity * weights[id]
      }
    }
    const phrases = this.#bestPhrases(groups, possible)
    const found = []
    for (let id = 0; id < count; id++) {
      if (!covered[id]) continue
      const document = this.documents[id]
      let score = sums[id] * covered[id] / possible
      if (document.question) score = (score + PHRASE * (phrases.get(id) ?? 0)) * QUESTION_FIRST
      found.push({document, score})
    }
    found.sort((a, b) => b.score - a.score || a.document.id - b.document.id)
    const shown = found.slice(0, SHOWN)
    const asked = [...new Set(groups.flatMap(({variants}) => [...variants.keys()]))]
    for (const one of shown) one.terms = asked.filter((term) => this.#postings(term).has(one.document.id))
    return {found: shown, groups, otherLayout}
  }

  /** Documents that have a term, with their scores. Counted once: from key to key a query asks for much the same terms. */
  #postings(term) {
    let found = this.postings.get(term)
    if (!found) {
      found = new Map(this.engine.search(term, {tokenize: () => [term], boost: BOOST, bm25: BM25}).map(({id, score}) => [id, score]))
      this.postings.set(term, found)
    }
    return found
  }

  /** Of each document how well it has one of the variants of a word. Synonyms do not add up: the best variant counts, the others a little. */
  #matching({variants}) {
    const scores = new Float64Array(this.documents.length)
    const weights = new Float64Array(this.documents.length)
    for (const [term, weight] of variants) {
      for (const [id, score] of this.#postings(term)) {
        const own = score * weight
        scores[id] = Math.max(scores[id], own) + FURTHER * Math.min(scores[id], own)
        if (weight > weights[id]) weights[id] = weight
      }
    }
    return {scores, weights}
  }

  /** Of each question how nearly one of its phrases says the same as the query: the shared weight of rare words, from 0 to 1. */
  #bestPhrases(groups, possible) {
    const shared = new Map()
    const met = new Map() // how much of a phrase was asked for at all
    const asked = new Set()
    for (const {variants, rarity} of groups) {
      const weights = new Map()
      for (const [term, weight] of variants) {
        const own = asked.has(term) ? 0 : this.#rarity(term)
        asked.add(term)
        for (const phrase of this.phrases.get(term) ?? []) {
          if (!(weights.get(phrase) >= weight)) weights.set(phrase, weight)
          if (own) met.set(phrase, (met.get(phrase) ?? 0) + own)
        }
      }
      for (const [phrase, weight] of weights) shared.set(phrase, (shared.get(phrase) ?? 0) + rarity * weight)
    }
    const best = new Map()
    for (const [phrase, weight] of shared) {
      const near = weight / (possible + 0.75 * (phrase.rarity - met.get(phrase)))
      if (!(best.get(phrase.id) >= near)) best.set(phrase.id, near)
    }
    return best
  }
}
