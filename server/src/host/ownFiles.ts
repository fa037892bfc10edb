import { readFileSync, statSync } from 'node:fs';
import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeFailure } from './readText';

/** The text of a file that this product keeps in a workspace, undefined where there is none yet; or why it cannot be read. */
export type OwnRead = { readonly text: string | undefined } | { readonly cause: string };

/** People write some kilobytes; far more is not what was meant to be there. */
const maximumBytes = 5_000_000;

/** Permission bits of a file that anybody may write; replacing one that nobody may write would get around that. */
const WRITABLE = 0o222;

/** A file that is there and cannot be read must not be taken for a missing one. Never throws. */
export function readOwnFile(path: string): OwnRead {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    if (!status) return { text: undefined };
    if (!status.isFile()) return { cause: 'a file was expected, and this is none' };
    if (status.size > maximumBytes) return { cause: `at most ${maximumBytes / 1e6} MB were expected, and it has ${(status.size / 1e6).toFixed(1)} MB` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return { cause: error instanceof TypeError ? 'UTF-8 text was expected' : `it cannot be read (${describeFailure(error)})` };
  }
}

/**
 * Replaces a file at once or not at all, making its folder. A link stays a link, a file keeps its permissions, and one
 * that may not be written is left alone. Throws with a cause in plain words.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const before = await stat(target).catch(() => undefined);
    if (before && (before.mode & WRITABLE) === 0) throw new Error('it is read-only');
    if (!before) await mkdir(dirname(target), { recursive: true });
    await replace(target, text, before?.mode);
  } catch (error) {
    throw new Error(describeFailure(error), { cause: error });
  }
}

async function replace(target: string, text: string, mode: number | undefined): Promise<void> {
  const draft = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, mode === undefined ? {} : { mode });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
