import type { LanguageFamily } from '../program/program';
import { resolveJavascript } from './javascript';
import type { ProjectLayout } from './layout';
import { resolvePython } from './python';

/** What the resolution of imports asks of the world. */
export interface ImportContext {
  readonly isFile: (path: string) => boolean;
  readonly layout: ProjectLayout;
  /** Whether a package, by its top-level name, is one that the catalogue knows. */
  readonly isLibrary: (name: string, family: LanguageFamily) => boolean;
}

/** The project file that an import names, or undefined when it is a library or missing. */
export function resolveImport(context: ImportContext, from: string, specifier: string, family: LanguageFamily): string | undefined {
  return family === 'python' ? resolvePython(context, from, specifier) : resolveJavascript(context, from, specifier);
}
