import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

/** Packs what dist/ holds into principled-VERSION.vsix and gives its path. Throws what vsce said. */
export function packageExtension() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const path = join(root, `principled-${version}.vsix`);
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  const args = ['package', '--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository', '--out', path];
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The extension was not packed:\n${stdout}${stderr}`);
  console.log(`Packed ${path} (${(statSync(path).size / 1e6).toFixed(2)} MB).`);
  return path;
}
