/* Puts our search worker under Material's search box, and tells what Material's list cannot: what was understood, that nothing was found.
   A classic script that runs before Material's: it takes the worker from where it looks, and from file:// stands in for it. */
(() => {
  const own = document.currentScript
  const config = document.getElementById('__config')
  const settings = JSON.parse(config.textContent)
  settings.search = own.dataset.worker
  config.textContent = JSON.stringify(settings)
  // Now: instant navigation changes the address later.
  const [base, questions, suggest] = [settings.base, own.dataset.questions, own.dataset.suggest].map((address) => new URL(address, location.href))
  const isOurs = (url) => String(url) === settings.search

  /** From file:// browsers start no worker: the same script runs in the page, behind the same messages. */
  class PageWorker extends EventTarget {
    constructor(url) {
      super()
      const port = window.handbookSearchPort = {postMessage: (data) => this.dispatchEvent(new MessageEvent('message', {data})), onmessage: null}
      const waiting = []
      this.postMessage = (data) => { port.onmessage ? port.onmessage({data}) : waiting.push(data) }
      const script = document.createElement('script')
      script.src = url
      script.onload = () => { for (const data of waiting.splice(0)) port.onmessage({data}) }
      document.head.append(script)
    }
  }

  const NativeWorker = location.protocol === 'file:' ? PageWorker : window.Worker
  let worker = null
  window.Worker = class extends NativeWorker {
    constructor(url, options) {
      super(url, options)
      if (!isOurs(url)) return
      worker = this
      worker.addEventListener('message', ({data}) => { if (data.type === 3) tell(data.data) })
    }
  }

  const input = document.querySelector('[data-md-component=search-query]')
  const result = document.querySelector('[data-md-component=search-result]')
  if (!input || !result) return

  const element = (tag, name, text = '') => Object.assign(document.createElement(tag), {className: name, textContent: text})

  const status = element('p', 'for-screen-reader')
  status.setAttribute('role', 'status')
  const note = element('div', 'search-note')
  result.closest('.md-search__inner').append(status)
  result.firstElementChild.after(note) // Material takes the first and the last child for its own

  const plural = (count) => {
    const [one, few, many] = ['результат', 'результата', 'результатов']
    if (count % 100 >= 11 && count % 100 <= 14) return many
    return count % 10 === 1 ? one : count % 10 >= 2 && count % 10 <= 4 ? few : many
  }

  const link = (text, address) => Object.assign(element('a', '', text), {href: address})

  /** @param {{items: unknown[], first?: string, query: string, understood?: string, topics?: {place: string, location: string}[], failed?: boolean}} found */
  const tell = ({items, first, query, understood, topics, failed}) => {
    note.replaceChildren()
    if (!query.trim()) { status.textContent = ''; return }
    if (failed) {
      note.append(element('p', '', 'Поиск не загрузился. Проверьте сеть и нажмите любую клавишу: он попробует ещё раз.'))
      status.textContent = note.textContent
      return
    }
    if (understood) {
      const line = element('p', 'search-understood', 'Искали: ')
      line.append(element('b', '', understood))
      note.append(line)
    }
    if (!items.length) {
      const line = element('p', '', topics.length ? 'Такого вопроса здесь нет. Ближе всего: ' : 'Такого вопроса здесь нет.')
      topics.forEach(({place, location: page}, i) => line.append(i ? ', ' : '', link(place, new URL(page, base))))
      const suggestion = element('p')
      suggestion.append(link('Все вопросы списком', questions), ' · ', link('Предложить вопрос', suggest))
      note.append(line, suggestion)
    }
    const announced = items.length ? `${items.length} ${plural(items.length)}. Первый: ${first}` : 'Ничего не найдено'
    clearTimeout(tell.later)
    tell.later = setTimeout(() => { status.textContent = understood ? `Искали: ${understood}. ${announced}` : announced }, 600) // not at each key
  }

  // Material listens to `keyup` only: pasted, dictated and dropped text would find nothing.
  input.addEventListener('input', () => input.dispatchEvent(new Event('keyup')))
  input.addEventListener('focus', () => worker?.postMessage({type: 'focus'}))

  // The keys of `s` and `/` in the Russian layout.
  addEventListener('keydown', (event) => {
    const {target, key, code} = event
    if (event.ctrlKey || event.metaKey || event.altKey || !((code === 'KeyS' && key === 'ы') || (code === 'Slash' && key === '.'))) return
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select'))) return
    input.focus()
    event.preventDefault()
  })
})()
