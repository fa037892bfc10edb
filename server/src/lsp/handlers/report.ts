import type { CancellationToken } from 'vscode-languageserver';
import { historyPath, parseHistory, serialiseHistory } from '../../assurance/history';
import { reportHtml } from '../../assurance/report/html';
import { reportMarkdown } from '../../assurance/report/markdown';
import { buildReport, snapshotOf } from '../../assurance/report/report';
import type { ReportParams, ReportResult } from '../protocol';
import type { Session } from '../session';
import { pathOfUri } from '../uris';
import { onRequest } from '../wire';
import { assessFolder } from './checklist';

/** Makes the assurance report of a folder, and keeps its state for the next one to compare with. */
export function handleReport(session: Session): void {
  onRequest(session.connection, 'principled/report', (params, token) => report(session, params, token));
}

async function report(session: Session, { folder, record }: ReportParams, token: CancellationToken): Promise<ReportResult | null> {
  const { files, version } = session.services;
  const { states, reading, knowledge } = await assessFolder(session, folder, 'anew', token);
  if (token.isCancellationRequested) return null;
  const path = `${pathOfUri(folder)}/${historyPath}`;
  const own = files.readOwn(path);
  const history = 'cause' in own ? { problem: `${historyPath}: ${own.cause}` } : parseHistory(own.text);
  const snapshots = 'snapshots' in history ? history.snapshots : [];
  const checklist = 'problem' in reading ? { checklistProblem: reading.problem } : { checklistNotes: reading.notes };
  const made = buildReport({ toolVersion: version, states, knowledge, history: snapshots, ...checklist });
  const result = { html: reportHtml(made), markdown: reportMarkdown(made), name: `assurance-${made.date}` };
  if ('problem' in history) return { ...result, failure: history.problem };
  // A state that was not read in full is no base for later comparisons.
  if (!record || 'problem' in reading || !session.folders.all().includes(folder)) return result;
  try {
    await files.write(path, serialiseHistory(snapshots, snapshotOf({ states, knowledge })));
    return result;
  } catch (error) {
    return { ...result, failure: `${historyPath} could not be saved: ${error instanceof Error ? error.message : String(error)}` };
  }
}
