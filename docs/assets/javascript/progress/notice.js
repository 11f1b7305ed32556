/* A quiet word at the foot of the window, where it moves nothing: storage that refuses, or that a copy is worth saving. */

import {due, saveCopy} from './backup.js'

const PAGE = new URL('../../../progress/', import.meta.url).href
let shown = null
let dismissed = '' // the problem that the reader has read

function element(name, className, text) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.textContent = text
  return made
}

function button(text, action) {
  const made = element('button', 'answer-button', text)
  made.type = 'button'
  made.addEventListener('click', action)
  return made
}

function show(text, ...tools) {
  if (shown?.isConnected && shown.dataset.text === text) return
  shown?.remove()
  shown = element('aside', 'notice', '')
  shown.dataset.text = text
  shown.setAttribute('aria-label', 'Прогресс')
  const said = element('p', '', '')
  said.setAttribute('role', 'status')
  const row = element('p', 'notice-tools', '')
  row.append(...tools)
  shown.append(said, row)
  document.body.append(shown)
  said.textContent = text // after it stands in the page, or a screen reader would not say it
}

/** Shows what there is to say about a store, or nothing. */
export function look(progress) {
  const {problem} = progress
  if (problem && problem.message !== dismissed) {
    const link = element('a', 'answer-button', 'Открыть «Прогресс»')
    link.href = PAGE
    show(problem.message, link, button('Понятно', () => {
      dismissed = problem.message
      look(progress)
    }))
  } else if (due(progress.state, progress.marks)) {
    show(
      'Отметок уже много, а хранит их только этот браузер. Сохраните копию в файл.',
      button('Скачать файл', () => saveCopy(progress)),
      button('Не сейчас', () => progress.mark('reminded')),
    )
  } else {
    shown?.remove()
  }
}
