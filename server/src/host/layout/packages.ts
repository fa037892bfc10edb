import { exports as exportsOf, imports as importsOf } from 'resolve.exports';
import { join } from '../../analysis/resolve/paths';
import type { PackageFacts } from '../../analysis/resolve/layout';
import { isRecord } from './tsconfig';

/** A `package.json` read: what it is called, and where its parts stand. */
export interface NamedPackage extends PackageFacts {
  readonly name: string | undefined;
}

/** Folders that a build writes: the source that it came from is one of the others. */
const built = /^(?:\.\/)?(?:dist|build|lib|out|output|es|esm|cjs|umd|types|typings)\//;

export function readPackage(folder: string, manifest: Readonly<Record<string, unknown>>): NamedPackage {
  const name = typeof manifest['name'] === 'string' ? manifest['name'] : undefined;
  return {
    folder, name, isPrivate: manifest['private'] === true,
    targets: (entry) => [...new Set(targetsOf(manifest, entry))].map((target) => join(folder, target)),
  };
}

function targetsOf(manifest: Readonly<Record<string, unknown>>, entry: string): string[] {
  const declared = declaredTargets(manifest, entry).flatMap(withSources);
  if (entry.startsWith('#')) return declared;
  if (entry === '.') return [...declared, 'src/index', 'src/main', 'index', 'lib/index'];
  return [...declared, entry, join('src', entry)];
}

function declaredTargets(manifest: Readonly<Record<string, unknown>>, entry: string): string[] {
  const isInternal = entry.startsWith('#');
  const map = manifest[isInternal ? 'imports' : 'exports'];
  const found: string[] = [];
  if (map !== undefined) {
    const pkg = { ...manifest, name: typeof manifest['name'] === 'string' ? manifest['name'] : '' };
    for (const conditions of conditionSets(map)) {
      try {
        found.push(...(isInternal ? importsOf(pkg, entry, conditions) : exportsOf(pkg, entry, conditions)) ?? []);
      } catch {
        continue; // The package does not offer this part, or not under these conditions.
      }
    }
  }
  if (entry !== '.') return found;
  return [...found, ...['source', 'types', 'typings', 'module', 'main', 'browser'].flatMap((field) => {
    const target = manifest[field];
    return typeof target === 'string' ? [target] : [];
  })];
}

/** All conditions that the map knows, so that `source` or a name of the project's own leads to the code. */
function conditionSets(map: unknown): { readonly unsafe: true; readonly conditions: readonly string[] }[] {
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    if (!isRecord(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (!key.startsWith('.') && !key.startsWith('#')) names.add(key);
      collect(inner);
    }
  };
  collect(map);
  const all = [...names];
  const unusual = all.filter((name) => !usualConditions.has(name));
  return [...unusual.map((name) => [name]), all, ['import', 'module', 'node'], ['require', 'node']].map((conditions) => ({ unsafe: true, conditions }));
}

const usualConditions = new Set(['import', 'require', 'types', 'default', 'node', 'browser', 'module', 'worker', 'development', 'production', 'react-native', 'deno', 'bun', 'workerd', 'edge-light', 'react-server']);

/** A build result, and where its source may stand: `dist/esm/a.js` comes from `src/a.ts`. */
function withSources(target: string): string[] {
  const found = [target];
  let rest = target.replace(/^\.\//, '');
  while (built.test(rest)) {
    rest = rest.replace(built, '');
    found.push(`src/${rest}`, rest);
  }
  return found;
}
