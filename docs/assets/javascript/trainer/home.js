/* The first screen of the trainer: what to do now, how it goes, settings. */

import {forecastChart, retentionChart, stagesChart} from './charts.js'
import {copy} from './copying.js'
import {dateOfDay, dayText} from './days.js'
import {placed, settings} from './deck.js'
import {button, h, unique} from './dom.js'
import {Placing, unfinished} from './placing.js'
import {forStage} from './prompt.js'
import {INTERVIEW, SITTING, WEAK, due, fresh, interview, weak} from './queue.js'
import {Sitting} from './sitting.js'
import {forecast, learned, retention} from './statistics.js'
import {cardsText, daysText, percent, plural} from './words.js'

/** @param {any} app */
export function home(app) {
  const {deck} = app
  const begun = deck.items.some(({card}) => card)
  return h('div', {class: 'trainer-home'},
    app.store.problem && h('p', {class: 'trainer-problem'}, app.store.problem.message),
    now(app, begun),
    ways(app),
    begun ? numbers(app) : null,
    options(app),
    chat(app))
}

/** What to do now. */
function now(app, begun) {
  const {deck} = app
  const day = app.today()
  const waiting = due(deck, day)
  const left = fresh(deck)
  const heading = (words) => h('h2', {tabindex: -1}, words)
  const repeat = () => new Sitting(app, {mode: 'due', title: 'Повторение', items: due(app.deck, app.today())}).next()
  const primary = {class: 'trainer-button trainer-primary'}
  if (!begun) {
    return h('section', {class: 'trainer-now'}, heading('Начнём'),
      h('p', {}, `Вопросов ${deck.items.length}. Скажите ответ вслух, откройте его, отметьте, что прозвучало, и оцените себя. Тренажёр вернёт вопрос в тот день, когда его пора вспомнить.`),
      h('div', {class: 'trainer-actions'}, button('Первые десять вопросов', () => app.learn(), primary), button('Найти, с чего начать', () => place(app))))
  }
  if (waiting.length) {
    return h('section', {class: 'trainer-now'}, heading(`К повторению ${cardsText(waiting.length)}`),
      h('div', {class: 'trainer-actions'}, button('Повторить', repeat, primary)))
  }
  const next = deck.items.flatMap(({card}) => (card ? [card.due] : [])).sort((a, b) => a - b)[0]
  const then = deck.items.filter(({card}) => card?.due === next).length
  return h('section', {class: 'trainer-now'}, heading('На сегодня всё'),
    h('p', {}, `Следующее повторение ${next - day === 1 ? 'завтра' : dayText(next)}: ${cardsText(then)}. `, left.length ? `Не начато ${left.length} из ${deck.items.length}.` : 'Все вопросы начаты.'),
    left.length ? h('div', {class: 'trainer-actions'}, button('Учить новое', () => app.learn(), primary)) : null)
}

const place = (app) => new Placing(app).next()

function ways(app) {
  const {deck} = app
  const day = app.today()
  const id = unique('from')
  const left = (items) => items.filter(({card}) => !card).length
  const {interview: date} = settings(app.store.state)
  const all = left(deck.items)
  const pace = date !== null && date > day && all ? ` Чтобы успеть до собеседования, берите ${plural(Math.ceil(all / Math.max(1, date - day - 1)), 'новый вопрос', 'новых вопроса', 'новых вопросов')} в день.` : ''
  const select = h('select', {id, class: 'trainer-select'},
    h('option', {value: ''}, `По порядку (${all})`),
    deck.stages.map((stage, index) => {
      const topics = deck.topics.filter((topic) => topic.stage === index && left(topic.items))
      const total = topics.reduce((sum, {items}) => sum + left(items), 0)
      return total ? h('optgroup', {label: stage.title}, h('option', {value: stage.id}, `${stage.title} целиком (${total})`),
        topics.map((topic) => h('option', {value: topic.id}, `${topic.title} (${left(topic.items)})`))) : null
    }))
  const weakest = weak(deck, day)
  const way = (title, words, ...controls) => h('li', {}, h('h3', {}, title), h('p', {}, words), ...controls)
  return h('section', {}, h('h2', {}, 'Как заниматься'),
    h('ul', {class: 'trainer-ways'},
      way('Учить новое', all ? `По ${SITTING} вопросов за раз, в порядке роадмапа.${pace}` : 'Новых вопросов не осталось.', all ? [h('label', {for: id, class: 'trainer-label'}, 'Откуда'), select, button('Учить новое', () => app.learn(select.value))] : null),
      way('Собеседование', `${INTERVIEW} вопросов со всех этапов, на каждый две минуты. В конце — что перечитать.`,
        button('Начать собеседование', () => new Sitting(app, {mode: 'interview', title: 'Собеседование', items: interview(app.deck, app.random)}).next())),
      way('Слабые места', weakest.length ? `Недавно не далось: ${cardsText(weakest.length)}.` : 'Пока нет: сюда попадает то, что не далось в последний раз.',
        weakest.length ? button('Разобрать слабые места', () => new Sitting(app, {mode: 'weak', title: 'Слабые места', items: weak(app.deck, app.today()).slice(0, WEAK)}).next()) : null),
      way('С чего начать', unfinished(app).length ? `Вы остановились на вопросе ${unfinished(app).length + 1}.` : 'До двадцати вопросов: что можно пропустить и на чём держится пробел.',
        button(unfinished(app).length ? 'Продолжить' : 'Проверить себя', () => place(app)))))
}

function numbers(app) {
  const {deck} = app
  const day = app.today()
  const {retention: desired} = settings(app.store.state)
  const weeks = retention(deck, day)
  return h('section', {}, h('h2', {}, 'Как идёт'),
    stagesChart(learned(deck)), forecastChart(forecast(deck, day), day),
    weeks.some(({seen}) => seen) ? retentionChart(weeks, desired) : h('p', {}, 'Сколько вспоминается, станет видно, когда карточки начнут возвращаться на другой день.'))
}

function options(app) {
  const {store} = app
  const {retention: desired, interview: date} = settings(store.state)
  const day = app.today()
  const [share, when] = [unique('retention'), unique('interview')]
  const choices = [0.8, 0.85, 0.9, 0.95]
  const load = {0.8: 'повторений на треть меньше', 0.9: 'разумная середина', 0.95: 'повторений в полтора раза больше'}
  return h('section', {}, h('h2', {}, 'Настройки'),
    h('p', {class: 'trainer-field'}, h('label', {for: share}, 'Сколько хотите помнить к повторению'),
      h('select', {id: share, class: 'trainer-select', onchange: ({target}) => { store.set('retention', Number(target.value)); app.say('Сроки пересчитаны.') }},
        choices.map((value) => h('option', {value, selected: value === choices.reduce((best, one) => (Math.abs(one - desired) < Math.abs(best - desired) ? one : best))},
          percent(value, 1) + (load[value] ? ` — ${load[value]}` : ''))))),
    h('p', {class: 'trainer-field'}, h('label', {for: when}, 'Дата собеседования'),
      h('input', {id: when, class: 'trainer-select', type: 'date', min: dateOfDay(day + 1), value: date === null ? '' : dateOfDay(date), onchange: ({target}) => {
        if (!target.validity.valid) return // half a date, or one that has passed
        store.set('interview', target.value || null)
        app.say(target.value ? 'До собеседования каждая карточка вернётся ещё раз.' : 'Дата убрана.')
      }})),
    date !== null && date > day ? h('p', {}, `До собеседования ${daysText(date - day)}: каждая карточка вернётся хотя бы раз до ${dayText(date)}.`) : null)
}

/** The questions of a whole stage for a chat. */
function chat(app) {
  const id = unique('stage')
  const stages = app.deck.stages.map((stage, index) => ({...stage, items: app.deck.items.filter((item) => item.stage === index)})).filter(({items}) => items.length)
  const select = h('select', {id, class: 'trainer-select'}, stages.map((stage) => h('option', {value: stage.id}, `${stage.title} (${stage.items.length})`)))
  const out = h('div', {class: 'trainer-copied'})
  const gather = button('Собрать вопросы', async () => {
    const {title, items} = stages.find((stage) => stage.id === select.value)
    gather.disabled = true
    app.say('Собираем вопросы и пункты…')
    try {
      const questions = []
      for (const item of items) questions.push({text: item.text, points: await app.points(item)})
      const text = forStage(title, questions)
      const ready = button('Скопировать для чата', () => copy(text, out, app.say), {class: 'trainer-button trainer-primary'})
      out.replaceChildren(h('p', {}, `${title}: ${plural(items.length, 'вопрос', 'вопроса', 'вопросов')} с пунктами.`), ready)
      ready.focus()
    } catch {
      out.replaceChildren(h('p', {class: 'trainer-problem'}, 'Не всё загрузилось: похоже, нет связи. Нажмите ещё раз, загруженное уже здесь.'))
      app.say('Не всё загрузилось.')
    } finally {
      gather.disabled = false
      if (document.activeElement === document.body) gather.focus()
    }
  })
  return h('section', {}, h('h2', {}, 'Собеседник'),
    h('p', {}, 'Любая чат-модель проведёт собеседование, если дать ей вопросы, пункты и правила. Один вопрос копируется с карточки, весь этап — отсюда.'),
    h('p', {class: 'trainer-field'}, h('label', {for: id}, 'Этап'), select, gather), out)
}

/** Ten new cards. @param {any} app @param {string} [from] a stage or a topic */
export function learn(app, from = '') {
  const items = fresh(app.deck, {from, known: placed(app.store.state)})
  const more = items.length > SITTING ? () => learn(app, from) : undefined
  new Sitting(app, {mode: 'new', title: 'Новое', items: items.slice(0, SITTING), more}).next()
}
