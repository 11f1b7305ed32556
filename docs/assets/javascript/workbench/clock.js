/* The budget of an interview. No DOM, no clock. */

const MINUTE = 60_000

/** Where one should be. @param {import('./draft.js').Template} template @param {number} elapsed milliseconds
    @returns {{left: number, section: import('./draft.js').Section|null, sectionLeft: number}} milliseconds; no section when the time is over */
export function clock(template, elapsed) {
  const whole = template.reduce((sum, {minutes}) => sum + minutes, 0) * MINUTE
  let end = 0
  for (const section of template) {
    end += section.minutes * MINUTE
    if (elapsed < end) return {left: whole - elapsed, section, sectionLeft: end - elapsed}
  }
  return {left: 0, section: null, sectionLeft: 0}
}

/** 8:05 */
export const minutesText = (time) => {
  const seconds = Math.ceil(time / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
