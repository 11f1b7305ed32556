/* One question on the screen: say it, open the answer, tick the points that were said, choose. */

import {NotThere} from './answers.js'
import {copy} from './copying.js'
import {button, h, unique} from './dom.js'
import {forQuestion} from './prompt.js'

/** @typedef {{label: string, note?: string, key: string, name: string, chosen?: boolean, run: () => void}} Choice  key: a KeyboardEvent.code of a digit
    @typedef {{app: any, item: import('./deck.js').Item, place: (Node | string)[], choices: (said: number | null, points: number) => Choice[], undo?: (() => void) | null, leave: () => void, early?: Choice[], extra?: Node | null, opened?: () => void}} Options */

/** Their keys work while the focus is inside, where the sitting puts it: elsewhere letters belong to the browser and the screen reader. */
export class QuestionCard {
  /** @param {Options} options */
  constructor(options) {
    this.options = options
    this.isOpen = false
    this.said = 0
    this.points = []
    this.touched = false
    const {app, item, place, leave, extra} = options
    this.heading = h('h2', {tabindex: -1, class: 'trainer-question', id: unique('question')}, item.text)
    const note = unique('said')
    this.mine = h('textarea', {id: note, class: 'trainer-said', rows: 3})
    this.field = h('div', {}, h('label', {for: note, class: 'trainer-label'}, 'Сначала скажите вслух или запишите, как на собеседовании. Никуда не отправится.'), this.mine)
    this.body = h('div', {class: 'trainer-body'})
    this.copied = h('div', {class: 'trainer-copied'})
    this.bar = h('div', {class: 'trainer-bar', role: 'group', 'aria-label': 'Ответ'})
    const topic = app.deck.topics.find(({id}) => id === item.topic)
    this.element = h('section', {class: `trainer-card stage-${item.stage + 1}`, 'aria-labelledby': this.heading.id, tabindex: -1, onkeydown: (event) => this.key(event)},
      h('p', {class: 'trainer-place'}, ...place, ` · ${app.deck.stages[item.stage].title}: ${topic.title}`, extra),
      this.heading,
      this.field,
      this.body,
      h('div', {class: 'trainer-tools'}, button('Скопировать для чата', () => this.copy()), button('Закончить', leave)),
      this.copied,
      this.bar)
    this.answer = app.answers.load(item)
    this.answer.catch(() => {}) // told when it is opened
    this.draw()
  }

  show() {
    this.options.app.show(this.element)
    this.heading.focus()
  }

  draw() {
    const {choices, undo} = this.options
    const back = undo && button('Отменить', undo, {class: 'trainer-button trainer-undo', 'aria-keyshortcuts': 'z'})
    if (!this.isOpen) {
      this.now = this.options.early ?? [] // what can be chosen without the answer
      const early = this.now.map(({label, key, run}) => button(label, run, {'aria-keyshortcuts': key.slice(-1)}))
      this.bar.replaceChildren(...[button('Открыть ответ', () => this.open(), {class: 'trainer-button trainer-open', 'aria-keyshortcuts': 'Space'}), ...early, back].filter(Boolean))
      return
    }
    const focused = [...this.bar.children].indexOf(document.activeElement)
    this.now = choices(this.touched ? this.said : null, this.points.length)
    const buttons = this.now.map(({label, note, key, name, chosen, run}) =>
      button([h('span', {class: 'trainer-choice'}, label), note && h('span', {class: 'trainer-note'}, note)], run,
        {class: `trainer-button trainer-grade trainer-${name}`, 'aria-keyshortcuts': key.slice(-1), 'data-suggested': chosen, 'aria-describedby': chosen ? this.hintId : null}))
    this.bar.replaceChildren(...[...buttons, back].filter(Boolean))
    if (focused >= 0) this.bar.children[focused]?.focus()
  }

  async open() {
    if (this.isOpen || this.opening) return
    this.opening = true
    const {app, item} = this.options
    this.options.opened?.()
    const wait = setTimeout(() => app.say('Загружаем ответ…'), 500)
    let answer
    try {
      answer = await this.answer
    } catch (error) {
      return this.failed(error)
    } finally {
      clearTimeout(wait)
      this.opening = false
    }
    if (!this.element.isConnected) return
    this.isOpen = true
    this.points = answer?.points ?? []
    this.hintId = unique('hint')
    const title = h('h3', {tabindex: -1, class: 'trainer-answer-title'}, answer ? (this.points.length ? 'Отметьте, что прозвучало' : 'Ответ') : 'Ответа пока нет')
    this.body.replaceChildren(title, ...(answer ? this.parts(answer) : [h('p', {}, 'Этот вопрос ещё ждёт автора. Найдите ответ сами и оцените себя. ', h('a', {href: `${app.answers.address(item.page)}#${item.id}`}, 'Страница вопроса'))]))
    this.mine.readOnly = true // to be compared with the answer
    if (!this.mine.value.trim()) this.field.remove()
    this.draw()
    title.focus({preventScroll: true})
    title.scrollIntoView({block: 'start'})
  }

  parts({points, short, full, address}) {
    this.hint = h('p', {class: 'trainer-hint', id: this.hintId})
    const boxes = points.map((point) => {
      const box = h('input', {type: 'checkbox', onchange: () => this.tick()})
      return h('li', {}, h('label', {}, box, h('span', {}, point)))
    })
    this.boxes = boxes.map((line) => line.querySelector('input'))
    return [
      points.length ? h('ul', {class: 'trainer-points'}, boxes) : null,
      this.hint,
      h('h3', {}, 'Ответ за тридцать секунд'),
      h('div', {class: 'answer-short'}, short),
      full && h('details', {class: 'answer-full'}, h('summary', {}, 'Разбор'), full),
      h('p', {}, h('a', {href: address, target: '_blank', rel: 'noopener'}, 'На странице темы')),
    ].filter(Boolean)
  }

  tick() {
    this.touched = true
    this.said = this.boxes.filter(({checked}) => checked).length
    this.draw()
    const chosen = this.now.find((choice) => choice.chosen)
    this.hint.textContent = chosen ? `Прозвучало ${this.said} из ${this.points.length}. По пунктам выходит «${chosen.label}», решаете вы.` : `Прозвучало ${this.said} из ${this.points.length}.`
  }

  failed(error) {
    if (!this.element.isConnected) return
    const {app, item} = this.options
    const why = error instanceof NotThere ? `Страница с ответом не открылась (код ${error.message}).` : 'Ответ не загрузился: похоже, нет связи.'
    const retry = button('Попробовать ещё раз', () => {
      this.answer = app.answers.load(item)
      this.body.replaceChildren()
      this.open()
    })
    this.body.replaceChildren(h('p', {class: 'trainer-problem'}, `${why} Всё, что вы отметили, на месте. `), retry)
    app.say(why)
    retry.focus()
  }

  async copy() {
    const {app, item} = this.options
    const answer = await this.answer.catch(() => null)
    copy(forQuestion({text: item.text, points: answer ? await app.points(item) : []}), this.copied, app.say)
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey && event.code === 'Enter' && event.target === this.mine) this.open()
    if (event.code === 'Escape' && event.target === this.mine) return this.heading.focus()
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    if (event.target.matches('textarea, select')) return
    const choice = this.now.find(({key}) => event.code === key || event.code === key.replace('Digit', 'Numpad'))
    const run = choice ? choice.run
      : event.code === 'KeyZ' || event.key === 'z' ? this.options.undo // the same key whatever the layout
        : event.code === 'Space' && !this.isOpen && !event.target.matches('button, a, summary, input') ? () => this.open() : null
    if (!run) return
    event.preventDefault()
    run()
  }
}
