import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { listFiles } from '@vscode/vsce';
import { expect, test } from 'vitest';

const cwd = resolve(import.meta.dirname, '../../..');

/** Every string of the manifest's contributions that is a path of a file. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^(\.\/)?[\w./-]+\.(json|md|png|svg)$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'fileMatch' ? [] : pathsIn(part)));
}

test('the package holds every file that the manifest names, and no source or test', { timeout: 60_000 }, async () => {
  const manifest = JSON.parse(readFileSync(resolve(cwd, 'package.json'), 'utf8')) as Record<string, unknown>;
  const packed = await listFiles({ cwd, packagedDependencies: [] });
  const named = pathsIn([manifest['contributes'], manifest['icon']]).map((path) => path.replace(/^\.\//, ''));
  expect(named.length).toBeGreaterThan(0);
  expect(packed).toEqual(expect.arrayContaining([...named, 'LICENSE', 'client/media/provisionForm.js']));
  expect(packed.filter((path) => /^(server|scripts|test|examples|node_modules)\/|\.ts$/.test(path))).toEqual([]);
});
