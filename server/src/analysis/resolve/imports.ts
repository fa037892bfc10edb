import type { CatalogueView } from '../catalogue/catalogue';
import type { LanguageFamily } from '../program/program';
import { resolveImport, type ImportContext } from './files';
import type { ProjectLayout } from './layout';
import { libraryTest } from './libraries';
import { folderOf } from './paths';

interface Surroundings {
  readonly files: { isFile(path: string): boolean };
  readonly layout: ProjectLayout;
  readonly view: (family: LanguageFamily) => CatalogueView;
}

/** Answers that are remembered, of which each half-typed name is one, before all are asked for anew. */
const MAX_KNOWN = 100_000;

/** Where imports lead, each asked for once. */
export class Imports {
  private readonly context: ImportContext;
  /** By language family, folder and specifier: the files of a folder share their answers. */
  private readonly known = new Map<string, { readonly path: string | undefined }>();

  constructor({ files, layout, view }: Surroundings) {
    this.context = { isFile: (path) => files.isFile(path), layout, isLibrary: libraryTest((family) => view(family).packages) };
  }

  pathOf(from: string, specifier: string, family: LanguageFamily): string | undefined {
    const key = `${family}\0${folderOf(from)}\0${specifier}`;
    const known = this.known.get(key);
    if (known && known.path !== from) return known.path;
    const path = resolveImport(this.context, from, specifier, family);
    // A file does not import itself: what its neighbours mean by its name is another thing.
    if (!known && !namesOf(from).some((name) => specifier.includes(name))) {
      if (this.known.size >= MAX_KNOWN) this.known.clear();
      this.known.set(key, { path });
    }
    return path;
  }

  /** Forgets all answers: files or configuration have changed. */
  forget(): void {
    this.known.clear();
    this.context.layout.forget();
  }
}

/** The last two names of a path: the module's, and that of its package. */
function namesOf(path: string): string[] {
  return path.replace(/(?:\.d)?\.\w+$/, '').split('/').slice(-2).filter((name) => name !== '');
}
