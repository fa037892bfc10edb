/**
 * What earlier reports found, in `.principled/history.json`: the base of the trend, and what
 * `--fail-on-regression` compares with. Commit it, so that everybody compares with the same state.
 */
import type { ProvisionState } from './assess';
import { checklistStatuses, isRecord, statusWords, type ChecklistStatus } from './checklist';
import { compareProvisions } from './codeOfPractice';
import type { FindingFact } from './workspace';

export const historyPath = '.principled/history.json';

/** The state at one report. */
export interface Snapshot {
  /** ISO day. */
  readonly date: string;
  /** Answered provisions. */
  readonly statuses: Readonly<Record<string, ChecklistStatus>>;
  /** Open findings by rule, hints left out. */
  readonly findings: Readonly<Record<string, number>>;
  /** Ids of the evidence that spoke for a provision, such as `document:threat-model`. */
  readonly evidence: readonly string[];
}

export type HistoryReading = { readonly snapshots: readonly Snapshot[] } | { readonly problem: string };

/** The oldest ones go when there are more. */
export const maximumSnapshots = 60;

export function takeSnapshot(states: readonly ProvisionState[], findings: readonly FindingFact[], date: string): Snapshot {
  const statuses = states.flatMap(({ provision, answer }) => (answer.status ? [[provision.id, answer.status] as const] : []));
  const counts = new Map<string, number>();
  for (const { ruleId, severity } of findings) {
    if (severity !== 'hint') counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  }
  const speaking = states.flatMap(({ evidence }) => evidence.filter(({ bearing }) => bearing === 'for').map(({ id }) => id));
  return {
    date,
    statuses: Object.fromEntries(statuses),
    findings: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    evidence: [...new Set(speaking)].sort(),
  };
}

/** Reads the file's text; a missing or empty one holds no reports. */
export function parseHistory(text: string | undefined): HistoryReading {
  if (text === undefined || text.trim() === '') return { snapshots: [] };
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { problem: `${historyPath} is not valid JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const reports = isRecord(raw) ? raw['reports'] : undefined;
  if (!Array.isArray(reports)) return { problem: `${historyPath} was expected to hold a list "reports"` };
  const snapshots = reports.flatMap((it) => readSnapshot(it) ?? []);
  return { snapshots: snapshots.sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

function readSnapshot(raw: unknown): Snapshot | undefined {
  if (!isRecord(raw) || typeof raw['date'] !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(raw['date'])) return undefined;
  const { date, statuses, findings, evidence } = raw;
  const known = Object.entries(isRecord(statuses) ? statuses : {}).flatMap(([id, status]) => {
    const found = checklistStatuses.find((it) => it === status);
    return found ? [[id, found] as const] : [];
  });
  const counts = Object.entries(isRecord(findings) ? findings : {}).filter(([, it]) => typeof it === 'number');
  return {
    date,
    statuses: Object.fromEntries(known),
    findings: Object.fromEntries(counts) as Record<string, number>,
    evidence: Array.isArray(evidence) ? evidence.filter((it) => typeof it === 'string') : [],
  };
}

/** The file's text with one more report. A second report of one day replaces the first. */
export function serialiseHistory(snapshots: readonly Snapshot[], latest: Snapshot): string {
  const others = snapshots.filter(({ date }) => date !== latest.date);
  const reports = [...others, sorted(latest)].sort((a, b) => (a.date < b.date ? -1 : 1)).slice(-maximumSnapshots);
  return `${JSON.stringify({ version: 1, reports }, null, 2)}\n`;
}

function sorted(snapshot: Snapshot): Snapshot {
  const entries = Object.entries(snapshot.statuses).sort(([a], [b]) => compareProvisions(a, b));
  return { ...snapshot, statuses: Object.fromEntries(entries) };
}

const worth: Readonly<Record<ChecklistStatus, number>> = { met: 2, 'not-applicable': 2, partly: 1, 'not-met': 0 };

/** What is worse than at an earlier report, each a sentence without a full stop. */
export function regressionsSince(before: Snapshot, now: Snapshot): string[] {
  const found: string[] = [];
  for (const [id, status] of Object.entries(before.statuses).sort(([a], [b]) => compareProvisions(a, b))) {
    const present = now.statuses[id];
    if ((present ? worth[present] : 0) >= worth[status]) continue;
    found.push(`${id} was ${statusWords[status]} and is ${present ? statusWords[present] : 'not answered'}`);
  }
  for (const [ruleId, count] of Object.entries(now.findings)) {
    const earlier = before.findings[ruleId] ?? 0;
    if (count > earlier) found.push(`\`${ruleId}\` has ${count} open ${count === 1 ? 'finding' : 'findings'}, and had ${earlier}`);
  }
  const present = new Set(now.evidence);
  for (const id of before.evidence) {
    if (/^(?:document|practice):/.test(id) && !present.has(id)) found.push(`${evidenceName(id)}: found then, not found now`);
  }
  return found;
}

/** What is better than at an earlier report. */
export function improvementsSince(before: Snapshot, now: Snapshot): string[] {
  const found: string[] = [];
  for (const [id, status] of Object.entries(now.statuses).sort(([a], [b]) => compareProvisions(a, b))) {
    const earlier = before.statuses[id];
    if (worth[status] > (earlier ? worth[earlier] : 0)) {
      found.push(`${id} was ${earlier ? statusWords[earlier] : 'not answered'} and is ${statusWords[status]}`);
    }
  }
  for (const [ruleId, count] of Object.entries(before.findings)) {
    const present = now.findings[ruleId] ?? 0;
    if (present < count) found.push(`\`${ruleId}\` had ${count} open ${count === 1 ? 'finding' : 'findings'}, and has ${present}`);
  }
  const known = new Set(before.evidence);
  for (const id of now.evidence) {
    if (/^(?:document|practice):/.test(id) && !known.has(id)) found.push(`${evidenceName(id)}: found now, not found then`);
  }
  return found;
}

/** `document:threat-model` as "threat model". */
function evidenceName(id: string): string {
  return id.replace(/^\w+:/, '').replaceAll('-', ' ');
}
