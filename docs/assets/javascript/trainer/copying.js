/* Copying a text; where the browser gives no clipboard, the text is shown to be copied by hand. */

import {button, h, unique} from './dom.js'

/** @param {string} text @param {HTMLElement} where the text appears when it cannot be copied @param {(said: string) => void} say */
export async function copy(text, where, say) {
  const asked = document.activeElement
  try {
    await navigator.clipboard.writeText(text)
    const done = 'Скопировано. Вставьте текст в любой чат с моделью.'
    where.replaceChildren(h('p', {}, done))
    say(done)
  } catch {
    const id = unique('copy')
    const area = h('textarea', {id, class: 'trainer-said', rows: 6, readonly: true})
    area.value = text
    where.replaceChildren(h('label', {for: id}, 'Браузер не дал скопировать. Текст выделен: скопируйте его сами.'), area, button('Убрать', () => {
      where.replaceChildren()
      asked.focus()
    }))
    area.focus()
    area.select()
  }
}

/** What a point says, as text. @param {DocumentFragment} point */
export const pointText = (point) => [...point.childNodes].map(nodeText).join('').replace(/\s+/g, ' ').trim()

const nodeText = (node) => {
  if (node.localName === 'math') return mathText(node)
  return node.childNodes.length ? [...node.childNodes].map(nodeText).join('') : node.textContent
}

/** A formula in a line: the text alone of √(d_k) would be "dk". @param {Node} node of MathML */
function mathText(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\u2061/g, '').trim()
  if (node.localName === 'mspace') return ' '
  const parts = [...node.childNodes].map(mathText)
  const group = (text) => ([...text].length > 1 ? `(${text})` : text)
  switch (node.localName) {
    case 'msub': case 'munder': return `${parts[0]}_${group(parts[1])}`
    case 'msup': case 'mover': return `${parts[0]}^${group(parts[1])}`
    case 'msubsup': case 'munderover': return `${parts[0]}_${group(parts[1])}^${group(parts[2])}`
    case 'mfrac': return `${group(parts[0])}/${group(parts[1])}`
    case 'msqrt': return `√${group(parts.join(''))}`
    case 'mroot': return `${group(parts[0])}^(1/${parts[1]})`
    case 'mtr': return `${parts.join(', ')};`
    default: return parts.join('')
  }
}
