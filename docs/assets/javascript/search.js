/* Puts our search worker under Material's search box. A classic script that runs before Material's: it takes the worker from where it looks,
   and from file:// stands in for it. What is said about results comes with search-talk.js, once the box is used. */
(() => {
  const own = document.currentScript
  const config = document.getElementById('__config')
  const settings = JSON.parse(config.textContent)
  settings.search = own.dataset.worker
  config.textContent = JSON.stringify(settings)
  // Now: instant navigation changes the address later.
  const [base, questions, suggest] = [settings.base, own.dataset.questions, own.dataset.suggest].map((address) => new URL(address, location.href))
  const talk = new URL('search-talk.js', own.src)
  /** What search-talk.js starts from; until it is here the last answer waits. */
  const box = window.handbookSearchBox = {base, questions, suggest, tell: (data) => { box.last = data }}
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
      worker.addEventListener('message', ({data}) => { if (data.type === 3) box.tell(data.data) })
    }
  }

  // Here, because every page of a site with our hooks has this script: what works without a network comes when the page is there.
  if (location.protocol !== 'file:' && navigator.serviceWorker) addEventListener('load', () => import(new URL('offline/index.js', own.src)).catch(() => {}))

  const input = document.querySelector('[data-md-component=search-query]')
  if (!input) return

  // Material listens to `keyup` only: pasted, dictated and dropped text would find nothing.
  input.addEventListener('input', () => input.dispatchEvent(new Event('keyup')))
  input.addEventListener('focus', () => {
    worker?.postMessage({type: 'focus'})
    if (!box.asked) document.head.append(Object.assign(document.createElement('script'), {src: talk}))
    box.asked = true
  })

  // The keys of `s` and `/` in the Russian layout.
  addEventListener('keydown', (event) => {
    const {target, key, code} = event
    if (event.ctrlKey || event.metaKey || event.altKey || !((code === 'KeyS' && key === 'ы') || (code === 'Slash' && key === '.'))) return
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select'))) return
    input.focus()
    event.preventDefault()
  })
})()
