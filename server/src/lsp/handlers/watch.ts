import {
  DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, FileChangeType,
  type DidChangeWatchedFilesParams,
} from 'vscode-languageserver';
import { languageOfPath } from '../../host/languages';
import { configFileName } from '../../lint/config';
import { isLayoutFile, layoutGlob } from '../../host/layout/layout';
import type { Callers } from '../callers';
import { createBreather, examineClosed } from '../closedFiles';
import { sourceGlob } from '../languages';
import type { Session } from '../session';
import { pathOfUri } from '../uris';
import { notify } from '../wire';

/**
 * Checklists, and files that may be evidence: documents, configurations, lists of dependencies. VS Code knows no braces
 * inside braces, and tells of a folder that goes without naming what was in it.
 */
const evidenceGlobs = ['**/.principled', '**/.principled/*.json', '**/*.{md,txt,rst,adoc,yml,yaml,toml,lock}', '**/{package.json,package-lock.json,mcp.json,CODEOWNERS}'];

export interface ChangesHandler {
  /** To be called once the client has said `initialized`. */
  initialized(): Promise<void>;
}

/** Keeps up with settings, workspace folders and files that change outside the editor. */
export function handleChanges(session: Session, isScanned: (uri: string) => boolean, callers: Callers): ChangesHandler {
  const { connection } = session;

  connection.onDidChangeConfiguration(({ settings }) => {
    const section = (settings as { principled?: unknown } | null | undefined)?.principled;
    settingsChanged(session, callers, section);
  });

  connection.onDidChangeWatchedFiles((params) => {
    indexChanged(session, params, callers);
    filesChanged(session, params, isScanned, callers).catch((error: unknown) => session.messages.log(String(error)));
  });

  session.documents.onDidOpen(({ document }) => callers.look(document.path));
  session.documents.onDidClose(({ document }) => {
    session.examiner.readAgain(document.path);
    if (isScanned(document.uri)) void examineClosed(session, document.uri);
  });

  return { initialized: () => subscribe(session, callers) };
}

/** Asks the client for the events it can send. */
async function subscribe(session: Session, callers: Callers): Promise<void> {
  const { connection } = session;
  const client = session.client();
  readConfigs(session);
  readChecklists(session);
  if (client.folderEvents) {
    connection.workspace.onDidChangeWorkspaceFolders((event) => {
      session.folders.change(event);
      settingsChanged(session, callers);
      readChecklists(session);
    });
  }
  if (client.configurationEvents) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'principled' });
  }
  if (client.watchedFiles) {
    const globs = [`**/${configFileName}`, sourceGlob, ...evidenceGlobs, layoutGlob];
    const watchers = globs.map((globPattern) => ({ globPattern }));
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}

function settingsChanged(session: Session, callers: Callers, pushed?: unknown): void {
  session.settings.invalidate(pushed);
  void session.index.start().then(() => callers.lookAgain());
  readConfigs(session);
  session.refresh();
}

/** Says what is wrong with a configuration before the first document is opened. */
function readConfigs(session: Session): void {
  for (const folder of session.folders.all()) void session.settings.forResource(`${folder}/${configFileName}`);
}

/** Says what is wrong with a checklist before anybody opens it. */
function readChecklists(session: Session): void {
  for (const folder of session.folders.all()) session.checklists.read(folder);
}

function evidenceChanged(session: Session): void {
  session.assurance.forgetFiles();
  session.inventories.forget();
  readChecklists(session);
  // Only a client that shows status shows a checklist.
  if (session.client().status) notify(session.connection, 'principled/checklistChanged', null);
}

function indexChanged(session: Session, { changes }: DidChangeWatchedFilesParams, callers: Callers): void {
  const sources = changes.filter(({ uri }) => languageOfPath(uri) !== undefined);
  const isNewLayout = changes.some(({ uri }) => isLayoutFile(uri));
  if (sources.length === 0 && !isNewLayout) return;
  if (isNewLayout || sources.some(({ type }) => type !== FileChangeType.Changed)) session.index.forget();
  session.index.changed(sources.map(({ uri }) => pathOfUri(uri)));
  callers.lookAgain();
}

async function filesChanged(
  session: Session, { changes }: DidChangeWatchedFilesParams, isScanned: (uri: string) => boolean, callers: Callers,
): Promise<void> {
  const breathe = createBreather();
  const isConfig = (uri: string): boolean => uri.endsWith(`/${configFileName}`);
  const isSource = (uri: string): boolean => languageOfPath(uri) !== undefined;
  const others = changes.filter(({ uri }) => !isConfig(uri) && !uri.includes('/node_modules/'));
  const sources = others.filter(({ uri }) => isSource(uri) && !session.findByPath(pathOfUri(uri)));
  if (changes.some(({ uri }) => !isSource(uri))) evidenceChanged(session);
  if (changes.some(({ uri }) => isConfig(uri))) settingsChanged(session, callers);
  for (const { uri } of sources) session.examiner.readAgain(pathOfUri(uri));
  if (changes.length > 0) session.inventories.forget();
  if (others.some(({ uri, type }) => type !== FileChangeType.Changed || isLayoutFile(uri))) session.examiner.refreshImports();
  for (const { uri, type } of sources) {
    if (type === FileChangeType.Deleted) session.closed.clear(uri);
    else if (isScanned(uri)) await examineClosed(session, uri);
    await breathe();
  }
}
