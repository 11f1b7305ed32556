/* A quiet word at the foot of the window, where it moves nothing: storage that refuses, that a copy is worth saving, a new version. */

import {due, saveCopy} from './backup.js'

const PAGE = new URL('../../../progress/', import.meta.url).href
const SUBJECT = 'Прогресс'
const waiting = new Map() // what there is to say, by its subject; one at a time is shown, the oldest
let shown = null
let dismissed = '' // the problem that the reader has read
let before = null // where the focus was

function element(name, className, text) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.textContent = text
  return made
}

export function button(text, action) {
  const made = element('button', 'answer-button', text)
  made.type = 'button'
  made.addEventListener('click', action)
  return made
}

function heading() {
  const title = document.querySelector('article h1')
  title.tabIndex = -1
  return title
}

function redraw() {
  const [next = null] = waiting.values()
  if (next === shown && next?.isConnected) return
  const focused = shown?.contains(document.activeElement)
  shown?.remove()
  if (focused) (before?.isConnected ? before : heading()).focus({preventScroll: true})
  shown = next
  if (!shown) return
  document.body.append(shown)
  shown.querySelector('[role=status]').textContent = shown.dataset.text // after it stands in the page, or a screen reader would not say it
}

/** Says something until `hush` with the same subject. @param {string} subject names the region for a screen reader @param {Node[]} tools */
export function say(subject, text, ...tools) {
  if (waiting.get(subject)?.dataset.text !== text) {
    const bar = element('aside', 'notice', '')
    bar.dataset.text = text
    bar.setAttribute('aria-label', subject)
    bar.addEventListener('focusin', ({relatedTarget}) => { if (!bar.contains(relatedTarget)) before = relatedTarget })
    const said = element('p', '', '')
    said.setAttribute('role', 'status')
    const row = element('p', 'notice-tools', '')
    row.append(...tools)
    bar.append(said, row)
    waiting.set(subject, bar)
  }
  redraw()
}

export function hush(subject) {
  waiting.delete(subject)
  redraw()
}

/** Shows what there is to say about a store, or nothing. */
export function look(progress) {
  const {problem} = progress
  if (problem && problem.message !== dismissed) {
    const link = element('a', 'answer-button', 'Открыть «Прогресс»')
    link.href = PAGE
    say(SUBJECT, problem.message, link, button('Понятно', () => {
      dismissed = problem.message
      look(progress)
    }))
  } else if (due(progress.state, progress.marks)) {
    say(
      SUBJECT,
      'Отметок уже много, а хранит их только этот браузер. Сохраните копию в файл.',
      button('Скачать файл', () => saveCopy(progress)),
      button('Не сейчас', () => progress.mark('reminded')),
    )
  } else {
    hush(SUBJECT)
  }
}
