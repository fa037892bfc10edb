/** Collects the templates of documents into one file that server and command line carry. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refresh } from '../../scripts/lib/generated.mjs';

const FOLDER = 'server/src/assurance/documents/templates';
const OUTPUT = 'server/src/assurance/documents/templates.generated.json';

/** Brings the collection below `root` up to date, or with `check` only compares. Returns what was stale. */
export function generate({ root, check = false }) {
  const names = readdirSync(join(root, FOLDER)).filter((name) => name.endsWith('.md')).sort();
  const templates = Object.fromEntries(
    names.map((name) => [name.slice(0, -'.md'.length), readFileSync(join(root, FOLDER, name), 'utf8')]),
  );
  return refresh(root, OUTPUT, `${JSON.stringify(templates)}\n`, { check }) ? [OUTPUT] : [];
}
