import type { ExplanationPlace } from '../../../server/src/lsp/protocol';
import { escapeHtml as escape, pageHtml } from '../html';
import { boxHeight, boxWidth, layOut, type Arrow, type Box, type Drawing, type NamedInventory } from './layout';

/** The command that links of the page run; its one argument is an `ExplanationPlace`. */
export const graphCommands = ['principled.revealPlace'];

/**
 * The graph as a page without scripts: boxes are links, so that Tab reaches them and Enter goes to
 * the code; a list says the same in words. `nonce` marks the page's own styles, the only thing it
 * may load. Everything of the workspace is escaped here.
 */
export function graphHtml(inventories: readonly NamedInventory[], nonce: string): string {
  const drawing = layOut(inventories);
  return pageHtml({ title: 'AI inventory', styles, nonce }, `<main>
<h1>AI inventory</h1>
${drawing.boxes.length === 0 ? '<p>Nothing is connected yet: no model, agent or tool was found that leads to another.</p>' : content(drawing)}
</main>`);
}

function content(drawing: Drawing): string {
  const more = drawing.leftOut > 0 ? ` ${drawing.leftOut} more are in the view and in the exports.` : '';
  return `<p class="quiet">${drawing.boxes.length} connected parts, from what is reached first on the left to what it reaches on the right. Choose one to see its code, or read <a href="#list">the same as a list</a>.${more}</p>
<nav class="picture" aria-label="Graph of the connections" tabindex="0">${svg(drawing)}</nav>
<h2 id="list">The same as a list</h2>
${list(drawing)}`;
}

function svg({ boxes, arrows, width, height }: Drawing): string {
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="group" aria-label="Connections">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
<g aria-hidden="true">${arrows.map(arrow).join('')}</g>
${[...boxes].sort((a, b) => a.x - b.x || a.y - b.y).map((box) => node(box, arrows, boxes)).join('\n')}
</svg>`;
}

function arrow({ points, words }: Arrow): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let at = first;
  const bends = rest.map((next) => {
    const middle = (at.x + next.x) / 2;
    const bend = `C${n(middle)} ${n(at.y)} ${n(middle)} ${n(next.y)} ${n(next.x)} ${n(next.y)}`;
    at = next;
    return bend;
  });
  return `<path class="arrow" d="M${n(first.x)} ${n(first.y)} ${bends.join(' ')}" marker-end="url(#tip)"><title>${escape(words)}</title></path>`;
}

function n(value: number): string {
  return value.toFixed(1);
}

function node(box: Box, arrows: readonly Arrow[], boxes: readonly Box[]): string {
  const { x, y, kind, kindWords, name, place } = box;
  const [left, top] = [x - boxWidth / 2, y - boxHeight / 2];
  const shape = `<rect class="box" x="${n(left)}" y="${n(top)}" width="${boxWidth}" height="${boxHeight}" rx="4"/>`
    + `<rect class="stripe" x="${n(left)}" y="${n(top)}" width="5" height="${boxHeight}" rx="2"/>`
    // A drawing of its own cuts off what is too long, whatever the font.
    + `<svg x="${n(left)}" y="${n(top)}" width="${boxWidth - 6}" height="${boxHeight}" aria-hidden="true"><text class="kind" x="14" y="17">${escape(short(kindWords, 34))}</text>`
    + `<text class="name" x="14" y="35">${escape(short(name, 24))}</text></svg>`
    + `<title>${escape(place ? `${name} (${place.label})` : name)}</title>`;
  const classes = `node kind-${/^[a-z-]+$/.test(kind) ? kind : 'other'}`;
  const label = `${kindWords} ${name}${linksOf(box, arrows, boxes)}`;
  return place ? `<a class="${classes}" href="${commandUri(place)}" aria-label="${escape(label)}">${shape}</a>` : `<g class="${classes}">${shape}</g>`;
}

function linksOf({ id }: Box, arrows: readonly Arrow[], boxes: readonly Box[]): string {
  const names = new Map(boxes.map((box) => [box.id, box.name]));
  const words = arrows.filter(({ from }) => from === id).map((one) => `${one.words} ${names.get(one.to) ?? ''}`);
  return words.length === 0 ? '' : `, ${words.slice(0, 8).join(', ')}`;
}

/** At most so many characters. Full-width and wide characters need about twice the room. */
function short(text: string, most: number): string {
  let room = most;
  let shown = '';
  for (const mark of text) {
    room -= /[\u1100-\u{3fffd}]/u.test(mark) ? 2 : 1;
    if (room < 1) return `${shown}…`;
    shown += mark;
  }
  return shown;
}

function list({ boxes, arrows }: Drawing): string {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const items = boxes.filter(({ kind }) => kind !== 'power').map((box) => {
    const links = arrows.filter(({ from }) => from === box.id).map(({ words, to }) => `<li>${escape(words)} ${link(byId.get(to)!)}</li>`);
    return `<li><span class="quiet">${escape(box.kindWords)}</span> ${link(box)}${links.length > 0 ? `<ul>${links.join('')}</ul>` : ''}</li>`;
  });
  return `<ul aria-labelledby="list">${items.join('\n')}</ul>`;
}

function link({ name, place }: Box): string {
  return place ? `<a href="${commandUri(place)}">${escape(name)}</a>` : escape(name);
}

function commandUri(place: ExplanationPlace): string {
  return escape(`command:${graphCommands[0]}?${encodeURIComponent(JSON.stringify([place]))}`);
}

const styles = `
body { padding: 0 1.5em 2em; line-height: 1.5; }
h1 { font-size: 1.6em; font-weight: 600; line-height: 1.25; }
h2 { font-size: 1.25em; font-weight: 600; margin-top: 1.6em; }
.quiet { color: var(--vscode-descriptionForeground); }
.picture { overflow: auto; max-height: 78vh; border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); border-radius: 4px; }
.picture:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
svg { display: block; }
svg text { font-family: var(--vscode-font-family); fill: var(--vscode-foreground); }
svg .kind { font-size: 11px; fill: var(--vscode-descriptionForeground); }
svg .name { font-size: 13px; font-weight: 600; }
.box { fill: var(--vscode-editorWidget-background); stroke: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border, currentColor))); stroke-width: 1; }
.arrow { fill: none; stroke: var(--vscode-descriptionForeground); stroke-width: 1.3; opacity: 0.75; }
.tip { fill: var(--vscode-descriptionForeground); }
a.node { cursor: pointer; outline: none; text-decoration: none; }
a.node:hover .box { stroke: var(--vscode-focusBorder); }
a.node:focus-visible .box { stroke: var(--vscode-focusBorder); stroke-width: 3; }
.stripe { fill: var(--vscode-charts-foreground, currentColor); }
.kind-endpoint .stripe { fill: var(--vscode-charts-purple); }
.kind-agent .stripe, .kind-model .stripe { fill: var(--vscode-charts-blue); }
.kind-provider .stripe { fill: var(--vscode-charts-green); }
.kind-tool .stripe, .kind-mcp-server .stripe { fill: var(--vscode-charts-orange); }
.kind-power .stripe { fill: var(--vscode-charts-red); }
.kind-vector-store .stripe, .kind-dataset .stripe, .kind-model-file .stripe { fill: var(--vscode-charts-yellow); }
`;
