import type { LanguageFamily } from '../program/program';
import { detached } from '../texts';
import { basesIn, specifiersOfBase } from './heirs';

/** A file that names nothing of interest itself, and what it imports. */
export interface Unrelated {
  readonly path: string;
  readonly specifiers: readonly string[];
  /** What its classes come from. */
  readonly bases: readonly string[];
  /** It is part of a project that has nothing to do with models: nothing is drawn in for its sake. */
  readonly isApart?: true;
}

/** What there is to know of a file that names nothing of interest. */
export function unrelatedFile(path: string, text: string, family: LanguageFamily): Unrelated {
  return { path, specifiers: specifiersIn(text, family), bases: basesIn(text, family) };
}

const python = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+\(?([\w, \t]*)|import[ \t]+([\w., \t]+))/gm;
const javascript = /(?:\bfrom|\brequire\(|\bimport\(|\bimport)\s*['"]([^'"\n]+)['"]/g;

/** What a text seems to import, told without parsing it. */
export function specifiersIn(text: string, family: LanguageFamily): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(family === 'python' ? python : javascript)) {
    if (family === 'javascript') {
      found.add(match[1]!);
      continue;
    }
    if (match[1] !== undefined) {
      found.add(match[1]);
      const dot = match[1].endsWith('.') ? '' : '.';
      for (const name of match[2]?.split(',') ?? []) if (name.trim() !== '') found.add(`${match[1]}${dot}${name.trim().split(/\s/)[0]!}`);
    }
    for (const name of match[3]?.split(',') ?? []) found.add(name.trim().split(/\s/)[0]!);
  }
  found.delete('');
  return [...found].map(detached);
}

/** The project file that an import in a file names. */
export type Resolve = (from: string, specifier: string) => string | undefined;

/**
 * Files that matter because of what they import: one that matters itself (one step, since values rarely travel further
 * unnamed), or the class that one of theirs comes from, where a file that matters draws it in.
 */
export function relatedFiles(resolve: Resolve, unrelated: readonly Unrelated[], relevant: ReadonlyMap<string, readonly string[]>): string[] {
  const leads = ({ path, specifiers }: Unrelated, to: ReadonlySet<string>): boolean => specifiers.some((specifier) => isIn(to, resolve(path, specifier)));
  const matters = new Set(relevant.keys());
  const names = namesOf(matters);
  const found = unrelated.filter((file) => file.specifiers.some((specifier) => mayName(names, specifier) && isIn(matters, resolve(file.path, specifier))));
  const specifiers = new Map([...relevant, ...unrelated.filter(({ isApart }) => !isApart).map((file) => [file.path, file.specifiers] as const)]);
  const drawn = new Set([...matters, ...found.map(({ path }) => path)]);
  let open = unrelated.filter(({ path, bases, isApart }) => bases.length > 0 && !isApart && !drawn.has(path));
  for (let size = 0; size < drawn.size && open.length > 0;) {
    size = drawn.size;
    // A set that grows while it is gone through is gone through to its end.
    for (const path of drawn) for (const specifier of specifiers.get(path) ?? []) addTo(drawn, resolve(path, specifier));
    const heirs = open.filter((file) => file.bases.some((base) => leads({ ...file, specifiers: specifiersOfBase(base, file.specifiers) }, drawn)));
    for (const heir of heirs) drawn.add(heir.path);
    found.push(...heirs);
    open = open.filter((file) => !heirs.includes(file));
  }
  return found.map(({ path }) => path);
}

/** The names of files and folders in paths, as imports may say them. */
function namesOf(paths: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of paths) for (const part of path.split(/[/.]/)) names.add(part);
  return names;
}

/** Whether an import may lead to one of these: one by name or by path ends with the name of a file or of its folder, an alias with any. */
function mayName(names: ReadonlySet<string>, specifier: string): boolean {
  if (!/^[\w.]+$/.test(specifier) && !/^\.\.?\//.test(specifier)) return true;
  const name = /([^./]+)(?:\.[mc]?[jt]sx?)?$/.exec(specifier)?.[1];
  return name === undefined || names.has(name);
}

function isIn(files: ReadonlySet<string>, path: string | undefined): boolean {
  return path !== undefined && files.has(path);
}

function addTo(files: Set<string>, path: string | undefined): void {
  if (path !== undefined) files.add(path);
}
