/** The command line's process: `cli.js scan|rules`. */
import { availableParallelism } from 'node:os';
import { isMainThread, Worker } from 'node:worker_threads';
import { glanceWords } from '../analysis/catalogue/glanceWords';
import { createGlance } from '../host/glance';
import { version } from '../../../package.json';
import { rules } from '../rules/index';
import { createScanLinter } from './scanLinter';
import { runScanWorker } from './scanWorker';
import { start } from './start';

/** Each thread has an engine of its own, which takes memory. */
const MOST_THREADS = 4;

// A worker thread of a large scan runs this same file: so the package holds the engine once for the command line.
void (isMainThread ? startProgram() : runScanWorker(__dirname));

function startProgram(): Promise<void> {
  return start({
    version,
    rules,
    createLinter: (facts) => createScanLinter(__dirname, facts),
    createGlance: (facts, purpose) => createGlance(glanceWords(facts, purpose)),
    threads: {
      // One thread alone keeps half a core more busy with compiling and clearing up: on two cores a second one gains nothing.
      cores: Math.max(1, Math.min(Math.floor(availableParallelism() / 2), MOST_THREADS)),
      start: (task) => new Worker(__filename, { workerData: task }),
    },
  });
}
