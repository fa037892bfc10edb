import type { Analysis } from '../analysis';
import type { CatalogueView } from '../catalogue/catalogue';
import { Machine, type Found } from '../flow/machine';
import { forgetClass, implementations } from '../flow/classes';
import { TypeRegistry } from '../flow/interfaces';
import { noSightings } from '../flow/sightings';
import { resetModule, runModule } from '../flow/run';
import type { ModuleUnit } from '../flow/units';
import type { Parsers } from '../languages/grammars';
import { LiveText, parseOnce, type TextEdit } from '../languages/parse';
import type { LanguageFamily, LanguageId, Program } from '../program/program';
import { resolveImport, type ImportContext } from '../resolve/files';
import type { ProjectLayout } from '../resolve/layout';
import { libraryTest } from '../resolve/libraries';
import { folderOf } from '../resolve/paths';
import type { Usage } from '../usage';
import { roleOf } from './role';
import { usageOf } from './usage/usage';
import { buildAnalysis, indexProject, type ProjectFacts, type ProjectIndex } from './analyse';

/** The files around an analysed one. Reads only. */
export interface ProjectFiles {
  readText(path: string): string | undefined;
  isFile(path: string): boolean;
}

export interface ProjectOptions {
  readonly parsers: Parsers;
  readonly view: (family: LanguageFamily) => CatalogueView;
  readonly files: ProjectFiles;
  readonly layout: ProjectLayout;
  readonly languageOf: (path: string) => LanguageId | undefined;
}

interface Entry {
  readonly path: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly live: LiveText | undefined;
  program: Program | undefined;
  module: ModuleUnit | undefined;
  found: Found | undefined;
  /** Classes that implemented its abstract ones when it was run. */
  implementations: number;
  /** Files whose analysis used this one. */
  readonly importers: Set<string>;
  edits: readonly TextEdit[] | undefined;
  /** The text was given, rather than read from disk. */
  isGiven: boolean;
}

/** Expressions interpreted for one module before the rest is left. */
const BUDGET = 600_000;
/** Imports followed inside each other. */
const MAX_IMPORT_DEPTH = 24;

/** Programs and results of the files of a project, analysed when asked for and kept while they hold. */
export class Project {
  private readonly entries = new Map<string, Entry>();
  private readonly imports: ImportContext;
  /** Where imports lead, by language family, folder and specifier. */
  private readonly resolved = new Map<string, { readonly path: string | undefined }>();
  private readonly types = new TypeRegistry();
  private depth = 0;
  /** What all results say together; forgotten with any of them. */
  private index: ProjectIndex | undefined;
  private roots: readonly string[] = [];

  constructor(private readonly options: ProjectOptions) {
    const { files, layout, view } = options;
    this.imports = { isFile: (path) => files.isFile(path), layout, isLibrary: libraryTest((family) => view(family).packages) };
  }

  /** Gives a file's text; what was concluded from the old one is forgotten, here and in its importers. */
  setText(path: string, language: LanguageId, text: string, edits?: readonly TextEdit[]): void {
    const before = this.entries.get(path);
    if (before?.text === text && before.language === language) {
      before.isGiven = true;
      return;
    }
    // A tree is worth keeping for a file that changes; most are given once.
    const live = before?.live && before.language === language ? before.live
      : before?.isGiven ? new LiveText(this.options.parsers, language) : undefined;
    if (live !== before?.live) before?.live?.dispose();
    this.invalidate(path, new Set());
    this.entries.set(path, {
      path, language, text, live, program: undefined, module: undefined, found: undefined, implementations: 0,
      importers: before?.importers ?? new Set(), edits: live !== undefined && before?.live === live ? edits : undefined, isGiven: true,
    });
  }

  /** Forgets the text; the file on disk counts again. */
  drop(path: string): void {
    this.invalidate(path, new Set());
    this.entries.get(path)?.live?.dispose();
    this.entries.delete(path);
    this.index = undefined;
  }

  dispose(): void {
    for (const entry of this.entries.values()) entry.live?.dispose();
    this.entries.clear();
  }

  /** Runs a file's analysis if it has none that holds. False when the file is not there. */
  ensure(path: string): boolean {
    const entry = this.entry(path);
    if (!entry) return false;
    this.run(entry);
    return true;
  }

  /**
   * Interprets again what was interpreted before an implementation of one of its abstract classes
   * was seen, and what imports it. Call it when all files of a scan were analysed.
   */
  settle(): void {
    const affected = new Set<Entry>();
    for (const entry of this.entries.values()) {
      if (entry.module && implementations(entry.module.classes.values()) > entry.implementations) this.addWithImporters(entry, affected);
    }
    for (const { module } of affected) if (module) resetModule(module);
    for (const entry of affected) if (entry.module?.state === 'new') this.interpret(entry);
  }

  /** Paths of all files that were analysed and not changed since, given or read. */
  analysed(): string[] {
    return [...this.entries.values()].flatMap((entry) => entry.module?.state === 'done' ? [entry.path] : []);
  }

  private addWithImporters(entry: Entry, into: Set<Entry>): void {
    if (into.has(entry)) return;
    into.add(entry);
    for (const path of entry.importers) {
      const importer = this.entries.get(path);
      if (importer) this.addWithImporters(importer, into);
    }
  }

  /** What the rules may ask of one file; everything known of the project at this time counts. */
  analysis(path: string): Analysis | undefined {
    const entry = this.entry(path);
    if (!entry) return undefined;
    this.run(entry);
    this.index ??= indexProject(this.facts());
    return buildAnalysis(entry.module!, this.index);
  }

  /** Folders whose names, and those of the folders around them, say nothing about the files inside. */
  setRoots(folders: readonly string[]): void {
    this.roots = folders.map((one) => one.replaceAll('\\', '/').replace(/\/+$/, ''));
  }

  /** What is known at this time of models, and of what is around them. */
  usage(): Usage {
    const { modules, founds, placeOf } = this.facts();
    return usageOf(modules, founds, (path) => roleOf(placeOf(path)) !== 'test');
  }

  /** What kept a file, or a part of it, from being followed. */
  notes(path: string): readonly string[] {
    return this.entries.get(path)?.found?.notes ?? [];
  }

  private facts(): ProjectFacts {
    const modules: ModuleUnit[] = [];
    const founds: Found[] = [];
    for (const entry of this.entries.values()) {
      if (entry.module?.state === 'done') modules.push(entry.module);
      if (entry.found) founds.push(entry.found);
    }
    return { modules, founds, placeOf: (path) => path.slice(this.rootOf(path).length) };
  }

  /** The nearest folder that a project or an examination starts at. */
  private rootOf(path: string): string {
    const around = [this.options.layout.projectRoot(folderOf(path)) ?? '', ...this.roots.filter((root) => path.replaceAll('\\', '/').startsWith(`${root}/`))];
    return around.reduce((nearest, one) => (one.length > nearest.length ? one : nearest));
  }

  private entry(path: string): Entry | undefined {
    const known = this.entries.get(path);
    if (known) return known;
    const language = this.options.languageOf(path);
    const text = language && this.options.files.readText(path);
    if (language === undefined || text === undefined) return undefined;
    const entry: Entry = {
      path, language, text, live: undefined, program: undefined, module: undefined, found: undefined, implementations: 0,
      importers: new Set(), edits: undefined, isGiven: false,
    };
    this.entries.set(path, entry);
    return entry;
  }

  private run(entry: Entry): void {
    if (entry.module) return;
    const family = familyOf(entry.language);
    entry.program ??= entry.live
      ? entry.live.parse(entry.text, entry.edits)
      : parseOnce(this.options.parsers, entry.language, entry.text);
    entry.module = {
      uid: entry.path, file: entry.path, text: entry.text, family, program: entry.program, facts: this.options.view(family),
      functions: new Map(), classes: new Map(), exports: new Map(), closedOptions: new Set(), called: new Set(), handed: new Map(), recorded: new Set(), frame: undefined, state: 'new',
    };
    this.interpret(entry);
  }

  private interpret(entry: Entry): void {
    this.index = undefined;
    entry.found = { flows: new Map(), inferences: new Map(), looked: new Set(), loggers: new Map(), tracing: new Set(), monitoring: new Set(), doubts: new Map(), handed: new Map(), openCalls: new Set(), sightings: noSightings(), notes: [] };
    const machine = new Machine(entry.found, (from, specifier) => this.resolve(from, specifier), BUDGET, this.types);
    runModule(machine, entry.module!);
    entry.implementations = implementations(entry.module!.classes.values());
    if (machine.budget < 0) entry.found.notes.push('the file is larger than the analysis follows; what was found stands');
  }

  /** The project file that an import in a file names. */
  resolveImport(from: string, specifier: string): string | undefined {
    const language = this.options.languageOf(from);
    if (language === undefined) return undefined;
    return this.pathOf(from, specifier, familyOf(language));
  }

  /** Files of one folder share their answers. */
  private pathOf(from: string, specifier: string, family: LanguageFamily): string | undefined {
    const key = `${family}\0${folderOf(from)}\0${specifier}`;
    let known = this.resolved.get(key);
    if (known === undefined || known.path === from) {
      known = { path: resolveImport(this.imports, from, specifier, family) };
      this.resolved.set(key, known);
    }
    return known.path;
  }

  private resolve(from: ModuleUnit, specifier: string): ModuleUnit | undefined {
    const path = this.pathOf(from.file, specifier, from.family);
    if (path === undefined || this.depth >= MAX_IMPORT_DEPTH) return undefined;
    const entry = this.entry(path);
    if (!entry) return undefined;
    entry.importers.add(from.file);
    this.depth++;
    this.run(entry);
    this.depth--;
    return entry.module;
  }

  private invalidate(path: string, seen: Set<string>): void {
    if (seen.has(path)) return;
    seen.add(path);
    const entry = this.entries.get(path);
    if (!entry) return;
    this.index = undefined;
    for (const unit of entry.module?.classes.values() ?? []) {
      this.types.forget(unit);
      forgetClass(unit);
    }
    entry.module = undefined;
    entry.found = undefined;
    for (const importer of entry.importers) this.invalidate(importer, seen);
  }
}

function familyOf(language: LanguageId): LanguageFamily {
  return language === 'python' ? 'python' : 'javascript';
}
