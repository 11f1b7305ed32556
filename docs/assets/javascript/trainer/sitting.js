/* A row of cards, one after another, and what came of it. */

import {QuestionCard} from './card.js'
import {button, h} from './dom.js'
import {INTERVIEW_SECONDS, suggested} from './queue.js'
import {GRADES, cardsText, intervalText, plural} from './words.js'

const NAMES = ['', 'again', 'hard', 'good', 'easy']

export class Sitting {
  /** @param {any} app @param {{mode: string, title: string, items: import('./deck.js').Item[], more?: () => void}} plan  mode: "due", "new", "weak" or "interview" */
  constructor(app, {mode, title, items, more}) {
    Object.assign(this, {app, mode, title, more})
    this.queue = items.map(({id}) => id)
    /** @type {{id: string, grade: number, said: number | null, points: number, review: string, again: boolean}[]} */
    this.done = []
  }

  next() {
    const id = this.queue[0]
    if (!id) return this.summary()
    const {app} = this
    const item = app.deck.byId.get(id)
    const intervals = app.deck.scheduler.intervals(id, item.card, app.today())
    const timer = this.mode === 'interview' ? new Timer(INTERVIEW_SECONDS, app) : null
    const card = new QuestionCard({
      app,
      item,
      place: [`${this.title}, ${this.done.length + 1} из ${this.done.length + this.queue.length}`],
      extra: timer?.element,
      opened: () => timer?.stop(),
      undo: this.done.length ? () => this.undo() : null,
      leave: () => this.summary(),
      choices: (said, points) => [1, 2, 3, 4].map((grade) => ({
        label: GRADES[grade],
        note: intervalText(intervals[grade]),
        key: `Digit${grade}`,
        name: NAMES[grade],
        chosen: said !== null && suggested(said, points) === grade,
        run: () => this.grade(grade, said, points, intervals[grade]),
      })),
    })
    card.show()
    timer?.start()
  }

  grade(grade, said, points, interval) {
    const {app, mode} = this
    const id = this.queue.shift()
    const review = app.store.review({question: id, grade, mode})
    const again = grade === 1 && mode !== 'interview'
    if (again) this.queue.push(id)
    this.done.push({id, grade, said, points, review: review.id, again})
    app.say(`«${GRADES[grade]}», ${interval ? 'следующий раз через' : 'ещё раз'} ${intervalText(interval)}.`)
    this.next()
  }

  undo() {
    const {id, grade, review, again} = this.done.pop()
    if (again) this.queue.splice(this.queue.lastIndexOf(id), 1)
    this.queue.unshift(id)
    this.app.store.undo(review)
    this.app.say(`Оценка «${GRADES[grade]}» отменена.`)
    this.next()
  }

  summary() {
    const {app, done} = this
    if (!done.length) return app.home()
    const heading = h('h2', {tabindex: -1}, this.mode === 'interview' ? 'Итог собеседования' : 'Итог занятия')
    const good = done.filter(({grade}) => grade > 1).length
    const reread = [...new Map(done.map((one) => [one.id, one])).values()].filter(({grade}) => grade < 3).map(({id}) => app.deck.byId.get(id))
    app.show(h('section', {class: 'trainer-summary'},
      heading,
      h('p', {}, `${plural(done.length, 'ответ', 'ответа', 'ответов')}, вспомнили ${good}. `,
        this.queue.length ? `Осталось: ${cardsText(this.queue.length)}.` : null),
      this.byTopic(),
      reread.length ? [h('h3', {}, 'Что перечитать'), h('ul', {class: 'trainer-reread'}, reread.map((item) => h('li', {}, h('a', {href: app.link(item)}, item.text))))] : null,
      h('div', {class: 'trainer-actions'},
        this.queue.length ? button('Продолжить', () => this.next(), {class: 'trainer-button trainer-primary'}) : null,
        !this.queue.length && this.more ? button('Ещё десять', this.more, {class: 'trainer-button trainer-primary'}) : null,
        button('К тренажёру', () => app.home(true)),
        button('Отменить последнюю оценку', () => this.undo()))))
    heading.focus()
  }

  byTopic() {
    const {app, done} = this
    const topics = app.deck.topics.map((topic) => ({topic, answers: done.filter(({id}) => app.deck.byId.get(id).topic === topic.id)})).filter(({answers}) => answers.length)
    const sum = (answers, value) => answers.reduce((total, answer) => total + value(answer), 0)
    const row = ({topic, answers}) => {
      const ticked = answers.filter(({said}) => said !== null)
      const points = sum(ticked, ({points}) => points)
      return h('tr', {},
        h('th', {scope: 'row'}, h('a', {href: app.answers.address(topic.page)}, topic.title)),
        h('td', {}, `${answers.filter(({grade}) => grade > 1).length} из ${answers.length}`),
        h('td', {}, points ? `${sum(ticked, ({said}) => said)} из ${points}` : '—'))
    }
    return h('div', {class: 'table-box', role: 'group', 'aria-label': 'Итог по темам', tabindex: 0},
      h('table', {class: 'table'},
        h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Тема'), h('th', {scope: 'col'}, 'Ответили'), h('th', {scope: 'col'}, 'Пункты'))),
        h('tbody', {}, topics.map(row))))
  }
}

/** Two minutes that only tell the time: an interviewer waits, and so do we. */
class Timer {
  constructor(seconds, app) {
    this.left = seconds
    this.app = app
    this.element = h('span', {class: 'trainer-timer', role: 'timer', 'aria-label': 'Осталось времени'}, this.text())
  }

  start() {
    const end = this.app.now() + this.left * 1000
    this.ticking = setInterval(() => {
      const left = Math.ceil((end - this.app.now()) / 1000)
      if (!this.element.isConnected) return this.stop()
      if (this.left > 0 && left <= 0) this.app.say('Две минуты прошли. Закончите мысль и откройте ответ.')
      this.left = left
      this.element.textContent = this.text()
      this.element.toggleAttribute('data-over', left <= 0)
    }, 250)
  }

  stop() { clearInterval(this.ticking) }

  text() {
    const seconds = Math.abs(this.left)
    return `${this.left < 0 ? '+' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }
}
