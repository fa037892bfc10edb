import type { OwnRead } from '../host/ownFiles';
import type { WorkspaceFacts } from '../assurance/workspace';
import type { UserFacts } from '../lint/config';
import type { Linter, ProjectHost } from '../lint/linter';
import type { RuleMeta } from '../rules/define';
import type { IndexThread } from './projectIndex';

/** Everything the server takes from outside, so that a conversation can be held without a disk. */
export interface Services {
  createLinter(facts: UserFacts): Promise<Linter>;
  /** Whether a text can matter at all: it names an SDK, a provider or something like them. */
  readonly glance: (text: string, purpose?: 'findings' | 'inventory') => boolean;
  readonly rules: Readonly<Record<string, RuleMeta>>;
  readonly files: ServerFiles;
  /** Starts a thread that keeps an index of the workspace; without, closed files are looked at by a scan only. */
  readonly startIndex?: () => IndexThread;
  readonly version: string;
  /** How long a document must rest before it is examined, in milliseconds. */
  readonly restMilliseconds: number;
  /** Today as `2026-01-31`. */
  today(): string;
}

/** The disk, as far as the server needs it. */
export interface ServerFiles extends ProjectHost {
  /** The text of a file that this product keeps, or why it cannot be read. */
  readOwn(path: string): OwnRead;
  /** Replaces a file at once or not at all, making its folder; throws with a cause in plain words where it cannot. */
  write(path: string, text: string): Promise<void>;
  /** Source files below a folder, ignored folders left out, in a stable order. */
  walk(folder: string): AsyncIterable<{ readonly path: string }>;
  /** The files of a folder by name, for evidence and documents. */
  facts(folder: string): WorkspaceFacts;
  /** Files below a folder that are wanted by their path, ignored folders left out. */
  walkFiles(folder: string, isWanted: (path: string) => boolean): AsyncIterable<string>;
  /** A rule's page as Markdown; undefined where it was not shipped. */
  rulePage(ruleId: string): string | undefined;
}
