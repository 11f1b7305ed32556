/* Speaks with Material's search box in its own protocol: 0 set up, 1 ready, 2 query, 3 result. Extra fields are for search-talk.js.
   Runs as a worker; from file://, where there are no workers, as a script of the page (search-from-disk.js then stands in for the worker). */

const inPage = typeof document !== 'undefined'
const port = inPage ? window.handbookSearchPort : self
const base = new URL('../../', inPage ? document.currentScript.src : self.location.href)

const AT_ONCE = 24 // documents read between two looks at the queue of messages
const LONGEST_QUERY = 300 // letters of a query that are looked at: a word of a hundred thousand would hold up all that come after it

let addresses = null
let query = ''
/** @type {Index | null} the best index so far */
let index = null
let loading = null
let failed = false
let whole = false // the texts of answers are in the index too

/** The data of an index file, which is a script `handbookSearch("name",data)`. */
const read = (address) => {
  const url = new URL(address, base)
  if (!inPage) {
    return fetch(url).then((response) => {
      if (!response.ok) throw new Error(String(response.status))
      return response.text()
    }).then((text) => JSON.parse(text.slice(text.indexOf(',') + 1, text.lastIndexOf(')'))))
  }
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    window.handbookSearch = (name, data) => resolve(data)
    script.onerror = reject
    script.src = url
    document.head.append(script)
  })
}

const turns = new MessageChannel() // a timer that sets the next one waits 4 ms each time

const nextTurn = () => new Promise((resolve) => {
  turns.port1.onmessage = resolve
  turns.port2.postMessage(null)
})

const filled = async (core, text) => {
  const built = new Index(core, text)
  while (!built.add(AT_ONCE)) await nextTurn()
  return built
}

/** What a teaser is cut from, before it is asked for: a first letter finds twenty texts at once. */
const readTexts = async () => {
  for (const [i, {text}] of index.documents.entries()) {
    placesOf(text)
    if (i % AT_ONCE === 0) await nextTurn()
  }
}

const load = async () => {
  failed = false
  try {
    const core = await read(addresses[0])
    index = await filled(core)
    answerSoon()
    index = await filled(core, await read(addresses[1]))
    whole = true
    answerSoon()
    await readTexts()
  } catch {
    failed = true // tried again with the next key
    loading = null
    answerSoon()
  }
}

const items = (results) => results.map(({document: {location, title, place, text}, score, terms: found}) => {
  const [page, anchor] = location.split('#')
  const marks = encodeURIComponent(found.join(' '))
  return [{
    location: anchor === undefined ? `${page}?h=${marks}` : `${page}?h=${marks}#${anchor}`,
    // Material shows a text of its own only with documents that are whole pages.
    title: `<span class="found-title">${marked(title, hitsOf(title, found))}</span> <span class="found-place">${escaped(place)}</span> <span class="found-teaser">${teaser(text, hitsOf(text, found))}</span>`,
    text: '',
    score,
    terms: {},
  }]
})

/** The query as it was understood, when that is not what was typed. */
const understood = ({groups, otherLayout}) => {
  const guessed = otherLayout || groups.some(({cost}) => cost >= COST.sound)
  if (!guessed || !groups.every(({variants}) => variants.size)) return null
  return groups.map(({word, variants, cost}) => {
    if (cost < COST.sound) return word
    const [best] = [...variants].sort(([a, x], [b, y]) => y - x || index.frequencies.get(b) - index.frequencies.get(a))[0]
    return index.forms.get(best) ?? best
  }).join(' ')
}

/** The usual end of the word that is being typed, for Material to show in grey. */
const completion = (asked) => {
  const typed = asked.split(/[\s-]+/).pop()
  if (!typed) return []
  let [usual, most] = [null, 0]
  for (const term of index.vocabulary.beginningWith(typed)) {
    const form = index.forms.get(term)
    if (index.frequencies.get(term) > most && form?.startsWith(typed)) [usual, most] = [form, index.frequencies.get(term)]
  }
  return usual ? [usual] : []
}

/** Three letters in a row of all words: what two texts share when they share no word. */
const trigrams = (text) => new Set(words(text).flatMap((word) => Array.from({length: Math.max(1, word.length - 2)}, (_, i) => word.slice(i, i + 3))))

/** Pages whose wordings look most like a query that found nothing. */
const nearestTopics = (query) => {
  const asked = trigrams(query)
  const near = new Map()
  for (const {question, location, place, title, aliases} of index.documents) {
    if (!question) continue
    const own = trigrams([place, title, ...aliases].join(' '))
    const alike = [...asked].filter((three) => own.has(three)).length / (asked.size + own.size)
    const page = location.split('#')[0]
    if (alike > (near.get(page)?.alike ?? 0)) near.set(page, {alike, place, page})
  }
  return [...near.values()].sort((a, b) => b.alike - a.alike).slice(0, 3).map(({place, page}) => ({place, location: page}))
}

const answer = () => {
  if (!query.trim()) return port.postMessage({type: 3, data: {items: [], query}})
  if (!index && !failed) return // once there is one
  if (!index) return port.postMessage({type: 3, data: {items: [], query, failed}})
  const asked = query.slice(0, LONGEST_QUERY)
  const result = index.search(asked)
  const data = {
    items: items(result.found), whole, first: result.found[0]?.document.title, query,
    suggest: completion(asked), understood: understood(result), topics: result.found.length ? [] : nearestTopics(asked),
  }
  port.postMessage({type: 3, data})
}

let turn = null

/** In the next turn of the event loop: of queries that wait in the queue only the last is answered. */
const answerSoon = () => {
  turn ??= setTimeout(() => {
    turn = null
    answer()
  })
}

port.onmessage = ({data: {type, data}}) => {
  if (type === 0) {
    addresses = data.config.index
    port.postMessage({type: 1})
  } else if (type === 2) {
    query = data
    answerSoon()
  }
  if (addresses && (type === 'focus' || (type === 2 && query.trim()))) loading ??= load() // Material asks for nothing at the start
}
