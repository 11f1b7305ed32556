/* Gives the reader a file. It is made in the browser and goes nowhere else. */

import {fileName} from './backup.js'

export function saveFile(name, text) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], {type: 'application/json'}))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // Safari reads it after the click
}

export function saveCopy(progress) {
  saveFile(fileName(new Date()), progress.exportText())
  progress.mark('exported')
}
