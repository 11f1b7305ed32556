/* The service worker. macros/offline.py puts `site` before it and writes both to sw.js: {version, files: {path: hash}, questions: {page: [ids]},
   weight: [bytes to load, bytes that they take]}.

   Files are kept by the hash of their content: versions share what they have in common, an interrupted download goes on where it stopped,
   and what is not the file of this version (a login page, half a deployment) is never kept.

   Until all files of a version are here it only helps out when the network fails. Once they are, everything is answered from here and the
   network is not asked, so a page never meets scripts of another version. A tab that was opened in an older version is answered from that
   version for as long as it lives. */

const SCOPE = new URL('./', location.href)
const STORE = `handbook ${SCOPE.pathname}` // other sites of the host have stores of their own
const FILES = new Map(Object.entries(site.files))
const QUESTIONS = new Map(Object.entries(site.questions).flatMap(([page, ids]) => ids.map((id) => [id, `${page}#${id}`])))
const NETWORK = '' // the version of a tab that came from the network, newer than this worker
const PORTION = 8 // files to load before the page is asked whether to go on
const AT_ONCE = 2
const PATIENCE = 30_000 // ms without a byte
const QUIET = 2000 // ms since the reader's last request to the network before the next file is loaded: a slow line is the reader's first
const GIVE_UP = 3 * 24 * 60 * 60 * 1000 // ms after which a version that cannot be kept whole takes over all the same

const key = (name) => new URL(`.offline/${name}`, SCOPE).href
const fileKey = (hash) => key(`file/${hash}`)
const path = (file) => file.replace(/(^|\/)index\.html$/, '$1') // as a host serves it

/** What was received is not the file of this version. */
class Changed extends Error {}

// --- what outlives the worker, which the browser stops at will

/** Null where the reader removed it: only a request of the page makes it anew. */
const store = async () => await caches.has(STORE) ? caches.open(STORE) : null
const held = async (hash) => (await store())?.match(fileKey(hash))
const recall = async (name) => (await (await store())?.match(key(name)))?.json()
const remember = async (name, value) => (await store())?.put(key(name), new Response(JSON.stringify(value)))
const filesOf = async (version) => version === site.version ? FILES : new Map(Object.entries(await recall(`version/${version}`) ?? {}))

let complete = false
/** Tabs, and workers of tabs, by their id, that live in another version. @type {Map<string, string>} */
let pins = new Map()
const young = new Set() // pinned in this life of the worker: such a tab may not exist yet

const ready = (async () => {
  const active = await recall('active')
  complete = active?.version === site.version && active.complete
  pins = new Map(Object.entries(await recall('pins') ?? {}))
})().catch(() => {})

async function pin(client, version) {
  if (!client) return
  pins.set(client, version)
  young.add(client)
  await remember('pins', Object.fromEntries(pins))
}

// --- bringing files

async function digest(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', body)).subarray(0, 9)
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_')
}

/** Keeps a body if it is the file of that hash. @returns {Promise<boolean>} */
async function keep(hash, body, {headers}) {
  if (await digest(body) !== hash) return false
  const kept = new Headers(headers)
  kept.delete('content-encoding') // of the transport, as its length
  kept.delete('content-length')
  await (await store())?.put(fileKey(hash), new Response(body, {headers: kept}))
  return true
}

/** A response and its body; fails when nothing comes for long. */
async function download(url, cache) {
  const stalled = new AbortController()
  let timer
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stalled.abort(), PATIENCE)
  }
  try {
    wait()
    const response = await fetch(url, {cache, priority: 'low', signal: stalled.signal})
    const parts = []
    for (const reader = response.body.getReader(); ;) {
      const {done, value} = await reader.read()
      if (done) return {response, body: await new Blob(parts).arrayBuffer()}
      parts.push(value)
      wait()
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Loads a file that is not here. What the browser's own cache has is taken if it is the right one, and passed over if not. */
async function bring([file, hash]) {
  for (const cache of ['default', 'reload']) {
    const {response, body} = await download(new URL(path(file), SCOPE), cache)
    if (response.ok && await keep(hash, body, response)) return
  }
  throw new Changed(file)
}

let asked = performance.now() // when a page last needed the network; when the worker starts one may have just come

async function quietLine() {
  for (let left; (left = asked + QUIET - performance.now()) > 0;) await new Promise((resolve) => { setTimeout(resolve, left) })
}

/** The files of this version that are not here. */
async function missing() {
  const keys = new Set((await (await store())?.keys() ?? []).map(({url}) => url))
  return [...FILES].filter(([, hash]) => !keys.has(fileKey(hash)))
}

/** Runs `work` on the items, AT_ONCE together. The first failure stops all and is thrown. */
async function each(items, work) {
  const queue = [...items]
  const worker = async () => {
    while (queue.length) await work(queue.shift())
  }
  try {
    await Promise.all(Array.from({length: AT_ONCE}, worker))
  } finally {
    queue.length = 0
  }
}

const isFull = (error) => error.name === 'QuotaExceededError'

const skipped = new Set() // files that failed in this life of the worker; the next one tries again
let filling = null

/** Loads a portion of what is missing. Portions keep each event of the worker short, and the page decides whether there is a next one.
    @returns {Promise<{result: 'complete' | 'more' | 'partial' | 'offline' | 'full'}>} */
async function fill() {
  if (!await store()) await begin()
  const rest = (await missing()).filter(([file]) => !skipped.has(file)).slice(0, PORTION)
  try {
    await each(rest, async (file) => {
      await quietLine()
      try {
        await bring(file)
      } catch (error) {
        if (!(error instanceof Changed) && error.name !== 'AbortError') throw error
        skipped.add(file[0])
      }
    })
  } catch (error) {
    return {result: isFull(error) ? 'full' : 'offline'}
  }
  const left = await missing()
  const foreign = rest.length > 0 && rest.every(([file]) => skipped.has(file)) // a login page for every address: enough of it
  if (!foreign && left.some(([file]) => !skipped.has(file))) return {result: 'more'}
  if (left.length) {
    registration.update().catch(() => {}) // the host has another version by now?
    return {result: 'partial'}
  }
  complete = true
  await remember('active', {version: site.version, complete})
  return {result: 'complete'}
}

const begin = async () => {
  await caches.open(STORE)
  await remember(`version/${site.version}`, site.files)
  await remember('active', {version: site.version, complete: false})
}

// --- from version to version

let waits = true // for the reader's word

/** The first version begins at once and is filled later, by portions. A later one first brings what the reader has of the one before,
    and fails if it cannot: the browser keeps the old one and tries again. */
async function install() {
  const active = await recall('active')
  if (!active) await begin()
  if (!active || active.version === site.version) return takeOver()
  await remember(`version/${site.version}`, site.files)
  let wanted = await missing()
  if (!active.complete) {
    const before = await filesOf(active.version)
    const here = new Set((await (await store()).keys()).map(({url}) => url))
    wanted = wanted.filter(([file]) => here.has(fileKey(before.get(file))))
  }
  try {
    await each(wanted, bring)
  } catch (error) {
    // Where the network is gone, later. But a host that rewrites a file, or a full disk, would hold the reader in the old version for ever.
    if (!(error instanceof Changed) && !isFull(error)) throw error
    if (active.complete && !await isOldTrouble()) throw error
    return takeOver()
  }
  if (!active.complete) return takeOver() // pages come from the network: the new version is on the screen already
}

async function isOldTrouble() {
  const name = `trouble/${site.version}`
  const since = await recall(name).catch(() => undefined)
  if (since === undefined) await remember(name, Date.now()).catch(() => {})
  return since !== undefined && Date.now() - since > GIVE_UP
}

async function takeOver() {
  waits = false
  await skipWaiting()
}

async function activate() {
  await ready
  const before = await recall('active')
  complete = (await missing()).length === 0
  if (before?.complete && before.version !== site.version) {
    for (const {id} of await clients.matchAll({type: 'all'})) if (!pins.has(id)) pins.set(id, before.version)
    await remember('pins', Object.fromEntries(pins))
  }
  await remember('active', {version: site.version, complete})
  if (!before || before.version === site.version) await clients.claim()
  await tidy()
}

/** Deletes what no tab lives in. Not while another version comes: it counts on what is here. */
async function tidy() {
  const open = await store()
  if (!open || registration.installing || registration.waiting) return
  const alive = new Set((await clients.matchAll({type: 'all', includeUncontrolled: true})).map(({id}) => id))
  for (const id of pins.keys()) if (!alive.has(id) && !young.has(id)) pins.delete(id)
  await remember('pins', Object.fromEntries(pins))
  const versions = new Set([site.version, ...pins.values()])
  const needed = new Set(['active', 'pins'].map(key))
  for (const version of versions) {
    needed.add(key(`version/${version}`))
    for (const hash of (await filesOf(version)).values()) needed.add(fileKey(hash))
  }
  for (const request of await open.keys()) if (!needed.has(request.url)) await open.delete(request)
}

// --- answering

const isPage = ({mode}) => mode === 'navigate'

function unsaved() {
  const text = `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Нет сети</title>
<main><h1>Нет сети</h1><p>Этого в памяти браузера пока нет. Когда сеть появится, обновите страницу.</p><p><a href="${SCOPE.pathname}">На главную</a></p></main>`
  return new Response(text, {status: 503, headers: {'content-type': 'text/html; charset=utf-8'}})
}

/** @param {string} name the path below the site */
async function answer(event, name) {
  await ready
  const {request, clientId, resultingClientId} = event
  const version = isPage(request) ? undefined : pins.get(clientId)
  if (isPage(request) && pins.size) {
    if (pins.delete(resultingClientId)) young.delete(resultingClientId)
    event.waitUntil(tidy().catch(() => {}))
  }
  if (version !== undefined && resultingClientId) await pin(resultingClientId, version) // a worker of that tab
  if (version === NETWORK) return fetch(request)
  const files = version ? await filesOf(version) : FILES
  const file = name === '' || name.endsWith('/') ? `${name}index.html` : name
  const question = QUESTIONS.get(name.match(/^q\/([^/]+)\/?$/)?.[1])
  const moved = question ?? (files.has(`${file}/index.html`) ? `${file}/${new URL(request.url).search}` : undefined)
  const redirect = () => Response.redirect(new URL(moved, SCOPE), 302)
  if (complete || version) {
    if (moved !== undefined) return redirect()
    const kept = files.has(file) && await held(files.get(file))
    if (kept) return kept
    if (name.endsWith('/sitemap.xml')) return new Response('', {status: 404}) // Material takes every <link rel=alternate> for another site and looks for its map
  }
  return fromNetwork(event, {name, hash: files.get(file), redirect: moved === undefined ? undefined : redirect})
}

async function fromNetwork(event, {name, hash, redirect}) {
  const {request, resultingClientId} = event
  const kept = async () => hash && held(hash)
  let response
  asked = performance.now()
  try {
    response = await fetch(request)
  } catch (error) {
    const here = redirect ? redirect() : await kept()
    if (here) return here
    if (!isPage(request)) throw error
    return complete && !hash && !name.startsWith('downloads/') ? notFound() : unsaved()
  }
  if (!hash) {
    if (isPage(request) && complete) await pin(resultingClientId, NETWORK) // a page that this version does not know
    return response
  }
  if (response.status >= 500 || (!response.ok && !isPage(request))) return await kept() ?? response
  if (response.ok && response.type === 'basic') event.waitUntil(keepCopy(event, hash, response.clone()))
  return response
}

async function keepCopy({request, resultingClientId}, hash, copy) {
  try {
    if (await held(hash)) return
    const same = await keep(hash, await copy.arrayBuffer(), copy)
    if (!same && isPage(request)) await pin(resultingClientId, NETWORK)
  } catch { /* left half-way, or no room */ }
}

async function notFound() {
  const page = await held(FILES.get('404.html'))
  return page ? new Response(page.body, {status: 404, headers: page.headers}) : unsaved()
}

// --- what the page asks for

const ACTIONS = {
  fill: () => filling ??= fill().finally(() => { filling = null }),
  /** Keeps what a page loaded before there was a worker. */
  async keep({urls}) {
    const wanted = new Set(urls.map(nameOf).map((name) => name === '' || name?.endsWith('/') ? `${name}index.html` : name))
    await quietLine() // once: a reader who goes on loads what comes next into the same store
    await each((await missing()).filter(([file]) => wanted.has(file)), bring)
  },
  state: () => ({}),
  update: takeOver,
  async remove() {
    complete = false
    await caches.delete(STORE)
    await registration.unregister()
  },
}

async function reply({data, source, ports: [port]}) {
  await ready
  let answered = {}
  try {
    answered = await ACTIONS[data.type](data)
  } catch (error) {
    answered = {result: isFull(error) ? 'full' : 'offline'}
  }
  const left = (await missing()).length
  port?.postMessage({...answered, complete, waits, all: FILES.size, held: FILES.size - left, weight: site.weight, older: Boolean(pins.get(source?.id))})
  if (pins.size) await tidy().catch(() => {}) // a tab that was there a moment ago may be gone
}

/** The path of an address below the site, or null. */
function nameOf(address) {
  const url = new URL(address)
  if (url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return null
  try {
    return decodeURIComponent(url.pathname.slice(SCOPE.pathname.length))
  } catch {
    return null
  }
}

addEventListener('install', (event) => {
  event.waitUntil(install())
  // Or Chromium asks the network for each page while the worker wakes up, and throws the answer away.
  event.addRoutes?.({condition: {urlPattern: new URLPattern({})}, source: 'fetch-event'}).catch(() => {})
})
addEventListener('activate', (event) => event.waitUntil(activate()))
addEventListener('message', (event) => event.waitUntil(reply(event)))
addEventListener('fetch', (event) => {
  const {request} = event
  const name = nameOf(request.url)
  if (request.method !== 'GET' || name === null || name === 'sw.js' || request.headers.has('range')) return
  event.respondWith(answer(event, name))
})
