import type { LanguageId } from '../analysis/program/program';
import type { Shared } from '../analysis/project/shared';
import type { ProjectLayout } from '../analysis/resolve/layout';
import type { Usage } from '../analysis/usage';
import type { LintResult } from './finding';
import type { Settings } from './settings';

export interface SourceFile {
  /** Absolute path or URI; only compared and handed back. */
  readonly path: string;
  readonly language: LanguageId;
  readonly text: string;
}

/** One replaced range of a text, in UTF-16 offsets of the text before it. */
export interface Edit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Grammar name (`python`, `javascript`, `typescript`, `tsx`) to its Wasm. */
export type Grammars = Readonly<Record<string, Uint8Array>>;

/** The files around the one that is examined. Reads only; nothing is ever run. */
export interface ProjectHost {
  /** Text of a file, or undefined when it is missing, too large or not text. Never throws. */
  readText(path: string): string | undefined;
  /** Whether such a file exists. */
  isFile(path: string): boolean;
  /** Names in a folder; empty when there is none. */
  list(folder: string): readonly string[];
  /** What configuration says about imports; without it, only what stands beside each other is found. */
  readonly layout?: ProjectLayout;
}

/**
 * The engine behind editor and command line. Text goes in, plain findings come out; no clock, no
 * network, and no file but through the host.
 */
export interface Linter {
  /**
   * Gives the linter a file's current text. With `edits` (in the order they were made, from the
   * text it has) the next parse is incremental; without, it starts anew.
   */
  setFile(file: SourceFile, edits?: readonly Edit[]): void;
  /**
   * Folders that somebody chose to examine: their own names, and those of the folders around them, say nothing about
   * the files inside. Without any, a folder named `test` anywhere above a file makes it a test.
   */
  setRoots(folders: readonly string[]): void;
  /**
   * Analyses a file ahead of `lint`, so that what it does to other files is known when those are
   * linted. Files that were not given are read through the host.
   */
  prepare(path: string): void;
  /** Says that all files of a scan were prepared: what only the whole tells is concluded now. */
  settle(): void;
  /** Paths of all files whose analysis stands, those that were read through the host among them. */
  analysed(): readonly string[];
  /** The project file that an import in a file names; undefined for a library or a missing file. */
  resolveImport(from: string, specifier: string): string | undefined;
  /** Where the imports of analysed files lead, as their analysis asked; undefined for a library or a missing file. */
  importsOf(paths: Iterable<string>): Iterable<readonly [from: string, specifier: string, to: string | undefined]>;
  /** What the analysis of these files says that counts in every file of the project. */
  shared(paths: ReadonlySet<string>): Shared;
  /** Tells what parts of the project say that another linter analyses. */
  setElsewhere(elsewhere: Shared): void;
  /** The file on disk counts again in place of a text given before, as it is now. */
  readAgain(path: string): void;
  /** Says that files have come or gone, or that configuration has changed: imports may lead elsewhere. */
  refreshImports(): void;
  /**
   * Does one piece of what an edit has left to do in other files: those that import the edited one
   * are analysed again where it has come to mean something else. False when nothing is left.
   */
  advance(): boolean;
  /** Another number whenever `lint` may find something else in the file than before. */
  stamp(path: string): number;
  /** Frees all that is known of a file. */
  dropFile(path: string): void;
  /** Examines a file given before with its present text. */
  lint(path: string, settings: Settings): LintResult;
  /** What the prepared files have to do with models: the raw material of the inventory. */
  usage(): Usage;
  /** Frees everything. */
  dispose(): void;
}
