import { Session } from 'node:inspector/promises';
import { writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { root } from '../lib/bootstrap.mjs';
import { printTable } from './figures.mjs';
import { workFolder } from './product.mjs';

const SHOWN = 25;

/** Runs `work` under the CPU profiler, prints the functions that took longest, and keeps the profile. */
export async function profiled(name, work) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  const result = work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const path = join(workFolder, `${name}.cpuprofile`);
  writeFileSync(path, JSON.stringify(profile));
  console.log(`\n  Profile of ${name}, kept in ${relative(root, path)}`);
  printTable(['function', 'itself', 'with callees'], shares(profile).slice(0, SHOWN));
  return result;
}

/** Functions by the share of samples in them, and in them or what they called. */
function shares({ nodes, samples }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const hits = new Map();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  const self = new Map();
  const total = new Map();
  const visit = (node, open) => {
    const { functionName, url, lineNumber } = node.callFrame;
    const name = functionName === '' || functionName.startsWith('(') || url === ''
      ? functionName || '(anonymous)'
      : `${functionName} ${basename(url)}:${lineNumber + 1}`;
    const own = hits.get(node.id) ?? 0;
    self.set(name, (self.get(name) ?? 0) + own);
    const isInside = open.has(name);
    const below = isInside ? open : new Set(open).add(name);
    const sum = (node.children ?? []).reduce((sum, id) => sum + visit(byId.get(id), below), own);
    if (!isInside) total.set(name, (total.get(name) ?? 0) + sum);
    return sum;
  };
  visit(nodes[0], new Set());
  const percent = (count) => `${((100 * count) / samples.length).toFixed(1)} %`;
  return [...self].sort((a, b) => b[1] - a[1]).map(([name, count]) => [name, percent(count), percent(total.get(name))]);
}
