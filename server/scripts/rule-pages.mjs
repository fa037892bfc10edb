/** Collects the rules' pages into one file that the server carries, so that it can show them without a network. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refresh } from '../../scripts/lib/generated.mjs';

const FOLDER = 'server/src/rules';
const OUTPUT = 'server/src/lsp/rulePages.generated.json';

/** Brings the collection below `root` up to date, or with `check` only compares. Returns what was stale. */
export function generate({ root, check = false }) {
  const names = readdirSync(join(root, FOLDER)).filter((name) => name.endsWith('.md')).sort();
  const pages = Object.fromEntries(
    names.map((name) => [name.slice(0, -'.md'.length), readFileSync(join(root, FOLDER, name), 'utf8')]),
  );
  return refresh(root, OUTPUT, `${JSON.stringify(pages)}\n`, { check }) ? [OUTPUT] : [];
}
