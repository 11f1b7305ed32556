/* Numbers as pictures, each with its table: the picture is for the eye, the table for everybody. Colours are in trainer.css. */

import {h, svg, unique} from './dom.js'
import {dayText} from './days.js'
import {cardsText, percent} from './words.js'

const WIDTH = 360

/** @param {string} title @param {string} summary what the picture shows, in a sentence @param {number} height @param {SVGElement[]} shapes @param {string[]} columns @param {(string | number)[][]} rows */
function figure(title, summary, height, shapes, columns, rows) {
  const id = unique('chart')
  return h('figure', {class: 'trainer-chart'},
    h('figcaption', {id}, h('strong', {}, title), ` ${summary}`),
    svg('svg', {viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-labelledby': id}, shapes),
    h('details', {class: 'trainer-table'},
      h('summary', {}, 'Те же числа таблицей', h('span', {class: 'for-screen-reader'}, `: ${title}`)),
      h('table', {class: 'table'},
        h('thead', {}, h('tr', {}, columns.map((column) => h('th', {scope: 'col'}, column)))),
        h('tbody', {}, rows.map(([first, ...others]) => h('tr', {}, h('th', {scope: 'row'}, first), others.map((cell) => h('td', {}, cell))))))))
}

const rect = (name, x, y, width, height) => svg('rect', {class: name, x, y, width: Math.max(0, width), height: Math.max(0, height)})
const text = (x, y, words, anchor = 'start', name = null) => svg('text', {class: name, x, y, 'text-anchor': anchor}, words)
const line = (name, y) => svg('line', {class: name, x1: 0, x2: WIDTH, y1: y, y2: y})

/** @param {number[]} counts today and the days after @param {number} today */
export function forecastChart(counts, today) {
  const top = 22
  const bottom = 132
  const most = Math.max(1, ...counts)
  const step = WIDTH / counts.length
  const bars = counts.map((count, i) => rect(i ? 'chart-bar' : 'chart-now', i * step + 1, bottom - ((bottom - top) * count) / most, step - 2, ((bottom - top) * count) / most))
  const busiest = counts.indexOf(most)
  const labels = [[0, 'сегодня', 'start'], [10, dayText(today + 10), 'middle'], [20, dayText(today + 20), 'middle'], [30, dayText(today + 30), 'end']]
  const rows = counts.map((count, i) => [i ? dayText(today + i) : 'сегодня', count]).filter(([, count], i) => count || !i)
  return figure('Повторения на 30 дней.', `Сегодня ${cardsText(counts[0])}, всего ${cardsText(counts.reduce((a, b) => a + b))}.`, 150,
    [...bars, line('chart-axis', bottom), Math.max(...counts) ? text(Math.min(WIDTH - 30, Math.max(14, (busiest + 0.5) * step)), bottom - ((bottom - top) * counts[busiest]) / most - 5, most, 'middle') : null,
      ...labels.map(([i, words, anchor]) => text(anchor === 'start' ? 0 : anchor === 'end' ? WIDTH : (i + 0.5) * step, 147, words, anchor))].filter(Boolean),
    ['День', 'Карточек'], rows)
}

/** @param {ReturnType<typeof import('./statistics.js').retention>} weeks @param {number} desired */
export function retentionChart(weeks, desired) {
  const top = 18
  const bottom = 132
  const y = (share) => bottom - (bottom - top) * share
  const step = WIDTH / weeks.length
  const seen = weeks.reduce((sum, week) => sum + week.seen, 0)
  const remembered = weeks.reduce((sum, week) => sum + week.remembered, 0)
  const shapes = weeks.flatMap((week, i) => {
    const share = week.seen && week.remembered / week.seen
    const high = share > 0.2 // high enough for its number, which above the bar would meet the line of the goal
    return [
      rect('chart-bar', i * step + 4, y(share), step - 8, bottom - y(share)),
      text((i + 0.5) * step, high ? bottom - 6 : y(share) - 4, percent(week.remembered, week.seen), 'middle', high ? 'chart-inside' : null),
    ]
  })
  return figure('Сколько вспоминается.', `За восемь недель ${percent(remembered, seen)} повторений, цель ${percent(desired, 1)}.`, 150,
    [...shapes, line('chart-axis', bottom), line('chart-goal', y(desired)), text(0, 147, dayText(weeks[0].from)), text(WIDTH, 147, dayText(weeks.at(-1).to), 'end')],
    ['Неделя', 'Повторений', 'Вспомнили'], weeks.map(({from, to, seen, remembered}) => [`${dayText(from)} – ${dayText(to)}`, seen, percent(remembered, seen)]))
}

/** @param {ReturnType<typeof import('./statistics.js').learned>} stages */
export function stagesChart(stages) {
  const row = 40
  const shapes = stages.flatMap(({title, stage, learned, begun, total}, i) => {
    const y = i * row + 18
    const one = WIDTH / total
    return [
      text(0, y - 4, title), text(WIDTH, y - 4, `${learned} надолго, ${begun} в работе, всего ${total}`, 'end'),
      rect('chart-rest', 0, y, WIDTH, 12),
      svg('g', {class: `stage-${stage + 1}`}, rect('chart-begun', learned * one, y, begun * one, 12), rect('chart-learned', 0, y, learned * one, 12)),
    ]
  })
  const sum = (name) => stages.reduce((total, stage) => total + stage[name], 0)
  return figure('По этапам.', `Надолго запомнили ${sum('learned')}, в работе ${sum('begun')}, всего ${cardsText(sum('total'))}. Надолго — это на три недели и больше.`, stages.length * row,
    shapes, ['Этап', 'Надолго', 'В работе', 'Не начато'], stages.map(({title, learned, begun, total}) => [title, learned, begun, total - learned - begun]))
}
