/** Charts as HTML with inline SVG, each with its figures in words beside it. */
import { escapeHtml } from '../../lint/escape';
import { settledIn, totalIn, type Tally } from '../assess';
import type { Trend } from './report';

/** From the best to the worst, as the bars show them. */
const bands = [
  { key: 'met', words: 'met' },
  { key: 'not-applicable', words: 'not applicable' },
  { key: 'partly', words: 'partly met' },
  { key: 'not-met', words: 'not met' },
  { key: 'unanswered', words: 'not answered' },
] as const;

export interface Row {
  /** HTML. */
  readonly label: string;
  readonly tally: Tally;
}

/** A table with one bar for each row; `caption` is plain text. */
export function coverageTable(caption: string, head: string, rows: readonly Row[]): string {
  const body = rows.map(({ label, tally }) => `<tr><th scope="row">${label}</th><td class="bar">${bar(tally)}</td>`
    + `<td class="figure"><strong>${settledIn(tally)}</strong> of ${totalIn(tally)}</td></tr>`);
  return `<table class="coverage">\n<caption>${escapeHtml(caption)}</caption>
<thead><tr><th scope="col">${escapeHtml(head)}</th><th scope="col">How the provisions stand</th><th scope="col">Settled</th></tr></thead>
<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}

export function legend(): string {
  const items = bands.map(({ key, words }) => `<li><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="${key}" width="10" height="10"/></svg>${words}</li>`);
  return `<ul class="legend" aria-label="Colours of the bars">${items.join('')}</ul>`;
}

/** "2 met, 1 partly met, 3 not answered". */
export function tallyWords(tally: Tally): string {
  return bands.filter(({ key }) => tally[key] > 0).map(({ key, words }) => `${tally[key]} ${words}`).join(', ');
}

function bar(tally: Tally): string {
  const total = Math.max(totalIn(tally), 1);
  let at = 0;
  const parts = bands.filter(({ key }) => tally[key] > 0).map(({ key }) => {
    const width = (1000 * tally[key]) / total;
    const part = `<rect class="${key}" x="${round(at)}" width="${round(width)}" height="20"/>`;
    at += width;
    return part;
  });
  return `<svg viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label="${tallyWords(tally)}">${parts.join('')}</svg>`;
}

const size = { width: 320, height: 110, side: 8, top: 12, bottom: 4 };

/** Two small charts over time, each on a scale of its own; empty with fewer than two reports. The figures stand in a table below. */
export function trendChart({ points }: Trend, provisions: number): string {
  if (points.length < 2) return '';
  const shown = points.slice(-8);
  const cells = (read: (point: Trend['points'][number]) => number): string => shown.map((it) => `<td>${read(it)}</td>`).join('');
  const heads = shown.map(({ date }) => `<th scope="col">${escapeHtml(date)}</th>`).join('');
  return `<div class="charts">
${lineChart('Settled provisions', 'settled', points.map((it) => it.settled), provisions)}
${lineChart('Open findings', 'findings', points.map((it) => it.findings), Math.max(...points.map((it) => it.findings), 1))}
</div>
<div class="scroll" tabindex="0" role="region" aria-label="Figures of the trend"><table class="figures"><thead><tr><th scope="col">Report of</th>${heads}</tr></thead>
<tbody><tr><th scope="row">Settled provisions</th>${cells((it) => it.settled)}</tr>
<tr><th scope="row">Open findings</th>${cells((it) => it.findings)}</tr></tbody></table></div>`;
}

function lineChart(title: string, name: string, values: readonly number[], highest: number): string {
  const { width, height, side, top, bottom } = size;
  const places = values.map((value, at) => [
    round(side + ((width - 2 * side) * at) / (values.length - 1)),
    round(top + (height - top - bottom) * (1 - value / highest)),
  ] as const);
  const path = places.map(([x, y]) => `${x},${y}`).join(' ');
  const floor = height - bottom;
  const words = `${title}: ${values[0]} at first, ${values.at(-1)} now, on a scale from 0 to ${highest}`;
  return `<figure><figcaption>${title} <span class="quiet">0 to ${highest}</span></figcaption>
<svg class="line ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">
<line class="axis" x1="0" x2="${width}" y1="${floor}" y2="${floor}"/><line class="axis" x1="0" x2="${width}" y1="${top}" y2="${top}"/>
<polyline points="${path}"/>${places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5"/>`).join('')}
</svg></figure>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
