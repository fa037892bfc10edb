import { isAbsolute } from 'node:path';
import {
  CodeActionKind, PositionEncodingKind, TextDocuments, TextDocumentSyncKind, type Connection, type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAssurance } from './assurance';
import { readClientFeatures, type ClientFeatures } from './clientFeatures';
import { createChecklistFiles } from './checklistFile';
import { createCallers } from './callers';
import { createClosedDiagnostics } from './closedDiagnostics';
import { documentTracking, type TrackedDocument } from './documents';
import { createEngine } from './engine';
import { createExaminer } from './examiner';
import { Folders } from './folders';
import { handleChecklist } from './handlers/checklist';
import { handleCodeActions } from './handlers/codeActions';
import { handleDiagnostics } from './handlers/diagnostics';
import { handleDocument } from './handlers/document';
import { handleExplain } from './handlers/explain';
import { handleHover } from './handlers/hover';
import { handleReport } from './handlers/report';
import { handleInventory } from './handlers/inventory';
import { handleScan } from './handlers/scan';
import { handleChanges } from './handlers/watch';
import { createInventories } from './inventory';
import { createMessages } from './messages';
import type { ServerStatus } from './protocol';
import { createProjectIndex } from './projectIndex';
import { createRuleBook } from './ruleBook';
import type { Services } from './services';
import type { Session } from './session';
import { createSettingsStore, type ConfigState } from './settings';
import { createTextLookup } from './texts';
import { createUpkeep } from './upkeep';
import { fixAllKind, source, toConfigDiagnostics } from './toProtocol';
import { pathOfUri, uriOfPath } from './uris';
import { notify } from './wire';

/** Answers on a connection until it closes. */
export function startServer(connection: Connection, services: Services): void {
  let client: ClientFeatures | undefined;
  const getClient = (): ClientFeatures => {
    if (!client) throw new Error('The client has not initialised the server yet.');
    return client;
  };
  let refresh = (): void => undefined;
  let followUp = (): void => undefined;
  const session = createSession(connection, services, getClient, { refresh: () => refresh(), followUp: () => followUp() });

  refresh = handleDiagnostics(session).refresh;
  handleHover(session);
  handleCodeActions(session);
  handleExplain(session);
  handleChecklist(session);
  handleInventory(session);
  handleReport(session);
  handleDocument(session);
  const { covers } = handleScan(session);
  followUp = createUpkeep(session, covers).kick;
  const callers = createCallers(session);
  const changes = handleChanges(session, covers, callers);

  connection.onInitialize((params): InitializeResult => {
    client = readClientFeatures(params);
    session.folders.initialize(params);
    return { capabilities: capabilities(client), serverInfo: { name: source } };
  });
  connection.onInitialized(async () => {
    await session.engine.start();
    await changes.initialized();
    await session.index.start();
    callers.lookAgain();
  });
  connection.onShutdown(async () => {
    await session.index.stop();
    await session.engine.stop();
  });
  session.documents.listen(connection);
  connection.listen();
}

function createSession(
  connection: Connection, services: Services, client: () => ClientFeatures, later: Pick<Session, 'refresh' | 'followUp'>,
): Session {
  const { files } = services;
  const documents = new TextDocuments<TrackedDocument>(documentTracking);
  const findByPath = (path: string): TrackedDocument | undefined => documents.all().find((it) => it.path === path);
  const folders = new Folders();
  const book = createRuleBook(services.rules);
  const messages = createMessages(connection, client);
  const setStatus = (status: ServerStatus): void => {
    if (client().status) notify(connection, 'principled/status', status);
  };
  const settings = createSettingsStore({
    connection, client, folders, files, messages,
    knownIds: book.ids,
    ruleIds: Object.keys(services.rules),
    onConfig: createConfigReporter(connection),
  });
  const engine = createEngine({ createLinter: services.createLinter, settings, messages, setStatus, roots: () => folders.all().map(pathOfUri) });
  const isOpen = (path: string): boolean => findByPath(path) !== undefined;
  const session: Session = {
    connection, services, client, documents, folders, settings, book, messages, findByPath, setStatus, ...later,
    engine,
    examiner: createExaminer({ engine, settings, messages, isOpen, onChange: later.followUp }),
    index: createProjectIndex({
      startThread: services.startIndex, messages,
      folders: () => folders.all().map(pathOfUri).filter((path) => isAbsolute(path)), facts: () => settings.facts(), cacheFile: () => client().cacheFile,
    }),
    closed: createClosedDiagnostics(connection),
    context: () => ({
      client: client(),
      book,
      texts: createTextLookup((path) => findByPath(path)?.text, (path) => files.readText(path)),
      uriOf: (path) => findByPath(path)?.uri ?? uriOfPath(path),
    }),
    assurance: createAssurance(() => session),
    inventories: createInventories(() => session),
    checklists: createChecklistFiles(connection, services),
  };
  return session;
}

/** Shows what is wrong with a `principled.yaml` in the file itself, and takes it back once it is mended. */
function createConfigReporter(connection: Connection): (state: ConfigState) => void {
  const shown = new Set<string>();
  return ({ uri, text, problems }) => {
    if (problems.length === 0 && !shown.delete(uri)) return;
    if (problems.length > 0) shown.add(uri);
    const document = TextDocument.create(uri, 'yaml', 0, text ?? '');
    void connection.sendDiagnostics({ uri, diagnostics: toConfigDiagnostics(document, problems) });
  };
}

function capabilities(client: ClientFeatures): InitializeResult['capabilities'] {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: client.resolveCodeActionEdit },
    ...(client.pullDiagnostics
      ? { diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: false } }
      : {}),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
