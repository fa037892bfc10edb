import { unrelatedFile, type Unrelated } from '../../analysis/resolve/related';
import { languageOfPath } from '../../host/languages';
import { ProgressType, type CancellationToken } from 'vscode-languageserver';
import { createBreather, examineClosed, prepareClosed } from '../closedFiles';
import type { ScanParams, ScanProgress, ScanResult } from '../protocol';
import type { Session } from '../session';
import { pathOfUri, uriOfPath } from '../uris';
import { onRequest } from '../wire';

const progressType = new ProgressType<ScanProgress>();

export interface ScanHandler {
  /** Whether a scan has covered the file, so that its findings are to be kept up to date while it is closed. */
  readonly covers: (uri: string) => boolean;
}

/** Examines every file of the workspace, open or not, one scan at a time. */
export function handleScan(session: Session): ScanHandler {
  let running: Promise<ScanResult> | undefined;
  const covered = new Set<string>();

  onRequest(session.connection, 'principled/scan', async (params, token) => {
    await running?.catch(() => undefined);
    running = scan(session, params, token, covered);
    try {
      return await running;
    } finally {
      running = undefined;
      session.setStatus({ state: 'ready' });
    }
  });
  return { covers: (uri) => covered.has(pathOfUri(uri)) };
}

async function scan(
  session: Session, params: ScanParams, token: CancellationToken, covered: Set<string>,
): Promise<ScanResult> {
  const breathe = createBreather();
  const folders = params.folders ?? session.folders.all();
  const uris = await collect(session, folders, token, breathe);
  const report = createReporter(session, params.progressToken, uris.length);
  let files = 0;
  let skipped = 0;
  const relevant: string[] = [];
  const passedOver = new Map<string, string>();
  for (const [done, uri] of uris.entries()) {
    if (token.isCancellationRequested) break;
    if (await prepareClosed(session, uri)) relevant.push(uri);
    else passedOver.set(pathOfUri(uri), uri);
    report(done + 1);
    await breathe();
  }
  const others = await passedOverFiles(session, passedOver.keys(), breathe);
  for (const path of await session.examiner.related(others, relevant.map(pathOfUri))) {
    const uri = passedOver.get(path);
    if (uri === undefined || token.isCancellationRequested) continue;
    passedOver.delete(path);
    relevant.push(uri);
    await prepareClosed(session, uri, 'related');
    await breathe();
  }
  await session.examiner.settle();
  for (const path of await session.examiner.analysed()) {
    const uri = passedOver.get(path);
    if (uri !== undefined && passedOver.delete(path)) relevant.push(uri);
  }
  files += passedOver.size;
  const before = 2 * uris.length - relevant.length;
  for (const [done, uri] of relevant.entries()) {
    if (token.isCancellationRequested) break;
    covered.add(pathOfUri(uri));
    const outcome = await examineClosed(session, uri);
    if (outcome === 'skipped') skipped++;
    else files++;
    report(before + done + 1);
    await breathe();
  }
  const findings = await countFindings(session);
  const result = { files, skipped, findings, cancelled: token.isCancellationRequested };
  if (!result.cancelled) for (const folder of folders) session.assurance.scanned(folder, result);
  return result;
}

async function passedOverFiles(session: Session, paths: Iterable<string>, breathe: () => Promise<void>): Promise<Unrelated[]> {
  const files: Unrelated[] = [];
  for (const path of paths) {
    const text = session.services.files.readText(path);
    if (text !== undefined) files.push(unrelatedFile(path, text, languageOfPath(path) === 'python' ? 'python' : 'javascript'));
    await breathe();
  }
  return files;
}

async function collect(
  session: Session, folders: readonly string[], token: CancellationToken, breathe: () => Promise<void>,
): Promise<string[]> {
  const uris = new Set<string>();
  for (const folder of folders) {
    for await (const { path } of session.services.files.walk(pathOfUri(folder))) {
      if (token.isCancellationRequested) return [...uris];
      uris.add(session.findByPath(path)?.uri ?? uriOfPath(path));
      await breathe();
    }
  }
  return [...uris];
}

/** Each file takes two steps, analysis and examination. Reports at most once for each percent. */
function createReporter(session: Session, token: string | undefined, total: number): (steps: number) => void {
  let lastPercent = -1;
  return (steps) => {
    const percent = Math.floor((50 * steps) / total);
    const done = Math.floor(steps / 2);
    if (percent === lastPercent) return;
    lastPercent = percent;
    session.setStatus({ state: 'scanning', percent });
    if (token !== undefined) void session.connection.sendProgress(progressType, token, { done, total });
  };
}

async function countFindings(session: Session): Promise<number> {
  let count = 0;
  for (const { diagnostics } of session.closed.all()) count += diagnostics.length;
  for (const document of session.documents.all()) count += (await session.examiner.examine(document)).findings.length;
  return count;
}
