/* The part of a text that shows why it was found, as safe HTML with the found words marked. */

const ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}

/** Material sets titles and teasers as HTML. @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign])

const WORD = /[a-zа-яё0-9_]+/gi

const known = new Map()

/** Whether a word of a text stands for one of the found terms. */
const isFound = (word, found) => {
  let own = known.get(word)
  if (!own) known.set(word, own = terms(word))
  return own.some((term) => found.has(term))
}

/** @param {string} text @param {Set<string>} found terms */
const marked = (text, found) => {
  let html = ''
  let end = 0
  for (const {0: word, index} of text.matchAll(WORD)) {
    if (!isFound(word, found)) continue
    html += `${escaped(text.slice(end, index))}<mark>${escaped(word)}</mark>`
    end = index + word.length
  }
  return html + escaped(text.slice(end))
}

const LENGTH = 170
const BEFORE = 40

/** @param {string} text @param {Set<string>} found terms */
const teaser = (text, found) => {
  if (text.length <= LENGTH) return marked(text, found)
  const hits = [...text.matchAll(WORD)].filter(([word]) => isFound(word, found))
  let start = 0
  let most = 0
  hits.forEach(({index}, i) => {
    const from = Math.max(0, index - BEFORE)
    const different = new Set()
    for (let j = i; j < hits.length && hits[j].index < from + LENGTH; j++) different.add(known.get(hits[j][0])[0])
    if (different.size > most) [most, start] = [different.size, from]
  })
  const begin = start && text.indexOf(' ', start) + 1
  const rest = text.slice(begin, begin + LENGTH)
  const end = begin + LENGTH >= text.length
  return `${begin ? '… ' : ''}${marked(end ? rest : rest.slice(0, rest.lastIndexOf(' ')), found)}${end ? '' : ' …'}`
}
