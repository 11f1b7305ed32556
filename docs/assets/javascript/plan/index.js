/* <study-plan cards="…/assets/cards.json?v=…" course="…"> is the plan. The form and the weeks of the roadmap stand in it from the start. */

import {saveFile} from '../progress/backup.js'
import {progress} from '../progress/index.js'
import {dateOfDay, dayOfDate, today} from '../trainer/days.js'
import {button, h} from '../trainer/dom.js'
import {entriesOf, goneOf, jcalOf, writtenOf} from './calendar.js'
import {courseOf, knownOf} from './course.js'
import {THIS_WEEK, lineOf, rowsOf} from './draw.js'
import {DAY_LIMIT, LONGEST, advice, behindOf, layout, minutesOf, weekOf, withMore} from './plan.js'
import {ASIDE, NAME, blank, inputsOf, isDate, readSaved} from './saved.js'
import {dateText, plural, spanText, timeText} from './text.js'

const ROOT = new URL('../../../', import.meta.url)
const WRITTEN = 'plan:calendar' // ids of the last file for a calendar
const topicsText = (n) => plural(n, 'тема', 'темы', 'тем')
const weeksText = (n) => plural(n, 'неделя', 'недели', 'недель')
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0)

const verdict = (words, good) => h('p', {class: 'plan-verdict', 'data-good': good, tabindex: -1}, words)
/** Hours as they are written in a field, as whole steps of five minutes. */
const minutesIn = (hours) => Math.min(DAY_LIMIT, Math.max(0, Math.round((Number(hours) * 60) / 5) * 5))

customElements.define('study-plan', class extends HTMLElement {
  connectedCallback() { // instant navigation takes the node out and may put it back
    this.leaving = new AbortController()
    const {signal} = this.leaving
    this.plain ??= blank([...this.querySelectorAll('[data-day]')].map((input) => minutesIn(input.defaultValue)))
    this.addEventListener('change', ({target}) => this.changed(target), {signal})
    this.addEventListener('click', ({target}) => {
      const action = target.closest?.('[data-do]')?.dataset.do
      if (action) this[action]()
    }, {signal})
    this.stop = progress.subscribe(() => this.look())
    this.load()
  }

  disconnectedCallback() {
    this.stop()
    this.leaving.abort()
  }

  async load() {
    try {
      this.course ??= await this.fetchCourse()
    } catch {
      const again = button('Попробовать ещё раз', () => this.load(), {class: 'answer-button'})
      const focused = this.contains(document.activeElement)
      this.place('said').replaceChildren(h('p', {class: 'plan-problem'}, 'Список тем не загрузился: похоже, нет связи. Ниже — недели роадмапа без ваших дат. '), again)
      if (focused) again.focus()
      this.dataset.ready = ''
      return
    }
    if (!this.isConnected) return // left before the topics came
    this.mend()
    for (const control of this.querySelectorAll(':disabled')) control.disabled = false
    this.shown = null
    this.look()
    this.dataset.ready = ''
  }

  async fetchCourse() {
    const response = await fetch(new URL(this.getAttribute('cards').replace(/^(\.\.?\/)+/, ''), ROOT))
    if (!response.ok) throw new Error(`${response.status}`)
    return courseOf(await response.json(), JSON.parse(this.getAttribute('course')))
  }

  place(name) { return this.querySelector(`.plan-${name}`) }
  field(name) { return this.querySelector(`[data-field=${name}]`) }

  // What is kept

  get saved() {
    const value = progress.state.drafts[NAME]?.value
    if (value === undefined || value === null) return {...this.plain, known: [...knownOf(this.course, progress.state)]}
    return readSaved(value, this.plain).saved
  }

  get today() { return today(Date.now()) }
  get interview() { return isDate(progress.get('interview')) ? dayOfDate(progress.get('interview')) : null }
  get inputs() { return inputsOf(this.saved, this.interview, this.today) }

  /** Keeps a change. A plan that is kept has a start of its own: it does not move from day to day. */
  keep(changes) {
    const saved = {...this.saved, ...changes}
    saved.start ??= dateOfDay(inputsOf(saved, this.interview, this.today).start)
    progress.draft(NAME, saved)
  }

  /** Sets aside what cannot be read; what can stays. */
  mend() {
    const value = progress.state.drafts[NAME]?.value
    if (value === undefined || value === null) return
    const {saved, damaged} = readSaved(value, this.plain)
    if (!damaged) return
    progress.draft(`${ASIDE}${Date.now()}`, value)
    progress.draft(NAME, saved)
  }

  // What the reader does

  changed(control) {
    const {value, dataset} = control
    if ('day' in dataset) {
      const hours = [...this.querySelectorAll('[data-day]')].map((input, n) => (input.validity.valid && input.value !== '' ? minutesIn(input.value) : this.saved.hours[n]))
      this.keep({hours})
    } else if (control.name === 'plan-pace') this.keep({pace: value})
    else if ('topic' in dataset || 'stage' in dataset) this.keep({known: this.ticked(control)})
    else if (dataset.field === 'start' && (value === '' || isDate(value))) this.keep({start: value || null, restart: null})
    else if (dataset.field === 'time') this.keep({time: value || null})
    else if (dataset.field === 'interview' && (value === '' || isDate(value))) {
      const first = !progress.state.drafts[NAME]?.value
      progress.set('interview', value || null)
      if (first) this.keep({})
    }
  }

  ticked(control) {
    const stage = control.dataset.stage
    if (stage) for (const box of this.querySelectorAll(`[data-topic^="${stage}/"]`)) box.checked = control.checked
    return [...this.querySelectorAll('[data-topic]:checked')].map((box) => box.dataset.topic)
  }

  fromProgress() { this.keep({known: [...new Set([...this.saved.known, ...knownOf(this.course, progress.state)])]}) }

  skipWeek() { // by a button: the arrows of a keyboard choose one week after another
    const {value} = this.field('missed')
    if (value) this.keep({missed: [...new Set([...this.saved.missed, value])].sort()})
    else this.field('missed').focus()
  }

  print() { print() }

  async calendar() {
    const {plan, inputs, saved} = this
    const [hour, minute] = (saved.time ?? '0:0').split(':').map(Number)
    const instant = (day) => { // by the clocks of this device, whatever they show on that day
      const [year, month, date] = dateOfDay(day).split('-').map(Number)
      return new Date(year, month - 1, date, hour, minute).getTime()
    }
    try {
      const {default: ICAL} = await import('../../vendor/ical/ical.min.js')
      ICAL.foldLength = 74 // bytes: the library forgets the space with which a continued line begins
      const entries = entriesOf(plan, inputs, saved.time !== null, (path) => new URL(path, ROOT).href)
      const text = ICAL.stringify(jcalOf(entries, {now: Date.now(), gone: goneOf(progress.get(WRITTEN), entries), instant}))
      saveFile('nlp-plan.ics', `${text}\r\n`, 'text/calendar')
      progress.set(WRITTEN, writtenOf(entries))
    } catch {
      this.place('said').append(h('p', {class: 'plan-problem'}, 'Календарь не собрался: не загрузилась его часть. Проверьте соединение и нажмите ещё раз.'))
    }
  }

  // What the reader sees

  /** After any change of the store, also by another tab. */
  look() {
    if (!this.course) return
    const known = [...knownOf(this.course, progress.state)].sort()
    const wanted = JSON.stringify([this.saved, this.interview, this.today, known, Object.keys(progress.state.drafts).filter((name) => name.startsWith(ASIDE) && progress.state.drafts[name].value !== null)])
    if (this.shown === wanted) return
    this.shown = wanted
    const {inputs} = this
    this.plan = layout(this.course, inputs)
    this.showForm()
    this.showResult(new Set(known))
  }

  showForm() {
    const {saved, inputs, interview} = this
    const set = (control, value) => { if (control.value !== value) control.value = value }
    set(this.field('start'), dateOfDay(inputs.start))
    set(this.field('interview'), interview === null ? '' : dateOfDay(interview))
    set(this.field('time'), saved.time ?? '')
    for (const [n, input] of [...this.querySelectorAll('[data-day]')].entries()) if (minutesIn(input.value) !== saved.hours[n]) input.value = saved.hours[n] / 60
    this.querySelector(`[name=plan-pace][value=${saved.pace}]`).checked = true
    this.place('sum').textContent = ` — ${timeText(sum(saved.hours))} в неделю`
    for (const box of this.querySelectorAll('[data-topic]')) box.checked = saved.known.includes(box.dataset.topic)
    for (const box of this.querySelectorAll('[data-stage]')) {
      const topics = [...this.querySelectorAll(`[data-topic^="${box.dataset.stage}/"]`)]
      const count = topics.filter(({checked}) => checked).length
      box.checked = count === topics.length
      box.indeterminate = count > 0 && !box.checked
    }
    const known = this.course.topics.filter(({id}) => saved.known.includes(id))
    this.place('count').textContent = known.length ? ` — ${topicsText(known.length)}, ${timeText(sum(known.map((topic) => minutesOf(topic, inputs))))}` : ''
    const open = this.plan.weeks.filter(({past, missed}) => !past && !missed)
    this.field('missed').replaceChildren(h('option', {value: ''}, 'Выберите'),
      ...open.map(({number, from, to}) => h('option', {value: dateOfDay(from)}, `${number}: ${spanText(from, to)}`)))
  }

  showResult(done) {
    const {plan, inputs} = this
    const now = weekOf(inputs, this.today)
    const view = {now, done, link: (page) => new URL(page, ROOT).href}
    const running = now > 0 && plan.weeks.some(({number}) => number === now)
    const focused = this.place('result').contains(document.activeElement)
    this.place('said').replaceChildren(...this.summary(),
      running ? h('p', {class: 'plan-running'}, 'Идёт ', h('a', {href: `#${THIS_WEEK}`}, `неделя ${now}`), ` из ${plan.weeks.at(-1).number}.`) : '', ...this.notes())
    this.place('advice').replaceChildren(...this.damaged(), ...this.behind(done), ...(plan.feasible ? [] : this.help()))
    this.place('line').replaceChildren(...lineOf(plan, now))
    const table = this.place('table')
    for (const body of [...table.tBodies]) body.remove()
    table.append(...rowsOf(plan, view))
    if (focused && document.activeElement === document.body) this.place('verdict').focus() // the button that was pressed is gone
  }

  /** The verdict. */
  summary() {
    const {plan, inputs, interview} = this
    const date = (day) => dateText(day, this.today)
    const {weeks, left} = plan
    const reading = sum(weeks.map((week) => week.reading))
    const repeating = sum(weeks.map((week) => week.repeating))
    const words = `Учёбы ${timeText(reading)}, повторений ${timeText(repeating)}, по ${timeText(sum(inputs.hours))} в неделю.`
    if (!sum(inputs.hours)) return [verdict('Часов пока нет. Впишите, сколько готовы заниматься хотя бы в один день недели.', false)]
    if (interview !== null && interview <= this.today) return [verdict('Дата собеседования прошла. Поставьте новую или сотрите её.', false)]
    if (interview !== null && interview > inputs.start + 7 * LONGEST) return [verdict('До собеседования больше трёх лет. Поставьте дату ближе или сотрите её.', false)]
    if (interview !== null && interview <= inputs.start) return [verdict('Собеседование раньше, чем начало. Исправьте одну из дат.', false)]
    if (!plan.feasible) {
      const lacks = left.length ? `Не помещается ${topicsText(left.length)}, ${timeText(sum(left.map(({minutes}) => minutes)))}.` : 'Темы помещаются, а повторить всё до собеседования не выходит.'
      return [verdict(interview === null ? 'Столько не учат: при таких часах путь длиннее трёх лет.' : `До собеседования ${date(interview)} всё не успеть.`, false), h('p', {}, `${lacks} В таблице — то, что успеваете.`)]
    }
    if (!weeks.length) return [verdict('Учить больше нечего: всё отмечено.', true)]
    const end = weeks.at(-1).to
    if (interview === null) return [verdict(`${weeksText(weeks.length)}: ${date(inputs.start)} — ${date(end)}.`, true), h('p', {}, words)]
    return [
      verdict(`К собеседованию ${date(interview)} успеваете.`, true),
      h('p', {}, `${words} Каждый вопрос будет прочитан и повторён до этого дня.`),
      plan.tight ? h('p', {}, 'Запаса нет: некоторые темы начинаются в конце одной недели, а кончаются в другой.') : '',
    ]
  }

  /** What was changed in the usual order, each with the way back. */
  notes() {
    const {saved, course} = this
    const titles = (ids) => course.topics.filter(({id}) => ids.includes(id)).map(({title}) => title).join(', ')
    const note = (words, label, action) => h('p', {class: 'plan-note'}, words, ' ', button(label, action, {class: 'answer-button'}))
    return [
      saved.dropped.length && titles(saved.dropped) && note(`Опущено: ${titles(saved.dropped)}.`, 'Вернуть в план', () => this.keep({dropped: []})),
      saved.restart && note(`Остаток разложен заново с ${dateText(dayOfDate(saved.restart.from), this.today)}.`, 'Вернуть прежний план', () => this.keep({restart: null})),
      ...saved.missed.map((date) => note(`Выпала неделя, в которой ${dateText(dayOfDate(date), this.today)}.`, 'Вернуть неделю', () => this.keep({missed: saved.missed.filter((one) => one !== date)}))),
    ].filter(Boolean)
  }

  /** Topics that were to be done by today. */
  behind(done) {
    const {plan, saved, course} = this
    const topics = behindOf(plan, new Set([...done, ...saved.known]), this.today)
    if (!topics.length) return []
    const boxes = topics.map(({id, title}) => h('label', {}, h('input', {type: 'checkbox', 'data-late': id}), ' ', title))
    const again = () => {
      const late = new Set(topics.map(({id}) => id))
      const marked = [...this.querySelectorAll('[data-late]:checked')].map((box) => box.dataset.late)
      const gone = plan.weeks.filter(({to, past}) => to < this.today && !past).flatMap(({pieces}) => pieces.filter(({last}) => last).map(({topic}) => topic.id))
      const finished = [...new Set([...(saved.restart?.done ?? []), ...done, ...marked, ...gone.filter((id) => !late.has(id))])]
      this.keep({restart: {from: dateOfDay(this.today), done: finished.filter((id) => course.topics.some((topic) => topic.id === id))}})
    }
    return [h('section', {class: 'plan-late'},
      h('h2', {}, 'Отстали? Разложим остаток заново'),
      h('p', {}, `Эти темы по плану уже позади, а в прогрессе они не отмечены. Пройденные отметьте здесь — остальные встанут в план с сегодняшнего дня.`),
      h('div', {class: 'plan-boxes'}, boxes),
      button('Разложить с сегодняшнего дня', again, {class: 'answer-button plan-primary'}))]
  }

  /** What makes it fit. */
  help() {
    const {inputs, course} = this
    const possible = inputs.interview === null || (inputs.interview > Math.max(inputs.start, this.today) && inputs.interview <= inputs.start + 7 * LONGEST)
    if (!possible) return []
    const {drops, enough, hours, date} = advice(course, inputs)
    const apply = (label, action) => button(label, action, {class: 'answer-button'})
    const drop = () => this.keep({
      ...(drops.some(({kind}) => kind === 'pace') ? {pace: 'short'} : {}),
      dropped: [...new Set([...this.saved.dropped, ...drops.flatMap(({topic}) => (topic ? [topic.id] : []))])],
    })
    const more = () => {
      let step = 0
      do step += 15
      while (step < DAY_LIMIT && sum(withMore(inputs.hours, step)) - sum(inputs.hours) < hours)
      this.keep({hours: withMore(inputs.hours, step)})
    }
    const cut = drops.length || inputs.interview !== null ? h('li', {}, h('h3', {}, 'Опустить лишнее'),
      h('ol', {},
        h('li', {}, 'Материалы с пометкой «по желанию»: в часы плана они и так не входят.'),
        drops.map(({kind, topic, minutes}) => h('li', {}, kind === 'pace' ? 'Курсы и учебники: только вопросы и ответы' : topic.title, `, минус ${timeText(minutes)}`))),
      h('p', {}, enough ? 'Тогда всё сходится. ' : 'Этого мало: отметьте, что уже знаете, добавьте часов или перенесите дату. ', drops.length ? apply('Опустить', drop) : null)) : null
    return [h('section', {class: 'plan-help'}, h('h2', {}, 'Что можно сделать'),
      h('ul', {},
        cut,
        hours ? h('li', {}, h('h3', {}, 'Добавить часов'), h('p', {}, `Не хватает ${timeText(hours)} в неделю. `, apply('Добавить поровну', more))) : null,
        date ? h('li', {}, h('h3', {}, 'Перенести собеседование'), h('p', {}, `При этих часах всё помещается к ${dateText(date, this.today)}. `,
          apply('Поставить эту дату', () => progress.set('interview', dateOfDay(date))))) : null))]
  }

  damaged() {
    const aside = Object.entries(progress.state.drafts).filter(([name, {value}]) => name.startsWith(ASIDE) && value !== null)
    return aside.map(([name, {value}]) => h('p', {class: 'plan-note'}, 'Сохранённый план был испорчен. Что удалось прочитать, на месте; исходная запись отложена. ',
      button('Скачать запись', () => saveFile('plan-damaged.json', JSON.stringify(value, null, 2)), {class: 'answer-button'}), ' ',
      button('Убрать', () => progress.draft(name, null), {class: 'answer-button'})))
  }
})
