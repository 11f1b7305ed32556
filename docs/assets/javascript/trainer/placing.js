/* The placement run on the screen; its rules are in placement.js. */

import {QuestionCard} from './card.js'
import {button, h} from './dom.js'
import {LENGTH, Placement, askable, outcome} from './placement.js'
import {plural} from './words.js'

const DRAFT = 'placement' // answers so far: a run that was left can be continued

/** Answers of a run that was left, as far as they still make sense. @returns {{question: string, knew: boolean}[]} */
export function unfinished(app) {
  const answers = app.store.state.drafts[DRAFT]?.value
  return Array.isArray(answers) ? answers.filter((answer) => typeof answer?.knew === 'boolean' && app.deck.byId.has(answer.question)).slice(0, LENGTH) : []
}

export class Placing {
  /** @param {any} app */
  constructor(app) {
    this.app = app
    this.topics = askable(app.deck.topics)
    this.placement = new Placement(this.topics)
    this.answers = unfinished(app)
    this.start()
  }

  start() {
    this.placement.restart()
    for (const {question, knew} of this.answers) this.placement.answer({topic: this.app.deck.byId.get(question).topic, knew})
  }

  next() {
    const {app} = this
    const topic = this.placement.next()
    if (topic === null) return this.finish()
    const asked = new Set(this.answers.map(({question}) => question))
    const open = app.deck.topics.find(({id}) => id === topic).items.filter(({id}) => !asked.has(id))
    const item = open[Math.floor(app.random() * open.length)]
    const choice = (label, note, key, name, knew) => ({label, note, key, name, run: () => this.answer(item.id, knew)})
    new QuestionCard({
      app,
      item,
      place: [`Вопрос ${this.answers.length + 1}, всего до ${LENGTH}`],
      undo: this.answers.length ? () => this.undo() : null,
      leave: () => app.home(true),
      early: [choice('Не знаю', '', 'Digit1', 'again', false)],
      choices: () => [choice('Не знаю', 'или наугад', 'Digit1', 'again', false), choice('Знаю', 'ответ по сути', 'Digit2', 'good', true)],
    }).show()
  }

  answer(question, knew) {
    this.answers = [...this.answers, {question, knew}]
    this.placement.answer({topic: this.app.deck.byId.get(question).topic, knew})
    this.app.store.draft(DRAFT, this.answers)
    this.app.say(knew ? 'Знаю.' : 'Не знаю.')
    this.next()
  }

  undo() {
    this.answers = this.answers.slice(0, -1)
    this.app.store.draft(DRAFT, this.answers)
    this.app.say('Последний ответ отменён.')
    this.start()
    this.next()
  }

  finish() {
    const {app} = this
    const {known, unknown, gaps} = outcome(this.placement)
    app.store.set('placement', {known, day: app.today()})
    app.store.draft(DRAFT, [])
    const topic = (id) => app.deck.topics.find((one) => one.id === id)
    const link = (id) => h('a', {href: app.answers.address(topic(id).page)}, topic(id).title)
    const byStage = app.deck.stages.map((stage, index) => ({stage, index, topics: app.deck.topics.filter((one) => one.stage === index && one.items.length)})).filter(({topics}) => topics.length)
    const heading = h('h2', {tabindex: -1}, 'С чего начать')
    app.show(h('section', {class: 'trainer-summary'},
      heading,
      h('p', {}, known.length ? `Можно пропустить ${plural(known.length, 'тему', 'темы', 'тем')} из ${this.topics.length}.` : 'Пропускать пока нечего.', ' Это оценка: примерно об одной теме из двадцати она ошибается.'),
      gaps.length ? [
        h('h3', {}, 'На чём держится пробел'),
        h('p', {}, 'Начните с этих тем: всё, что для них нужно, вы знаете.'),
        h('ul', {}, gaps.map(({topic: id, above}) => h('li', {}, `${app.deck.stages[topic(id).stage].title}: `, link(id), above.length ? ` — на ней стоит ещё ${plural(above.length, 'тема', 'темы', 'тем')}, например «${topic(above[0]).title}»` : null))),
      ] : h('p', {}, 'Пробелов не видно. Проверьте себя собеседованием.'),
      h('h3', {}, 'По этапам'),
      byStage.map(({stage, index, topics}) => h('div', {class: `trainer-placed stage-${index + 1}`},
        h('h4', {}, stage.title),
        h('ul', {}, topics.map(({id}) => h('li', {'data-known': known.includes(id)}, link(id), known.includes(id) ? ' — пропустить' : ' — учить'))))),
      h('div', {class: 'trainer-actions'},
        unknown.length ? button('Учить с этого места', () => app.learn(), {class: 'trainer-button trainer-primary'}) : null,
        button('К тренажёру', () => app.home(true)))))
    heading.focus()
  }
}
