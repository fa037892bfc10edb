import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { catalogue } from '../../analysis/catalogue';
import { glanceWords } from '../../analysis/catalogue/glanceWords';
import { Imports } from '../../analysis/resolve/imports';
import { specifiersIn } from '../../analysis/resolve/related';
import type { LanguageFamily } from '../../analysis/program/program';
import type { UserFacts } from '../../lint/config';
import { createGlance, type Glance } from '../glance';
import { languageOfPath } from '../languages';
import { hostWithLayout, nodeHost } from '../nodeHost';
import { decodeSource, readBytes } from '../readText';
import { walk } from '../walk';
import { readCache, writeCache, type IndexedFile } from './cache';
import { Listing } from '../listing';

export interface IndexOptions {
  /** Absolute paths. */
  readonly folders: readonly string[];
  readonly facts: UserFacts;
  /** Names what the index is made with. */
  readonly engine: string;
  /** Where it is kept between starts; without, it is not. */
  readonly cacheFile?: string;
}

/** How an index came to be. */
export interface BuildCounts {
  readonly files: number;
  /** Not read, because size and time of change are those that are known. */
  readonly unread: number;
}

/** More files than this are not looked at without being asked to. */
const MOST_FILES = 50_000;
/** How far back callers are looked for: values rarely travel further unnamed. */
const MOST_STEPS = 3;

/** The source files of a workspace, whether each may matter, and which imports which. Works on the disk; open documents are known elsewhere. */
export class FileIndex {
  private files = new Map<string, IndexedFile>();
  private readonly glance: Glance;
  private readonly imports: Imports;
  private readonly listing = new Listing();
  private importers: ReadonlyMap<string, readonly string[]> | undefined;
  private isWalked = false;
  private isSaved = true;

  constructor(private readonly options: IndexOptions) {
    this.glance = createGlance(glanceWords(options.facts));
    const view = catalogue(options.facts);
    const host = hostWithLayout({ ...nodeHost, isFile: (path) => this.listing.isFile(path) });
    this.imports = new Imports({ files: host, layout: host.layout!, view });
    if (options.cacheFile !== undefined) this.files = new Map(readCache(options.cacheFile, options.engine));
  }

  /** Looks at every file that is not known as it is now. */
  async build(): Promise<BuildCounts> {
    const before = this.files;
    const files = new Map<string, IndexedFile>();
    let unread = 0;
    for (const folder of this.options.folders) {
      for await (const { path } of walk(folder)) {
        if (files.size >= MOST_FILES) break;
        const file = this.look(path, before.get(path));
        if (!file) continue;
        if (file === before.get(path)) unread++;
        files.set(path, file);
      }
    }
    this.isSaved &&= unread === files.size && files.size === before.size;
    this.files = files;
    this.isWalked = true;
    this.importers = undefined;
    return { files: files.size, unread };
  }

  /** A file has another text. */
  changed(path: string): void {
    const before = this.files.get(path);
    const file = before && this.look(path, undefined);
    if (!before || file?.hash === before.hash) return;
    this.isSaved = false;
    this.importers = undefined;
    if (file) this.files.set(path, file);
    else this.files.delete(path);
  }

  /** Files have come or gone, or configuration says otherwise where imports lead. */
  forget(): void {
    this.isWalked = false;
    this.imports.forget();
  }

  /**
   * Files from which a value may come into this one, the nearest first: those that import it and matter, or make it
   * matter, and those that matter and reach it through others.
   */
  async callersOf(path: string): Promise<string[]> {
    if (!this.isWalked) await this.build();
    const importers = (this.importers ??= this.findImporters());
    const isKept = (one: string): boolean => this.files.get(one)?.isKept === true;
    const callers: string[] = [];
    const seen = new Set([path]);
    let nearest = [path];
    for (let step = 1; step <= MOST_STEPS; step++) {
      const next: string[] = [];
      for (const importer of nearest.flatMap((one) => importers.get(one) ?? [])) {
        if (seen.has(importer)) continue;
        seen.add(importer);
        next.push(importer);
        if (isKept(importer) || (step === 1 && isKept(path))) callers.push(importer);
      }
      nearest = next;
    }
    return callers;
  }

  /** Keeps the index for the next start. Throws where that cannot be done. */
  async save(now: number): Promise<void> {
    const { cacheFile, engine } = this.options;
    if (cacheFile === undefined || this.isSaved || !this.isWalked) return;
    this.isSaved = true;
    await writeCache(cacheFile, engine, this.files, now);
  }

  private look(path: string, before: IndexedFile | undefined): IndexedFile | undefined {
    const status = statOf(path);
    const language = languageOfPath(path);
    if (!status || !language) return undefined;
    const { size, mtimeMs: changed } = status;
    if (before?.size === size && before.changed === changed) return before;
    const read = readBytes(path);
    if (!('bytes' in read)) return undefined;
    const hash = createHash('sha256').update(read.bytes).digest('hex');
    if (before?.hash === hash) return { ...before, size, changed };
    const source = decodeSource(read.bytes);
    if (!('text' in source)) return undefined;
    const specifiers = specifiersIn(source.text, language === 'python' ? 'python' : 'javascript');
    return { size, changed, hash, isKept: this.glance(read.bytes), specifiers };
  }

  private findImporters(): Map<string, string[]> {
    const importers = new Map<string, string[]>();
    this.listing.forget();
    for (const [path, { specifiers }] of this.files) {
      const family: LanguageFamily = languageOfPath(path) === 'python' ? 'python' : 'javascript';
      for (const target of new Set(specifiers.map((specifier) => this.imports.pathOf(path, specifier, family)))) {
        if (target === undefined || target === path) continue;
        const known = importers.get(target);
        if (known) known.push(path);
        else importers.set(target, [path]);
      }
    }
    return importers;
  }
}

function statOf(path: string): { readonly size: number; readonly mtimeMs: number } | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // A path that cannot be looked at is no file to us.
  }
}
