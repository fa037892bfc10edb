import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assess, type PrincipleState } from '../assurance/assess';
import { checklistPath, emptyChecklist } from '../assurance/checklist';
import { parseChecklist, placeInWords, type ChecklistReading } from '../assurance/checklistFile';
import { historyPath, parseHistory, serialiseHistory, type HistoryReading, type Snapshot } from '../assurance/history';
import { toInventoryFact } from '../assurance/inventory/fact';
import { buildReport, snapshotOf, type AssuranceReport } from '../assurance/report/report';
import type { Examined, FindingFact, Knowledge } from '../assurance/workspace';
import { readFolderFacts } from '../host/folderFacts';
import { readOwnFile, replaceFile } from '../host/ownFiles';
import type { ReportedFinding } from './report';
import type { Services } from './services';
import { leftOutWords } from './summary';
import { survey, type Survey } from './survey';

/** Everything that is known of one folder. */
export interface Assurance {
  readonly report: AssuranceReport;
  readonly knowledge: Knowledge;
  readonly states: readonly PrincipleState[];
  readonly history: readonly Snapshot[];
  /** The state as a later report or check compares with it. */
  readonly snapshot: Snapshot;
  /** What was asked for and could not be done: the run has failed. */
  readonly failures: readonly string[];
}

/** Scans a folder, gathers evidence and reads its checklist and history. Throws where there is no such folder. */
export async function assureFolder(written: string, services: Services, onProgress: (files: number) => void): Promise<Assurance> {
  const folder = resolve(services.folder, written);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${written}: cannot be read (there is no such folder)`);
  }
  const surveyed = await survey({ paths: ['.'], format: 'json', failOn: 'never', allRules: false, severity: {} }, { ...services, folder }, onProgress);
  const checklist = readChecklist(folder);
  const history = readHistory(folder);
  const snapshots = 'snapshots' in history ? history.snapshots : [];
  const knowledge = knowledgeOf(folder, surveyed, services);
  const states = assess('checklist' in checklist ? checklist.checklist : emptyChecklist, knowledge);
  const problem = 'problem' in checklist ? { checklistProblem: checklist.problem } : { checklistNotes: checklist.notes };
  const report = buildReport({ toolVersion: services.version, states, knowledge, history: snapshots, ...problem });
  const failures = [
    ...surveyed.report.failures,
    ...('problem' in checklist ? [`${checklistPath}: ${placeInWords(checklist.problem)}`] : []),
    ...('problem' in history ? [history.problem] : []),
  ];
  return { report, knowledge, states, history: snapshots, snapshot: snapshotOf({ states, knowledge }), failures };
}

/** Keeps the state for later reports; throws where the file cannot be written. */
export async function recordReport(written: string, { history, snapshot }: Assurance, services: Services): Promise<void> {
  const path = join(resolve(services.folder, written), historyPath);
  try {
    await replaceFile(path, serialiseHistory(history, snapshot));
  } catch (error) {
    throw new Error(`${historyPath}: cannot be written (${error instanceof Error ? error.message : String(error)})`, { cause: error });
  }
}

function readChecklist(folder: string): ChecklistReading {
  const read = readOwnFile(join(folder, checklistPath));
  return 'cause' in read ? { problem: { line: 1, column: 1, message: read.cause } } : parseChecklist(read.text);
}

function readHistory(folder: string): HistoryReading {
  const read = readOwnFile(join(folder, historyPath));
  return 'cause' in read ? { problem: `${historyPath}: ${read.cause}` } : parseHistory(read.text);
}

function knowledgeOf(folder: string, { report: scanned, inventory }: Survey, services: Services): Knowledge {
  const workspace = readFolderFacts(folder);
  const partial = workspace.isPartial ? ['The folder holds more files than were listed, so some documents may not have been seen.'] : [];
  const examined: Examined = {
    scope: 'folder',
    files: scanned.summary.examined,
    unrelated: scanned.summary.unrelated,
    suppressed: scanned.summary.suppressed,
    leftOut: [...leftOutWords(scanned), ...partial],
  };
  return {
    workspace,
    examined,
    inventory: toInventoryFact(inventory),
    findings: scanned.findings.flatMap((it) => factOf(it, services)),
    rules: Object.values(services.rules).filter(({ severity }) => severity !== 'off').map(({ id, title, provisions }) => ({ id, title, provisions })),
    today: services.today(),
  };
}

/** Notices about comments bear on no provision, and are left to `scan`. */
function factOf({ ruleId, severity, confidence, message, path, region }: ReportedFinding, { rules }: Services): FindingFact[] {
  const rule = rules[ruleId];
  if (!rule) return [];
  return [{ ruleId, title: rule.title, provisions: rule.provisions, severity, confidence, message, path, line: region.startLine }];
}
