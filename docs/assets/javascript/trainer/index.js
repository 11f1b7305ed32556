/* <handbook-trainer cards="…/assets/cards.json?v=…"> is the trainer. What it shows without scripts stands inside it. Wiring only. */

import {progress} from '../progress/index.js'
import {Answers} from './answers.js'
import {pointText} from './copying.js'
import {today} from './days.js'
import {deckOf} from './deck.js'
import {button, h} from './dom.js'
import {home, learn} from './home.js'

const ROOT = new URL('../../../', import.meta.url)

class HandbookTrainer extends HTMLElement {
  async connectedCallback() {
    if (this.store) return this.cards && this.watch() // instant navigation put the node back
    this.store = progress
    this.random = Math.random
    this.now = Date.now
    this.answers = new Answers(ROOT, (address) => fetch(address))
    this.live = h('p', {class: 'for-screen-reader', 'aria-live': 'polite'})
    this.view = h('div', {class: 'trainer-view'})
    /** Says something to a screen reader; the same words twice have to differ to be said twice. */
    this.say = (words) => { this.live.textContent = this.live.textContent === words ? `${words}\u00a0` : words }
    this.replaceChildren(this.live, this.view)
    await this.load()
  }

  disconnectedCallback() { this.stop?.() }

  async load() {
    const inside = this.contains(document.activeElement)
    try {
      const address = new URL(this.getAttribute('cards').replace(/^(\.\.?\/)+/, ''), ROOT)
      const response = await fetch(address)
      if (!response.ok) throw new Error(`${response.status}`)
      this.cards = await response.json()
    } catch {
      const again = button('Попробовать ещё раз', () => this.load())
      this.show(h('p', {class: 'trainer-problem'}, 'Список вопросов не загрузился: похоже, нет связи. '), again)
      if (inside) again.focus()
      return
    }
    this.watch()
    this.home(inside)
  }

  watch() {
    this.changed = true
    if (!this.isConnected) return // left before the cards came
    this.stop?.()
    this.stop = this.store.subscribe(() => {
      this.changed = true
      if (this.atHome) this.redraw()
    })
  }

  /** Cards as they are after everything that was done, in this tab or another. */
  get deck() {
    if (this.changed !== false) {
      this.latest = deckOf(this.cards, this.store.state)
      this.changed = false
    }
    return this.latest
  }

  today() { return today(this.now()) }
  link({page, id}) { return `${this.answers.address(page)}#${id}` }

  /** The points of a question as text. @returns {Promise<string[]>} */
  async points(item) { return ((await this.answers.load(item))?.points ?? []).map(pointText) }

  show(...nodes) {
    this.atHome = false
    this.toggleAttribute('data-busy', nodes[0].matches('.trainer-card')) // nobody interrupts a question: offline/index.js
    this.view.replaceChildren(...nodes)
  }

  /** @param {boolean} [focus] whether the reader was inside the trainer */
  home(focus = false) {
    this.show(home(this))
    this.atHome = true
    if (focus) this.view.querySelector('h2').focus()
  }

  /** The first screen again, with the focus where it was: settings change it while the reader stands in them. */
  redraw() {
    const controls = () => [...this.view.querySelectorAll('button, select, input, summary')]
    const focused = controls().indexOf(document.activeElement)
    this.home()
    controls()[focused]?.focus()
  }

  learn(from) { learn(this, from) }
}

customElements.define('handbook-trainer', HandbookTrainer)
