import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

/**
 * Compares each pinned Wasm file of the installed npm packages with grammars/manifest.json.
 * Throws one Error that names every difference; otherwise returns where each file lies.
 */
export function checkGrammars() {
  const { runtime, grammars } = JSON.parse(readFileSync(join(root, 'grammars/manifest.json'), 'utf8'));
  const faults = [];
  const files = [runtime, ...grammars].map((pinned) => {
    const folder = join(root, 'node_modules', pinned.package);
    const path = join(folder, pinned.file);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (version !== pinned.version) faults.push(`${pinned.package} is ${version}, pinned is ${pinned.version}`);
    if (sha256 !== pinned.sha256) faults.push(`${pinned.file} has SHA-256 ${sha256}, pinned is ${pinned.sha256}`);
    return { name: pinned.file, path };
  });
  if (faults.length > 0) throw new Error(`grammars/manifest.json does not match:\n  ${faults.join('\n  ')}`);
  return files;
}

/** Copies the checked files into a folder. */
export function copyGrammars(folder) {
  mkdirSync(folder, { recursive: true });
  for (const { name, path } of checkGrammars()) copyFileSync(path, join(folder, name));
}
