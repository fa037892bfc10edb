import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createConnection, createProtocolConnection, StreamMessageReader, StreamMessageWriter,
  type ClientCapabilities, type CodeAction, type Diagnostic, type Hover, type InitializeResult, type ProtocolConnection,
  type PublishDiagnosticsParams, type Range, type TextDocumentEdit, type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readFolderFacts } from '../../server/src/host/folderFacts';
import { nodeHost } from '../../server/src/host/nodeHost';
import { readOwnFile, replaceFile } from '../../server/src/host/ownFiles';
import { walk, walkFiles } from '../../server/src/host/walk';
import { serveIndex, type IndexReply } from '../../server/src/host/index/service';
import type { IndexThread } from '../../server/src/lsp/projectIndex';
import { startServer } from '../../server/src/lsp/server';
import type { ServerFiles, Services } from '../../server/src/lsp/services';
import { createFakeLinter, fakeRules, type FakeLinter } from './fakeLinter';

/** A client as capable as VS Code. */
export const fullClient: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, snippetEditSupport: true },
  },
  textDocument: {
    diagnostic: { relatedInformation: true },
    publishDiagnostics: { relatedInformation: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
};

/** A client that can do as little as the protocol allows. */
export const plainClient: ClientCapabilities = {};

export const vscodeOptions = {
  commands: [
    'principled.explainFinding', 'principled.openChecklist', 'principled.allowFinding', 'principled.turnOffRule',
  ],
  status: true,
};

export interface ConversationOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Files of the workspace by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The `principled` section the client answers with; may be changed during the conversation. */
  readonly settings?: Record<string, unknown>;
  readonly restMilliseconds?: number;
  readonly createLinter?: Services['createLinter'];
  /** Keeps an index of the workspace, in this thread. */
  readonly hasIndex?: boolean;
  /** Names the build that the index is made with. */
  readonly engine?: string;
  /** Is called before each file is read from disk. */
  readonly beforeRead?: () => void;
}

/** One side of a conversation with a server. */
export interface Conversation {
  readonly client: ProtocolConnection;
  readonly linter: FakeLinter;
  readonly folder: string;
  readonly initialized: InitializeResult;
  readonly settings: Record<string, unknown>;
  readonly published: PublishDiagnosticsParams[];
  readonly shown: string[];
  readonly logged: string[];
  readonly statuses: unknown[];
  checklistChanges: number;
  readonly registered: string[];
  refreshes: number;
  uri(name: string): string;
  open(name: string, text: string, languageId?: string): string;
  /** Replaces `find` by `replacement` as a keystroke would. */
  edit(uri: string, find: string, replacement: string): void;
  textOf(uri: string): string;
  pull(uri: string): Promise<Diagnostic[]>;
  /** What was pushed last for a document. */
  lastPublished(uri: string): PublishDiagnosticsParams | undefined;
  hover(uri: string, find: string): Promise<Hover | null>;
  actions(uri: string, find: string, only?: string[]): Promise<CodeAction[]>;
  /** What the text would be after a workspace edit; snippet places are kept as they are. */
  apply(uri: string, edit: WorkspaceEdit): string;
  close(): Promise<void>;
}

/** Starts a server in this process, with a pipe between it and the client. */
export async function converse(options: ConversationOptions = {}): Promise<Conversation> {
  const folder = mkdtempSync(join(tmpdir(), 'principled-lsp-'));
  for (const [name, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const linter = createFakeLinter();
  startServer(createConnection(toServer, toClient), {
    createLinter: options.createLinter ?? (async () => linter),
    rules: fakeRules,
    files: testFilesOf(options),
    glance: () => true,
    version: '1.2.3',
    ...(options.hasIndex ? { startIndex: () => indexHere(options.engine ?? 'this build') } : {}),
    restMilliseconds: options.restMilliseconds ?? 5,
    today: () => '2026-02-03',
  });
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  return begin(client, folder, linter, options);
}

/** What the worker thread does, as another turn of this one. */
function indexHere(engine: string): IndexThread {
  let hear = (_reply: IndexReply): void => undefined;
  const ask = serveIndex(engine, (reply) => setImmediate(() => hear(reply)));
  return { post: (request) => setImmediate(() => ask(request)), onReply: (listener) => { hear = listener; }, onEnd() {}, terminate: async () => undefined };
}

const testFilesOf = ({ beforeRead }: ConversationOptions): ServerFiles => ({
  ...nodeHost,
  readText: (path) => { beforeRead?.(); return nodeHost.readText(path); },
  walk: (folder) => walk(folder),
  walkFiles: (folder, isWanted) => walkFiles(folder, isWanted),
  facts: readFolderFacts,
  rulePage: (id) => (id === 'model-output-to-code' ? '# The page\n\n## What\n\nText.\n' : undefined),
  readOwn: readOwnFile,
  write: replaceFile,
});

async function begin(
  client: ProtocolConnection, folder: string, linter: FakeLinter, options: ConversationOptions,
): Promise<Conversation> {
  const documents = new Map<string, TextDocument>();
  const root = pathToFileURL(folder).href;
  const state = {
    settings: options.settings ?? {},
    published: [] as PublishDiagnosticsParams[],
    shown: [] as string[],
    logged: [] as string[],
    statuses: [] as unknown[],
    checklistChanges: 0,
    registered: [] as string[],
    refreshes: 0,
  };
  listen(client, state);
  const initialized = await client.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'workspace' }],
    capabilities: options.capabilities ?? fullClient,
    initializationOptions: options.initializationOptions,
  });
  await client.sendNotification('initialized', {});

  const textOf = (uri: string): string => documents.get(uri)?.getText() ?? '';
  const rangeOf = (uri: string, find: string): Range => {
    const start = textOf(uri).indexOf(find);
    if (start < 0) throw new Error(`"${find}" is not in ${uri}`);
    const document = documents.get(uri) as TextDocument;
    return { start: document.positionAt(start), end: document.positionAt(start + find.length) };
  };
  return Object.assign(state, {
    client, linter, folder, initialized, textOf,
    uri: (name: string) => `${root}/${name}`,
    open(name: string, text: string, languageId = 'python') {
      const uri = `${root}/${name}`;
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      void client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
      return uri;
    },
    edit(uri: string, find: string, replacement: string) {
      const document = documents.get(uri) as TextDocument;
      const change = { range: rangeOf(uri, find), text: replacement };
      const version = document.version + 1;
      TextDocument.update(document, [change], version);
      void client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [change] });
    },
    async pull(uri: string) {
      const report = await client.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
      return report.items;
    },
    lastPublished: (uri: string) => state.published.findLast((it) => it.uri === uri),
    hover: (uri: string, find: string) =>
      client.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position: rangeOf(uri, find).start }),
    actions: (uri: string, find: string, only?: string[]) => client.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri }, range: rangeOf(uri, find), context: { diagnostics: [], ...(only ? { only } : {}) },
    }),
    apply: (uri: string, edit: WorkspaceEdit) => applyEdit(documents.get(uri) as TextDocument, edit),
    async close() {
      await client.sendRequest('shutdown');
      client.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

interface Heard extends Pick<Conversation, 'settings' | 'published' | 'shown' | 'logged' | 'statuses' | 'registered'> {
  refreshes: number;
  checklistChanges: number;
}

function listen(client: ProtocolConnection, state: Heard): void {
  const hear = <T>(method: string, handler: (params: T) => unknown): void => {
    client.onNotification(method, (params: T) => void handler(params));
  };
  hear<PublishDiagnosticsParams>('textDocument/publishDiagnostics', (it) => state.published.push(it));
  hear<{ message: string }>('window/showMessage', (it) => state.shown.push(it.message));
  hear<{ message: string }>('window/logMessage', (it) => state.logged.push(it.message));
  hear<unknown>('principled/status', (it) => state.statuses.push(it));
  hear<null>('principled/checklistChanged', () => (state.checklistChanges += 1));
  client.onRequest('window/showMessageRequest', (it: { message: string }) => {
    state.shown.push(it.message);
    return null;
  });
  client.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => state.settings));
  client.onRequest('workspace/diagnostic/refresh', () => {
    state.refreshes++;
    return null;
  });
  client.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
    state.registered.push(...registrations.map((it) => it.method));
    return null;
  });
  client.listen();
}

function applyEdit(document: TextDocument, edit: WorkspaceEdit): string {
  const changes = edit.documentChanges
    ? (edit.documentChanges as TextDocumentEdit[]).flatMap((it) => it.edits)
    : (edit.changes?.[document.uri] ?? []);
  return TextDocument.applyEdits(document, changes.map((it) =>
    ('snippet' in it ? { range: it.range, newText: it.snippet.value } : it)));
}

/** Waits until something that arrives by itself has arrived; fails after two seconds. */
export async function until<T>(read: () => T | undefined | false, what: string): Promise<T> {
  const end = performance.now() + 2000;
  for (;;) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`This did not happen: ${what}`);
    await sleep(5);
  }
}
