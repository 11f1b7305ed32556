/* Puts our search worker under Material's search box. A classic script that runs before Material's: it takes the worker from where it looks.
   What is said about results comes with search-talk.js, once the box is used. */
(() => {
  const own = document.currentScript
  const config = document.getElementById('__config')
  const settings = JSON.parse(config.textContent)
  settings.search = own.dataset.worker
  config.textContent = JSON.stringify(settings)
  // Now: instant navigation changes the address later.
  const [base, questions, suggest] = [settings.base, own.dataset.questions, own.dataset.suggest].map((address) => new URL(address, location.href))
  const talk = new URL('search-talk.js', own.src)
  /** What search-talk.js starts from: until it is here the last answer waits. */
  const box = window.handbookSearchBox = {base, questions, suggest, tell() {}, again: () => exchange.show(exchange.later ?? {type: 3, data: box.last})}

  const ROOM = [65, 130] // px for a result without its text and with it: wide windows have lower ones, but four more come at the end of the list

  /** Material draws the first ten at each key, and four more when the list is at its end. Here the first are what a window has room for: on a phone
      drawing is most of what a key costs, and in a high window ten and four would not reach the end, where the list goes on. */
  const portioned = (items, whole) => {
    const first = Math.ceil(innerHeight / ROOM[Number(whole)]) || 10 // a tab that was opened in the background may have no height yet
    items.slice = (start, end) => Array.prototype.slice.call(items, ...(end === undefined ? [first] : [0, first]))
  }

  const NativeWorker = window.Worker
  const focusedResult = () => document.activeElement?.closest('a.md-search-result__link')

  /** Stands between Material and the worker: Material draws its list anew with each answer, and would take the focus from who walks on it. */
  class Exchange extends EventTarget {
    constructor(url, options) {
      super()
      this.worker = new (window.HandbookPageWorker ?? NativeWorker)(url, options)
      this.worker.addEventListener('message', ({data}) => {
        // A fuller answer to the same query waits until the reader is back in the box.
        if (data.type === 3 && focusedResult() && data.data.query === box.last?.query) this.later = data
        else this.show(data)
      })
    }

    postMessage(message) {
      this.later = null
      this.worker.postMessage(message)
    }

    show(message) {
      const before = focusedResult()
      this.later = null
      if (message.type === 3) {
        portioned(message.data.items, message.data.whole)
        box.last = message.data
        box.tell(box.last) // before Material draws and measures: once it has, each change is one more layout
      }
      this.dispatchEvent(new MessageEvent('message', {data: message}))
      if (message.type !== 3 || !before) return
      const links = [...document.querySelectorAll('a.md-search-result__link')]
      // The same answer, whatever was asked for it.
      ;(links.find(({pathname, hash}) => pathname === before.pathname && hash === before.hash) ?? links[0] ?? input).focus()
    }
  }

  let exchange = null
  window.Worker = function (url, options) {
    return String(url) === settings.search ? exchange = new Exchange(url, options) : new NativeWorker(url, options)
  }

  // Here, because every page of a site with our hooks has this script: what works without a network comes when the page is there.
  if (location.protocol !== 'file:' && navigator.serviceWorker) addEventListener('load', () => import('./offline/index.js').catch(() => {}))

  const input = document.querySelector('[data-md-component=search-query]')
  if (!input) return

  // Material listens to `keyup` only: pasted, dictated and dropped text would find nothing.
  input.addEventListener('input', () => input.dispatchEvent(new Event('keyup')))
  input.addEventListener('focus', () => {
    if (exchange?.later) exchange.show(exchange.later)
    exchange?.worker.postMessage({type: 'focus'})
    if (box.asked) return
    box.asked = true
    document.head.append(Object.assign(document.createElement('script'), {src: talk, onerror() { box.asked = false }}))
  })

  // The keys of `s` and `/` in the Russian layout.
  addEventListener('keydown', (event) => {
    const {target, key, code} = event
    const isOurs = (code === 'KeyS' && key === 'ы') || (code === 'Slash' && key === '.')
    if (!isOurs || event.ctrlKey || event.metaKey || event.altKey) return
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select'))) return
    input.focus()
    event.preventDefault()
  })
})()
