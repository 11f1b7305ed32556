/* The part of a text that shows why it was found, as safe HTML with the found words marked. */

const ESCAPES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'}

/** Material sets titles and teasers as HTML. @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign])

const WORD = /[a-zа-яё0-9_]+/gi

/** @param {string} text @param {Set<string>} found terms */
const marked = (text, found) => {
  let html = ''
  let end = 0
  for (const match of text.matchAll(WORD)) {
    if (!terms(match[0]).some((term) => found.has(term))) continue
    html += `${escaped(text.slice(end, match.index))}<mark>${escaped(match[0])}</mark>`
    end = match.index + match[0].length
  }
  return html + escaped(text.slice(end))
}

const LENGTH = 170

/** @param {string} text @param {Set<string>} found terms */
const teaser = (text, found) => {
  if (text.length <= LENGTH) return marked(text, found)
  const hits = [...text.matchAll(WORD)].filter((match) => terms(match[0]).some((term) => found.has(term)))
  let start = 0
  let most = 0
  for (const {index} of hits) {
    const from = Math.max(0, index - 40)
    const different = new Set(hits.filter((hit) => hit.index >= from && hit.index < from + LENGTH).flatMap((hit) => terms(hit[0])))
    if (different.size > most) [most, start] = [different.size, from]
  }
  const begin = start && text.indexOf(' ', start) + 1
  const rest = text.slice(begin, begin + LENGTH)
  const whole = begin + LENGTH >= text.length ? rest : rest.slice(0, rest.lastIndexOf(' '))
  return `${begin ? '… ' : ''}${marked(whole, found)}${begin + LENGTH >= text.length ? '' : ' …'}`
}
