/* Keeps the place of a reader: what was open, the scroll and the focus on the way to another page and back; the focus around the navigation of a
   narrow window and around the search. Comes when the page is there: nothing here is needed to read.
   A classic script: modules do not load from file://. */
(() => {
  const KEY = 'handbook.places' // of this tab
  const NARROW = matchMedia('(max-width: 76.1875em)') // the theme's: here the navigation is a drawer
  const drawer = document.getElementById('__drawer')
  const sidebar = () => document.querySelector('.md-sidebar--primary')
  const article = () => document.querySelector('article')
  const isSeen = (element) => element.checkVisibility?.({visibilityProperty: true}) ?? true

  // What was open, and the scroll

  const folded = () => [...document.querySelectorAll('article details')]

  /** @returns {Record<string, {open: number[], y: number}>} by the path of a page */
  const places = () => {
    try { return JSON.parse(sessionStorage.getItem(KEY)) ?? {} } catch { return {} }
  }

  let shown = {article: article(), href: location.href, path: location.pathname}

  const keep = () => {
    if (shown.article !== article() || shown.path !== location.pathname) return // between two pages: the address is of the one, what is open of the other
    const open = folded().flatMap(({open}, index) => (open ? [index] : []))
    try { sessionStorage.setItem(KEY, JSON.stringify({...places(), [location.pathname]: {open, y: scrollY}})) } catch { /* forbidden by the reader */ }
  }

  /** @param {number} [scrolled] where the reader was; else what was kept */
  const restore = (scrolled) => {
    const {open, y} = places()[location.pathname] ?? {open: []}
    folded().forEach((details, index) => { if (open.includes(index)) details.open = true })
    const top = scrolled ?? y
    if (!top) return
    const {style} = document.documentElement
    style.overflowAnchor = 'none' // the font of formulas comes after those that open here, and makes them lower: kept is where the reader was with it
    scrollTo({top, behavior: 'instant'})
    document.fonts.ready.then(() => { style.overflowAnchor = '' })
  }

  document.addEventListener('toggle', keep, true)
  addEventListener('pagehide', keep)

  // From page to page without a load: the theme puts in the content of the other page, and the focus would be nowhere

  const focus = (element) => {
    if (!element) return
    if (!element.matches('a, button')) element.tabIndex = -1
    element.focus({preventScroll: true})
  }

  let back = null

  addEventListener('popstate', ({state}) => { // also of a mere fragment, where nothing arrives; where one was, the theme keeps the scroll
    back = state && {to: location.href, left: shown.href, y: state.y}
  })
  addEventListener('hashchange', () => { shown.href = location.href })

  const addressed = () => {
    try { return location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))) } catch { return null } // not an id of ours
  }

  // The theme learns of a scroll by its event, and notes it with the page shown 100 ms later: a link followed sooner would lead to the new page
  // where the old one was, and back to where it was not.

  let noted = scrollY
  addEventListener('scroll', () => { noted = scrollY }, {passive: true})
  document.addEventListener('click', () => { if (scrollY !== noted) dispatchEvent(new Event('scroll')) }, true)

  const begin = () => {
    const part = addressed()
    if (part) part.scrollIntoView({behavior: 'instant'})
    else scrollTo({top: 0, behavior: 'instant'})
    history.replaceState({x: scrollX, y: scrollY}, '')
  }

  const arrive = () => {
    const {to, left, y} = back ?? {}
    if (to === location.href) restore(y)
    else keep()
    if (!back && history.state) begin() // noted by now is the scroll of the page left
    const {activeElement: active} = document
    if (active !== document.body && isSeen(active)) return
    const followed = to === location.href && [...document.querySelectorAll('article a')].find(({href}) => href === left)
    focus(followed || addressed() || document.querySelector('article h1'))
  }

  const look = () => {
    const left = shown.article
    shown = {article: article(), href: location.href, path: location.pathname}
    if (shown.article !== left) arrive()
    back = null
  }

  // The drawer and its levels, and the search

  const first = (part) => [...part.querySelectorAll('a, label[tabindex]')].find(isSeen)

  document.addEventListener('change', ({target}) => {
    if (!NARROW.matches || !target.matches('#__drawer, .md-nav__toggle')) return
    const part = target === drawer ? sidebar() : target.parentElement.querySelector('nav')
    if (target.checked) first(part)?.focus()
    else if (part.contains(document.activeElement)) (target === drawer ? drawer : target.parentElement.querySelector('.md-nav__link[for]')).focus()
  })

  let before = null // where the reader was before the search

  document.addEventListener('focusin', ({target, relatedTarget}) => {
    if (!target.closest('.md-search')) before = null
    else if (!relatedTarget?.closest('.md-search')) before = relatedTarget
  })

  document.addEventListener('focusout', ({target, relatedTarget}) => { // on with the keyboard, out of the drawer
    if (drawer.checked && relatedTarget && sidebar().contains(target) && !sidebar().contains(relatedTarget)) drawer.click()
  })

  addEventListener('keydown', ({key, target}) => {
    if (key === 'Enter' && target === drawer) drawer.click()
    if (key !== 'Escape') return
    if (drawer.checked) {
      drawer.click()
      drawer.focus()
    } else if (target instanceof Element && target.closest('.md-search') && before?.isConnected) before.focus() // the theme has closed the search
  })

  if (performance.getEntriesByType('navigation')[0]?.type !== 'navigate') restore()
  if (window.document$ && location.protocol !== 'file:') window.document$.subscribe(look)
})()
