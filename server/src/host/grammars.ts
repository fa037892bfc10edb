import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../grammars/manifest.json';
import type { GrammarManifest, Parsers, VerifiedGrammars } from '../analysis/languages/grammars';
import { loadParsers, verifyGrammars } from '../analysis/languages/grammars';

/** What this build pins; a part of the bundle, so that a changed file on disk cannot change it. */
export const grammarManifest = manifest as GrammarManifest;

/**
 * Reads the pinned Wasm files from a folder and checks them.
 * Throws a GrammarError that names the grammar which is missing or differs.
 */
export function readGrammars(folder: string): VerifiedGrammars {
  const files: Record<string, Uint8Array> = {};
  for (const { file } of [grammarManifest.runtime, ...grammarManifest.grammars]) {
    const bytes = readIfPresent(join(folder, file));
    if (bytes) files[file] = bytes;
  }
  return verifyGrammars(grammarManifest, files, sha256);
}

/** The parsers of the running bundle: its grammars lie beside it in `grammars/`. */
export async function loadBundledParsers(bundleFolder: string): Promise<Parsers> {
  return loadParsers(readGrammars(join(bundleFolder, 'grammars')));
}

function readIfPresent(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
