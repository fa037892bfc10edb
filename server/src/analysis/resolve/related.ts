import type { LanguageFamily } from '../program/program';

/** A file that names nothing of interest itself, and what it imports. */
export interface Unrelated {
  readonly path: string;
  readonly specifiers: readonly string[];
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
  return [...found];
}

/** The project file that an import in a file names. */
export type Resolve = (from: string, specifier: string) => string | undefined;

/** Files that import one that matters matter too: one step, since values rarely travel further unnamed. */
export function relatedFiles(resolve: Resolve, unrelated: readonly Unrelated[], relevant: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const { path, specifiers } of unrelated) {
    const isRelated = specifiers.some((specifier) => {
      const target = resolve(path, specifier);
      return target !== undefined && relevant.has(target);
    });
    if (isRelated) found.push(path);
  }
  return found;
}
