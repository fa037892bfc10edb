/** The page of one provision. Everything that came from the workspace is escaped here. */
import type { ChecklistPrinciple, ChecklistProvision, ChecklistState, ProvisionEvidence } from '../../../server/src/lsp/protocol';
import { commandLink, escapeHtml as text, pageHtml, wordsToHtml as words } from '../html';
import { formStyle } from './formStyle';
import { statuses, statusOf, statusWords, upperFirst } from './words';

/** Commands that links of the page may run. */
export const formCommands = ['principled.revealPlace', 'principled.openChecklist', 'principled.createDocument', 'principled.scanWorkspace', 'principled.showInventory'];

export interface FormPage {
  readonly state: ChecklistState;
  readonly provision: ChecklistProvision;
  /** Marks the page's own style and script, the only things it may load. */
  readonly nonce: string;
  /** Address of the page's script. */
  readonly script: string;
}

export function formHtml({ state, provision, nonce, script }: FormPage): string {
  const { id, brief, summary, goodEvidence } = provision;
  const title = `${id} ${upperFirst(brief)}`;
  return pageHtml({ title, styles: formStyle, nonce, script }, `<header>${headHtml(state, provision)}<h1>${text(title)}</h1></header>
<main>
<section aria-labelledby="asks"><h2 id="asks">What it asks</h2><p>${text(summary)}</p></section>
<section aria-labelledby="good"><h2 id="good">What good evidence looks like</h2><p>${text(goodEvidence)}</p></section>
<section aria-labelledby="found"><h2 id="found">What was found</h2><div id="evidence">${evidenceHtml(state, provision)}</div></section>
<form aria-labelledby="answer" id="form" data-provision="${text(id)}"><h2 id="answer">Your answer</h2>
<div id="problem" role="alert">${problemHtml(state)}</div>
${fieldsHtml(provision, state.problem !== undefined)}
</form>
</main>`);
}

/** What the script puts in place of what has changed since. */
export function formUpdate(state: ChecklistState, provision: ChecklistProvision): object {
  const { status, reason, owner, date, notes, links } = provision.answer;
  return {
    id: provision.id,
    evidence: evidenceHtml(state, provision),
    problem: problemHtml(state),
    links: linksHtml(provision),
    isBroken: state.problem !== undefined,
    fields: { status: status ?? '', reason: reason ?? '', owner: owner ?? '', date: date ?? '', notes: notes ?? '', links: (links ?? []).join('\n') },
  };
}

function headHtml(state: ChecklistState, { id, etsi, level, roles }: ChecklistProvision): string {
  const principle = principleOf(state, id);
  const bearers = state.roles.filter((it) => roles.includes(it.id)).map(({ name }) => name).join(', ');
  const phase = state.phases.find((it) => it.id === principle?.phase)?.name ?? '';
  const { previous, next } = neighbours(state, id);
  const link = (to: string | undefined, label: string): string => (to === undefined ? '' : commandLink('principled.openChecklist', to, `${label} ${to}`));
  const steps = [link(previous, 'Previous:'), link(next, 'Next:')].filter(Boolean).join(' · ');
  return `<nav aria-label="Provisions">${steps}</nav>
<p class="quiet">Principle ${principle?.number ?? ''}: ${text(principle?.title ?? '')}</p>
<p class="quiet"><span class="level">${upperFirst(level)}</span> for ${text(bearers)} · ${text(phase)} · ${text(state.etsi)}: ${text(etsi)}</p>`;
}

function evidenceHtml(state: ChecklistState, { evidence, contradictions }: ChecklistProvision): string {
  const against = contradictions.map((it) => `<p class="contradiction">${words(it)}.</p>`).join('');
  const items = evidence.map((it) => `<li class="${it.bearing}"><span class="mark">${marks[it.bearing]}</span> ${words(it.text)}${sourcesHtml(it)}</li>`);
  const list = items.length === 0 ? '<p class="quiet">Nothing in code or files bears on this; only people can answer it.</p>' : `<ul>${items.join('')}</ul>`;
  const scan = state.scanned ? '' : `<p class="quiet">Findings are those of open files. ${commandLink('principled.scanWorkspace', undefined, 'Scan the workspace')} for all of them.</p>`;
  const inventory = state.inventoried ? '' : `<p class="quiet">The AI inventory is not taken yet, so it does not count here. ${commandLink('principled.showInventory', undefined, 'Take the inventory')}.</p>`;
  return `${against}${list}${scan}${inventory}`;
}

const marks: Readonly<Record<ProvisionEvidence['bearing'], string>> = { for: 'Found', against: 'Against', absent: 'Not found', note: 'Note' };

function sourcesHtml({ places, count, document }: ProvisionEvidence): string {
  const items = places.map((it) => `<li>${commandLink('principled.revealPlace', it, it.label)}${it.text === undefined ? '' : ` <span class="quiet">${words(it.text)}</span>`}</li>`);
  if (count > places.length && places.length > 0) items.push(`<li class="quiet">and ${count - places.length} more</li>`);
  const draft = document === undefined ? '' : ` ${commandLink('principled.createDocument', document, 'Draft one')}`;
  return `${draft}${items.length === 0 ? '' : `<ul>${items.join('')}</ul>`}`;
}

function problemHtml({ problem }: ChecklistState): string {
  if (!problem) return '';
  return `<p class="contradiction">The checklist file cannot be read at ${text(problem.message)}. It is left as it is. ${commandLink('principled.revealPlace', problem.place, 'Open the file')}</p>`;
}

function fieldsHtml(provision: ChecklistProvision, isBroken: boolean): string {
  const { reason = '', owner = '', date = '', notes = '', links = [] } = provision.answer;
  const current = statusOf(provision);
  const radios = statuses.map((it) => {
    const value = it === 'unanswered' ? '' : it;
    return `<label><input type="radio" name="status" value="${value}"${it === current ? ' checked' : ''}> ${upperFirst(statusWords[it])}</label>`;
  });
  return `<fieldset id="fields"${isBroken ? ' disabled' : ''}>
<fieldset class="status"><legend>Status</legend>${radios.join('')}</fieldset>
<p id="reason-field"${current === 'not-applicable' ? '' : ' hidden'}><label for="reason">Why it does not apply</label><input id="reason" name="reason" type="text" value="${text(reason)}" aria-describedby="reason-hint"><span id="reason-hint" class="quiet">Without a reason the report counts it as contradicted.</span></p>
<div class="row"><p><label for="owner">Owner</label><input id="owner" name="owner" type="text" value="${text(owner)}"></p>
<p><label for="date">Date of the answer</label><input id="date" name="date" type="date" value="${text(date)}"></p></div>
<p><label for="notes">Notes</label><textarea id="notes" name="notes" rows="4">\n${text(notes)}</textarea></p>
<p><label for="links">Links</label><textarea id="links" name="links" rows="2" aria-describedby="links-hint">\n${text(links.join('\n'))}</textarea><span id="links-hint" class="quiet">Files of this folder or addresses, one a line.</span></p>
<div id="link-list">${linksHtml(provision)}</div>
<p class="actions"><button type="button" id="undo">Undo</button> <span id="saved" role="status" class="quiet"></span></p>
</fieldset>`;
}

function linksHtml({ links }: ChecklistProvision): string {
  const items = links.flatMap(({ text: words, address, place }) => {
    if (place) return [`<li>${commandLink('principled.revealPlace', place, words)}</li>`];
    return address === undefined ? [] : [`<li><a href="${text(address)}">${text(words)}</a></li>`];
  });
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

function principleOf(state: ChecklistState, id: string): ChecklistPrinciple | undefined {
  return state.principles.find((it) => it.provisions.some((one) => one.id === id));
}

function neighbours(state: ChecklistState, id: string): { readonly previous: string | undefined; readonly next: string | undefined } {
  const ids = state.principles.flatMap((it) => it.provisions).map((it) => it.id);
  const at = ids.indexOf(id);
  return { previous: ids[at - 1], next: ids[at + 1] };
}
