/* Opens the answer that the address names, and all answers of a page by button. Nothing here is needed to read.
   A classic script: modules do not load from file://. */
(() => {
  /** Opens every <details> around an element, and the answer right after a question's heading. */
  const reveal = (element) => {
    const answer = element.matches('.question') ? element.nextElementSibling : null
    if (answer instanceof HTMLDetailsElement) answer.open = true
    for (let around = element.parentElement?.closest('details'); around; around = around.parentElement?.closest('details')) around.open = true
  }

  const {src} = document.currentScript
  const loaded = {}

  /** Loads, once, what not every reader needs. */
  const load = (name) => loaded[name] ??= document.head.appendChild(Object.assign(document.createElement('script'), {src: new URL(name, src)}))

  const openAddressed = () => {
    if (new URLSearchParams(location.search).has('h')) load('found-words.js') // whoever comes from the search
    let id = location.hash.slice(1)
    try { id = decodeURIComponent(id) } catch { /* not an id of ours */ }
    const target = id && document.getElementById(id)
    if (!target) return
    reveal(target)
    target.scrollIntoView()
  }

  document.addEventListener('click', ({target}) => {
    if (!(target instanceof Element)) return
    if (target.closest('a')?.href === location.href) openAddressed() // once more to where one is: no `hashchange`
    const action = target.closest('[data-answers]')?.dataset.answers
    if (!action) return
    for (const details of document.querySelectorAll('details:is(.answer, .case-solution)')) details.open = action !== 'close'
    for (const details of document.querySelectorAll('details.answer-full')) details.open = action === 'full'
  })

  // A theme's script that sees the text opens every <details> to print it: Zensical's does, from Material's lean_html.py hides the text.
  // This listener is older than the theme's, so it still sees what the reader left closed.
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('article details:not([open])')) details.dataset.closed = ''
  })
  addEventListener('afterprint', () => {
    for (const details of document.querySelectorAll('[data-closed]')) delete details.dataset.closed
  })

  document.addEventListener('toggle', () => load('answer-links.js'), true)
  addEventListener('load', () => ['copy-code.js', 'keep-place.js'].forEach(load)) // when the page is there
  addEventListener('hashchange', openAddressed)
  // Material replaces the content of the page on instant navigation and tells by `document$`; from file:// it does neither.
  if (window.document$ && location.protocol !== 'file:') window.document$.subscribe(openAddressed)
  else openAddressed()
})()
