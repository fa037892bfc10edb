import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bootstrap.mjs';

const FOLDER = 'server/scripts';

/**
 * Runs every generator. Each .mjs file of server/scripts is one and exports
 * `generate({ root, check })`, which brings its files up to date (or, with `check`, only compares)
 * and returns the paths below `root` of those that were stale. They run in the order of their names,
 * so that `rules-table` may rely on what `catalogue` wrote.
 */
export async function generateAll({ check = false } = {}) {
  const stale = [];
  for (const name of readdirSync(join(root, FOLDER)).sort()) {
    if (!name.endsWith('.mjs')) continue;
    const { generate } = await import(pathToFileURL(join(root, FOLDER, name)).href);
    stale.push(...(await generate({ root, check })));
  }
  return stale;
}
