/* The page «Прогресс»: counts, copy, import, erasing, what could not be read. Its words stand in docs/progress.md. */

import {saveCopy, saveFile, since} from './backup.js'
import {ProgressError, progress} from './index.js'
import {button} from './notice.js'

const LARGEST = 15_000_000 // bytes of a file: three for each of the characters that `importText` takes
const day = new Intl.DateTimeFormat('ru', {day: 'numeric', month: 'long', year: 'numeric'})
const said = (name) => document.querySelector(`[data-said=${name}]`)

function say(name, text) {
  const place = said(name)
  if (place && place.textContent !== text) place.textContent = text
}

async function bringFile({target}) {
  const [file] = target.files
  if (!file) return
  say('import', 'Читаю файл…')
  say('import', await merged(file))
  target.value = '' // the same file may be chosen again
}

/** Merges a file; returns what to tell. */
async function merged(file) {
  if (file.size > LARGEST) return 'Файл больше 5 МБ: копия прогресса такой не бывает. Ничего не изменилось.'
  try {
    const {added, dropped} = progress.importText(await file.text())
    progress.mark('reminded') // what came from a file is saved in it
    const counts = [['повторений', added.reviews], ['отметок', added.ticks], ['отмен', added.undone], ['настроек', added.settings], ['черновиков', added.drafts]]
    const news = counts.filter(([, number]) => number).map(([what, number]) => `${what} — ${number}`)
    const result = news.length ? `Готово. Добавлено: ${news.join(', ')}.` : 'Нового в файле нет: всё это здесь уже есть.'
    return dropped ? `${result} Пропущено записей, которые не читаются: ${dropped}.` : result
  } catch (error) {
    return `${error instanceof ProgressError ? error.message : 'Браузер не смог прочитать файл.'} Ничего не изменилось.`
  }
}

function askToErase() {
  const dialog = document.createElement('dialog')
  dialog.className = 'erase-dialog'
  dialog.setAttribute('aria-labelledby', 'erase-question')
  const title = document.createElement('h2')
  title.id = 'erase-question'
  title.textContent = 'Стереть весь прогресс?'
  const text = document.createElement('p')
  text.textContent = 'Из этого браузера исчезнут отметки, повторения, настройки, план и черновики. Вернуть их можно будет только из файла.'
  const tools = document.createElement('p')
  tools.className = 'progress-tools'
  tools.append(
    button('Сначала скачать копию', () => saveCopy(progress)),
    button('Стереть', () => {
      progress.erase()
      dialog.close()
      say('erase', 'Прогресс стёрт.')
    }),
    button('Отмена', () => dialog.close()),
  )
  dialog.append(title, text, tools)
  dialog.addEventListener('close', () => dialog.remove())
  document.querySelector('article').append(dialog)
  dialog.showModal()
}

const ACTIONS = {
  export: ['click', () => saveCopy(progress)],
  import: ['change', bringFile],
  erase: ['click', askToErase],
}

/** The questions marked «repeat», in the roadmap's order. Their words are fetched when the list is opened. */
async function listRepeats({target}) {
  if (!target.open) return
  const list = target.querySelector('ul')
  const cards = new URL(target.dataset.cards, location.href)
  try {
    const answer = await fetch(cards)
    if (!answer.ok) throw new Error(answer.statusText)
    const {stages} = await answer.json()
    const questions = stages.flatMap(({topics}) => topics.flatMap((topic) => topic.questions))
    list.replaceChildren(...questions.filter(({id}) => progress.state.ticks[`repeat:${id}`]?.value).map(({id, text, page}) => {
      const link = document.createElement('a')
      link.href = new URL(`../${page}#${id}`, cards).href
      link.textContent = text
      const row = document.createElement('li')
      row.append(link)
      return row
    }))
  } catch {
    list.textContent = 'Список вопросов не загрузился. Проверьте соединение и откройте ещё раз.'
  }
}

function show() {
  if (!said('export')) return // another page
  const {exported} = progress.marks
  const fresh = since(progress.state, exported ?? 0)
  const copy = exported ? `Последняя копия — ${day.format(exported)}.` : 'Копии пока нет.'
  say('export', `${copy} Новых отметок и повторений с тех пор: ${fresh}.`)
  for (const row of document.querySelectorAll('.progress-table [data-boxes]')) {
    const repeats = row.dataset.boxes.split(' ').filter((id) => progress.state.ticks[`repeat:${id}`]?.value)
    row.querySelector('.repeats').textContent = repeats.length
  }
  const repeats = Object.entries(progress.state.ticks).filter(([box, {value}]) => box.startsWith('repeat:') && value)
  say('repeats', String(repeats.length))
  const texts = progress.damaged()
  if (progress.problem?.data && !texts.includes(progress.problem.data)) texts.push(progress.problem.data)
  said('damaged').replaceChildren(...texts.map((text, index) => {
    return button(`Скачать запись ${index + 1}`, () => saveFile(`nlp-progress-damaged-${index + 1}.txt`, text))
  }))
  document.querySelector('.damaged').hidden = texts.length === 0
}

let subscribed = false

/** Serves the controls of the page; called after each navigation to it. */
export function bringDesk() {
  for (const control of document.querySelectorAll('[data-progress]:disabled')) {
    const [event, action] = ACTIONS[control.dataset.progress]
    control.addEventListener(event, action)
    control.disabled = false
  }
  const list = document.querySelector('.repeat-list')
  list?.removeEventListener('toggle', listRepeats)
  list?.addEventListener('toggle', listRepeats)
  if (!subscribed) progress.subscribe(show)
  subscribed = true
  show()
}
