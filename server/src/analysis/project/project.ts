import type { Analysis } from '../analysis';
import type { CatalogueView } from '../catalogue/catalogue';
import type { Parsers } from '../languages/grammars';
import { TypeRegistry } from '../flow/interfaces';
import { LiveText } from '../languages/live';
import type { TextEdit } from '../languages/parse';
import type { LanguageFamily, LanguageId } from '../program/program';
import { Imports } from '../resolve/imports';
import type { ProjectLayout } from '../resolve/layout';
import type { Usage } from '../usage';
import { buildAnalysis } from './analyse';
import { familyOf, makeEntry, type Entry } from './entry';
import { Results } from './results';
import { offeredTracing } from './offered';
import { placeBelow, roleOf } from './role';
import { Runs } from './runs';
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

/** Programs and results of the files of a project, analysed when asked for and kept while they hold. */
export class Project {
  private readonly entries = new Map<string, Entry>();
  private readonly results = new Results((path) => roleOf(this.placeOf(path)));
  private readonly imports: Imports;
  private readonly upkeep: Upkeep;
  private readonly types = new TypeRegistry();
  private readonly runs: Runs;
  private isAdvancing = false;
  private roots: readonly string[] = [];

  constructor(private readonly options: ProjectOptions) {
    this.imports = new Imports(options);
    this.upkeep = new Upkeep(
      this.entries, (entry) => (this.isAdvancing ? this.runs.runInSteps(entry) : this.runs.run(entry)),
      ({ path }) => roleOf(this.placeOf(path)) === 'test',
    );
    this.runs = new Runs({
      options, entries: this.entries, results: this.results, imports: this.imports, upkeep: this.upkeep, types: this.types, entryAt: (path) => this.entry(path),
    });
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
    this.runs.finish();
    this.runs.run(entry);
    return true;
  }

  /** Does one piece of what edits have left to do. False when there is nothing left. */
  advance(): boolean {
    if (this.runs.step()) return true;
    this.isAdvancing = true;
    try {
      return this.upkeep.advance();
    } finally {
      this.isAdvancing = false;
    }
  }

  /** Concludes what only the whole project tells. Call it when all files of a scan were analysed. */
  settle(): void {
    this.runs.finish();
    this.upkeep.settle();
    this.runs.followShared();
  }

  /** Paths of all files that were analysed and not changed since, given or read. */
  analysed(): string[] {
    this.runs.finish();
    return [...this.entries.values()].flatMap((entry) => (entry.module?.state === 'done' && !entry.isOutdated ? [entry.path] : []));
  }

  /** What the rules may ask of one file; everything known of the project at this time counts. */
  analysis(path: string): Analysis | undefined {
    const entry = this.entry(path);
    if (!entry) return undefined;
    if (this.runs.isUnderWay(entry) || entry.isOutdated) this.runs.cancel();
    if (!this.runs.amend(entry)) this.runs.run(entry);
    const offered = offeredTracing(path, this.roots, this.options.layout, entry.module!.facts);
    return buildAnalysis(entry.module!, this.placeOf(path), this.results.about(path), offered);
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
    this.runs.finish();
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
    return placeBelow(path, this.roots, this.options.layout);
  }

  private change(entry: Entry, text: string): void {
    if (this.runs.isUnderWay(entry)) this.runs.cancel();
    entry.text = text;
    this.upkeep.need(entry, true);
  }

  private remove(entry: Entry): void {
    entry.live?.dispose();
    this.runs.remove(entry);
    this.entries.delete(entry.path);
    this.upkeep.removed(entry);
    this.results.changed(entry);
  }
}
