import type { Analysis } from '../analysis';
import type { CatalogueView } from '../catalogue/catalogue';
import { copyOf, Machine, nothingFound } from '../flow/machine';
import { forgetClass, implementations } from '../flow/classes';
import { TypeRegistry } from '../flow/interfaces';
import { runModule } from '../flow/run';
import type { ModuleUnit } from '../flow/units';
import type { Parsers } from '../languages/grammars';
import { LiveText } from '../languages/live';
import { parseOnce, type TextEdit } from '../languages/parse';
import { graft, isUntouched } from '../program/graft';
import type { LanguageFamily, LanguageId, Program } from '../program/program';
import { Imports } from '../resolve/imports';
import type { ProjectLayout } from '../resolve/layout';
import { folderOf } from '../resolve/paths';
import type { Usage } from '../usage';
import { buildAnalysis } from './analyse';
import { makeEntry, type Entry } from './entry';
import { Results } from './results';
import { roleOf } from './role';
import { runAgain } from './runAgain';
import type { Shared } from './shared';
import { Upkeep } from './upkeep';
import { usageOf } from './usage/usage';

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

/** Expressions interpreted for one module before the rest is left. */
const BUDGET = 600_000;
/** Imports followed inside each other. */
const MAX_IMPORT_DEPTH = 24;

/** Programs and results of the files of a project, analysed when asked for and kept while they hold. */
export class Project {
  private readonly entries = new Map<string, Entry>();
  private readonly results = new Results();
  private readonly imports: Imports;
  private readonly upkeep: Upkeep;
  private readonly types = new TypeRegistry();
  private depth = 0;
  private meanings = 0;
  private roots: readonly string[] = [];

  constructor(private readonly options: ProjectOptions) {
    this.imports = new Imports(options);
    this.upkeep = new Upkeep(this.entries, (entry) => this.run(entry));
  }

  /** Gives a file's text. What was concluded from the old one is made again when it is asked for, or by {@link advance}. */
  setText(path: string, language: LanguageId, text: string, edits?: readonly TextEdit[]): void {
    const before = this.entries.get(path);
    const entry = before?.language === language ? before : makeEntry(path, language, text, true);
    if (entry !== before) {
      if (before) this.remove(before);
      this.entries.set(path, entry);
      for (const importer of before?.importers ?? []) this.upkeep.need(importer);
    } else if (entry.text === text) {
      entry.isGiven = true;
    } else {
      // A tree is worth keeping for a file that changes; most are given once.
      if (entry.live) entry.edits = edits;
      else if (entry.isGiven) entry.live = new LiveText(this.options.parsers, language, entry.program, entry.lowered);
      entry.isGiven = true;
      this.change(entry, text);
    }
  }

  /** The file on disk counts again. What was concluded holds as far as the text is the same. */
  reread(path: string): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    entry.live?.dispose();
    entry.live = undefined;
    entry.edits = undefined;
    entry.isGiven = false;
    const onDisk = this.options.files.readText(path);
    if (onDisk === undefined) this.drop(path);
    else if (onDisk !== entry.text) this.change(entry, onDisk);
  }

  /** Frees all that is known of a file; who imports it looks for it anew. */
  drop(path: string): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    this.remove(entry);
    for (const importer of entry.importers) this.upkeep.need(importer);
  }

  /** Files have come, gone or changed on disk: imports may lead elsewhere. */
  refreshImports(): void {
    this.imports.forget();
    for (const entry of this.entries.values()) {
      for (const [specifier, path] of entry.imports) {
        if (this.imports.pathOf(entry.path, specifier, familyOf(entry.language)) !== path) this.upkeep.need(entry);
      }
    }
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

  /** Does one piece of what edits have left to do in other files. False when there is nothing left. */
  advance(): boolean {
    return this.upkeep.advance();
  }

  /** Concludes what only the whole project tells. Call it when all files of a scan were analysed. */
  settle(): void {
    this.upkeep.settle();
  }

  /** Paths of all files that were analysed and not changed since, given or read. */
  analysed(): string[] {
    return [...this.entries.values()].flatMap((entry) => (entry.module?.state === 'done' && !entry.isOutdated ? [entry.path] : []));
  }

  /** What the rules may ask of one file; everything known of the project at this time counts. */
  analysis(path: string): Analysis | undefined {
    const entry = this.entry(path);
    if (!entry) return undefined;
    if (!this.amend(entry)) this.run(entry);
    return buildAnalysis(entry.module!, this.placeOf(path), this.results.about(path));
  }

  /** Another number whenever {@link analysis} may have another answer. */
  stamp(path: string): number {
    return this.results.stamp(path);
  }

  /** Folders whose names, and those of the folders around them, say nothing about the files inside. */
  setRoots(folders: readonly string[]): void {
    this.roots = folders.map((one) => one.replaceAll('\\', '/').replace(/\/+$/, ''));
  }

  /** What is known at this time of models, and of what is around them. */
  usage(): Usage {
    const known = [...this.entries.values()].filter(({ module }) => module?.state === 'done');
    const modules = known.flatMap(({ module }) => module ?? []);
    return usageOf(modules, known.flatMap(({ found }) => found ?? []), (path) => roleOf(this.placeOf(path)) !== 'test');
  }

  /** What kept a file, or a part of it, from being followed. */
  notes(path: string): readonly string[] {
    return this.entries.get(path)?.found?.notes ?? [];
  }

  /** The project file that an import in a file names. */
  resolveImport(from: string, specifier: string): string | undefined {
    const language = this.options.languageOf(from);
    return language && this.imports.pathOf(from, specifier, familyOf(language));
  }

  /** Where the imports of analysed files lead; undefined for a library or a missing file. */
  *importsOf(paths: Iterable<string>): Generator<readonly [from: string, specifier: string, to: string | undefined]> {
    for (const path of paths) for (const [specifier, to] of this.entries.get(path)?.imports ?? []) yield [path, specifier, to];
  }

  /** What some files say that counts in every file. */
  shared(paths: ReadonlySet<string>): Shared {
    const isWanted = (path: string): boolean => paths.has(path);
    return { ...this.results.shared(isWanted), types: this.types.shapes(isWanted) };
  }

  /** Tells what parts of the project say that are analysed elsewhere. */
  setElsewhere(elsewhere: Shared): void {
    this.results.setElsewhere(elsewhere);
  }

  private entry(path: string): Entry | undefined {
    const known = this.entries.get(path);
    if (known) return known;
    const language = this.options.languageOf(path);
    const text = language && this.options.files.readText(path);
    if (language === undefined || text === undefined) return undefined;
    const entry = makeEntry(path, language, text, false);
    this.entries.set(path, entry);
    return entry;
  }

  /** The path below the nearest folder that a project or an examination starts at. */
  private placeOf(path: string): string {
    const around = [this.options.layout.projectRoot(folderOf(path)) ?? '', ...this.roots.filter((root) => path.replaceAll('\\', '/').startsWith(`${root}/`))];
    return path.slice(Math.max(...around.map(({ length }) => length)));
  }

  /** The present program. One that was there before stays, with what has changed. */
  private programOf(entry: Entry): Program {
    const { program: before, lowered, text } = entry;
    if (before && lowered === text) return before;
    if (entry.live) {
      entry.program = entry.live.parse(text, entry.edits);
    } else {
      const program = parseOnce(this.options.parsers, entry.language, text);
      entry.program = before ? graft(before, program, lowered, text) : program;
    }
    entry.edits = undefined;
    entry.lowered = text;
    return entry.program;
  }

  private run(entry: Entry): void {
    if (!entry.isOutdated) return;
    entry.isOutdated = false;
    entry.isProvisional = false;
    entry.isSound = true;
    // With the functions and classes that it has where only more is known of them now.
    if (entry.module?.state !== 'new' || entry.lowered !== entry.text) this.makeModule(entry);
    this.interpret(entry, entry.module!);
    this.upkeep.ran(entry);
  }

  /**
   * Answers an edit inside of functions by running these anew, and those that call them, in what is
   * there. That leaves things behind that only the old text meant: the whole is made anew later.
   */
  private amend(entry: Entry): boolean {
    const { module, found, live, text } = entry;
    if (entry.isProvisional && entry.lowered === text) return true;
    const isSound = entry.isOutdated && module?.state === 'done' && found && live && entry.isSound;
    if (!isSound || entry.lowered === text) return false;
    const { isProvisional } = entry;
    // What it meant until now cannot be told when its nodes have moved on.
    const isNoted = this.upkeep.willRun(entry);
    const program = this.programOf(entry);
    entry.isProvisional = !live.changes.isWhole;
    if (!entry.isProvisional) return false;
    module.text = text;
    module.program = program;
    if (isUntouched(live.changes)) {
      entry.isProvisional = isProvisional;
      if (!isProvisional) this.upkeep.stayed(entry, isNoted);
      this.results.moved(entry);
      return true;
    }
    const machine = new Machine(copyOf(found), (from, specifier) => this.resolve(from, specifier), BUDGET, this.types);
    entry.isProvisional = runAgain(machine, module, live.changes);
    if (!entry.isProvisional) return false;
    entry.found = machine.found;
    this.results.changed(entry);
    return true;
  }

  private makeModule(entry: Entry): void {
    const previous = entry.module;
    this.upkeep.willRun(entry);
    if (previous) this.retire(previous);
    const family = familyOf(entry.language);
    entry.module = {
      uid: entry.path, file: entry.path, text: entry.text, family, program: this.programOf(entry), facts: this.options.view(family),
      functions: new Map(), classes: new Map(), exports: new Map(), closedOptions: new Set(), cells: new Map(), entries: [], called: new Set(), handed: new Map(),
      recorded: new Set(), frame: undefined, state: 'new', meaning: ++this.meanings, previous,
    };
  }

  private interpret(entry: Entry, module: ModuleUnit): void {
    this.leaveImports(entry);
    const found = nothingFound();
    const machine = new Machine(found, (from, specifier) => this.resolve(from, specifier), BUDGET, this.types);
    runModule(machine, module);
    module.previous = undefined;
    entry.found = found;
    entry.implementations = implementations(module.classes.values());
    if (machine.budget < 0) found.notes.push('the file is larger than the analysis follows; what was found stands');
    this.results.changed(entry);
  }

  private resolve(from: ModuleUnit, specifier: string): ModuleUnit | undefined {
    const path = this.imports.pathOf(from.file, specifier, from.family);
    const importer = this.entries.get(from.file);
    importer?.imports.set(specifier, path);
    if (path === undefined || this.depth >= MAX_IMPORT_DEPTH) return undefined;
    const entry = this.entry(path);
    if (!entry) return undefined;
    if (importer) entry.importers.add(importer);
    this.depth++;
    this.run(entry);
    this.depth--;
    return entry.module;
  }

  private leaveImports(entry: Entry): void {
    for (const path of entry.imports.values()) if (path !== undefined) this.entries.get(path)?.importers.delete(entry);
    entry.imports.clear();
  }

  private change(entry: Entry, text: string): void {
    entry.text = text;
    this.upkeep.need(entry, true);
  }

  private remove(entry: Entry): void {
    entry.live?.dispose();
    if (entry.module) this.retire(entry.module);
    this.leaveImports(entry);
    this.entries.delete(entry.path);
    this.upkeep.removed(entry);
    this.results.changed(entry);
  }

  /** What others know of its classes counts no more. */
  private retire(module: ModuleUnit): void {
    module.state = 'gone';
    for (const unit of module.classes.values()) {
      this.types.forget(unit);
      forgetClass(unit);
    }
  }
}

function familyOf(language: LanguageId): LanguageFamily {
  return language === 'python' ? 'python' : 'javascript';
}
