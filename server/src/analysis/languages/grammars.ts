import { Language, Parser } from 'web-tree-sitter';
import type { LanguageId } from '../program/program';
import { startRuntime } from './runtime';

/** A Wasm file as `grammars/manifest.json` pins it. */
export interface PinnedFile {
  readonly package: string;
  readonly version: string;
  readonly licence: string;
  readonly file: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface PinnedGrammar extends PinnedFile {
  readonly name: string;
  /** Lower-case endings of file names, dot included, and the language of such files. */
  readonly extensions: Readonly<Record<string, LanguageId>>;
}

export interface GrammarManifest {
  readonly runtime: PinnedFile;
  readonly grammars: readonly PinnedGrammar[];
}

/** Wasm files whose hashes were checked. */
export interface VerifiedGrammars {
  readonly runtime: Uint8Array;
  readonly grammars: readonly { readonly pinned: PinnedGrammar; readonly bytes: Uint8Array }[];
}

/** One parser for each language; trees it gives must be freed by the caller. */
export interface Parsers {
  readonly parser: (language: LanguageId) => Parser;
  /** Frees the parsers; they must not be used afterwards. */
  readonly dispose: () => void;
}

/** SHA-256 of the bytes in lower-case hexadecimal; passed in so that nothing here needs Node. */
export type Sha256 = (bytes: Uint8Array) => string;

/** A grammar that is missing or is not the one this version was built and tested with. */
export class GrammarError extends Error {
  override readonly name = 'GrammarError';
}

/**
 * Checks every pinned file, keyed by its file name, against the manifest.
 * Throws a GrammarError that names the first grammar which is missing or differs.
 */
export function verifyGrammars(
  manifest: GrammarManifest,
  files: Readonly<Record<string, Uint8Array>>,
  sha256: Sha256,
): VerifiedGrammars {
  const verify = (what: string, pinned: PinnedFile): Uint8Array => {
    const bytes = files[pinned.file];
    if (!bytes) throw new GrammarError(`${what} is missing: ${pinned.file} was not found. Reinstall the extension.`);
    const actual = sha256(bytes);
    if (actual === pinned.sha256) return bytes;
    throw new GrammarError(
      `${what} is not the one this version was built with: ${pinned.file} should be ${pinned.package} ` +
        `${pinned.version} with SHA-256 ${pinned.sha256}, but has ${actual}. Reinstall the extension.`,
    );
  };
  return {
    runtime: verify('The parser runtime', manifest.runtime),
    grammars: manifest.grammars.map((pinned) => ({
      pinned,
      bytes: verify(`The grammar "${pinned.name}"`, pinned),
    })),
  };
}

/** Starts the Wasm runtime, once in the life of the process, and loads a parser for each language. */
export async function loadParsers(verified: VerifiedGrammars): Promise<Parsers> {
  await startRuntime(verified.runtime);
  const parsers: Parser[] = [];
  const byLanguage = new Map<LanguageId, Parser>();
  for (const { pinned, bytes } of verified.grammars) {
    const parser = new Parser().setLanguage(await Language.load(bytes));
    parsers.push(parser);
    for (const language of Object.values(pinned.extensions)) byLanguage.set(language, parser);
  }
  return {
    parser: (language) => {
      const parser = byLanguage.get(language);
      if (!parser) throw new GrammarError(`No grammar for the language "${language}" is in the manifest.`);
      return parser;
    },
    dispose: () => {
      for (const parser of parsers) parser.delete();
      byLanguage.clear();
    },
  };
}

/** The language of a file by the ending of its name, or undefined when no grammar reads it. */
export function languageOfFile(manifest: GrammarManifest, path: string): LanguageId | undefined {
  const ending = /\.[^./\\]+$/.exec(path)?.[0].toLowerCase();
  if (ending === undefined) return undefined;
  for (const { extensions } of manifest.grammars) {
    if (Object.hasOwn(extensions, ending)) return extensions[ending];
  }
  return undefined;
}
