import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { replaceFile } from '../ownFiles';

/** What is known of one file without analysing it. Of its text nothing is kept but what it imports. */
export interface IndexedFile {
  /** In bytes. */
  readonly size: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly changed: number;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** It names something that has to do with models. */
  readonly isKept: boolean;
  readonly specifiers: readonly string[];
}

/** By absolute path. */
export type IndexedFiles = ReadonlyMap<string, IndexedFile>;

/** The version of the shape below. */
const format = 'principled-index-1';
/** A larger file is not what was written here, in bytes. */
const LARGEST = 48_000_000;
const MOST_FILES = 100_000;
const MOST_SPECIFIERS = 5_000;
const LONGEST = 4_096;
/** Clocks of file systems are this coarse: a file that changed so shortly before it was noted may have changed again since, in milliseconds. */
const COARSE = 2_000;

/** What an index was made with: an index of another engine says nothing to this one. */
export function engineKey(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Reads a cache. Gives nothing for one that is missing, broken, of another engine, or not such a file at all. Never throws. */
export function readCache(path: string, engine: string): IndexedFiles {
  try {
    if (!isReadable(path)) return new Map();
    return parseCache(JSON.parse(readFileSync(path, 'utf8')), engine);
  } catch {
    return new Map(); // It is made anew.
  }
}

/** Writes a cache at once or not at all. Throws with a cause in plain words where it cannot. */
export async function writeCache(path: string, engine: string, files: IndexedFiles, now: number): Promise<void> {
  const rows = [...files].slice(0, MOST_FILES).flatMap(([file, { size, changed, hash, isKept, specifiers }]) => (
    changed > now - COARSE ? [] : [[file, size, changed, hash, isKept ? 1 : 0, specifiers]]));
  const text = JSON.stringify({ format, engine, rows });
  if (text.length <= LARGEST) await replaceFile(path, text);
}

function isReadable(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  return status?.isFile() === true && status.size <= LARGEST;
}

function parseCache(raw: unknown, engine: string): IndexedFiles {
  const files = new Map<string, IndexedFile>();
  if (typeof raw !== 'object' || raw === null) return files;
  const { format: found, engine: madeWith, rows } = raw as Record<string, unknown>;
  if (found !== format || madeWith !== engine || !Array.isArray(rows) || rows.length > MOST_FILES) return files;
  for (const row of rows) {
    const [path, size, changed, hash, isKept, specifiers] = Array.isArray(row) ? row as unknown[] : [];
    // One row that is not ours: nor are the others.
    if (!isText(path) || !isCount(size) || !isCount(changed) || !isHash(hash) || (isKept !== 0 && isKept !== 1) || !areTexts(specifiers)) return new Map();
    files.set(path, { size, changed, hash, isKept: isKept === 1, specifiers });
  }
  return files;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST;
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= MOST_SPECIFIERS && value.every(isText);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
