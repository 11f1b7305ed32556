/* The progress of this browser: one store a page. */

import renamed from './renamed.js'
import {KEY, openStore} from './store.js'

export {ProgressError} from './store.js'

let storage = null
try { storage = localStorage } catch { /* forbidden by the reader */ }

export const progress = openStore({storage, now: Date.now, locks: navigator.locks, renamed})

addEventListener('storage', ({key}) => { if (key === KEY || key === null) progress.refresh() })
addEventListener('pageshow', ({persisted}) => { if (persisted) progress.refresh() }) // back from a sleep without events

// Asked once, when there is something to keep: Firefox shows a question, and at first sight of a page it would be a riddle.
const stop = progress.subscribe(({reviews, ticks}) => {
  if (!Object.keys(reviews).length && !Object.keys(ticks).length) return
  stop()
  if (progress.marks.asked) return
  progress.mark('asked')
  navigator.storage?.persist?.().catch(() => {})
})

// What there is to say comes with a change; at the start only that something stored could not be read.
const look = () => import('./notice.js').then((notice) => notice.look(progress)).catch(() => { /* offline */ })
progress.subscribe(look)
if (['damaged', 'future'].includes(progress.problem?.kind)) look()
