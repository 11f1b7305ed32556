/** Weeks with dates out of the curriculum and of what a reader said. No DOM, no storage, no clock: same input, same plan.

   A day is counted as in trainer/days.js. Time is in minutes. Topics are read in the roadmap's order, so what a topic needs comes before it.

   @typedef {{id: string, title: string, stage: number, page: string, needs: string[], questions: {id: string, text: string, page: string}[],
     boxes: string[], minutes: number, short: number, parts: number}} Topic   id: "stage/topic"; stage: index; boxes: what is ticked of it;
     short: minutes without the materials, by its answers only; parts: weeks over which the roadmap spreads it
   @typedef {{stages: {id: string, title: string}[], topics: Topic[], drop: string[]}} Course   drop: topics that can be left out, first to last
   @typedef {{start: number, interview: number|null, hours: number[], pace: 'full'|'short', known: string[], dropped: string[], missed: number[],
     restart: {from: number, done: string[]}|null}} Inputs   hours: minutes by weekday from Monday; missed: a day of each week that falls out;
     restart: the day from which what is not done is laid out anew
   @typedef {{topic: Topic, minutes: number, first: boolean, last: boolean}} Piece   first: with it the topic begins; last: it is finished
   @typedef {{number: number, from: number, to: number, capacity: number, past: boolean, missed: boolean, pieces: Piece[], questions: string[],
     reviews: string[], final: string[], reading: number, repeating: number}} Week   reviews, final: questions that are repeated; final: the pass before the interview
   @typedef {{weeks: Week[], feasible: boolean, tight: boolean, left: {topic: Topic, minutes: number}[], unrepeated: string[], done: Topic[]}} Plan
     left: what found no room; tight: topics are cut wherever a week ends */

export const REVIEW = 1.5 // minutes: say the answer, open it, compare
export const GAPS = [1, 1, 6, 23] // weeks from reading to the first review, and on: FSRS-6 returns what goes well after 2, 13, 59 and 222 days
export const QUIET = 3 // days before an interview on which nothing new is read
export const LONGEST = 156 // weeks: a longer plan is none
export const DAY_LIMIT = 16 * 60
const STEP = 5 // minutes; no piece is finer
const CRUMB = 30 // minutes in which no topic is begun

const floor = (minutes) => Math.floor(minutes / STEP) * STEP
export const weekday = (day) => (((day + 3) % 7) + 7) % 7 // Monday is 0; day 0 was a Thursday
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0)

export const minutesOf = (topic, {pace}) => (pace === 'short' ? topic.short : topic.minutes)

/** The days of a week of the plan on which one can study, and the time of each. @returns {{day: number, minutes: number}[]} */
export function daysOf(inputs, number) {
  const first = inputs.start + (number - 1) * 7
  const days = [0, 1, 2, 3, 4, 5, 6].map((offset) => first + offset)
  if (inputs.missed.some((day) => days.includes(day))) return []
  const from = inputs.restart?.from ?? first
  return days
    .filter((day) => day >= from && (inputs.interview === null || day < inputs.interview))
    .map((day) => ({day, minutes: inputs.hours[weekday(day)]}))
    .filter(({minutes}) => minutes > 0)
}

/** Topics of the plan that are not known, dropped or done, each as the parts in which it is read. */
function queueOf(course, inputs) {
  const out = new Set([...inputs.known, ...inputs.dropped, ...(inputs.restart?.done ?? [])])
  return course.topics.filter(({id}) => !out.has(id)).flatMap((topic) => {
    const whole = minutesOf(topic, inputs)
    const count = inputs.pace === 'full' ? topic.parts : 1
    const part = floor(whole / count)
    return Array.from({length: count}, (_, n) => ({topic, minutes: n === count - 1 ? whole - part * (count - 1) : part, begun: false}))
  })
}

/** Reviews that wait: by the week in which each question is due. */
class Reviews {
  constructor() { this.waiting = [] }

  add(question, due, step) { this.waiting.push({question, due, step}) }

  /** Takes what is due in week `number`, at most `count`; the oldest first. */
  take(number, count) {
    const due = this.waiting.filter((one) => one.due <= number).sort((a, b) => a.due - b.due).slice(0, count)
    const taken = new Set(due)
    this.waiting = this.waiting.filter((one) => !taken.has(one))
    for (const {question, step} of due) if (step + 1 < GAPS.length) this.add(question, number + GAPS[step + 1], step + 1)
    return due.map(({question}) => question)
  }

  /** Whether some question was read and never repeated. */
  get first() { return this.waiting.some(({step}) => step === 0) }
}

function lay(course, inputs, tight) {
  const {start, interview, restart} = inputs
  const from = Math.max(start, restart?.from ?? start)
  const opening = Math.floor((from - start) / 7) + 1
  const last = Math.min(LONGEST, interview === null ? LONGEST : Math.ceil((interview - start) / 7))
  const queue = queueOf(course, inputs)
  const asked = course.topics.filter(({id}) => !inputs.dropped.includes(id))
  const reviews = new Reviews()
  const read = new Set(inputs.known)
  const done = new Map()
  const weeks = []
  const placed = new Map() // minutes by topic
  const hopeless = sum(inputs.hours) === 0

  let base = null
  if (restart) {
    base = lay(course, {...inputs, restart: null, interview: null}, false)
    const planned = new Map(base.weeks.flatMap(({number, pieces}) => pieces.map(({topic}) => [topic.id, number])))
    for (const topic of course.topics.filter(({id}) => restart.done.includes(id) && !inputs.known.includes(id) && !inputs.dropped.includes(id))) {
      read.add(topic.id)
      const week = Math.min(planned.get(topic.id) ?? opening, opening - 1)
      done.set(topic, week)
      let [due, step] = [week + GAPS[0], 0]
      while (due < opening && step + 1 < GAPS.length) due += GAPS[(step += 1)]
      if (due >= opening) for (const {id} of topic.questions) reviews.add(id, due, step)
    }
  }

  // Before an interview everything is repeated once more; its time is taken from the end backwards.
  const reserve = new Map()
  const room = (number) => sum(daysOf(inputs, number).map(({minutes}) => minutes))
  if (interview !== null) {
    let needed = sum(asked.map(({questions}) => questions.length)) * REVIEW
    for (let number = last; number >= opening && needed > 0; number -= 1) {
      const part = Math.min(needed, Math.floor(room(number) / REVIEW) * REVIEW)
      if (part) reserve.set(number, part)
      needed -= part
    }
  }
  let pool = asked.filter(({id}) => read.has(id)).flatMap(({questions}) => questions.map(({id}) => id))

  for (let number = opening; number <= last && !(hopeless && interview === null); number += 1) {
    if (interview === null && !queue.length && !reviews.first) break
    const days = daysOf(inputs, number)
    const capacity = room(number)
    const promised = reserve.get(number) ?? 0
    const held = number === last ? promised : Math.min(promised, pool.length * REVIEW) // what is read later cannot be repeated now
    const repeated = number === last && interview !== null ? [] : reviews.take(number, Math.floor((capacity - held) / REVIEW))
    const readable = interview === null ? capacity : sum(days.filter(({day}) => day < interview - QUIET).map(({minutes}) => minutes))
    let free = floor(Math.min(readable, capacity - held - repeated.length * REVIEW))
    const week = {
      number, from: start + (number - 1) * 7, to: Math.min(start + number * 7, interview ?? Infinity) - 1, capacity, past: false,
      missed: inputs.missed.some((day) => Math.floor((day - start) / 7) + 1 === number), pieces: [], questions: [], reviews: repeated, final: [], reading: 0, repeating: 0,
    }
    while (queue.length && free > 0) {
      const [unit] = queue
      const {topic} = unit
      // The tail of a week is left rather than begin a topic in it; when time is short, only a tail that is too short to begin at all.
      if (unit.minutes > free && !unit.begun && free < (tight ? Math.min(CRUMB, capacity / 4) : capacity / 4)) break
      const minutes = Math.min(unit.minutes, free)
      unit.minutes -= minutes
      unit.begun = true
      free -= minutes
      if (unit.minutes === 0) queue.shift()
      const before = placed.get(topic) ?? 0
      placed.set(topic, before + minutes)
      const finished = placed.get(topic) === minutesOf(topic, inputs)
      const [a, b] = [before, before + minutes].map((part) => Math.floor((topic.questions.length * part) / minutesOf(topic, inputs)))
      const same = week.pieces.find((piece) => piece.topic === topic)
      if (same) Object.assign(same, {minutes: same.minutes + minutes, last: finished})
      else week.pieces.push({topic, minutes, first: before === 0, last: finished})
      week.questions.push(...topic.questions.slice(a, b).map(({id}) => id))
    }
    for (const id of week.questions) reviews.add(id, number + GAPS[0], 0)
    pool.push(...week.questions)
    week.reading = sum(week.pieces.map(({minutes}) => minutes))
    const passed = Math.floor(Math.min(promised, capacity - week.reading - repeated.length * REVIEW) / REVIEW)
    week.final = pool.slice(0, passed)
    pool = pool.slice(passed)
    week.repeating = (week.reviews.length + week.final.length) * REVIEW
    weeks.push(week)
  }

  const left = []
  for (const {topic, minutes} of queue) {
    const same = left.find((one) => one.topic === topic)
    if (same) same.minutes += minutes
    else left.push({topic, minutes})
  }
  const unrepeated = interview === null ? [] : pool
  const past = base ? base.weeks.filter(({number}) => number < opening).map((week) => behind(week, done)) : []
  return {
    weeks: [...past, ...weeks],
    feasible: left.length === 0 && unrepeated.length === 0 && !reviewsMissing(reviews, interview),
    tight, left, unrepeated, done: [...done.keys()],
  }
}

const reviewsMissing = (reviews, interview) => interview === null && reviews.first

/** A week that is over, with what was done of it; it asks for no time any more. */
const behind = (week, done) => ({...week, past: true, pieces: week.pieces.filter(({topic}) => done.has(topic)), questions: [], reviews: [], final: [], reading: 0, repeating: 0})

/** @param {Course} course @param {Inputs} inputs @returns {Plan} */
export function layout(course, inputs) {
  const easy = lay(course, inputs, false)
  if (easy.feasible || inputs.interview === null) return easy
  return lay(course, inputs, true)
}

/** What makes a plan fit that does not. `hours`: minutes a week that are missing; `date`: the first day of the interview that fits; null where nothing helps.
    @param {Course} course @param {Inputs} inputs
    @returns {{drops: {kind: 'pace'|'topic', topic?: Topic, minutes: number}[], enough: boolean, hours: number|null, date: number|null}} */
export function advice(course, inputs) {
  const fits = (changed) => layout(course, {...inputs, ...changed}).feasible
  const drops = []
  let tried = {...inputs}
  const work = (one) => sum(queueOf(course, one).map(({minutes}) => minutes))
  const take = (kind, changed, topic) => {
    const next = {...tried, ...changed}
    const saved = work(tried) - work(next)
    if (saved === 0) return
    drops.push(topic ? {kind, topic, minutes: saved} : {kind, minutes: saved})
    tried = next
  }
  let enough = fits(tried)
  if (!enough && inputs.pace === 'full') {
    take('pace', {pace: 'short'})
    enough = fits(tried)
  }
  for (const id of course.drop) {
    if (enough) break
    const before = drops.length
    take('topic', {dropped: [...tried.dropped, id]}, course.topics.find((topic) => topic.id === id))
    if (drops.length > before) enough = fits(tried)
  }
  return {drops, enough, hours: missingHours(inputs, fits), date: firstDate(course, inputs, fits)}
}

/** The hours with so many minutes more on each day that has some; on every day when none has. */
export function withMore(hours, more) {
  const none = sum(hours) === 0
  return hours.map((minutes) => (minutes || none ? Math.min(Math.max(minutes, DAY_LIMIT), minutes + more) : 0))
}

function missingHours(inputs, fits) {
  const steps = DAY_LIMIT / 15
  const at = (step) => withMore(inputs.hours, step * 15)
  const best = least(1, steps, (step) => fits({hours: at(step)}))
  return best === null ? null : sum(at(best)) - sum(inputs.hours)
}

function firstDate(course, inputs, fits) {
  if (inputs.interview === null) return null
  const open = layout(course, {...inputs, interview: null})
  if (!open.feasible || !open.weeks.length) return null
  const end = Math.max(inputs.interview, open.weeks.at(-1).to) + 1
  for (let more = 28; more <= 7 * LONGEST; more *= 2) {
    if (fits({interview: end + more})) return least(inputs.interview + 1, end + more, (day) => fits({interview: day}))
  }
  return null
}

/** The least whole number in low…high that is good, when whatever is above a good one is good as well; null when even `high` is not. */
function least(low, high, good) {
  if (!good(high)) return null
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (good(middle)) high = middle
    else low = middle + 1
  }
  return high
}

/** Topics that were to be read before this day, of weeks that are over, and are not done. @param {Plan} plan @param {Set<string>} done @returns {Topic[]} */
export function behindOf(plan, done, today) {
  const over = plan.weeks.filter(({to, past}) => to < today && !past)
  return over.flatMap(({pieces}) => pieces.filter(({last, topic}) => last && !done.has(topic.id)).map(({topic}) => topic))
}

/** The week of a day; 0 before the first. */
export const weekOf = (inputs, day) => Math.max(0, Math.floor((day - inputs.start) / 7) + 1)
