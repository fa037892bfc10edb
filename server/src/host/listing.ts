import { readdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';

type Kind = 'file' | 'folder' | 'other';

/**
 * Tells whether files are there from the lists of folders, each read once. The names that imports may mean are mostly
 * not there, and one list answers for all of them, and for all that would lie in folders that are not there.
 */
export class Listing {
  private readonly folders = new Map<string, ReadonlyMap<string, Kind> | undefined>();

  isFile(path: string): boolean {
    const kind = this.list(dirname(path))?.get(basename(path));
    return kind === 'file' || (kind === 'other' && isFileAfterAll(path));
  }

  /** Files have come or gone. */
  forget(): void {
    this.folders.clear();
  }

  /** Undefined for a folder that is not there. */
  private list(folder: string): ReadonlyMap<string, Kind> | undefined {
    if (this.folders.has(folder)) return this.folders.get(folder);
    const around = dirname(folder);
    const isTop = around === folder;
    const above = isTop ? undefined : this.list(around);
    // Nobody knows what a folder holds that is closed to us.
    const isThere = isTop || above === closed || (above !== undefined && (above.get(basename(folder)) ?? 'file') !== 'file');
    const list = isThere ? read(folder) : undefined;
    this.folders.set(folder, list);
    return list;
  }
}

const closed: ReadonlyMap<string, Kind> = new Map();

function read(folder: string): ReadonlyMap<string, Kind> | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Map(entries.map((entry) => [entry.name, entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other']));
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM') ? closed : undefined;
  }
}

function isFileAfterAll(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false; // A link in a circle leads to no file.
  }
}
