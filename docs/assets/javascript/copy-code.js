/* A button that copies the code beside it. Material's own stands in a <nav> without a name, a landmark too many for a screen reader. */
(() => {
  const add = (block) => {
    if (!navigator.clipboard || block.querySelector('.copy-code')) return // none over plain http; instant navigation puts nodes back
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'copy-code'
    button.title = 'Скопировать код'
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(block.querySelector('code').innerText)
        button.title = 'Скопировано'
        button.dataset.done = ''
      } catch {
        button.title = 'Браузер не дал скопировать'
      }
      setTimeout(() => { button.title = 'Скопировать код'; delete button.dataset.done }, 2000)
    })
    block.append(button)
  }

  const addAll = () => document.querySelectorAll('.highlight').forEach(add)
  if (window.document$ && location.protocol !== 'file:') window.document$.subscribe(addAll)
  else addAll()
})()
