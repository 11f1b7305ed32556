/* Elements without a framework. Text is always text: nothing here reads HTML. */

const SVG = 'http://www.w3.org/2000/svg'

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value)
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/** h('p', {class: 'note', onclick: listener}, 'text', child) @returns {HTMLElement} */
export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children)
/** @returns {SVGElement} */
export const svg = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children)

export const button = (label, onclick, properties = {}) => h('button', {type: 'button', class: 'trainer-button', onclick, ...properties}, label)

/** A number that no other call gives, for ids. */
let last = 0
export const unique = (name) => `trainer-${name}-${(last += 1)}`
