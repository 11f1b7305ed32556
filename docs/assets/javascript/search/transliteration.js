/* Finds a word by its sound: `vektor` and «вектор», «софтмакс» and softmax. Both alphabets are brought to one rough spelling. */

const SOUNDS = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'j', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia',
}

// In this order: a longer spelling goes before a part of it.
const LATIN = [
  [/tion(?=s|$)/g, 'shn'], [/sion(?=s|$)/g, 'jn'], [/s(?:h?ch|tch)/g, 'sh'], [/tch/g, 'ch'], [/ph/g, 'f'], [/th/g, 't'], [/kh/g, 'h'], [/zh/g, 'j'],
  [/ck/g, 'k'], [/q(?:u|w)?/g, 'kv'], [/x/g, 'ks'], [/w/g, 'v'], [/j(?=[aou])|y(?=[aou])/g, 'i'], [/y/g, 'i'], [/ee/g, 'i'], [/oo/g, 'u'], [/c(?=[eiy])/g, 's'],
  [/c(?!h)/g, 'k'],
]

const undoubled = (word) => word.replace(/(.)\1+/g, '$1')

/** How a word sounds, roughly, in Latin letters. @param {string} word */
const sound = (word) => {
  if (/[а-я]/.test(word)) return undoubled(Array.from(word, (letter) => SOUNDS[letter] ?? letter).join(''))
  for (const [from, to] of LATIN) word = word.replace(from, to)
  return undoubled(word)
}

const CYRILLIC = [
  ['shch', 'щ'], ['sch', 'щ'], ['sh', 'ш'], ['ch', 'ч'], ['zh', 'ж'], ['kh', 'х'], ['ts', 'ц'], ['tz', 'ц'], ['ya', 'я'], ['ja', 'я'], ['ia', 'ия'], ['yu', 'ю'], ['ju', 'ю'],
  ['yo', 'е'], ['jo', 'е'], ['ye', 'е'], ['je', 'е'], ['yj', 'ый'], ['yy', 'ый'], ['iy', 'ий'], ['ij', 'ий'], ['x', 'кс'], ['w', 'в'], ['q', 'к'], ["'", 'ь'],
  ...Array.from('abvgdeziklmnoprstufhcj', (letter, i) => [letter, 'абвгдезиклмнопрстуфхцж'[i]]),
]

/** A Russian word written in Latin letters, as it would be in its own: `lineynaya` → линейная. @param {string} word */
const inCyrillic = (word) => {
  let written = ''
  for (let i = 0; i < word.length;) {
    const pair = CYRILLIC.find(([latin]) => word.startsWith(latin, i))
    if (pair) written += pair[1]
    else if (word[i] === 'y') written += /[аеиоуюя]$/.test(written) ? 'й' : 'ы'
    else written += word[i]
    i += pair ? pair[0].length : 1
  }
  return written
}

/** «рнн» → rnn: an abbreviation is said letter by letter. @param {string} word */
const letterByLetter = (word) => Array.from(word, (letter) => SOUNDS[letter] ?? letter).join('')

/** What Latin letters that a Russian word may have been written with sound like; `c` is к, ц or ч. @param {string} word */
const sounds = (word) => {
  const found = new Set([sound(word)])
  if (/[a-z]/.test(word)) {
    if (/c(?!h)/.test(word)) found.add(sound(word.replace(/c(?!h)/g, 'ts')))
    if (/j/.test(word)) found.add(sound(word.replace(/j/g, 'i')))
    if (/h/.test(word)) found.add(undoubled(sound(word).replaceAll('h', 'g')))
    if (/'/.test(word)) found.add(sound(word.replaceAll("'", '')))
  }
  return [...found]
}
