/* Opens the answer that the address names, and all answers of a page by button; ends each with where to mend it. Nothing here is needed to read.
   A classic script: modules do not load from file://. */
(() => {
  /** Opens every <details> around an element, and the answer right after a question's heading. */
  const reveal = (element) => {
    const answer = element.matches('.question') ? element.nextElementSibling : null
    if (answer instanceof HTMLDetailsElement) answer.open = true
    for (let around = element.parentElement?.closest('details'); around; around = around.parentElement?.closest('details')) around.open = true
  }

  const marks = new URL('found-words.js', document.currentScript.src)
  let marking = false

  /** Whoever comes from the search finds the words marked; others need not load that. */
  const markFound = () => {
    if (marking || !new URLSearchParams(location.search).has('h')) return
    marking = true
    document.head.append(Object.assign(document.createElement('script'), {src: marks}))
  }

  const openAddressed = () => {
    markFound()
    let id = location.hash.slice(1)
    try { id = decodeURIComponent(id) } catch { /* not an id of ours */ }
    const target = id && document.getElementById(id)
    if (!target) return
    reveal(target)
    target.scrollIntoView()
  }

  /** Where to mend an answer and where to report a mistake: both addresses follow from the pencil of the page. Written into the page they would weigh
      fifty bytes an answer, compressed. */
  const addLinks = () => {
    const edit = document.querySelector('article a[rel="edit"]')?.href
    if (!edit) return // the repository has no address
    const report = new URL(`${edit.split('/edit/')[0]}/issues/new?template=1-answer-error.yml`)
    for (const {id} of document.querySelectorAll('.question')) {
      const foot = document.querySelector(`.answer[data-question="${id}"] .answer-checked`)
      if (!foot || foot.firstElementChild) continue // instant navigation puts nodes back
      report.searchParams.set('question', id)
      report.searchParams.set('title', `Ошибка в ответе: ${id}`)
      for (const [text, href] of [['Исправить', edit], ['Сообщить об ошибке', report]]) {
        const link = Object.assign(document.createElement('a'), {href, textContent: text})
        link.setAttribute('aria-describedby', id)
        foot.append(' ', link)
      }
    }
  }

  const onPage = () => {
    addLinks()
    openAddressed()
  }

  document.addEventListener('click', ({target}) => {
    const button = target instanceof Element && target.closest('[data-answers]')
    if (!button) return
    const action = button.dataset.answers
    for (const details of document.querySelectorAll('details:is(.answer, .case-solution)')) details.open = action !== 'close'
    for (const details of document.querySelectorAll('details.answer-full')) details.open = action === 'full'
  })

  // Material opens every <details> to print it. This listener is older than Material's, so it still sees what the reader left closed.
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('article details:not([open])')) details.dataset.closed = ''
  })
  addEventListener('afterprint', () => {
    for (const details of document.querySelectorAll('[data-closed]')) delete details.dataset.closed
  })

  addEventListener('hashchange', openAddressed)
  // Material replaces the content of the page on instant navigation and tells by `document$`; from file:// it does neither.
  if (window.document$ && location.protocol !== 'file:') window.document$.subscribe(onPage)
  else onPage()
})()
