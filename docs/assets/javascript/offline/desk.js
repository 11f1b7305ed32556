/* The section about work without a network: how much is kept, keep all, remove. Its words stand in docs/about.md. */

import {offline} from './index.js'

const megabytes = new Intl.NumberFormat('ru', {maximumFractionDigits: 1})
const size = (bytes) => `${megabytes.format(bytes / 1e6)}\u00a0МБ`
const count = ({held, all}) => all ? `${held} из ${all} ${all % 10 === 1 && all % 100 !== 11 ? 'файла' : 'файлов'}` : 'начинаю'

/** @type {Record<string, (situation: import('./index.js').Situation) => string>} */
const SAID = {
  unknown: () => '',
  none: () => 'Браузер не дал сайту ничего сохранить. Так бывает в приватном окне, при запрете в настройках и на сайте без https.',
  removed: () => 'Ничего не сохранено: хендбук открывается только с сетью.',
  sparing: (now) => `Сохраняется только то, что вы открываете: ${count(now)}. Так сделано, потому что включена экономия трафика или сеть медленная. Всё вместе — ещё до ${size(now.weight[0])}.`,
  filling: (now) => `Сохраняю: ${count(now)}. Можно читать дальше или уйти: продолжу с того же места.`,
  ready: ({weight}) => `Готово: работает без сети. Занимает ${size(weight[1])}.`,
  offline: (now) => `Связь пропала. Сохранено ${count(now)}, продолжу, когда она появится.`,
  partial: (now) => `Сохранено ${count(now)}, остальные не скачались целиком. Попробую ещё раз при следующем заходе.`,
  full: (now) => `В браузере кончилось место. Сохранено ${count(now)}; остальное читается с сетью, как обычно.`,
}
const CAN_KEEP = ['removed', 'sparing', 'partial', 'offline', 'full']
const CAN_REMOVE = ['sparing', 'filling', 'ready', 'partial', 'offline', 'full']
const ACTIONS = {keep: () => offline.keepAll(), remove: () => offline.remove()}

function show() {
  const {situation} = offline
  const said = document.querySelector('[data-offline=state]')
  if (!said) return // another page
  const behind = situation.behind ? ' Новая версия пока не скачалась целиком, поэтому открывается прежняя.' : ''
  said.textContent = SAID[situation.kind](situation) + behind
  const bar = document.querySelector('progress[data-offline]')
  bar.hidden = situation.kind !== 'filling' || !situation.all
  bar.max = situation.all ?? 1
  bar.value = situation.held ?? 0
  const {activeElement} = document
  document.querySelector('button[data-offline=keep]').disabled = !CAN_KEEP.includes(situation.kind)
  document.querySelector('button[data-offline=remove]').disabled = !CAN_REMOVE.includes(situation.kind)
  if (activeElement.disabled) document.querySelector('button[data-offline]:enabled')?.focus()
}

let subscribed = false

/** Serves the controls of the page; called after each navigation to it. */
export function bring() {
  for (const control of document.querySelectorAll('button[data-offline]')) control.onclick = ACTIONS[control.dataset.offline]
  if (!subscribed) offline.subscribe(show)
  subscribed = true
  show()
}
