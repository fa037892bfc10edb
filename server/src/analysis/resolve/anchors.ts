import type { Resolve } from './related';

/** A file that names something of interest: what it imports, and whether it names the host of a provider. */
export interface Naming {
  readonly path: string;
  readonly specifiers: readonly string[];
  readonly hasHost: boolean;
}

interface Around {
  readonly resolve: Resolve;
  /** Whether an import names an SDK for models. */
  readonly isSdk: (specifier: string, path: string) => boolean;
  /** The project that a file is part of. */
  readonly projectOf: (path: string) => string;
}

/** A project with fewer files is a script or a few of them, of which names may be all there is. */
const LEAST_FILES = 100;
/** Names in a larger share of the files are none: the pages of an application whose models are asked by another project. */
const MOST_NAMING = 1 / 15;

/**
 * Projects in which names of models, agents and tools are accidents: few files have such names, none imports an SDK or
 * asks a provider's host, and they are not small. What an import leads to inside of the folder is no SDK, whatever it
 * is called.
 */
export function withoutModels(files: Iterable<string>, naming: readonly Naming[], { resolve, isSdk, projectOf }: Around): ReadonlySet<string> {
  const sizes = countBy(files, projectOf);
  const names = countBy(naming.map(({ path }) => path), projectOf);
  const found = new Set([...sizes].flatMap(([project, size]) => (size >= LEAST_FILES && (names.get(project) ?? 0) < size * MOST_NAMING ? [project] : [])));
  for (const { path, specifiers, hasHost } of naming) {
    const project = projectOf(path);
    if (!found.has(project)) continue;
    if (hasHost || specifiers.some((one) => isSdk(one, path) && resolve(path, one) === undefined)) found.delete(project);
  }
  return found;
}

function countBy(paths: Iterable<string>, projectOf: (path: string) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(projectOf(path), (counts.get(projectOf(path)) ?? 0) + 1);
  return counts;
}
