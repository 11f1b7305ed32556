/* Shows progress on pages and takes ticks. Without it boxes are drawn for a pen, and everything reads as well. */

import {progress} from './index.js'
// Named here to be fetched at once and not one after another.
import './renamed.js'
import './state.js'
import './store.js'

const KINDS = ['question', 'item', 'section']
const ticked = (box) => progress.state.ticks[box]?.value === true

const element = (name, properties) => Object.assign(document.createElement(name), properties)

function checkbox(box) {
  const input = element('input', {type: 'checkbox', className: 'box', checked: ticked(box)})
  input.dataset.box = box
  return input
}

function label(...content) {
  const made = element('label', {className: 'tick'})
  made.append(...content)
  return made
}

/** <self-check question="id"> ends an answer: know, repeat, and how often the trainer asked. */
customElements.define('self-check', class extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return // instant navigation puts nodes back
    const id = this.getAttribute('question')
    this.setAttribute('role', 'group')
    this.setAttribute('aria-label', `Отметки к вопросу «${document.getElementById(id)?.firstChild?.textContent}»`)
    this.append(label(checkbox(`question:${id}`), 'Знаю'), label(checkbox(`repeat:${id}`), 'Повторить'), element('span', {className: 'reviews'}))
  }
})

/** Puts a real checkbox in the place of each box that is drawn for a pen. */
function bring() {
  for (const drawn of document.querySelectorAll('span.box')) {
    const row = drawn.closest('li, tr')
    const kind = KINDS.find((name) => name in row.dataset)
    if (!kind) continue
    const input = checkbox(`${kind}:${row.dataset[kind]}`)
    if (row.matches('tr') || row.querySelector('a')) { // a label around a link would take its clicks
      input.setAttribute('aria-label', row.textContent.trim())
      drawn.replaceWith(label(input))
    } else {
      const whole = label(...row.childNodes)
      drawn.replaceWith(input)
      row.append(whole)
    }
  }
  if (document.querySelector('[data-progress]')) import('./desk.js').then(({bringDesk}) => bringDesk())
  show()
}

function show() {
  for (const input of document.querySelectorAll('input[data-box]')) input.checked = ticked(input.dataset.box)
  for (const line of document.querySelectorAll('[data-boxes]')) {
    const boxes = line.dataset.boxes.split(' ').map((name) => name.includes(':') ? name : `question:${name}`)
    const known = boxes.filter(ticked).length
    line.style.setProperty('--learned', known / boxes.length)
    const said = line.querySelector('.learned')
    const {lead} = said.dataset
    said.textContent = known || lead !== undefined ? `${lead ?? ' · отмечено '}${known} из ${boxes.length}` : ''
  }
  showReviews()
}

function showReviews() {
  const checks = [...document.querySelectorAll('self-check')]
  if (!checks.length) return
  const times = new Map()
  for (const {id, question} of Object.values(progress.state.reviews)) {
    if (!progress.state.undone[id]) times.set(question, (times.get(question) ?? 0) + 1)
  }
  for (const check of checks) {
    const id = check.getAttribute('question')
    check.querySelector('.reviews').textContent = times.has(id) ? `Повторений в тренажёре: ${times.get(id)}` : ''
    const mark = ticked(`question:${id}`) ? 'know' : ticked(`repeat:${id}`) ? 'repeat' : ''
    if (mark) check.closest('.answer').dataset.mark = mark
    else delete check.closest('.answer').dataset.mark
  }
}

document.addEventListener('change', ({target}) => {
  const box = target instanceof HTMLInputElement && target.dataset.box
  if (!box) return
  const [kind, id] = box.split(':')
  const other = {question: `repeat:${id}`, repeat: `question:${id}`}[kind]
  progress.tick(box, target.checked)
  if (target.checked && ticked(other)) progress.tick(other, false) // one knows it or repeats it
})

progress.subscribe(show)
// Material replaces the content of the page on instant navigation and tells by `document$`.
if (window.document$) window.document$.subscribe(bring)
else bring()
