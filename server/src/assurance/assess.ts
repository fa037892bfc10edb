/** Brings together what a team answered and what was gathered. */
import { answerOf, statusWords, type Answer, type Checklist, type ChecklistStatus } from './checklist';
import { principles, type Principle, type Provision } from './codeOfPractice';
import { gatherEvidence, type Evidence } from './evidence';
import type { Knowledge } from './workspace';

export interface ProvisionState {
  readonly provision: Provision;
  readonly answer: Answer;
  readonly evidence: readonly Evidence[];
  /** What speaks against the answer as it stands: "Marked met, 3 open findings". */
  readonly contradictions: readonly string[];
  /** Open findings that bear on it, hints left out. */
  readonly findings: number;
}

export interface PrincipleState {
  readonly principle: Principle;
  readonly provisions: readonly ProvisionState[];
}

/** How many provisions stand how. */
export type Tally = Readonly<Record<ChecklistStatus | 'unanswered', number>>;

const order: Readonly<Record<Evidence['bearing'], number>> = { against: 0, for: 1, note: 2, absent: 3 };

/** One state per principle, in the order of the Code. */
export function assess(checklist: Checklist, knowledge: Knowledge): readonly PrincipleState[] {
  const book = gatherEvidence(knowledge);
  return principles.map((principle) => ({
    principle,
    provisions: principle.provisions.map((provision) => {
      const evidence = [...(book.get(provision.id) ?? [])].sort((a, b) => order[a.bearing] - order[b.bearing]);
      const findings = evidence.reduce((sum, it) => sum + (it.kind === 'findings' ? it.count : 0), 0);
      const answer = answerOf(checklist, provision.id);
      return { provision, answer, evidence, findings, contradictions: contradictionsOf(answer, evidence, findings) };
    }),
  }));
}

function contradictionsOf({ status, reason }: Answer, evidence: readonly Evidence[], findings: number): string[] {
  const found: string[] = [];
  const claims = status === 'met' || status === 'not-applicable';
  const marked = status ? `Marked ${statusWords[status]}` : '';
  if (status === 'not-applicable' && reason === undefined) found.push(`${marked}, without a reason`);
  if (!claims) return found;
  if (findings > 0) found.push(`${marked}, ${findings} open ${findings === 1 ? 'finding' : 'findings'}`);
  if (status !== 'met') return found;
  for (const { kind, bearing, text, age, gaps, places } of evidence) {
    if (kind === 'inventory' && bearing === 'against') found.push(`${marked}, ${text}`);
    const path = places[0]?.path ?? '';
    if (kind === 'document' && gaps !== undefined) found.push(`${marked}, \`${path}\` has ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} marked TODO`);
    if (kind === 'document' && age?.isOld === true) found.push(`${marked}, \`${path}\` is of ${age.date}, more than a year ago`);
  }
  return found;
}

/** Counts provisions by status. */
export function tallyOf(states: Iterable<Pick<ProvisionState, 'answer'>>): Tally {
  const tally = { met: 0, partly: 0, 'not-met': 0, 'not-applicable': 0, unanswered: 0 };
  for (const { answer } of states) tally[answer.status ?? 'unanswered']++;
  return tally;
}

/** Provisions that need nothing more: met, or not applicable. */
export function settledIn(tally: Tally): number {
  return tally.met + tally['not-applicable'];
}

export function totalIn(tally: Tally): number {
  return tally.met + tally.partly + tally['not-met'] + tally['not-applicable'] + tally.unanswered;
}
