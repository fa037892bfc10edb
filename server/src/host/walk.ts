import { statSync, type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LanguageId } from '../analysis/program/program';
import { GitIgnores } from './gitignore';
import { languageOfPath } from './languages';
import { describeFailure, type UnreadReason } from './readText';

/** Why something was left out of a walk: a file that could hold source, or a whole folder. */
export type SkipReason = UnreadReason | 'ignored-by-git' | 'excluded' | 'dependency' | 'link';

export interface Skip {
  readonly path: string;
  readonly reason: SkipReason;
  /** Half a sentence that goes on from the name, where there is more to say than the reason. */
  readonly message?: string;
}

export interface WalkedFile {
  readonly path: string;
  readonly language: LanguageId;
}

export interface WalkOptions {
  /** Says of the path of a file or folder that it is to be left out. */
  readonly isExcluded?: (path: string) => boolean;
  readonly onSkip?: (skip: Skip) => void;
}

/** Folders that hold what others wrote or what a tool made. */
export const dependencyFolders: ReadonlySet<string> = new Set([
  'node_modules', 'bower_components', '.yarn', '.pnpm-store', 'site-packages', '__pycache__', '.eggs', '.tox', '.nox',
  '.venv', 'venv', 'virtualenv', '.git', '.hg', '.svn', '.next', '.nuxt', '.svelte-kit', '.vscode-test',
]);
/** Folders of what a tool made from sources: examined only in a package that comes without those, as published ones do. */
export const outputFolders: ReadonlySet<string> = new Set(['dist', 'build']);
/** Files that configure tools or declare types; a folder with nothing else has no sources. */
const sideFile = /(?:\.config|\.d|^setup|^gulpfile|rc)\.(?:[cm]?[jt]s|py)$/i;
/** Folders beside the sources of a package: a published one comes with them, and without those. */
const besideSources: ReadonlySet<string> = new Set([
  'example', 'examples', 'demo', 'demos', 'doc', 'docs', 'test', 'tests', '__tests__', 'spec', 'e2e', 'fixtures', 'script', 'scripts', 'bench', 'benchmark', 'benchmarks',
]);
const minifiedName = /[.-](?:min|bundle)\.[cm]?js$/i;

/**
 * Gives the source files below a folder in a stable order. Leaves out what Git ignores, folders of
 * dependencies, build results whose sources are there, links (what they lead to is found where it
 * stands, or is not part of the folder) and minified files. Never throws; what cannot be read is a skip.
 */
export async function* walk(root: string, options: WalkOptions = {}): AsyncGenerator<WalkedFile> {
  const outputs: OpenFolder[] = [];
  const withSources = new Set<string>();
  for await (const path of walkFrom({ folder: root, ignores: GitIgnores.forRoot(root) }, root, isSource, options, outputs)) {
    if (!sideFile.test(basename(path))) markFolders(path, root, withSources);
    yield* withLanguage(path);
  }
  for (const output of outputs) {
    if (withSources.has(dirname(output.folder))) options.onSkip?.({ path: output.folder, reason: 'dependency' });
    else for await (const path of walkFrom(output, root, isSource, options, undefined)) yield* withLanguage(path);
  }
}

/** Gives the files below a folder that are wanted by their path; build results and what else a walk leaves out are not looked into. */
export function walkFiles(root: string, isWanted: (path: string) => boolean, options: WalkOptions = {}): AsyncGenerator<string> {
  return walkFrom({ folder: root, ignores: GitIgnores.forRoot(root) }, root, isWanted, options, []);
}

function isSource(path: string): boolean {
  return languageOfPath(path) !== undefined;
}

function* withLanguage(path: string): Generator<WalkedFile> {
  const language = languageOfPath(path);
  if (language) yield { path, language };
}

interface OpenFolder {
  readonly folder: string;
  readonly ignores: GitIgnores;
}

/** Walks one folder; folders of build results are put into `outputs`, or walked too where there is none. */
async function* walkFrom(
  start: OpenFolder, root: string, isWanted: (path: string) => boolean, options: WalkOptions, outputs: OpenFolder[] | undefined,
): AsyncGenerator<string> {
  const open: OpenFolder[] = [start];
  for (let next = open.pop(); next; next = open.pop()) {
    const { folder, ignores } = next;
    const entries = await list(folder, options);
    if (folder !== root && entries.some((entry) => entry.name === 'pyvenv.cfg')) {
      options.onSkip?.({ path: folder, reason: 'dependency' });
      continue;
    }
    const isPackage = entries.some(({ name }) => name === 'package.json');
    const folders: OpenFolder[] = [];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (!entry.isDirectory() && !isWanted(path) && !isLinkToFolder(entry, path)) continue;
      const isOutput = outputs !== undefined && entry.isDirectory() && outputFolders.has(entry.name);
      const reason = reasonToSkip(entry, path, ignores, options) ?? (isOutput && !isPackage ? 'dependency' : undefined);
      if (reason) options.onSkip?.({ path, reason });
      else if (isOutput) outputs.push({ folder: path, ignores: ignores.enter(path) });
      else if (entry.isDirectory()) folders.push({ folder: path, ignores: ignores.enter(path) });
      else if (isWanted(path)) yield path;
    }
    open.push(...folders.reverse());
  }
}

/** Marks the folders that have sources on account of a file. */
function markFolders(path: string, root: string, into: Set<string>): void {
  const folder = dirname(path);
  const aside = folderAside(folder, root);
  // A script beside the results most often starts what is in them.
  for (let at = /\.[cm]?js$/i.test(path) ? dirname(folder) : folder; !into.has(at); at = dirname(at)) {
    if (aside !== undefined && at.length < aside.length) return;
    into.add(at);
  }
}

function folderAside(folder: string, root: string): string | undefined {
  for (let at = folder; at.length > root.length; at = dirname(at)) if (besideSources.has(basename(at).toLowerCase())) return at;
  return undefined;
}

function isLinkToFolder(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return false;
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // It leads nowhere, or in a circle.
  }
}

async function list(folder: string, options: WalkOptions): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    options.onSkip?.({ path: folder, reason: 'unreadable', message: `cannot be read (${describeFailure(error)})` });
    return [];
  }
}

function reasonToSkip(entry: Dirent, path: string, ignores: GitIgnores, options: WalkOptions): SkipReason | undefined {
  if (entry.isSymbolicLink()) return 'link';
  if (!entry.isDirectory() && !entry.isFile()) return 'unreadable';
  if (entry.isDirectory() && dependencyFolders.has(entry.name)) return 'dependency';
  if (ignores.takes(path, entry.isDirectory())) return 'ignored-by-git';
  if (options.isExcluded?.(path)) return 'excluded';
  return !entry.isDirectory() && minifiedName.test(entry.name) ? 'minified' : undefined;
}
