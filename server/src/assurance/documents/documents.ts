/** First drafts of the documents that the Code asks for, from what is known of a workspace. */
import { markdownTable, todo } from './markdown';
import { escapeMarkdown as text, wordsToMarkdown as words } from '../../lint/escape';
import type { PrincipleState, ProvisionState } from '../assess';
import { placeWords } from '../report/words';
import type { Knowledge } from '../workspace';
import { assetTable, changeRows, datasetRows, flowDiagram, namesOf, toolList } from './inventoryParts';
import templates from './templates.generated.json';

export interface DocumentKind {
  readonly id: string;
  /** As a person chooses it. */
  readonly title: string;
  /** Where the draft goes below the folder, unless something is there. */
  readonly path: string;
}

export const documentKinds: readonly DocumentKind[] = [
  { id: 'training-outline', title: 'AI security training outline', path: 'docs/ai/security-training.md' },
  { id: 'threat-model', title: 'Risk assessment and threat model', path: 'docs/ai/threat-model.md' },
  { id: 'asset-inventory', title: 'AI asset inventory', path: 'docs/ai/asset-inventory.md' },
  { id: 'incident-plan', title: 'Incident plan', path: 'docs/ai/incident-plan.md' },
  { id: 'recovery-plan', title: 'Recovery plan', path: 'docs/ai/recovery-plan.md' },
  { id: 'vulnerability-policy', title: 'Vulnerability disclosure policy', path: 'SECURITY.md' },
  { id: 'system-card', title: 'System card with change log of prompts and models', path: 'docs/ai/system-card.md' },
  { id: 'data-notice', title: 'Data notice for end-users, and prohibited uses', path: 'docs/ai/data-notice.md' },
  { id: 'disposal-plan', title: 'Disposal plan', path: 'docs/ai/disposal-plan.md' },
];

export interface Draft {
  /** Below the folder; no file of this name is there yet. */
  readonly path: string;
  readonly text: string;
}

/** Undefined for a kind that there is not. Gaps are marked TODO, and nothing is invented. */
export function draftDocument(kind: string, states: readonly PrincipleState[], knowledge: Knowledge): Draft | undefined {
  const found = documentKinds.find(({ id }) => id === kind);
  const template = (templates as Readonly<Record<string, string>>)[kind];
  if (!found || template === undefined) return undefined;
  const filled = template.replace(/\{\{(\w+)(?: ([\w.]+))?\}\}/g, (_, name: string, argument?: string) =>
    fill(name, argument ?? '', states, knowledge));
  return { path: freePath(found.path, knowledge.workspace.files), text: filled };
}

function fill(name: string, argument: string, states: readonly PrincipleState[], knowledge: Knowledge): string {
  const { inventory, workspace, today } = knowledge;
  const state = states.flatMap((it) => it.provisions).find((it) => it.provision.id === argument);
  switch (name) {
    case 'project': return text(workspace.name);
    case 'date': return today;
    case 'owner': return state?.answer.owner === undefined ? todo('name') : text(state.answer.owner);
    case 'places': return placesFor(argument, knowledge);
    case 'evidence': return evidenceFor(state);
    case 'findings': return findingsTable(knowledge);
    case 'rules': return topics(knowledge);
    case 'assets': return assetTable(inventory);
    case 'diagram': return flowDiagram(inventory);
    case 'providers': return namesOf(inventory, 'provider');
    case 'tools': return argument === 'list' ? toolList(inventory) : namesOf(inventory, 'tool');
    case 'datasets': return datasetRows(inventory);
    case 'change': return changeRows(inventory, today);
    default: return todo('');
  }
}

function placesFor(provision: string, { findings }: Knowledge): string {
  const found = findings.filter(({ provisions, severity }) => provisions.includes(provision) && severity !== 'hint');
  if (found.length === 0) return todo('');
  const shown = [...new Set(found.map((it) => text(placeWords(it))))];
  return shown.length > 4 ? `${shown.slice(0, 4).join(', ')} and ${shown.length - 4} more` : shown.join(', ');
}

function evidenceFor(state: ProvisionState | undefined): string {
  const found = (state?.evidence ?? []).filter(({ bearing, kind }) => bearing === 'for' && kind !== 'inventory');
  return found.length === 0 ? todo('where') : found.map((it) => {
    const places = it.kind === 'document' ? [] : it.places.map((place) => text(placeWords(place)));
    return `${words(it.text)}${places.length > 0 ? ` (${places.join(', ')})` : ''}`;
  }).join('; ');
}

function findingsTable({ findings, examined }: Knowledge): string {
  const open = findings.filter(({ severity }) => severity !== 'hint');
  if (open.length === 0) {
    return examined.scope === 'folder' ? 'None when this draft was made, which is no proof that there is no weakness.' : todo('scan the workspace');
  }
  const rows = open.slice(0, 30).map((it) => [it.severity, words(it.message), it.provisions.map(text).join(', '), text(placeWords(it))]);
  const more = open.length > 30 ? `\n\nAnd ${open.length - 30} more.` : '';
  return `${markdownTable(['Severity', 'Finding', 'Provisions', 'Place'], rows)}${more}`;
}

/** What developers have to learn: what the findings are about, else what the rules are. */
function topics({ findings, rules }: Knowledge): string {
  const found = findings.filter(({ severity }) => severity !== 'hint').map(({ title }) => title);
  const titles = [...new Set(found.length > 0 ? found : rules.map(({ title }) => title))];
  return titles.length === 0 ? todo('') : titles.slice(0, 8).map(text).join('; ');
}

function freePath(path: string, files: readonly string[]): string {
  const taken = new Set(files.map((it) => it.toLowerCase()));
  const dot = path.lastIndexOf('.');
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? path : `${path.slice(0, dot)}-${number}${path.slice(dot)}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}
