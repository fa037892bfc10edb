import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { GitIgnores } from './gitignore';
import { nodeHost } from './nodeHost';
import { dependencyFolders, outputFolders } from './walk';

/** What the disk tells of a folder beside its code. Everything is read when it is asked for. */
export interface FolderFacts {
  readonly name: string;
  readonly files: readonly string[];
  readonly isPartial: boolean;
  readText(path: string): string | undefined;
  changedOn(path: string): string | undefined;
}

const maximumFiles = 20_000;
const maximumDepth = 12;
/** A file whose time of change lies this close to a checkout was written by Git, in milliseconds. */
const checkoutSpan = 120_000;

/** Lists the files of a folder by name, without dependencies and what Git ignores. Never throws. */
export function readFolderFacts(folder: string): FolderFacts {
  const files: string[] = [];
  const isPartial = !list(folder, '', GitIgnores.forRoot(folder), 0, files);
  let moves: readonly number[] | undefined;
  return {
    name: basename(folder),
    files: files.sort(),
    isPartial,
    readText: (path) => nodeHost.readText(join(folder, path)),
    changedOn(path) {
      const changed = changeOf(join(folder, path));
      if (!changed) return undefined;
      moves ??= headMoves(folder);
      const isCopied = moves.some((moved) => Math.abs(changed.getTime() - moved) < checkoutSpan);
      return isCopied ? undefined : changed.toISOString().slice(0, 10);
    },
  };
}

function changeOf(path: string): Date | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtime;
  } catch {
    return undefined; // What cannot be looked at has no age.
  }
}

/** False when there is more than is listed. */
function list(folder: string, below: string, ignores: GitIgnores, depth: number, files: string[]): boolean {
  if (depth > maximumDepth) return false;
  let isWhole = true;
  for (const entry of entriesOf(folder)) {
    if (files.length >= maximumFiles) return false;
    const path = join(folder, entry.name);
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile() && !ignores.takes(path, false)) files.push(name);
    if (!entry.isDirectory() || isMade(entry.name) || ignores.takes(path, true)) continue;
    isWhole = list(path, name, ignores.enter(path), depth + 1, files) && isWhole;
  }
  return isWhole;
}

function isMade(name: string): boolean {
  return dependencyFolders.has(name) || outputFolders.has(name);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // A folder that is closed to us shows nothing.
  }
}

/**
 * When Git last set the files of a working copy (clone, checkout, pull, merge), in milliseconds. Git
 * notes it in a small text file; the dates of commits would need its history to be walked.
 */
function headMoves(folder: string): readonly number[] {
  try {
    const git = gitFolder(folder);
    const text = git === undefined ? '' : readFileSync(join(git, 'logs/HEAD'), 'utf8').slice(-100_000);
    return text.split('\n').flatMap((line) => {
      const match = headMove.exec(line);
      return match ? [Number(match[1]) * 1000] : [];
    });
  } catch {
    return []; // A repository without a log, or a folder that is closed to us.
  }
}

/** Commits leave files as they are. A work tree that was added to a repository begins with a line without words. */
const headMove = /> (\d+) [+-]\d{4}(?:\t(?:clone|checkout|pull|merge|reset|rebase)|\t?$)/;

/** The folder in which Git keeps what concerns this working copy: for a linked work tree or a submodule, a file says where. */
function gitFolder(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const git = join(at, '.git');
    const kind = statSync(git, { throwIfNoEntry: false });
    if (kind?.isDirectory()) return git;
    if (kind?.isFile()) {
      const target = /^gitdir: (.+)$/m.exec(nodeHost.readText(git) ?? '')?.[1];
      return target === undefined ? undefined : resolve(at, target.trim());
    }
    if (dirname(at) === at) return undefined;
  }
}
