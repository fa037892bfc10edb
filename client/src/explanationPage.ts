import type { Explanation, ExplanationPlace, ExplanationStep } from '../../server/src/lsp/protocol';
import { commandLink, escapeHtml as escape, pageHtml, wordsToHtml as words } from './html';

/** The command that links to places in code run; its one argument is an `ExplanationPlace`. */
const revealCommand = 'principled.revealPlace';
/** Commands that links of the page may run. */
export const pageCommands = [revealCommand, 'principled.openChecklist'];

/**
 * The page as HTML without scripts. `rulePage` is HTML already; everything else is escaped here.
 * `nonce` marks the page's own styles, the only thing it may load.
 */
export function explanationHtml(explanation: Explanation, rulePage: string, nonce: string): string {
  const { title, message, why, remedy, confidence, steps, related, others } = explanation;
  return pageHtml({ title, styles, nonce }, `<main>
<h1>${escape(title)}</h1>
<p>${words(message)}</p>
<p>${words(why)}</p>
<p><strong>Instead:</strong> ${words(remedy)}</p>
<h2>${steps.length > 1 ? 'The way the value took' : 'The place'}</h2>
<p class="quiet">${words(upperFirst(confidence))}</p>
<ol>${steps.map(stepHtml).join('\n')}</ol>
${section('Also here', list(related.map((it) => `${words(upperFirst(it.text))}: ${placeLink(it.place)}`)))}
${codeSection(explanation)}
${section('Other places of the same kind', othersList(explanation, others))}
</main>
${rulePage === '' ? '' : `<hr>\n<aside aria-label="About the rule">${rulePage}</aside>`}`);
}

function stepHtml({ text, place, excerpt }: ExplanationStep): string {
  const lines = excerpt.map(({ number, text: code, isMarked }) => {
    const line = `<span class="number">${String(number).padStart(5)}</span> ${escape(code)}`;
    return isMarked ? `<mark>${line}</mark>` : `<span>${line}</span>`;
  });
  const code = lines.length === 0 ? '' : `<pre><code>${lines.join('\n')}</code></pre>`;
  return `<li><p>${words(upperFirst(text))}: ${placeLink(place)}</p>${code}</li>`;
}

function codeSection({ code, provisions, citations }: Explanation): string {
  if (provisions.length === 0) return '';
  const items = provisions.map(({ id, level, principle, principleTitle, summary }) =>
    `<strong>${escape(id)}</strong> (${level}): ${escape(summary)} `
    + `<br><span class="quiet">Principle ${principle}: ${escape(principleTitle)}.</span> `
    + commandLink('principled.openChecklist', id, `Checklist ${id}`));
  const cites = citations.map(({ cite, name, url }) => `<a href="${escape(url)}">${escape(cite)}</a> ${escape(name)}`);
  const link = `<p><a href="${escape(code.url)}">Read the Code</a></p>`;
  return section(code.title, list(items) + link) + section('Known weaknesses', list(cites));
}

function othersList({ moreOthers }: Explanation, others: Explanation['others']): string {
  const items = others.map(({ text, place }) => `${placeLink(place)}: ${words(text)}`);
  return list(moreOthers > 0 ? [...items, `and ${moreOthers} more in the Problems panel`] : items);
}

function section(heading: string, content: string): string {
  return content === '' ? '' : `<h2>${escape(heading)}</h2>\n${content}\n`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((it) => `<li>${it}</li>`).join('')}</ul>`;
}

function placeLink(place: ExplanationPlace): string {
  return commandLink(revealCommand, place, place.label);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const styles = `
body { padding: 0 1.5em 2em; max-width: 52em; line-height: 1.5; }
h1 { font-size: 1.6em; line-height: 1.25; }
h2 { font-size: 1.25em; margin-top: 1.6em; }
h1, h2, h3 { font-weight: 600; }
li { margin: 0.4em 0; }
.quiet { color: var(--vscode-descriptionForeground); }
pre { padding: 0.6em 0.8em; overflow-x: auto; background: var(--vscode-textCodeBlock-background); }
code { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
pre span, pre mark { display: inline-block; min-width: 100%; white-space: pre; }
pre code { padding: 0; color: inherit; background: none; }
pre .number { display: inline; color: var(--vscode-editorLineNumber-foreground); user-select: none; }
mark { color: inherit; background: var(--vscode-editor-rangeHighlightBackground); outline: 1px solid var(--vscode-contrastActiveBorder, transparent); }
hr { border: 0; border-top: 1px solid var(--vscode-textSeparator-foreground); margin: 2em 0; }
`;
