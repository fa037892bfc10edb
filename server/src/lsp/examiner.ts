import { isMinified, maximumBytes } from '../host/readText';
import type { LanguageId } from '../analysis/program/program';
import type { Finding, LintResult } from '../lint/finding';
import type { Linter } from '../lint/linter';
import type { Settings } from '../lint/settings';
import type { TrackedDocument } from './documents';
import type { Engine } from './engine';
import type { Messages } from './messages';
import type { SettingsStore } from './settings';

/** What was found in a document, and in which version of it. */
export interface Examination {
  readonly uri: string;
  readonly version: number;
  /** In source order. */
  readonly findings: readonly Finding[];
  /** Findings that comments allow. */
  readonly suppressed: number;
  readonly settings: Settings;
}

/** A file as it is on disk. */
export interface ClosedFile {
  readonly uri: string;
  readonly path: string;
  readonly language: LanguageId;
  readonly text: string;
}

export type ClosedExamination = Omit<Examination, 'version'>;

/** The one way from documents to findings; nothing else talks to the linter. */
export interface Examiner {
  /** Examines the document as it is now, unless that was done already. */
  examine(document: TrackedDocument): Promise<Examination>;
  /** Analyses a closed file, so that what it does to other files is known when those are examined. */
  prepare(file: ClosedFile): Promise<void>;
  /** All files of a scan were prepared. */
  settle(): Promise<void>;
  /** Paths of all files that were analysed, those that others draw in among them. */
  analysed(): Promise<readonly string[]>;
  /** Examines a text that is not open in the editor; `forget` where it is only tried. */
  examineText(file: ClosedFile, forget?: 'forget'): Promise<ClosedExamination>;
  /** Forgets an open document, or what was known of a file that changed on disk. */
  forget(path: string): void;
  /** Every examination that is still true of its document. */
  known(): Iterable<Examination>;
}

interface Dependencies {
  readonly engine: Pick<Engine, 'linter'>;
  readonly settings: SettingsStore;
  readonly messages: Messages;
  /** Whether the editor holds the text of this path. */
  readonly isOpen: (path: string) => boolean;
}

interface Kept extends Examination {
  readonly key: string;
}

export function createExaminer(deps: Dependencies): Examiner {
  const kept = new Map<string, Kept>();
  // Findings in one file depend on the texts of others, so any new text may change any answer.
  let textEpoch = 0;

  return {
    async examine(document) {
      const { settings, isExcluded } = await deps.settings.forResource(document.uri);
      const linter = await deps.engine.linter();
      // From here to the result nothing waits, so text, version and findings belong together.
      const { uri, path, version } = document;
      if (!linter || isExcluded || !isExaminable(document)) return { uri, version, findings: [], suppressed: 0, settings };
      return contained<Examination>(deps.messages, path, { uri, version, findings: [], suppressed: 0, settings }, () => {
        if (handOver(linter, document)) textEpoch++;
        const key = `${version} ${deps.settings.epoch} ${textEpoch}`;
        const before = kept.get(path);
        if (before?.key === key) return before;
        const result = linter.lint(path, settings);
        logProblems(deps.messages, result);
        const examination = { uri, version, findings: result.findings, suppressed: result.suppressed.length, settings, key };
        kept.set(path, examination);
        return examination;
      }, () => { document.edits = undefined; });
    },

    prepare: (file) => prepare(deps, file),

    settle: async () => (await deps.engine.linter())?.settle(),

    analysed: async () => (await deps.engine.linter())?.analysed() ?? [],

    async examineText({ uri, path, language, text }, forget) {
      const { settings, isExcluded } = await deps.settings.forResource(uri);
      const linter = await deps.engine.linter();
      // It may have been opened meanwhile; then its text is the editor's, and is examined as such.
      const nothing = { uri, findings: [], suppressed: 0, settings };
      if (!linter || isExcluded || deps.isOpen(path)) return nothing;
      return contained(deps.messages, path, nothing, () => {
        linter.setFile({ path, language, text });
        try {
          const result = linter.lint(path, settings);
          logProblems(deps.messages, result);
          return { uri, findings: result.findings, suppressed: result.suppressed.length, settings };
        } finally {
          if (forget) linter.dropFile(path);
        }
      });
    },

    forget(path) {
      kept.delete(path);
      textEpoch++;
      void deps.engine.linter().then((linter) => linter?.dropFile(path));
    },

    known: () => kept.values(),
  };
}

async function prepare(deps: Dependencies, { uri, path, language, text }: ClosedFile): Promise<void> {
  const { isExcluded } = await deps.settings.forResource(uri);
  const linter = await deps.engine.linter();
  if (!linter || isExcluded || deps.isOpen(path)) return;
  contained(deps.messages, path, undefined, () => {
    linter.setFile({ path, language, text });
    linter.prepare(path);
    return undefined;
  });
}

/** Source that people wrote: the same bounds hold for a file that is open and for one on disk. */
function isExaminable({ language, text }: TrackedDocument): boolean {
  const content = text.getText();
  return language !== undefined && content.length <= maximumBytes && !isMinified(content);
}

/** Gives the linter what changed since the last time; false when nothing did. */
function handOver(linter: Linter, document: TrackedDocument): boolean {
  const { path, language } = document;
  const edits = document.knownTo === linter ? document.edits : undefined;
  if (!language || edits?.length === 0) return false;
  document.edits = [];
  document.knownTo = linter;
  linter.setFile({ path, language, text: document.text.getText() }, edits);
  return true;
}

/** A linter that throws costs one file its findings, one message and one log entry, never the server. */
function contained<T>(messages: Messages, path: string, fallback: T, action: () => T, recover?: () => void): T {
  try {
    return action();
  } catch (error) {
    recover?.();
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    messages.error('a file could not be examined; the others are not affected.', `${path}: ${details}`);
    return fallback;
  }
}

function logProblems(messages: Messages, result: LintResult): void {
  for (const { file, line, kind, message } of result.problems) {
    messages.log(`${file}${line === undefined ? '' : `:${line}`}: ${kind}: ${message}`);
  }
}
