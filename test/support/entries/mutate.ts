import type { CatalogueFile } from '../../../server/src/analysis/catalogue/format';
import type { Section } from './entry';

/** Lists of names in the sections; what hangs below a class or has a call in it is spelled wrongly at its end. */
const listed: ReadonlySet<string> = new Set(['calls', 'members', 'types', 'decorators', 'wrappers', 'properties', 'names', 'parameterDecorators', 'imports', 'path', 'environment']);

/** The facts with every name of one section spelled wrongly. */
export function misspelled(files: readonly CatalogueFile[], section: Section): CatalogueFile[] {
  return files.map((file) => ({ ...file, [section]: wrong(file[section]) }));
}

function wrong(value: unknown, isName = false): unknown {
  if (typeof value === 'string') return isName ? `${value}Zq` : value;
  if (Array.isArray(value)) return value.map((item) => wrong(item, isName));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, wrong(part, listed.has(key))]));
}
