import type { PrincipleState, ProvisionState } from '../assurance/assess';
import { checklistPath } from '../assurance/checklist';
import { placeInWords, type ChecklistReading, type FileNote } from '../assurance/checklistFile';
import { etsiStandard, phases, roles } from '../assurance/codeOfPractice';
import type { Evidence } from '../assurance/evidence';
import { linkTarget } from '../assurance/report/words';
import type { Knowledge, WorkspacePlace } from '../assurance/workspace';
import type { ChecklistLink, ChecklistProblem, ChecklistProvision, ChecklistState, ExplanationPlace, ProvisionEvidence } from './protocol';
import { checklistUri } from './checklistFile';
import { pathOfUri, uriOfPath } from './uris';

interface Parts {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly states: readonly PrincipleState[];
  readonly reading: ChecklistReading;
  readonly knowledge: Knowledge;
  /** Why a change was not saved. */
  readonly failure?: string;
}

/** A folder's checklist in the words and places of the protocol. */
export function toChecklistState({ folder, states, reading, knowledge, failure }: Parts): ChecklistState {
  const bearers = new Set(states.flatMap((it) => it.provisions).flatMap(({ provision }) => provision.roles));
  const file = checklistUri(folder);
  return {
    principles: states.map(({ principle: { number, title, phase }, provisions }) => ({
      number, title, phase, provisions: provisions.map((it) => toProvision(it, folder, knowledge)),
    })),
    roles: roles.filter(({ id }) => bearers.has(id)).map(({ id, name }) => ({ id, name })),
    phases,
    etsi: etsiStandard,
    rules: Object.fromEntries(knowledge.rules.map(({ id, provisions }) => [id, provisions])),
    scanned: knowledge.examined.scope === 'folder',
    inventoried: knowledge.inventory !== undefined,
    file,
    ...('problem' in reading ? { problem: toProblem(reading.problem, file) } : {}),
    notes: 'notes' in reading ? reading.notes.map((it) => toProblem(it, file)) : [],
    ...(failure === undefined ? {} : { failure }),
  };
}

function toProblem(note: FileNote, uri: string): ChecklistProblem {
  const at = { line: note.line - 1, character: note.column - 1 };
  return { message: placeInWords(note), place: { uri, range: { start: at, end: at }, label: checklistPath } };
}

function toProvision(state: ProvisionState, folder: string, { workspace }: Knowledge): ChecklistProvision {
  const { provision: { id, etsi, level, brief, summary, goodEvidence, roles: bearers }, answer, evidence, contradictions, findings } = state;
  const links = (answer.links ?? []).map((text): ChecklistLink => {
    const address = linkTarget(text);
    if (address !== undefined) return { text, address };
    return workspace.files.includes(text) ? { text, place: toPlace({ path: text }, folder) } : { text };
  });
  return {
    id, etsi, level, brief, summary, goodEvidence, roles: bearers, answer, links, contradictions, findings,
    evidence: evidence.map((it) => toEvidence(it, folder)),
  };
}

function toEvidence({ bearing, kind, text, places, count, document }: Evidence, folder: string): ProvisionEvidence {
  return {
    bearing, kind, text, count,
    places: places.map(({ text: words, ...place }) => ({ ...toPlace(place, folder), ...(words === undefined ? {} : { text: words }) })),
    ...(document === undefined || bearing !== 'absent' ? {} : { document }),
  };
}

function toPlace({ path, line = 1 }: WorkspacePlace, folder: string): ExplanationPlace {
  const at = { line: line - 1, character: 0 };
  const uri = uriOfPath(`${pathOfUri(folder)}/${path}`);
  return { uri, range: { start: at, end: at }, label: line === 1 ? path : `${path}:${line}` };
}
