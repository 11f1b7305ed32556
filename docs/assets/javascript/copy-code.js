/* A button that copies the code beside it. Material's own stands in a <nav> without a name, a landmark too many for a screen reader.
   Comes when the page is there. */
(() => {
  const add = (block) => {
    if (!navigator.clipboard || block.querySelector('.copy-code')) return // none over plain http; instant navigation puts nodes back
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'copy-code'
    button.title = 'Скопировать код'
    const said = document.createElement('span')
    said.className = 'for-screen-reader'
    said.role = 'status'
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(block.querySelector('code').innerText)
        said.textContent = 'Скопировано'
        button.dataset.done = ''
      } catch {
        said.textContent = 'Браузер не дал скопировать'
      }
      button.title = said.textContent
      setTimeout(() => { button.title = 'Скопировать код'; said.textContent = ''; delete button.dataset.done }, 2000)
    })
    block.append(button, said)
  }

  const addAll = () => document.querySelectorAll('.highlight').forEach(add)
  if (window.document$ && location.protocol !== 'file:') window.document$.subscribe(addAll)
  else addAll()
})()
