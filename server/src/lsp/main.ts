/** The language server's process: `server.js --stdio`, or started by an editor over node IPC. */
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { createConnection, ProposedFeatures, type Connection } from 'vscode-languageserver/node';
import { glanceWords } from '../analysis/catalogue/glanceWords';
import { version } from '../../../package.json';
import { readFolderFacts } from '../host/folderFacts';
import { createGlance } from '../host/glance';
import { loadBundledParsers } from '../host/grammars';
import { engineKey } from '../host/index/cache';
import { serveIndex } from '../host/index/service';
import { hostWithLayout, nodeHost } from '../host/nodeHost';
import { readOwnFile, replaceFile } from '../host/ownFiles';
import { walk, walkFiles } from '../host/walk';
import { createLinter } from '../lint/createLinter';
import { rules } from '../rules/index';
import type { IndexThread } from './projectIndex';
import rulePages from './rulePages.generated.json';
import { startServer } from './server';
import type { ServerFiles } from './services';

const glances = { findings: createGlance(glanceWords()), inventory: createGlance(glanceWords({}, 'inventory')) };
const pages: Readonly<Record<string, string>> = rulePages;

const files: ServerFiles = {
  ...nodeHost,
  walk: (folder) => walk(folder),
  facts: readFolderFacts,
  walkFiles: (folder, isWanted) => walkFiles(folder, isWanted),
  rulePage: (ruleId) => pages[ruleId],
  readOwn: readOwnFile,
  write: replaceFile,
};

function connect(): Connection | undefined {
  try {
    return createConnection(ProposedFeatures.all);
  } catch {
    process.stderr.write('Start the server with --stdio, --node-ipc, --socket=PORT or --pipe=NAME; editors do so.\n');
    process.exitCode = 2;
    return undefined;
  }
}

/** Keeps the index of the workspace, for the thread that answers the editor. */
function keepIndex(): void {
  const engine = engineKey(version, readFileSync(__filename));
  parentPort?.on('message', serveIndex(engine, (reply) => parentPort?.postMessage(reply)));
}

function startIndex(): IndexThread {
  const worker = new Worker(__filename, { execArgv: [] });
  worker.unref();
  return {
    post: (request) => worker.postMessage(request),
    onReply: (listener) => void worker.on('message', listener),
    onEnd(listener) {
      worker.on('error', (error) => listener(error.message));
      worker.on('exit', (code) => listener(`exit code ${code}`));
    },
    terminate: () => worker.terminate(),
  };
}

const connection = isMainThread ? connect() : undefined;
if (!isMainThread) keepIndex();
if (connection) {
  startServer(connection, {
    createLinter: async (facts) => createLinter(await loadBundledParsers(__dirname), hostWithLayout(), facts),
    rules,
    glance: (text, purpose = 'findings') => glances[purpose](Buffer.from(text)),
    files,
    startIndex,
    version,
    restMilliseconds: 120,
    today: () => new Date().toISOString().slice(0, 10),
  });
}
