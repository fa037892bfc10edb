import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../lib/bootstrap.mjs';
import { writeProject } from './code.mjs';
import { mb, printTable } from './figures.mjs';
import { plot } from './plot.mjs';
import { workFolder } from './product.mjs';
import { scanFolder } from './scanning.mjs';

const SMALLEST = 4;
const DOUBLINGS = 4;
const RUNS = 3;

/** Cost against size: the same kind of project, twice as many files each time. */
export function measureSize() {
  console.log(`\nCost against size, a generated project doubled ${DOUBLINGS} times, medians of ${RUNS} scans`);
  const points = Array.from({ length: DOUBLINGS + 1 }, (_, at) => measurePoint(SMALLEST * 2 ** at));
  printTable(['files', 'source', 'time', 'x', 'processor', 'peak memory', 'x', 'findings'], points.map((point, at) => [
    String(point.files), mb(point.bytes), `${point.seconds.toFixed(2)} s`, growth(points, at, 'seconds'),
    `${point.cpuSeconds.toFixed(2)} s`, mb(point.peakBytes), growth(points, at, 'peakBytes'), String(point.findings),
  ]));
  console.log('  x: to the row before; 2.0 is in proportion to the number of files.');
  const path = join(root, 'docs/bench-size.svg');
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(path, plot(points));
  console.log(`  The plot is in ${relative(root, path)}.`);
}

function measurePoint(packages) {
  const folder = join(workFolder, `size-${packages}`);
  const files = writeProject(folder, packages);
  const bytes = readdirSync(folder, { recursive: true }).reduce((sum, path) => sum + sizeOf(join(folder, path)), 0);
  const point = { files, bytes, ...scanFolder(folder, RUNS) };
  rmSync(folder, { recursive: true });
  return point;
}

function sizeOf(path) {
  const status = statSync(path);
  return status.isFile() ? status.size : 0;
}

function growth(points, at, name) {
  return at === 0 ? '' : (points[at][name] / points[at - 1][name]).toFixed(1);
}
