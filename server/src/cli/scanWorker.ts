import { parentPort, workerData } from 'node:worker_threads';
import { nodeHost } from '../host/nodeHost';
import { rules } from '../rules/index';
import { workOff, type LaneOrder, type LaneTask } from './lane';
import { Locator } from './locate';
import { createScanLinter } from './scanLinter';

/** What a worker thread of a large scan does; the thread that started it ends it. */
export async function runScanWorker(bundleFolder: string): Promise<void> {
  const task = workerData as LaneTask;
  const linter = await createScanLinter(bundleFolder, task.facts);
  const lint = workOff(task, linter, new Locator(task.root, rules, nodeHost.readText), nodeHost.readText, (message) => parentPort?.postMessage(message));
  parentPort?.once('message', (order: LaneOrder) => lint(order));
}
