/**
 * npm run bench: measures and prints; nothing is asserted.
 * `-- --only editing,project,scan,package,size` does a part, `-- FOLDER` scans that folder instead of a
 * generated project, and `-- --profile` shows which functions an edit spends its time in.
 */
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, fail } from './lib/bootstrap.mjs';

const parts = {
  editing: async (options) => (await import('./bench/editing.mjs')).measureEditing(options),
  project: async () => (await import('./bench/project.mjs')).measureProject(),
  scan: async (options) => (await import('./bench/scanning.mjs')).measureScan(options),
  package: async () => (await import('./bench/packaged.mjs')).measurePackage(),
  size: async () => (await import('./bench/size.mjs')).measureSize(),
};

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      options: { only: { type: 'string' }, profile: { type: 'boolean' } }, allowPositionals: true,
    });
    const chosen = values.only?.split(',') ?? Object.keys(parts);
    const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
    if (unknown.length > 0) fail(`There is no part "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.`);
    const folder = positionals[0] === undefined ? undefined : resolve(positionals[0]);
    return { chosen, folder, isProfiled: values.profile === true };
  } catch (error) {
    return fail(error.message);
  }
}

await bootstrap();
const { chosen, ...options } = readOptions();
const { build } = await import('./lib/bundles.mjs');
const { prepareProduct } = await import('./bench/product.mjs');
try {
  await build();
  await prepareProduct();
  console.log(`Node.js ${process.versions.node}, ${cpus().length} cores, ${process.platform}`);
  for (const name of chosen) await parts[name](options);
} catch (error) {
  fail(error.stack);
}
