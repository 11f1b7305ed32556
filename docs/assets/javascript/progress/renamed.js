/* Ids that were renamed, `old: new`. The build puts those of curriculum.yml here: macros/cards.py. */

export default {}
