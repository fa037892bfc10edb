import { relatedFiles, type Unrelated } from '../analysis/resolve/related';
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
  /** Files that matter because of what they import from those that were prepared. */
  related(passedOver: readonly Unrelated[], prepared: readonly string[]): Promise<readonly string[]>;
  /** Examines a text that is not open in the editor; `forget` where it is only tried. */
  examineText(file: ClosedFile, forget?: 'forget'): Promise<ClosedExamination>;
  /** A document was closed, or a file changed on disk: the disk counts again. */
  readAgain(path: string): void;
  /** Files have come or gone, or configuration has changed. */
  refreshImports(): void;
  /** Brings one file up to date that depends on a changed one; false when there is none. */
  advance(): Promise<boolean>;
  /** Whether one of the documents would be answered otherwise than it was. */
  isOutdated(documents: readonly TrackedDocument[]): boolean;
  /** Closed files that would be answered otherwise than they were. */
  outdatedClosed(): readonly string[];
  /** Every examination that is still true of its document. */
  known(): Iterable<Examination>;
}

interface Dependencies {
  readonly engine: Pick<Engine, 'linter'>;
  readonly settings: SettingsStore;
  readonly messages: Messages;
  /** Whether the editor holds the text of this path. */
  readonly isOpen: (path: string) => boolean;
  /** Called when other files may have to follow. */
  readonly onChange: () => void;
}

interface Kept extends Examination {
  readonly key: string;
  /** What the linter knew of the file then. */
  readonly stamp: number;
}

/** A closed file's last answer. */
interface Answered {
  readonly uri: string;
  readonly stamp: number;
}

export function createExaminer(deps: Dependencies): Examiner {
  const answers = new Answers(deps);
  return {
    examine: (document) => examine(deps, answers, document),
    prepare: (file) => prepare(deps, file),
    settle: async () => (await answers.linter())?.settle(),
    analysed: async () => (await answers.linter())?.analysed() ?? [],
    related: async (passedOver, prepared) => relatedTo(await answers.linter(), passedOver, prepared),
    examineText: (file, forget) => examineText(deps, answers, file, forget),
    readAgain(path) {
      answers.open.delete(path);
      void answers.linter().then((linter) => {
        if (!linter || deps.isOpen(path)) return;
        linter.readAgain(path);
        deps.onChange();
      });
    },
    refreshImports() {
      void answers.linter().then((linter) => {
        linter?.refreshImports();
        deps.onChange();
      });
    },
    async advance() {
      const linter = await answers.linter();
      return linter !== undefined && contained(deps.messages, 'a file', false, () => linter.advance());
    },
    isOutdated: (documents) => documents.some(({ path }) => answers.isOutdated(path, answers.open.get(path))),
    outdatedClosed: () => [...answers.closed].flatMap(([path, answer]) => (answers.isOutdated(path, answer) ? [answer.uri] : [])),
    known: () => answers.open.values(),
  };
}

/** What was last answered, and by which linter: another one has stamps of its own. */
class Answers {
  readonly open = new Map<string, Kept>();
  readonly closed = new Map<string, Answered>();
  private current: Linter | undefined;

  constructor(private readonly deps: Dependencies) {}

  async linter(): Promise<Linter | undefined> {
    const linter = await this.deps.engine.linter();
    if (linter !== this.current) {
      this.open.clear();
      this.closed.clear();
    }
    return (this.current = linter);
  }

  isOutdated(path: string, answer: Answered | undefined): boolean {
    return answer !== undefined && this.current !== undefined && answer.stamp !== this.current.stamp(path);
  }
}

async function examine(deps: Dependencies, answers: Answers, document: TrackedDocument): Promise<Examination> {
  const { settings, isExcluded } = await deps.settings.forResource(document.uri);
  const linter = await answers.linter();
  // From here to the result nothing waits, so text, version and findings belong together.
  const { uri, path, version } = document;
  const nothing: Examination = { uri, version, findings: [], suppressed: 0, settings };
  if (!linter || isExcluded || !isExaminable(document)) return nothing;
  return contained<Examination>(deps.messages, path, nothing, () => {
    const isChanged = handOver(linter, document);
    const key = `${version} ${deps.settings.epoch}`;
    const before = answers.open.get(path);
    if (!isChanged && before?.key === key && before.stamp === linter.stamp(path)) return before;
    const result = linter.lint(path, settings);
    logProblems(deps.messages, result);
    const examination = { uri, version, findings: result.findings, suppressed: result.suppressed.length, settings, key, stamp: linter.stamp(path) };
    answers.open.set(path, examination);
    if (isChanged) deps.onChange();
    return examination;
  }, () => { document.edits = undefined; });
}

async function examineText(
  deps: Dependencies, answers: Answers, { uri, path, language, text }: ClosedFile, forget: 'forget' | undefined,
): Promise<ClosedExamination> {
  const { settings, isExcluded } = await deps.settings.forResource(uri);
  const linter = await answers.linter();
  // It may have been opened meanwhile; then its text is the editor's, and is examined as such.
  const nothing = { uri, findings: [], suppressed: 0, settings };
  if (!linter || isExcluded || deps.isOpen(path)) return nothing;
  return contained(deps.messages, path, nothing, () => {
    linter.setFile({ path, language, text });
    try {
      const result = linter.lint(path, settings);
      logProblems(deps.messages, result);
      if (!forget) answers.closed.set(path, { uri, stamp: linter.stamp(path) });
      return { uri, findings: result.findings, suppressed: result.suppressed.length, settings };
    } finally {
      if (forget) linter.readAgain(path);
    }
  });
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

function relatedTo(linter: Linter | undefined, passedOver: readonly Unrelated[], prepared: readonly string[]): readonly string[] {
  if (!linter) return [];
  const imports = new Map(prepared.map((path) => [path, Array.from(linter.importsOf([path]), ([, specifier]) => specifier)]));
  return relatedFiles((from, specifier) => linter.resolveImport(from, specifier), passedOver, imports);
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
