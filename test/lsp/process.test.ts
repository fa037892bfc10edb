import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import {
  createProtocolConnection, IPCMessageReader, IPCMessageWriter, StreamMessageReader, StreamMessageWriter,
  type Diagnostic, type InitializeResult, type ProtocolConnection,
} from 'vscode-languageserver/node';
import { afterEach, beforeAll, expect, test } from 'vitest';

/** The server as it is shipped, but bundled for this test beside the grammars of the other tests. */
const bundle = join(import.meta.dirname, '../../out/server.js');
let child: ChildProcess | undefined;

beforeAll(async () => {
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, '../../server/src/lsp/main.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    alias: { 'web-tree-sitter': join(import.meta.dirname, '../../node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    external: ['xmlbuilder2'],
    logLevel: 'silent',
  });
});
afterEach(() => child?.kill());

function start(...args: string[]): ChildProcess {
  child = spawn(process.execPath, [bundle, ...args], { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  return child;
}

async function initialize(client: ProtocolConnection): Promise<InitializeResult> {
  client.listen();
  const result = await client.sendRequest<InitializeResult>('initialize', {
    processId: process.pid, rootUri: null, capabilities: { textDocument: { diagnostic: {} } },
  });
  await client.sendNotification('initialized', {});
  return result;
}

async function findingsOf(client: ProtocolConnection, text: string): Promise<Diagnostic[]> {
  const uri = 'untitled:Untitled-1';
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'python', version: 1, text } });
  const report = await client.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
  return report.items;
}

const evalOfReply = [
  'from openai import OpenAI', 'client = OpenAI()', 'reply = client.responses.create(model="m", input="q")',
  'eval(reply.output_text)', '',
].join('\n');

test('over standard input and output, from the first message to the exit code', async () => {
  const server = start('--stdio');
  const client = createProtocolConnection(new StreamMessageReader(server.stdout!), new StreamMessageWriter(server.stdin!));
  const { capabilities } = await initialize(client);
  expect(capabilities).toMatchObject({ hoverProvider: true, textDocumentSync: { change: 2 } });
  const findings = await findingsOf(client, evalOfReply);
  expect(findings.map((it) => it.code)).toContain('model-output-to-code');
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  expect(await once(server, 'exit')).toEqual([0, null]);
});

test('over node IPC', async () => {
  const server = start('--node-ipc');
  const client = createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
  await initialize(client);
  expect(await findingsOf(client, 'print("nothing to see")\n')).toEqual([]);
});

/** What the server logs about its index of a folder, and the findings in a file that another one calls. */
async function indexOf(folder: string, storage: string): Promise<{ log: string; codes: unknown[] }> {
  const server = start('--stdio');
  const client = createProtocolConnection(new StreamMessageReader(server.stdout!), new StreamMessageWriter(server.stdin!));
  let log = '';
  client.onNotification('window/logMessage', ({ message }: { message: string }) => { log += `${message}\n`; });
  client.listen();
  const uri = pathToFileURL(folder).href;
  await client.sendRequest('initialize', {
    processId: process.pid, rootUri: null, workspaceFolders: [{ uri, name: 'it' }], capabilities: {}, initializationOptions: { storage },
  });
  const published = new Promise<Diagnostic[]>((resolve) => {
    client.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: { diagnostics: Diagnostic[] }) => { if (diagnostics.length > 0) resolve(diagnostics); });
  });
  await client.sendNotification('initialized', {});
  const text = readFileSync(join(folder, 'helper.py'), 'utf8');
  await client.sendNotification('textDocument/didOpen', { textDocument: { uri: `${uri}/helper.py`, languageId: 'python', version: 1, text } });
  const diagnostics = await published;
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  expect(await once(server, 'exit')).toEqual([0, null]);
  return { log: log.split('\n').filter((line) => line.startsWith('Index')).join('\n').replace(/\d+ ms/, 'N ms'), codes: diagnostics.map(({ code }) => code) };
}

test('its index of the workspace is made by a worker thread, and kept between two starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'principled-process-'));
  const files = {
    'helper.py': 'def run(code):\n    eval(code)\n',
    'caller.py': evalOfReply.replace('eval(', 'run(').replace('from', 'from helper import run\nfrom'),
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    utimesSync(join(folder, name), 1_700_000_000, 1_700_000_000);
  }
  const storage = join(folder, '.storage');
  const codes = ['model-output-to-code'];
  expect(await indexOf(folder, storage)).toEqual({ log: 'Index of the workspace: 2 source files, 0 as they were known; N ms.', codes });
  expect(await indexOf(folder, storage)).toEqual({ log: 'Index of the workspace: 2 source files, 2 as they were known; N ms.', codes });
  writeFileSync(join(storage, 'index.json'), '{"format":');
  expect(await indexOf(folder, storage)).toEqual({ log: 'Index of the workspace: 2 source files, 0 as they were known; N ms.', codes });
  rmSync(folder, { recursive: true });
});

test('without an argument it says how it is started', async () => {
  const server = start();
  let said = '';
  server.stderr?.on('data', (chunk) => { said += String(chunk); });
  const [code] = await once(server, 'close');
  expect(code).toBe(2);
  expect(said).toBe('Start the server with --stdio, --node-ipc, --socket=PORT or --pipe=NAME; editors do so.\n');
});
