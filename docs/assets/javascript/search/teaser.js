/* The part of a text that shows why it was found, as safe HTML with the found words marked. */

const ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}

/** Material sets titles and teasers as HTML. @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign])

const WORD = /[a-zа-яё0-9_]+/gi

/** @typedef {{start: number, end: number, term: string}} Place a word of a text, and a term of it */

/** @type {Map<string, Map<string, Place[]>>} */
const textPlaces = new Map()

/** The places of a text by their terms; a text is read once. */
const placesOf = (text) => {
  let places = textPlaces.get(text)
  if (places) return places
  textPlaces.set(text, places = new Map())
  for (const {0: word, index: start} of text.matchAll(WORD)) {
    for (const term of word.includes('_') ? terms(word) : [stem(lower(word))]) {
      const place = {start, end: start + word.length, term}
      const same = places.get(term)
      if (same) same.push(place)
      else places.set(term, [place])
    }
  }
  return places
}

/** Where the found terms stand, in the order of the text. @param {string[]} found terms */
const hitsOf = (text, found) => {
  const places = placesOf(text)
  return found.flatMap((term) => places.get(term) ?? []).sort((a, b) => a.start - b.start)
}

/** @param {string} text @param {Place[]} hits @returns the part of the text between `start` and `end` */
const marked = (text, hits, start = 0, end = text.length) => {
  let html = ''
  for (const hit of hits) {
    if (hit.start < start || hit.end > end) continue
    html += `${escaped(text.slice(start, hit.start))}<mark>${escaped(text.slice(hit.start, hit.end))}</mark>`
    start = hit.end
  }
  return html + escaped(text.slice(start, end))
}

const LENGTH = 170
const BEFORE = 40
const WORD_BEGINS = / [\p{L}\p{N}_«(]/u

/** @param {string} text @param {Place[]} hits */
const teaser = (text, hits) => {
  if (text.length <= LENGTH) return marked(text, hits)
  let [start, most, first] = [0, 0, 0]
  hits.forEach((hit, i) => {
    const from = Math.max(0, hit.start - BEFORE)
    const different = new Set()
    for (let j = i; j < hits.length && hits[j].start < from + LENGTH; j++) different.add(hits[j].term)
    if (different.size > most) [most, start, first] = [different.size, from, hit.start]
  })
  const gap = text.slice(start, first).search(WORD_BEGINS) // not with a sign that ended the sentence before
  const begin = start && (gap < 0 ? first : start + gap + 1)
  const whole = begin + LENGTH >= text.length
  const end = whole ? text.length : text.lastIndexOf(' ', begin + LENGTH - 1)
  return `${begin ? '… ' : ''}${marked(text, hits, begin, end)}${whole ? '' : '\u00a0…'}`
}
