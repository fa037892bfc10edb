import { specifiersIn } from '../analysis/resolve/related';
import { independentUnits } from '../analysis/resolve/units';
import type { LanguageFamily, LanguageId } from '../analysis/program/program';
import { languageOfPath } from '../host/languages';
import type { Unit, UnitFile } from './unitExaminer';

interface Surroundings {
  readonly resolve: (from: string, specifier: string) => string | undefined;
  /** What a walked file that names nothing of interest imports. */
  readonly specifiersOf: (path: string) => readonly string[] | undefined;
  readonly readText: (path: string) => string | undefined;
}

/** With less text than this beside the largest unit, a second thread takes longer to start than it helps, in UTF-16 units. */
const LEAST_TEXT = 200_000;

/** Sorts files into units that may be examined apart from each other, the largest first; one unit where that is not worth it. */
export function unitsOf(files: readonly UnitFile[], { resolve, specifiersOf, readText }: Surroundings): Unit[] {
  if (sizeOf(files) < LEAST_TEXT) return [files];
  const known = new Map(files.map((file) => [file.path, file]));
  const importsIn = (path: string): readonly string[] => {
    const language = languageOfPath(path);
    if (!language) return [];
    return specifiersOf(path) ?? specifiersIn(known.get(path)?.text ?? readText(path) ?? '', familyOf(language));
  };
  const units = independentUnits(files.map(({ path }) => path), (path) => importsIn(path).flatMap((specifier) => resolve(path, specifier) ?? []))
    .map((paths) => paths.flatMap((path) => known.get(path) ?? []))
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const beside = sizeOf(units.slice(1).flat());
  return beside < LEAST_TEXT ? [files] : units;
}

function sizeOf(files: readonly UnitFile[]): number {
  return files.reduce((sum, { text }) => sum + text.length, 0);
}

export function familyOf(language: LanguageId): LanguageFamily {
  return language === 'python' ? 'python' : 'javascript';
}
