import type { Glance } from '../host/glance';
import type { UserFacts } from '../lint/config';
import type { Linter } from '../lint/linter';
import type { LaneTask } from './lane';
import type { LaneThread } from './lanes';
import type { RuleMeta } from '../rules/define';

/** Everything the command line takes from outside, so that it can be run in a test. */
export interface Services {
  readonly version: string;
  readonly rules: Readonly<Record<string, RuleMeta>>;
  /** A linter that also knows the facts a `principled.yaml` declares. Rejects with a plain message. */
  createLinter(facts: UserFacts): Promise<Linter>;
  /** Rules out files that name nothing the linter knows; absent, every file is examined. */
  createGlance?(facts: UserFacts, purpose: 'findings' | 'inventory'): Glance;
  /** Tells files that ask a model from those that only share a name with such; absent, any name counts. */
  createAnchors?(facts: UserFacts): Anchors;
  /** Worker threads, for scans that are large enough; absent, everything is done in this thread. */
  readonly threads?: Threads;
  /** Absolute path that relative ones start from. */
  readonly folder: string;
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** Today as `2026-01-31`. */
  today(): string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What only files have that ask a model. */
export interface Anchors {
  /** Says of a file's bytes whether they name the host of a provider. */
  readonly hasHost: Glance;
  /** Whether an import of a file names an SDK. */
  readonly isSdk: (specifier: string, path: string) => boolean;
}

export interface Threads {
  /** How many threads have something to run on, this one included. */
  readonly cores: number;
  start(task: LaneTask): LaneThread;
}

/** A stream that text is written to. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** 0: nothing at or above the threshold. 1: findings, or a regression. 2: the run itself failed. */
export type ExitCode = 0 | 1 | 2;
