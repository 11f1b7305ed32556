/* Marks on the page what the search found: the address carries the stems (?h=). Nothing of the page is changed; older browsers mark nothing. */
(() => {
  if (!window.Highlight || !CSS.highlights) return

  /** The texts of the question that the address names, or of the whole article. */
  const searched = function* () {
    const named = document.getElementById(location.hash.slice(1))
    const roots = named?.matches('.question') ? [named, named.nextElementSibling] : [document.querySelector('article')]
    for (const root of roots) {
      if (!root) continue
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode()) yield text
    }
  }

  const MOST = 500 // stems: an address can be made of a million

  const mark = () => {
    CSS.highlights.delete('found')
    const stems = (new URLSearchParams(location.search).get('h') ?? '').split(' ', MOST).filter(Boolean)
    if (!stems.length) return
    const found = new Highlight()
    for (const text of searched()) {
      for (const {0: word, index} of text.data.matchAll(/[\p{L}\p{N}_]+/gu)) {
        const plain = word.toLowerCase().replaceAll('ё', 'е')
        if (!stems.some((stem) => plain.startsWith(stem))) continue
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        found.add(range)
      }
    }
    CSS.highlights.set('found', found)
  }

  if (window.document$ && location.protocol !== 'file:') window.document$.subscribe(mark)
  else mark()
})()
