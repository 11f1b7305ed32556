/* What a plan knows of the curriculum: cards.json joined with what the page says of hours. No DOM. */

/** @param {{stages: any[]}} cards the parsed cards.json @param {{topics: Object<string, number[]>, drop: string[]}} hours see macros/plan.py
    @returns {import('./plan.js').Course} */
export function courseOf({stages}, {topics, drop}) {
  return {
    stages: stages.map(({id, title}) => ({id, title})),
    topics: stages.flatMap((stage, index) => stage.topics.flatMap((topic) => {
      const id = `${stage.id}/${topic.id}`
      const [minutes, short, parts] = topics[id] ?? []
      return minutes ? [{...topic, id, stage: index, minutes, short, parts}] : []
    })),
    drop,
  }
}

/** The topics that the progress knows: everything in them is ticked, was answered in the trainer, or the placement found them known.
    @param {import('./plan.js').Course} course @param {import('../progress/state.js').State} state @returns {Set<string>} */
export function knownOf({topics}, {ticks, reviews, undone, settings}) {
  const ticked = (box) => ticks[box]?.value === true
  const answered = new Set(Object.values(reviews).filter(({id, grade}) => grade > 1 && !undone[id]).map(({question}) => question))
  const placed = settings.placement?.value?.known
  const found = new Set(Array.isArray(placed) ? placed : [])
  return new Set(topics.filter(({id, questions, boxes}) => {
    if (found.has(id)) return true
    const parts = [...questions.map((question) => ticked(`question:${question.id}`) || answered.has(question.id)), ...boxes.map(ticked)]
    return parts.length > 0 && parts.every(Boolean)
  }).map(({id}) => id))
}
