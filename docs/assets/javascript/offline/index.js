/* Has the handbook kept by the service worker, bit by bit, and offers a new version. Loaded when the page is there. */

import {progress} from '../progress/index.js'

const ROOT = new URL('../../../', import.meta.url)
const HOUR = 60 * 60 * 1000
const ANSWERS_IN = 5 * 60 * 1000 // ms; a browser stops a worker that works longer
const listeners = new Set()
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(`handbook-offline ${ROOT.pathname}`) : null

/** @typedef {'unknown' | 'none' | 'removed' | 'sparing' | 'filling' | 'ready' | 'partial' | 'offline' | 'full'} Kind
    @typedef {{kind: Kind, held?: number, all?: number, weight?: [number, number], behind?: boolean}} Situation   behind: a newer version failed to load */

/** @type {ServiceWorkerRegistration | null} */
let registration = null
/** @type {Situation} */
let situation = {kind: 'unknown'}

const mark = (name) => progress.marks[name] ?? 0
const removed = () => mark('offlineRemoved') > mark('offlineWanted')
const wanted = () => mark('offlineWanted') > mark('offlineRemoved')

/** Whether a byte costs the reader something: then only what is visited is kept. */
function sparing() {
  const {saveData, effectiveType} = navigator.connection ?? {}
  return !wanted() && (saveData || /2g/.test(effectiveType))
}

function tell(news) {
  situation = {...situation, ...news}
  for (const listener of listeners) listener(situation)
}

tabs?.addEventListener('message', ({data}) => tell(data))

/** Asks a worker. @returns {Promise<any>} what it answers, and how much is kept */
function ask(type, data = {}, worker = registration.active) {
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel()
    port1.onmessage = (event) => resolve(event.data)
    setTimeout(resolve, ANSWERS_IN, {result: 'offline'})
    worker.postMessage({...data, type}, [port2])
  })
}

function show({complete, result, held, all, weight}) {
  const kind = complete ? 'ready' : result === 'more' ? 'filling' : result ?? (sparing() ? 'sparing' : 'filling')
  const news = held === undefined ? {kind} : {kind, held, all, weight}
  tell(news)
  tabs?.postMessage(news)
}

// --- keeping

const idle = () => new Promise((resolve) => { window.requestIdleCallback ? requestIdleCallback(resolve, {timeout: 5000}) : setTimeout(resolve, 200) })

/** Goes on until everything is here or nothing more can be had. One tab at a time. */
async function fill() {
  const work = async () => {
    for (let result = 'more'; result === 'more' && !removed();) {
      await idle()
      const answer = await ask('fill')
      result = answer.result
      show(answer)
    }
  }
  if (navigator.locks) await navigator.locks.request(`handbook-offline ${ROOT.pathname}`, {ifAvailable: true}, (lock) => lock && work())
  else await work()
}

/** Whether the worker came to life; the first one has nothing to do before that. */
function alive(worker) {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === 'activated') resolve(true)
      if (worker.state === 'redundant') resolve(false)
    }
    worker.addEventListener('statechange', look)
    look()
  })
}

async function begin() {
  if (removed()) return tell({kind: 'removed'})
  const isFirst = !navigator.serviceWorker.controller // before `register`: the worker takes control of the page as soon as it lives
  try {
    registration = await navigator.serviceWorker.register(new URL('sw.js', ROOT), {updateViaCache: 'none'})
    if (!registration.active && !await alive(registration.installing ?? registration.waiting)) throw new Error('not installed')
  } catch { // a private window, settings, a host without sw.js
    return tell({kind: 'none'})
  }
  watch()
  if (isFirst) await ask('keep', {urls: [location.href, ...performance.getEntriesByType('resource').map(({name}) => name)]})
  await goOn()
}

async function goOn() {
  const answer = await ask('state')
  show(answer)
  if (answer.older) offer(() => location.reload())
  if (!answer.complete && !sparing()) await fill()
}

// --- a new version

const SUBJECT = 'Новая версия'
let accept = null

/** Says so, but not to someone who is answering a question. */
async function speak() {
  const {button, hush, say} = await import('../progress/notice.js')
  if (!accept || document.querySelector('[data-busy]')) return hush(SUBJECT)
  say(SUBJECT, 'Вышла новая версия хендбука. Отметки и черновики останутся.', button('Обновить', () => accept()), button('Позже', () => {
    accept = null
    quiet.disconnect()
    hush(SUBJECT)
  }))
}

const quiet = new MutationObserver(() => speak())

function offer(action) {
  accept = action
  quiet.observe(document.body, {subtree: true, childList: true, attributeFilter: ['data-busy']})
  speak()
}

function update(worker) {
  worker.addEventListener('statechange', () => { if (worker.state === 'activated') location.reload() })
  worker.postMessage({type: 'update'})
}

async function consider(worker) {
  const {waits} = await ask('state', {}, worker)
  if (waits && registration.waiting === worker) offer(() => update(worker))
}

function follow(worker) {
  let whole = false
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed') {
      whole = true
      tell({behind: false})
      consider(worker)
    }
    if (worker.state === 'activated') goOn()
    if (worker.state === 'redundant' && !whole) tell({behind: true})
  })
}

function watch() {
  if (registration.waiting) consider(registration.waiting)
  if (registration.installing) follow(registration.installing)
  registration.addEventListener('updatefound', followNew)
}

const followNew = () => follow(registration.installing) // one function: what was removed may be kept again, and is watched once

let checked = Date.now() // by `register`; the browser itself looks only when a page is loaded, and here pages are rarely loaded
document.addEventListener('visibilitychange', () => {
  if (!registration || document.hidden || Date.now() - checked < HOUR) return
  checked = Date.now()
  registration.update().catch(() => {})
})
addEventListener('online', () => { if (registration && situation.kind === 'offline') fill() })

// --- for the page that tells about it

export const offline = {
  get situation() { return situation },
  /** Calls back after each change. */
  subscribe(listener) { listeners.add(listener) },

  /** Keeps everything, whatever it weighs. */
  async keepAll() {
    progress.mark('offlineWanted')
    tell({kind: 'filling'})
    await (registration ? fill() : begin())
  },

  /** Frees the place, and leaves it free until `keepAll`. */
  async remove() {
    progress.mark('offlineRemoved')
    registration ??= await navigator.serviceWorker.getRegistration(ROOT) // removed here, kept again by another tab
    if (registration?.active) await ask('remove')
    registration = null
    tell({kind: 'removed'})
  },
}

const bringDesk = () => { if (document.querySelector('[data-offline]')) import('./desk.js').then(({bring}) => bring()) }
if (window.document$) window.document$.subscribe(bringDesk)
else bringDesk()

idle().then(begin)
