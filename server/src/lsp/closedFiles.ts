import { setImmediate } from 'node:timers/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { languageOfPath } from '../host/languages';
import type { Session } from './session';
import { toDiagnostic } from './toProtocol';
import { pathOfUri } from './uris';

export type ClosedOutcome = 'examined' | 'skipped' | 'other';

/**
 * Examines a file as it is on disk and shows what was found. Gives `skipped` for a file that cannot
 * be read, and `other` for one that is open in the editor or in no language of ours.
 */
export async function examineClosed(session: Session, uri: string): Promise<ClosedOutcome> {
  const path = pathOfUri(uri);
  const language = languageOfPath(path);
  if (!language || session.findByPath(path)) return 'other';
  const text = session.services.files.readText(path);
  if (text === undefined) {
    session.closed.clear(uri);
    return 'skipped';
  }
  const { findings, suppressed, settings } = await session.examiner.examineText({ uri, path, language, text });
  if (session.findByPath(path)) return 'other';
  const document = TextDocument.create(uri, language, 0, text);
  const context = session.context();
  session.closed.publish(uri, findings.map((finding) => toDiagnostic(finding, document, settings, context)), suppressed);
  return 'examined';
}

/** Analyses a file on disk ahead of its examination; false for one that has no part in the scan, unless it is `related` to one that has. */
export async function prepareClosed(session: Session, uri: string, purpose?: 'inventory' | 'related'): Promise<boolean> {
  const path = pathOfUri(uri);
  const language = languageOfPath(path);
  if (!language || session.findByPath(path)) return true;
  const text = session.services.files.readText(path);
  // A file that names no SDK is analysed when one that does imports it.
  if (text === undefined) return true;
  if (purpose !== 'related' && !session.services.glance(text, purpose)) return false;
  await session.examiner.prepare({ uri, path, language, text });
  return true;
}

/** Lets requests in between two pieces of work; call it often, it waits only when it is time. */
export function createBreather(everyMilliseconds = 12): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < everyMilliseconds) return;
    await setImmediate();
    last = performance.now();
  };
}
