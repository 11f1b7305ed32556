/* Tells what Material's list of results cannot: what was understood, that nothing was found and where to go then; tells a screen reader how much was found. */
(() => {
  const box = window.handbookSearchBox
  const result = document.querySelector('[data-md-component=search-result]')
  const element = (tag, name, text = '') => Object.assign(document.createElement(tag), {className: name, textContent: text})

  const status = element('p', 'for-screen-reader')
  status.setAttribute('role', 'status')
  const note = element('div', 'search-note')
  result.closest('.md-search__inner').append(status)
  result.firstElementChild.after(note) // Material takes the first and the last child for its own

  // Material draws a result as an article with a heading of the first level inside a link: that leaves the link without a name. Mended before the
  // result is in the list: there it would be styled twice at each key.
  const list = result.lastElementChild
  const plain = (item) => {
    for (const part of item.querySelectorAll('article, h1')) part.setAttribute('role', 'presentation')
    return item
  }
  plain(list)
  list.appendChild = (item) => Node.prototype.appendChild.call(list, plain(item))

  // In a window that became higher the list may not reach its end any more, where it goes on.
  const around = result.parentElement
  addEventListener('resize', () => {
    const isShort = around.clientHeight && around.scrollHeight <= around.clientHeight // a closed search has no height
    if (isShort && box.last?.items.length > list.childElementCount) box.again()
  })

  const plural = (count) => {
    const [one, few, many] = ['результат', 'результата', 'результатов']
    if (count % 100 >= 11 && count % 100 <= 14) return many
    return count % 10 === 1 ? one : count % 10 >= 2 && count % 10 <= 4 ? few : many
  }

  const link = (text, address) => Object.assign(element('a', '', text), {href: address})

  /** @param {{items: unknown[], first?: string, query: string, understood?: string, topics?: {place: string, location: string}[], failed?: boolean}} found */
  const tell = ({items, first, query, understood, topics, failed}) => {
    note.replaceChildren()
    if (!query.trim()) { status.textContent = ''; return }
    if (failed) {
      note.append(element('p', '', 'Поиск не загрузился. Проверьте сеть и нажмите любую клавишу: он попробует ещё раз.'))
      status.textContent = note.textContent
      return
    }
    if (understood) {
      const line = element('p', 'search-understood', 'Искали: ')
      line.append(element('b', '', understood))
      note.append(line)
    }
    if (!items.length) {
      const line = element('p', '', topics.length ? 'Такого вопроса здесь нет. Ближе всего: ' : 'Такого вопроса здесь нет.')
      topics.forEach(({place, location: page}, i) => line.append(i ? ', ' : '', link(place, new URL(page, box.base))))
      const suggestion = element('p')
      suggestion.append(link('Все вопросы списком', box.questions), ' · ', link('Предложить вопрос', box.suggest))
      note.append(line, suggestion)
    }
    const announced = items.length ? `${items.length} ${plural(items.length)}. Первый: ${first}` : 'Ничего не найдено'
    clearTimeout(tell.later)
    tell.later = setTimeout(() => { status.textContent = understood ? `Искали: ${understood}. ${announced}` : announced }, 600) // not at each key
  }

  box.tell = tell
  if (box.last) tell(box.last)
})()
