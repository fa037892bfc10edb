import type { LanguageFamily } from '../program/program';

/** Tells packages that the catalogue knows from others by the name that an import begins with. */
export function libraryTest(packages: (family: LanguageFamily) => readonly string[]): (name: string, family: LanguageFamily) => boolean {
  const known = new Map<LanguageFamily, ReadonlySet<string>>();
  return (name, family) => {
    let names = known.get(family);
    if (!names) known.set(family, (names = new Set(packages(family).map((one) => (family === 'python' ? one.split('.', 1)[0]! : one)))));
    return names.has(name);
  };
}
