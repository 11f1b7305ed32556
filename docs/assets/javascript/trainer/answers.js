/* Answers, taken from the topic pages: nothing is stored twice. */

/** What a page of ours may have that would do harm or nothing here: the marks of progress, permalinks, scripts. */
const FOREIGN = 'script, style, link, .headerlink, .copy-code, .for-screen-reader'

export class NotThere extends Error {}

/** @typedef {{points: DocumentFragment[], short: DocumentFragment, full: DocumentFragment | null, address: string}} Answer  `full` is what stands below the short answer */

export class Answers {
  /** @param {URL} root of the site @param {typeof fetch} get */
  constructor(root, get) {
    this.root = root
    this.get = get
    this.pages = new Map()
  }

  /** The address of a page of the site; throws for any other. @param {string} page */
  address(page) {
    const url = new URL(page, this.root)
    if (url.origin !== this.root.origin || !url.pathname.startsWith(this.root.pathname)) throw new TypeError(`not a page of the site: ${page}`)
    return url
  }

  /** @returns {Promise<Document>} */
  async page(page) {
    const {href} = this.address(page)
    if (!this.pages.has(href)) {
      const loading = this.read(href)
      this.pages.set(href, loading)
      loading.catch(() => this.pages.delete(href)) // so that the next attempt asks again
    }
    return this.pages.get(href)
  }

  async read(href) {
    const response = await this.get(href)
    if (!response.ok) throw new NotThere(`${response.status}`)
    this.address(response.url || href) // a redirect may not lead out of the site
    return new DOMParser().parseFromString(await response.text(), 'text/html')
  }

  /** @param {{id: string, page: string}} question @returns {Promise<Answer | null>} null when nobody has answered it yet */
  async load({id, page}) {
    const found = (await this.page(page)).querySelector(`details.answer[data-question="${CSS.escape(id)}"]`)
    if (!found) return null
    const address = `${this.address(page)}#${id}`
    const details = clean(document.importNode(found, true), address)
    const list = details.querySelector('.answer-short > ul.points')
    const points = [...(list?.children ?? [])].map((point) => contents(point))
    list?.remove()
    details.querySelector('.points-title')?.remove()
    const full = details.querySelector('.answer-full')
    full?.querySelector('summary')?.remove()
    return {points, short: contents(details.querySelector('.answer-short')), full: full && contents(full), address}
  }
}

function contents(element) {
  const fragment = document.createDocumentFragment()
  fragment.append(...(element?.childNodes ?? []))
  return fragment
}

/** Without what belongs to its page only; its links lead where they led, in a window of their own, so that the sitting stays. */
function clean(element, address) {
  for (const foreign of element.querySelectorAll(FOREIGN)) foreign.remove()
  for (const custom of [...element.querySelectorAll('*')].filter(({localName}) => localName.includes('-'))) custom.remove()
  for (const link of element.querySelectorAll('a[href]')) {
    link.href = new URL(link.getAttribute('href'), address).href
    link.target = '_blank'
    link.rel = 'noopener'
  }
  for (const media of element.querySelectorAll('[src]')) media.src = new URL(media.getAttribute('src'), address).href
  return element
}
