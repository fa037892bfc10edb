/** The assurance report as data: the shape of `report --format json`, and what the pages are made from. */
import { settledIn, tallyOf, totalIn, type PrincipleState, type ProvisionState, type Tally } from '../assess';
import { statusWords, type Answer } from '../checklist';
import type { FileNote } from '../checklistFile';
import { codeTitle, codeUrl, etsiStandard, findProvision, phases, roles, type Level } from '../codeOfPractice';
import type { Evidence } from '../evidence';
import { improvementsSince, regressionsSince, takeSnapshot, type Snapshot } from '../history';
import type { Examined, FindingFact, InventoryFact, Knowledge } from '../workspace';
import { openActions, type Action } from './actions';

/** Rises when a field changes its meaning or goes. */
const assuranceVersion = 1;

export interface AssuranceReport {
  readonly version: typeof assuranceVersion;
  readonly tool: { readonly name: 'principled'; readonly version: string };
  /** ISO day. */
  readonly date: string;
  /** Name of the folder. */
  readonly project: string;
  readonly code: { readonly title: string; readonly url: string; readonly etsi: string };
  /** Why the checklist file could not be read; it counts as empty then. */
  readonly checklistProblem?: FileNote;
  /** Entries of the checklist file that do not count as they are written. */
  readonly checklistNotes: readonly FileNote[];
  readonly coverage: Coverage;
  readonly principles: readonly ReportedPrinciple[];
  /** By principle; a finding stands under the provision it cites first. */
  readonly findings: readonly { readonly principle: number; readonly findings: readonly FindingFact[] }[];
  readonly actions: readonly Action[];
  readonly inventory?: InventoryFact;
  readonly trend: Trend;
  readonly examined: Examined;
}

export interface Coverage {
  readonly all: Tally;
  /** Provisions that those who follow the Code have to meet. */
  readonly requirements: Tally;
  readonly principles: readonly { readonly number: number; readonly tally: Tally }[];
  readonly phases: readonly { readonly id: string; readonly name: string; readonly tally: Tally }[];
  readonly roles: readonly { readonly id: string; readonly name: string; readonly tally: Tally }[];
}

export interface ReportedPrinciple {
  readonly number: number;
  readonly title: string;
  readonly phase: string;
  readonly etsi: string;
  readonly provisions: readonly ReportedProvision[];
}

export interface ReportedProvision {
  readonly id: string;
  readonly etsi: string;
  readonly level: Level;
  readonly brief: string;
  readonly summary: string;
  readonly roles: readonly string[];
  readonly answer: Answer;
  readonly findings: number;
  readonly contradictions: readonly string[];
  readonly evidence: readonly Evidence[];
}

export interface Trend {
  /** Day of the report before this one; absent when there is none. */
  readonly since?: string;
  readonly better: readonly string[];
  readonly worse: readonly string[];
  /** Up to the present one, in order of time. */
  readonly points: readonly { readonly date: string; readonly settled: number; readonly findings: number }[];
}

export interface ReportInput {
  readonly toolVersion: string;
  readonly states: readonly PrincipleState[];
  readonly knowledge: Knowledge;
  readonly checklistProblem?: FileNote;
  readonly checklistNotes?: readonly FileNote[];
  /** Earlier reports, in order of time. */
  readonly history: readonly Snapshot[];
}

export function buildReport(input: ReportInput): AssuranceReport {
  const { states, knowledge, checklistProblem, checklistNotes = [] } = input;
  const { findings, examined, inventory, workspace, today } = knowledge;
  return {
    version: assuranceVersion,
    tool: { name: 'principled', version: input.toolVersion },
    date: today,
    project: workspace.name,
    code: { title: codeTitle, url: codeUrl, etsi: etsiStandard },
    ...(checklistProblem ? { checklistProblem } : {}),
    checklistNotes,
    coverage: coverageOf(states),
    principles: states.map(reportPrinciple),
    findings: byPrinciple(findings),
    actions: openActions(states, findings),
    ...(inventory ? { inventory } : {}),
    trend: trendOf(input.history, snapshotOf(input)),
    examined,
  };
}

/** What of a report is kept for the next one to compare with. */
export function snapshotOf({ states, knowledge }: Pick<ReportInput, 'states' | 'knowledge'>): Snapshot {
  return takeSnapshot(allOf(states), knowledge.findings, knowledge.today);
}

function allOf(states: readonly PrincipleState[]): readonly ProvisionState[] {
  return states.flatMap(({ provisions }) => provisions);
}

function coverageOf(states: readonly PrincipleState[]): Coverage {
  const all = allOf(states);
  const inPhase = (id: string): ProvisionState[] => states.filter(({ principle }) => principle.phase === id).flatMap((it) => it.provisions);
  return {
    all: tallyOf(all),
    requirements: tallyOf(all.filter(({ provision }) => provision.level === 'requirement')),
    principles: states.map(({ principle, provisions }) => ({ number: principle.number, tally: tallyOf(provisions) })),
    phases: phases.map(({ id, name }) => ({ id, name, tally: tallyOf(inPhase(id)) })),
    roles: roles
      .map(({ id, name }) => ({ id, name, tally: tallyOf(all.filter(({ provision }) => provision.roles.includes(id))) }))
      .filter(({ tally }) => totalIn(tally) > 0),
  };
}

function reportPrinciple({ principle, provisions }: PrincipleState): ReportedPrinciple {
  const { number, title, phase, etsi } = principle;
  return {
    number, title, phase, etsi,
    provisions: provisions.map(({ provision, answer, findings, contradictions, evidence }) => ({
      id: provision.id, etsi: provision.etsi, level: provision.level, brief: provision.brief, summary: provision.summary,
      roles: provision.roles, answer, findings, contradictions, evidence,
    })),
  };
}

function byPrinciple(findings: readonly FindingFact[]): AssuranceReport['findings'] {
  const groups = new Map<number, FindingFact[]>();
  for (const finding of findings) {
    const principle = findProvision(finding.provisions[0] ?? '')?.principle;
    if (principle !== undefined) groups.set(principle, [...(groups.get(principle) ?? []), finding]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([principle, found]) => ({ principle, findings: found }));
}

function trendOf(history: readonly Snapshot[], now: Snapshot): Trend {
  const earlier = history.filter(({ date }) => date < now.date);
  const last = earlier.at(-1);
  return {
    ...(last ? { since: last.date } : {}),
    better: last ? improvementsSince(last, now) : [],
    worse: last ? regressionsSince(last, now) : [],
    points: [...earlier, now].map(({ date, statuses, findings }) => ({
      date,
      settled: Object.values(statuses).filter((it) => it === 'met' || it === 'not-applicable').length,
      findings: Object.values(findings).reduce((sum, it) => sum + it, 0),
    })),
  };
}

/** "18 of 72 settled". */
export function settledWords(tally: Tally): string {
  return `${settledIn(tally)} of ${totalIn(tally)} settled`;
}

/** "met", "partly met" … or "not answered". */
export function answerWords({ status }: Answer): string {
  return status ? statusWords[status] : 'not answered';
}
