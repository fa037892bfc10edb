import type { LanguageFamily } from '../program/program';
import { resolveImport, type Files } from './files';

/** A file that names nothing of interest itself, and what it imports. */
export interface Unrelated {
  readonly path: string;
  readonly family: LanguageFamily;
  readonly specifiers: readonly string[];
}

const python = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+\(?([\w, \t]*)|import[ \t]+([\w., \t]+))/gm;
const javascript = /(?:\bfrom|\brequire\(|\bimport\(|\bimport)\s*['"]([^'"\n]+)['"]/g;

/** What a text seems to import, told without parsing it. */
export function specifiersIn(text: string, family: LanguageFamily): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(family === 'python' ? python : javascript)) {
    if (family === 'javascript') {
      if (/^[./@~]|^src\//.test(match[1]!)) found.add(match[1]!);
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

/** Files that import one that matters matter too: one step, since values rarely travel further unnamed. */
export function relatedFiles(files: Files, unrelated: readonly Unrelated[], relevant: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const { path, family, specifiers } of unrelated) {
    const isRelated = specifiers.some((specifier) => {
      const target = resolveImport(files, path, specifier, family);
      return target !== undefined && relevant.has(target);
    });
    if (isRelated) found.push(path);
  }
  return found;
}
