/* <draft-desk>: the tools above the form, and the draft that stands in it. The tools are in the page from the start; here they come to life. */

import {saveFile} from '../progress/backup.js'
import {progress} from '../progress/index.js'
import {copy} from '../trainer/copying.js'
import {button, h} from '../trainer/dom.js'
import {clock, minutesText} from './clock.js'
import {blank, gaps, mergeDraft, normalTitle, sameDraft} from './draft.js'
import {Drafts} from './drafts.js'
import {Form} from './form.js'
import {fromCase, fromMarkdown, toMarkdown} from './markdown.js'
import {forInterviewer} from './prompt.js'

const PAUSE = 400 // milliseconds without a key
const LARGEST = 2_000_000 // bytes of a file
const day = new Intl.DateTimeFormat('ru', {day: 'numeric', month: 'short'})
const nameOf = ({title, started}) => [title || 'Без названия', ...(started ? [day.format(started)] : [])].join(' · ')

customElements.define('draft-desk', class extends HTMLElement {
  connectedCallback() { // instant navigation takes the node out and may put it back
    this.leaving = new AbortController()
    const {signal} = this.leaving
    this.drafts = new Drafts(progress, Date.now)
    this.form = new Form(this.closest('article'), {
      changed: () => this.changed(),
      removed: (words, undo) => this.offer(words, undo),
    }, signal)
    for (const control of this.querySelectorAll('[data-do]')) control.addEventListener('click', () => this[control.dataset.do](), {signal})
    this.field('title').addEventListener('input', () => {
      this.paperTitle()
      this.changed()
    }, {signal})
    this.field('drafts').addEventListener('change', ({target}) => this.open(target.value), {signal})
    this.field('file').addEventListener('change', ({target}) => this.bring(target), {signal})
    this.field('example').addEventListener('change', ({target}) => this.example(target), {signal})
    addEventListener('pagehide', () => this.save(), {signal})
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') this.save() }, {signal})
    addEventListener('beforeunload', (event) => {
      this.save()
      if (this.touched && this.drafts.refusal) event.preventDefault()
    }, {signal})
    this.drafts.mend()
    const ids = this.drafts.all().map(([id]) => id)
    this.open(ids.includes(this.drafts.current) ? this.drafts.current : ids.at(-1), {quiet: true})
    for (const control of this.querySelectorAll(':disabled')) control.disabled = control.dataset.do === 'restore'
    this.stop = progress.subscribe(() => this.look())
    this.tellDamaged()
    this.tick()
    this.dataset.ready = ''
  }

  disconnectedCallback() {
    this.save()
    this.stop()
    this.leaving.abort()
    clearTimeout(this.ticking)
  }

  field(name) { return this.querySelector(`[data-field=${name}]`) }
  said(name) { return this.querySelector(`[data-said=${name}]`) }
  say(text, where = 'draft') {
    const place = this.said(where)
    if (place.textContent !== text) place.textContent = text
  }

  /** The draft as it stands on the page. */
  get draft() { return {title: normalTitle(this.field('title').value), started: this.base.started, ...this.form.read(this.shown)} }

  changed() {
    this.touched = true
    this.orphan = false
    this.form.count(this.draft)
    clearTimeout(this.saving)
    this.saving = setTimeout(() => this.save(), PAUSE)
  }

  /** Writes what was changed; what another tab changed meanwhile stays. */
  save() {
    clearTimeout(this.saving)
    if (this.orphan || sameDraft(this.draft, this.base)) return
    progress.refresh() // tells by `look` what other tabs did
    const {draft} = this
    this.base = draft
    this.drafts.put(this.id, draft)
    this.drafts.current = this.id
    const {refusal} = this.drafts
    this.say(refusal ? `${refusal} Скачайте Markdown, прежде чем закрыть вкладку.` : 'Сохранено.', 'saved')
  }

  /** After any change of the store, also by another tab. */
  look() {
    const theirs = this.drafts.get(this.id)
    if (theirs && !sameDraft(theirs, this.base)) {
      const merged = mergeDraft(this.base, this.draft, theirs)
      this.base = theirs
      this.show(merged)
      if (!sameDraft(merged, theirs)) this.changed()
    } else if (!theirs && !sameDraft(this.base, blank(this.base.started))) { // deleted elsewhere: the text stays on the page, stored with the next letter
      this.orphan = sameDraft(this.draft, this.base)
      this.shown = this.draft
      this.base = blank(this.base.started)
      this.say('Этот черновик удалили в другой вкладке. Продолжите писать, и он сохранится снова.')
    }
    this.list()
    this.tellDamaged()
  }

  paperTitle() { this.closest('article').querySelector('.draft-task .draft-paper').textContent = normalTitle(this.field('title').value) }

  show(draft) {
    this.shown = draft
    const title = this.field('title')
    if (normalTitle(title.value) !== draft.title) title.value = draft.title
    this.paperTitle()
    this.form.show(draft)
  }

  /** @param {string} [id] a draft; without one a new draft, which is stored with its first letter */
  open(id, {quiet = false} = {}) {
    if (this.base) this.save()
    this.orphan = false
    const draft = id && this.drafts.get(id)
    this.id = draft ? id : this.drafts.newId()
    this.base = draft || blank(Date.now())
    this.show(this.base)
    this.said('found').replaceChildren()
    if (draft && !quiet) this.drafts.current = id
    this.list()
    if (!quiet) this.say(`Открыт черновик «${this.base.title || 'Без названия'}».`)
  }

  list() {
    const select = this.field('drafts')
    const all = this.drafts.all()
    const options = all.some(([id]) => id === this.id) ? all : [...all, [this.id, this.base]]
    const wanted = JSON.stringify([this.id, options.map(([id, draft]) => [id, nameOf(draft)])])
    if (this.listed === wanted) return
    this.listed = wanted
    select.replaceChildren(...options.map(([id, draft]) => h('option', {value: id}, nameOf(draft))))
    select.value = this.id
  }

  /** Stores a draft that came from elsewhere, beside the others, and opens it. */
  add(draft) {
    const id = this.drafts.newId()
    this.drafts.put(id, draft)
    this.open(id)
  }

  offer(words, undo) {
    this.undo = undo
    this.querySelector('[data-do=restore]').disabled = false
    this.say(`${words} Передумали — «Вернуть удалённое».`)
  }

  // Buttons: the names of `data-do`

  new() {
    this.open()
    this.say('Новый черновик. Прежний сохранён и есть в списке.')
    this.field('title').focus()
  }

  delete() {
    this.save()
    const {id, base} = this
    if (!this.drafts.get(id)) {
      this.say('Удалять нечего: черновик пуст.')
      return
    }
    this.base = blank(base.started)
    this.show(this.base)
    this.drafts.remove(id)
    this.open(this.drafts.all().at(-1)?.[0])
    this.offer(`Черновик «${base.title || 'Без названия'}» удалён.`, () => {
      this.drafts.put(id, base)
      this.open(id)
      this.say('Черновик возвращён.')
    })
  }

  restore() {
    const {undo} = this
    this.undo = null
    this.querySelector('[data-do=restore]').disabled = true
    undo?.()
    if (document.activeElement === document.body) this.field('title').focus()
  }

  export() {
    this.save()
    const {draft} = this
    const name = draft.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
    saveFile(`mlsd${name && `-${name}`}.md`, toMarkdown(this.form.template, draft), 'text/markdown')
  }

  print() { print() }

  check() {
    const missing = gaps(this.form.template, this.draft)
    const all = this.form.template.reduce((sum, {questions, columns}) => sum + questions.length + (columns ? 1 : 0), 0)
    this.said('found').replaceChildren(...(missing.length ? [h('ul', {}, missing.map((gap) => h('li', {},
      h('a', {href: `#${this.form.place(gap).id}`, onclick: (event) => {
        event.preventDefault()
        event.stopPropagation()
        this.form.place(gap).focus()
      }}, this.form.name(gap)),
      gap.why === 'reason' ? ' — «не нужно» без причины' : '')))] : []))
    this.say(missing.length ? `Не хватает ответов: ${missing.length} из ${all}.` : `Всё заполнено: ${all} из ${all}.`)
  }

  copy() {
    copy(forInterviewer(this.form.template, this.draft), this.said('found'), (words) => this.say(words))
  }

  timer() {
    this.drafts.timer = this.drafts.timer === null ? Date.now() : null
    this.tick()
  }

  tick() {
    clearTimeout(this.ticking)
    const started = this.drafts.timer
    const control = this.querySelector('[data-do=timer]')
    this.start ??= control.textContent
    const running = Number.isFinite(started) && started > 0
    control.textContent = running ? 'Остановить таймер' : this.start
    if (!running) {
      this.said('timer').textContent = ''
      return
    }
    const {left, section, sectionLeft} = clock(this.form.template, Math.max(0, Date.now() - started))
    this.said('timer').textContent = section ? `${minutesText(left)} · ${section.title}: ${minutesText(sectionLeft)}` : 'Время вышло'
    if (this.at !== undefined && this.at !== section) this.say(section ? `Пора переходить: ${section.title}.` : 'Время вышло.')
    this.at = section
    if (section) this.ticking = setTimeout(() => this.tick(), 1000)
  }

  // Files

  async bring(input) {
    const [file] = input.files
    if (!file) return
    let source = null
    try {
      source = file.size > LARGEST ? null : await file.text()
    } catch { /* said below */ }
    input.value = '' // the same file may be chosen again
    if (source === null) {
      this.say(file.size > LARGEST ? 'Файл больше 2 МБ: черновик таким не бывает. Ничего не изменилось.' : 'Браузер не смог прочитать файл. Ничего не изменилось.')
      return
    }
    const read = fromMarkdown(this.form.template, source, Date.now())
    if (!read) {
      this.say('Это не черновик: в файле нет заголовков с id в фигурных скобках, как в скачанном отсюда. Ничего не изменилось.')
      return
    }
    this.add(read.draft)
    const notes = [
      read.skipped && ` Строк пропущено: ${read.skipped}, они вне вопросов или не помещаются в таблицу.`,
      read.unknown && ` Ответов на вопросы, которых нет в шаблоне: ${read.unknown}; на странице их не видно, но в файл они попадут.`,
    ]
    this.say(['Файл открыт отдельным черновиком.' + notes.filter(Boolean).join(''), this.drafts.refusal].filter(Boolean).join(' '))
  }

  async example(select) {
    const address = select.value
    if (!address) return
    select.value = ''
    this.say('Загружаю пример…')
    try {
      const response = await fetch(address)
      if (!response.ok) throw new Error(`${response.status}`)
      const solved = await response.json()
      if (!this.isConnected) return
      this.add(fromCase(solved, Date.now()))
      this.say('Пример открыт отдельным черновиком.')
    } catch {
      this.say('Пример не загрузился. Проверьте соединение и выберите его ещё раз.')
    }
  }

  tellDamaged() {
    const texts = this.drafts.damaged()
    const place = this.said('damaged')
    if (place.childElementCount === texts.length) return
    place.replaceChildren(...texts.map(([name, text], index) => h('p', {},
      'Сохранённый черновик был испорчен. Что удалось прочитать, на месте; исходная запись отложена. ',
      button('Скачать запись', () => saveFile(`mlsd-damaged-${index + 1}.json`, text), {class: 'answer-button'}), ' ',
      button('Убрать', () => {
        this.drafts.forget(name)
        if (document.activeElement === document.body) this.field('title').focus()
      }, {class: 'answer-button'}))))
  }
})
