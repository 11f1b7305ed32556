/* From file:// browsers start no worker: the same script runs in the page, behind the same messages. Comes with a site of plain file addresses only. */
if (location.protocol === 'file:') {
  window.HandbookPageWorker = class extends EventTarget {
    constructor(url) {
      super()
      const port = window.handbookSearchPort = {postMessage: (data) => this.dispatchEvent(new MessageEvent('message', {data})), onmessage: null}
      const waiting = []
      this.postMessage = (data) => { port.onmessage ? port.onmessage({data}) : waiting.push(data) }
      const script = document.createElement('script')
      script.src = url
      script.onload = () => { for (const data of waiting.splice(0)) port.onmessage({data}) }
      document.head.append(script)
    }
  }
}
