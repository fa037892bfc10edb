import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licence texts of all packages that bundled files came from, and of the grammars. */
export function noticesFor(root, inputs) {
  const { runtime, grammars } = JSON.parse(readFileSync(join(root, 'grammars/manifest.json'), 'utf8'));
  const folders = new Set([runtime, ...grammars].map((pinned) => `node_modules/${pinned.package}`));
  for (const input of inputs) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder) folders.add(folder);
  }
  const parts = [...folders].sort().map((folder) => notice(join(root, folder)));
  return ['This product contains parts of the following packages.', ...parts].join(`\n\n${'-'.repeat(80)}\n\n`);
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : 'The package carries no licence text.';
  return `${name} ${version} (${license})\n\n${text}`;
}
