import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMeasured } from './child.mjs';
import { writeProject } from './code.mjs';
import { mb, printTable } from './figures.mjs';
import { loadEngine, productFolder, workFolder } from './product.mjs';

const RUNS = 3;
const PACKAGES = 12;
const bareParse = fileURLToPath(new URL('bare-parse.mjs', import.meta.url));

/** A scan of a folder by the command line in a new process, beside a parse of the same files. */
export async function measureScan({ folder }) {
  const measured = folder ?? join(workFolder, 'project');
  if (folder === undefined) writeProject(measured, PACKAGES);
  const files = await filesBelow(measured);
  const bytes = files.reduce((sum, { path }) => sum + statSync(path).size, 0);
  console.log(`\nCold scan of ${folder ?? 'a generated project'}: ${files.length} files, ${mb(bytes)}, medians of ${RUNS} runs`);
  if (bytes === 0) return;
  const list = join(workFolder, 'files.json');
  writeFileSync(list, JSON.stringify(files));
  const parse = runMeasured(bareParse, [list], RUNS);
  const scan = scanFolder(measured, RUNS);
  const row = (name, { seconds, cpuSeconds, peakBytes }) => [
    name, `${seconds.toFixed(2)} s`, `${cpuSeconds.toFixed(2)} s`, `${(bytes / 1e6 / seconds).toFixed(2)} MB/s`, mb(peakBytes),
  ];
  printTable(['', 'time', 'processor', 'speed', 'peak memory'], [row('bare parse', parse), row('scan', scan)]);
  console.log(`  ratio: ${(scan.seconds / parse.seconds).toFixed(1)}x. ${scan.examined} files were examined, ${scan.unrelated} have nothing to do with models.`);
}

/** The figures of a scan, with how many files it examined, passed over and found something in. */
export function scanFolder(folder, runs) {
  const args = ['scan', folder, '--format', 'json', '--fail-on', 'never'];
  const { stdout, ...figures } = runMeasured(join(productFolder, 'cli.js'), args, runs);
  const { examined, unrelated, findings } = JSON.parse(stdout).summary;
  return { ...figures, examined, unrelated, findings: Object.values(findings).reduce((a, b) => a + b, 0) };
}

/** Every source file that a scan looks at, whether it then matters or not. */
async function filesBelow(folder) {
  const { readText, walk } = loadEngine();
  const files = [];
  for await (const file of walk(folder)) if ('text' in readText(file.path)) files.push(file);
  return files;
}
