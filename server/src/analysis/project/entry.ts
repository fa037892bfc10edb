import type { Found } from '../flow/machine';
import type { ModuleUnit } from '../flow/units';
import type { LiveText } from '../languages/live';
import type { TextEdit } from '../languages/parse';
import type { LanguageFamily, LanguageId, Program } from '../program/program';

/** What a module means to others, and the number of that meaning. */
export interface Told {
  readonly print: string | undefined;
  readonly meaning: number;
}

/** A file of the project, with what is known of it so far. */
export interface Entry {
  readonly path: string;
  readonly language: LanguageId;
  text: string;
  /** The tree of a text that changes. */
  live: LiveText | undefined;
  edits: readonly TextEdit[] | undefined;
  /** The text was given, rather than read from disk. */
  isGiven: boolean;
  program: Program | undefined;
  /** The text that the program was made of. */
  lowered: string;
  module: ModuleUnit | undefined;
  found: Found | undefined;
  /** What is known does not hold any more, for the text or something that it imports has changed. */
  isOutdated: boolean;
  /** What is known was true of the text that the program was made of. */
  isSound: boolean;
  /** What is known of the text was told of the functions that changed, in what was there; it is to be made anew as a whole. */
  isProvisional: boolean;
  /** What the module meant to its importers when they were last told; undefined where that was never asked. */
  told: Told | undefined;
  /** Classes that implemented its abstract ones when it was run. */
  implementations: number;
  /** Files whose analysis used this one. */
  readonly importers: Set<Entry>;
  /** What of this file those hold on to: the module as it was when they were run. */
  readonly versions: Map<Entry, ModuleUnit>;
  /** Where its imports lead. */
  readonly imports: Map<string, string | undefined>;
}

export function makeEntry(path: string, language: LanguageId, text: string, isGiven: boolean): Entry {
  return {
    path, language, text, isGiven, live: undefined, edits: undefined, program: undefined, lowered: '', module: undefined, found: undefined,
    isOutdated: true, isSound: false, isProvisional: false, told: undefined, implementations: 0, importers: new Set(), versions: new Map(), imports: new Map(),
  };
}

export function familyOf(language: LanguageId): LanguageFamily {
  return language === 'python' ? 'python' : 'javascript';
}
