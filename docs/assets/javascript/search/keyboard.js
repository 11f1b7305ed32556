/* What was meant by a word that was typed in the other keyboard layout. */

const LATIN_KEYS = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~{}:"<>'
const RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю'

const keys = new Map()
for (let i = 0; i < LATIN_KEYS.length; i++) {
  keys.set(LATIN_KEYS[i], RUSSIAN_KEYS[i])
  if (!keys.has(RUSSIAN_KEYS[i])) keys.set(RUSSIAN_KEYS[i], LATIN_KEYS[i])
}

/** The same keys in the other layout; what is on no letter key stays. @param {string} typed */
const inOtherLayout = (typed) => Array.from(typed.toLowerCase(), (letter) => keys.get(letter) ?? letter).join('')
