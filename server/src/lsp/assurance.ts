import { relative, sep } from 'node:path';
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import type { Examined, FindingFact, Knowledge, WorkspaceFacts } from '../assurance/workspace';
import type { ScanResult } from './protocol';
import type { Session } from './session';
import { isInside, pathOfUri } from './uris';

/** What the server keeps about workspace folders for checklist and report. */
export interface Assurance {
  /** Everything that is known of a folder now. */
  knowledge(folder: string): Promise<Knowledge>;
  /** A scan of the folder went through to its end. */
  scanned(folder: string, result: ScanResult): void;
  /** Files of the folders may have come, changed or gone. */
  forgetFiles(): void;
}

/** Listing a folder takes a while; a list is used for so long, in milliseconds, unless a change is told. */
const factsLast = 20_000;

export function createAssurance(session: () => Session): Assurance {
  const scans = new Map<string, ScanResult>();
  const listed = new Map<string, { readonly at: number; readonly facts: WorkspaceFacts }>();
  const factsOf = (folder: string): WorkspaceFacts => {
    const known = listed.get(folder);
    if (known && performance.now() - known.at < factsLast) return known.facts;
    const facts = session().services.files.facts(pathOfUri(folder));
    listed.set(folder, { at: performance.now(), facts });
    return facts;
  };
  return {
    async knowledge(folder) {
      const { services } = session();
      const found = await findingsIn(session(), folder);
      const rules = Object.values(services.rules).filter(({ severity }) => severity !== 'off');
      return {
        workspace: factsOf(folder),
        findings: found.findings,
        examined: examinedIn(scans.get(folder), found),
        rules: rules.map(({ id, title, provisions }) => ({ id, title, provisions })),
        today: services.today(),
      };
    },
    scanned: (folder, result) => void scans.set(folder, result),
    forgetFiles: () => listed.clear(),
  };
}

function examinedIn(scan: ScanResult | undefined, { files, suppressed }: Found): Examined {
  if (!scan) return { scope: 'open-files', files, suppressed, leftOut: [] };
  const unread = scan.skipped === 0 ? [] : [`${scan.skipped} ${scan.skipped === 1 ? 'file' : 'files'} could not be read.`];
  return { scope: 'folder', files: scan.files, suppressed, leftOut: unread };
}

interface Found {
  readonly findings: readonly FindingFact[];
  /** Open documents that were examined. */
  readonly files: number;
  readonly suppressed: number;
}

/** Findings of open documents, and of closed files as far as they were scanned. */
async function findingsIn(session: Session, folder: string): Promise<Found> {
  const findings: FindingFact[] = [];
  let allowed = 0;
  const open = session.documents.all().filter(({ uri }) => isInside(folder, uri));
  for (const document of open) {
    const { findings: found, suppressed } = await session.examiner.examine(document);
    allowed += suppressed;
    for (const finding of found) {
      const { ruleId, severity, confidence, message, span } = finding;
      const line = document.text.positionAt(span.start).line + 1;
      findings.push(...factOf(session, folder, { ruleId, severity, confidence, message, uri: document.uri, line }));
    }
  }
  for (const { uri, diagnostics, suppressed } of session.closed.all()) {
    if (!isInside(folder, uri)) continue;
    allowed += suppressed;
    for (const it of diagnostics) findings.push(...factOf(session, folder, { ...readDiagnostic(session, it), uri }));
  }
  const sorted = findings.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
  return { findings: sorted, files: open.length, suppressed: allowed };
}

type Read = Pick<FindingFact, 'ruleId' | 'severity' | 'confidence' | 'message' | 'line'>;

function readDiagnostic(session: Session, { code, severity, message, range, data }: Diagnostic): Read {
  const ruleId = String(code);
  const { confidence } = (data ?? {}) as { readonly confidence?: FindingFact['confidence'] };
  // Information is shown as a hint until somebody asks for it; to the checklist it is what it is.
  const isQuiet = severity === DiagnosticSeverity.Hint && session.services.rules[ruleId]?.severity === 'information';
  const words = isQuiet ? 'information' : severityWords[severity ?? DiagnosticSeverity.Error];
  return { ruleId, severity: words, confidence: confidence ?? 'proven', message: String(message), line: range.start.line + 1 };
}

const severityWords: Readonly<Record<DiagnosticSeverity, FindingFact['severity']>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'information',
  [DiagnosticSeverity.Hint]: 'hint',
};

/** Notices about comments bear on no provision. */
function factOf({ services }: Session, folder: string, { uri, ...read }: Read & { readonly uri: string }): FindingFact[] {
  const rule = services.rules[read.ruleId];
  if (!rule) return [];
  const path = relative(pathOfUri(folder), pathOfUri(uri)).split(sep).join('/');
  return [{ ...read, path, title: rule.title, provisions: rule.provisions }];
}
