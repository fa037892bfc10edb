/** The command line's process: `cli.js scan|rules`. */
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { isMainThread, Worker } from 'node:worker_threads';
import { anchorWords, glanceWords, isSdkImport } from '../analysis/catalogue/glanceWords';
import { createGlance } from '../host/glance';
import { languageOfPath } from '../host/languages';
import { version } from '../../../package.json';
import { rules } from '../rules/index';
import { compileLater } from './compiling';
import { createScanLinter } from './scanLinter';
import { runScanWorker } from './scanWorker';
import { start } from './start';

/** Each thread has an engine of its own, which takes memory. */
const MOST_THREADS = 4;

// A worker thread of a large scan runs this same file: so the package holds the engine once for the command line.
void (isMainThread ? startProgram() : runScanWorker(__dirname));

function startProgram(): Promise<void> {
  const onWork = compileLater(processorTime);
  return start({
    version,
    rules,
    createLinter: (facts) => createScanLinter(__dirname, facts, onWork),
    createGlance: (facts, purpose) => createGlance(glanceWords(facts, purpose)),
    createAnchors: (facts) => ({
      hasHost: createGlance(anchorWords(facts)),
      isSdk: (specifier, path) => isSdkImport(specifier, languageOfPath(path) === 'python' ? 'python' : 'javascript'),
    }),
    threads: {
      // One thread alone keeps half a core more busy with compiling and clearing up: on two cores a second one gains nothing.
      cores: Math.max(1, Math.min(Math.floor(availableParallelism() / 2), MOST_THREADS)),
      start: (task) => new Worker(__filename, { workerData: task }),
    },
  });
}

/** Of this process with all its threads, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
