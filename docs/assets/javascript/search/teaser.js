/* The part of a text that shows why it was found, as safe HTML with the found words marked. */

const ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}

/** Material sets titles and teasers as HTML. @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign])

const WORD = /[a-zа-яё0-9_]+/gi

const textWords = new Map()

/** Words of a text, where they stand and their terms; a text is read once. */
const wordsOf = (text) => {
  let found = textWords.get(text)
  if (!found) textWords.set(text, found = [...text.matchAll(WORD)].map(({0: word, index}) => ({index, end: index + word.length, terms: terms(word)})))
  return found
}

const isFound = (word, found) => word.terms.some((term) => found.has(term))

/** @param {string} text @param {Set<string>} found terms @returns the part of the text between `start` and `end` */
const marked = (text, found, start = 0, end = text.length) => {
  let html = ''
  for (const word of wordsOf(text)) {
    if (word.index < start || word.end > end || !isFound(word, found)) continue
    html += `${escaped(text.slice(start, word.index))}<mark>${escaped(text.slice(word.index, word.end))}</mark>`
    start = word.end
  }
  return html + escaped(text.slice(start, end))
}

const LENGTH = 170
const BEFORE = 40

/** @param {string} text @param {Set<string>} found terms */
const teaser = (text, found) => {
  if (text.length <= LENGTH) return marked(text, found)
  const hits = wordsOf(text).filter((word) => isFound(word, found))
  let start = 0
  let most = 0
  hits.forEach(({index}, i) => {
    const from = Math.max(0, index - BEFORE)
    const different = new Set()
    for (let j = i; j < hits.length && hits[j].index < from + LENGTH; j++) different.add(hits[j].terms[0])
    if (different.size > most) [most, start] = [different.size, from]
  })
  const begin = start && text.indexOf(' ', start) + 1
  const whole = begin + LENGTH >= text.length
  const end = whole ? text.length : text.lastIndexOf(' ', begin + LENGTH - 1)
  return `${begin ? '… ' : ''}${marked(text, found, begin, end)}${whole ? '' : ' …'}`
}
