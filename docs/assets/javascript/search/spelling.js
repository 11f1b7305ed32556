/* The words that the index knows, and which of them a mistyped one may be. */

/** Letters of a word as bits: words that share few of them are not compared at all. @param {string} word */
const letters = (word) => {
  let bits = 0
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31)
  return bits
}

const bitCount = (bits) => {
  bits -= (bits >>> 1) & 0x55555555
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

const LONGEST = 60 // letters; nobody looks for a longer word by its typos
let [before, last, row] = [new Uint8Array(LONGEST + 3), new Uint8Array(LONGEST + 3), new Uint8Array(LONGEST + 3)]

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into the first `length` letters of `b`; `limit + 1` when there are more. */
const distance = (a, b, limit, length = b.length) => {
  const far = limit + 1
  if (Math.abs(a.length - length) > limit || a.length > LONGEST || length > LONGEST) return far
  for (let j = 0; j <= length; j++) last[j] = j
  for (let i = 1; i <= a.length; i++) {
    // Further from the diagonal it is more than the limit.
    const from = Math.max(1, i - limit)
    const to = Math.min(length, i + limit)
    row[from - 1] = from === 1 ? i : far
    let least = row[from - 1]
    for (let j = from; j <= to; j++) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1)
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > limit) return far
    row[to + 1] = far
    ;[before, last, row] = [last, row, before]
  }
  return last[length]
}

/** How many mistakes a word of this length may have. */
const mistakes = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2)

class Vocabulary {
  /**
   * @param {Map<string, number>} frequencies how many documents have the term
   * @param {Map<string, string>} surfaces words to their terms
   * @param {Map<string, string[]>} synonyms
   */
  constructor(frequencies, surfaces, synonyms) {
    this.frequencies = frequencies
    this.surfaces = surfaces
    this.words = [...surfaces.keys()]
    this.wordBits = this.words.map(letters)
    this.synonyms = synonyms
    this.sorted = [...frequencies.keys()].sort()
    this.bits = this.sorted.map(letters)
    this.bySound = new Map()
    for (const term of this.sorted) {
      const key = sound(term)
      if (!this.bySound.has(key)) this.bySound.set(key, [])
      this.bySound.get(key).push(term)
    }
    this.soundKeys = [...this.bySound.keys()]
    this.soundBits = this.soundKeys.map(letters)
  }

  has(term) {
    return this.frequencies.has(term) || this.synonyms.has(term)
  }

  /** Terms that begin with `start`, in alphabetical order. */
  beginningWith(start) {
    let low = 0
    let high = this.sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.sorted[middle] < start) low = middle + 1
      else high = middle
    }
    const found = []
    for (; low < this.sorted.length && this.sorted[low].startsWith(start); low++) found.push(this.sorted[low])
    return found
  }

  /** Of the terms that begin with `start` the most frequent, without one. */
  usual(start, count, without) {
    const begun = this.beginningWith(start).filter((term) => term !== without)
    if (begun.length <= count) return begun.sort((a, b) => this.frequencies.get(b) - this.frequencies.get(a))
    const often = begun.map((term) => this.frequencies.get(term))
    const least = Int32Array.from(often).sort().at(-count)
    const numbers = [...begun.keys()].filter((i) => often[i] >= least).sort((a, b) => often[b] - often[a])
    return numbers.slice(0, count).map((i) => begun[i])
  }

  /** The terms nearest to a mistyped one with their distance; `whole: false` compares with beginnings of terms. */
  nearest(term, {limit = mistakes(term.length), whole = true} = {}) {
    return nearestOf(term, this.sorted, this.bits, limit, whole)
  }

  /** Terms of the words nearest to a mistyped one: the ending is compared too. */
  nearestWords(word) {
    return nearestOf(word, this.words, this.wordBits, mistakes(word.length), true).map(([found, away]) => [this.surfaces.get(found), away])
  }

  /** Terms that sound like one of `keys`, nearly: [term, distance]. */
  sounding(keys) {
    for (const key of keys) {
      const same = this.bySound.get(key)
      if (same) return same.map((term) => [term, 0])
    }
    let best = []
    for (const key of keys) {
      const near = nearestOf(key, this.soundKeys, this.soundBits, key.length < 5 ? 0 : key.length < 9 ? 1 : 2, true)
      if (near.length && (!best.length || near[0][1] < best[0][1])) best = near
    }
    return best.flatMap(([key, away]) => this.bySound.get(key).map((term) => [term, away]))
  }
}

const nearestOf = (term, all, bits, limit, whole) => {
  let found = []
  let least = limit
  if (!limit) return found
  const own = letters(term)
  for (let i = 0; i < all.length; i++) {
    const other = all[i]
    if (whole ? Math.abs(other.length - term.length) > least : other.length < term.length - least) continue
    if (whole ? bitCount(own ^ bits[i]) > 2 * least : bitCount(own & ~bits[i]) > least) continue
    const away = distance(term, other, least, whole ? other.length : Math.min(other.length, term.length))
    if (away > least) continue
    if (away < least) found = []
    least = away
    found.push([other, away])
  }
  return found
}
