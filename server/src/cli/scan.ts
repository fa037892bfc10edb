import type { Usage } from '../analysis/usage';
import { relatedFiles, specifiersIn, type Unrelated } from '../analysis/resolve/related';
import type { LanguageFamily, LanguageId } from '../analysis/program/program';
import { languageOfPath } from '../host/languages';
import type { Glance } from '../host/glance';
import { nodeHost } from '../host/nodeHost';
import { decodeSource, readBytes } from '../host/readText';
import { walk, walkFiles, type WalkedFile } from '../host/walk';
import type { LintResult, Severity } from '../lint/finding';
import { Lines } from '../lint/lines';
import type { Linter } from '../lint/linter';
import { noticeIds } from '../lint/notices';
import { Locator } from './locate';
import type { ScanOptions } from './options';
import { reportVersion, type ReportedFinding, type ReportedProblem, type ScanReport, type Skipped, type SkippedFile } from './report';
import type { Services } from './services';
import { commonRoot, findTargets, isBelow, type Configuration, type Target } from './targets';

/** What is gathered beside findings while the files are in memory. */
export interface Collect {
  /** Files that are not source and are wanted by their path. */
  readonly isWanted: (path: string) => boolean;
  readonly onFile: (path: string) => void;
  /** All files of one target are analysed. */
  readonly onUsage: (usage: Usage) => void;
}

/** Examines files and folders. Never throws for what is in them. */
export async function scan(
  options: ScanOptions, services: Services, onProgress?: (examined: number) => void, collect?: Collect,
): Promise<ScanReport> {
  const started = services.now();
  const failures: string[] = [];
  const fail = (message: string) => void failures.push(message);
  const targets = findTargets(options, services.folder, [...Object.keys(services.rules), ...noticeIds], fail);
  const run = new Run(commonRoot(targets, services.folder), rootsOf(targets, services, collect), services, onProgress, collect);
  try {
    for (const target of targets) await run.examine(target);
  } finally {
    run.dispose();
  }
  return run.report((services.now() - started) / 1000, failures);
}

/** An inventory is of the folders that were named; to rules a part of the present folder is still a part of it. */
function rootsOf(targets: readonly Target[], { folder }: Services, collect: Collect | undefined): readonly string[] {
  return targets.filter(({ isFolder }) => isFolder).map(({ path }) => (collect || !isBelow(path, folder) ? path : folder));
}

/** Reasons that stand for one file that someone may have wanted to be examined. */
const named: ReadonlySet<Skipped> = new Set(['unreadable', 'not-text', 'too-large', 'minified', 'not-source']);

/** One scan: what it has seen and found so far. */
class Run {
  private readonly seen = new Set<string>();
  private readonly passedOver = new Set<string>();
  private readonly findings: ReportedFinding[] = [];
  private readonly suppressed: ReportedFinding[] = [];
  private readonly skipped: SkippedFile[] = [];
  private readonly skipCounts: Partial<Record<Skipped, number>> = {};
  private readonly problems: ReportedProblem[] = [];
  private readonly engines = new Map<Configuration, { linter: Linter; glance: Glance }>();
  private readonly locator: Locator;
  /** Files that were walked and read, and name nothing of interest. */
  private readonly unrelated = new Map<string, WalkedFile>();
  private examined = 0;

  constructor(
    private readonly root: string,
    private readonly roots: readonly string[],
    private readonly services: Services,
    private readonly onProgress: ((examined: number) => void) | undefined,
    private readonly collect: Collect | undefined,
  ) {
    this.locator = new Locator(root, services.rules, nodeHost.readText);
  }

  async examine(target: Target): Promise<void> {
    const { linter, glance } = await this.engineFor(target.configuration);
    const relevant = new Map<string, WalkedFile & { readonly text: string }>();
    const unrelated: Unrelated[] = [];
    for await (const file of this.filesOf(target)) {
      if (this.seen.has(file.path)) continue;
      this.seen.add(file.path);
      const read = this.read(file.path);
      if (!read) continue;
      if (glance(read.bytes)) {
        relevant.set(file.path, { ...file, text: read.text });
        continue;
      }
      this.unrelated.set(file.path, file);
      unrelated.push({ path: file.path, specifiers: specifiersIn(read.text, familyOf(file.language)) });
    }
    for (const path of relatedFiles((from, specifier) => linter.resolveImport(from, specifier), unrelated, new Set(relevant.keys()))) {
      const text = this.read(path)?.text;
      const language = languageOfPath(path);
      if (text !== undefined && language) relevant.set(path, { path, language, text });
    }
    for (const path of relevant.keys()) this.unrelated.delete(path);
    this.examineAll([...relevant.values()], linter, target.configuration);
    if (this.collect && target.isFolder) await this.collectFiles(target, this.collect);
  }

  private async collectFiles({ path, configuration }: Target, { isWanted, onFile }: Collect): Promise<void> {
    for await (const file of walkFiles(path, isWanted, { isExcluded: (one) => configuration.isExcluded(one) })) onFile(file);
  }

  /** Every file is analysed before the first is linted: each can tell of a sink in another. */
  private examineAll(files: readonly (WalkedFile & { readonly text: string })[], linter: Linter, configuration: Configuration): void {
    for (const file of files) linter.setFile(file);
    const failed = new Set<string>();
    for (const { path } of files) {
      this.guard(path, () => linter.prepare(path), failed);
      this.onProgress?.(this.examined + this.unrelated.size);
    }
    linter.settle();
    this.collect?.onUsage(linter.usage());
    const examined = [...files, ...this.drawnIn(linter)];
    for (const { path, text } of examined) {
      this.examined++;
      if (!failed.has(path)) this.guard(path, () => this.take(linter.lint(path, configuration.settingsFor(path)), text), failed);
    }
    for (const { path } of examined) linter.dropFile(path);
  }

  /** Files that name no SDK, yet were analysed because a file that does imports them: values may end there. */
  private drawnIn(linter: Linter): (WalkedFile & { readonly text: string })[] {
    return linter.analysed().flatMap((path) => {
      const file = this.unrelated.get(path);
      const text = file && this.read(path)?.text;
      if (!file || text === undefined) return [];
      this.unrelated.delete(path);
      return [{ ...file, text }];
    });
  }

  /** One file that brings the engine down costs only its own findings. */
  private guard(path: string, run: () => void, failed: Set<string>): void {
    try {
      run();
    } catch (error) {
      failed.add(path);
      const message = `could not be examined (${error instanceof Error ? error.message : String(error)})`;
      this.problems.push({ path: this.locator.pathOf(path), kind: 'rule-failed', message });
    }
  }

  private read(path: string): { readonly bytes: Uint8Array; readonly text: string } | undefined {
    const read = readBytes(path);
    if (!('bytes' in read)) return void this.skip(path, read.reason, read.message);
    const decoded = decodeSource(read.bytes);
    if (!('text' in decoded)) return void this.skip(path, decoded.reason, decoded.message);
    return { bytes: read.bytes, text: decoded.text };
  }

  dispose(): void {
    for (const { linter } of this.engines.values()) linter.dispose();
  }

  report(seconds: number, failures: readonly string[]): ScanReport {
    const counts: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
    for (const { severity } of this.findings) counts[severity]++;
    return {
      version: reportVersion,
      tool: { name: 'principled', version: this.services.version },
      root: this.root,
      summary: {
        examined: this.examined,
        unrelated: this.unrelated.size,
        findings: counts,
        suppressed: this.suppressed.length,
        skipped: this.skipCounts,
        seconds: Math.round(seconds * 1000) / 1000,
      },
      findings: this.findings,
      suppressed: this.suppressed,
      skipped: this.skipped,
      problems: this.problems,
      failures,
    };
  }

  private async *filesOf({ path, isFolder, configuration }: Target): AsyncGenerator<WalkedFile> {
    if (isFolder) {
      yield* walk(path, {
        isExcluded: (one) => configuration.isExcluded(one),
        onSkip: (skip) => this.skip(skip.path, skip.reason, skip.message),
      });
      return;
    }
    const language = languageOfPath(path);
    if (language) yield { path, language };
    else this.skip(path, 'not-source', 'is in no language that is examined');
  }

  private take(result: LintResult, text: string): void {
    if (result.findings.length > 0 || result.suppressed.length > 0) {
      const lines = new Lines(text);
      for (const finding of result.findings) this.findings.push(this.locator.locate(finding, lines));
      for (const finding of result.suppressed) this.suppressed.push(this.locator.locate(finding, lines));
    }
    for (const { file, ...problem } of result.problems) {
      this.problems.push({ path: this.locator.pathOf(file), ...problem });
    }
  }

  private skip(path: string, reason: Skipped, message = 'is left out'): void {
    if (this.passedOver.has(path)) return;
    this.passedOver.add(path);
    this.skipCounts[reason] = (this.skipCounts[reason] ?? 0) + 1;
    if (named.has(reason)) this.skipped.push({ path: this.locator.pathOf(path), reason, message });
  }

  private async engineFor(configuration: Configuration): Promise<{ linter: Linter; glance: Glance }> {
    let engine = this.engines.get(configuration);
    if (!engine) {
      const facts = configuration.config.models;
      engine = { linter: await this.services.createLinter(facts), glance: this.services.createGlance?.(facts, this.collect ? 'inventory' : 'findings') ?? (() => true) };
      engine.linter.setRoots(this.roots);
      this.engines.set(configuration, engine);
    }
    return engine;
  }
}

function familyOf(language: LanguageId): LanguageFamily {
  return language === 'python' ? 'python' : 'javascript';
}
