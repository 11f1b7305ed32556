/* Text to search terms, as macros/search_words.py does at build; a test holds the two together. */

/** @param {string} text */
const lower = (text) => text.toLowerCase().replaceAll('ё', 'е')

/** @param {string} text */
const normal = (text) => lower(text.normalize('NFKC'))

const stems = new Map()

/** Russian by Snowball; of other words only an English plural is undone. @param {string} word */
const stem = (word) => {
  let found = stems.get(word)
  if (found === undefined) {
    if (word >= 'а' && word <= 'я\uffff') found = russian.stemmer(word)
    else if (word.length > 3 && /s$/.test(word) && !/(ss|us|is)$/.test(word)) found = word.slice(0, /(ches|shes|sses|xes)$/.test(word) ? -2 : -1)
    else found = word
    stems.set(word, found)
  }
  return found
}

/** Words of a text with the parts of compounds: `fine-tuning` → fine, tuning, finetuning. @param {string} text */
const words = (text) => {
  const found = []
  for (const [word] of normal(text).matchAll(/[a-zа-я0-9_]+(?:-[a-zа-я0-9_]+)*/g)) {
    const parts = word.match(/[a-zа-я0-9]+/g) ?? []
    found.push(...parts)
    if (parts.length > 1) found.push(parts.join(''))
  }
  return found
}

/** @param {string} text */
const terms = (text) => words(text).map(stem)

// Words that say nothing about what is looked for; the index has none of them.
const STOP_WORDS = new Set(`а без бы быть в во вот все где да для до его ее если есть еще же за и из или им их к как какая какие каким каких какое какой каков какую ко когда которая
  которые который кто ли можно на над надо нам нас не нет него нее ни них но нужен нужна нужно нужны о об он она они от по под при про с со так такая такие такого такое такой там
  то тоже только том тот ту тут у уже чего чем чему что чтобы эта эти это этого этой этом этот я мне мой моя меня мы вы вам вас
  a an are at be by does from how i it my of on that the this to was what when which why`.split(/\s+/)) // not `for`, `with`, `is`: Python has them
