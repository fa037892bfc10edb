import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './figures.mjs';
import { workFolder } from './product.mjs';

const preload = new URL('peak.mjs', import.meta.url).href;

/**
 * Runs a script in a process of its own, `times` times: medians of the seconds from start to end,
 * the seconds of processor time, and the peak of its resident memory in bytes; and its last output.
 * Throws when it ends with another exit code than 0.
 */
export function runMeasured(script, args, times) {
  const report = join(workFolder, 'child.json');
  const runs = Array.from({ length: times }, () => {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', preload, script, ...args], {
      encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, PRINCIPLED_BENCH_REPORT: report },
    });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`${script} ended with code ${status}:\n${stderr}`);
    return { seconds, stdout, ...JSON.parse(readFileSync(report, 'utf8')) };
  });
  const of = (name) => median(runs.map((run) => run[name]));
  return { seconds: of('seconds'), cpuSeconds: of('cpuSeconds'), peakBytes: of('peakBytes'), stdout: runs.at(-1).stdout };
}
