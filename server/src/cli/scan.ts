import type { Usage } from '../analysis/usage';
import { relatedFiles, specifiersIn, unrelatedFile, type Unrelated } from '../analysis/resolve/related';
import { languageOfPath } from '../host/languages';
import type { Glance } from '../host/glance';
import { nodeHost } from '../host/nodeHost';
import { decodeSource, readBytes } from '../host/readText';
import { walk, walkFiles, type WalkedFile } from '../host/walk';
import type { Severity } from '../lint/finding';
import type { Linter } from '../lint/linter';
import { noticeIds } from '../lint/notices';
import { Locator } from './locate';
import { examineInLanes, type LanesResult } from './lanes';
import type { ScanOptions } from './options';
import { reportVersion, type ReportedFinding, type ReportedProblem, type ScanReport, type Skipped, type SkippedFile } from './report';
import { withoutAccidents } from './accidents';
import { say } from './output';
import type { Anchors, Services } from './services';
import { commonRoot, findTargets, isBelow, type Configuration, type Target } from './targets';
import { failureOf, UnitExaminer, type FileReport, type UnitFile } from './unitExaminer';
import { familyOf, unitsOf } from './units';

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
  const run = new Run(commonRoot(targets, services.folder), rootsOf(targets, services, collect), services, onProgress, collect, options.threads ?? services.threads?.cores ?? 1);
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

/** Files that name nothing of interest, and are examined for what they import. */
const MOST_RELATED = 6_000;

interface Engine {
  readonly linter: Linter;
  readonly anchors: Anchors | undefined;
  readonly glance: Glance;
}

/** One scan: what it has seen and found so far. */
class Run {
  /** Every file that was walked, with its place in the walk. */
  private readonly seen = new Map<string, number>();
  private readonly passedOver = new Set<string>();
  private readonly findings: ReportedFinding[] = [];
  private readonly suppressed: ReportedFinding[] = [];
  private readonly skipped: SkippedFile[] = [];
  private readonly skipCounts: Partial<Record<Skipped, number>> = {};
  private readonly problems: ReportedProblem[] = [];
  private readonly engines = new Map<Configuration, Engine>();
  private readonly locator: Locator;
  /** Files that were walked and read, and name nothing of interest. */
  private readonly unrelated = new Map<string, WalkedFile>();
  private analysed = 0;
  private examined = 0;

  constructor(
    private readonly root: string,
    private readonly roots: readonly string[],
    private readonly services: Services,
    private readonly onProgress: ((examined: number) => void) | undefined,
    private readonly collect: Collect | undefined,
    private readonly threads: number,
  ) {
    this.locator = new Locator(root, services.rules, nodeHost.readText);
  }

  async examine(target: Target): Promise<void> {
    const engine = await this.engineFor(target.configuration);
    const relevant = new Map<string, UnitFile>();
    const unrelated: Unrelated[] = [];
    const hosted = new Set<string>();
    const take = (file: Omit<WalkedFile, 'text'>, text: string): void => {
      relevant.set(file.path, { ...file, text, settings: target.configuration.settingsFor(file.path), order: this.orderOf(file.path) });
    };
    for await (const file of this.filesOf(target)) {
      if (this.seen.has(file.path)) continue;
      this.seen.set(file.path, this.seen.size);
      const read = this.read(file.path);
      if (!read) continue;
      if (engine.glance(read.bytes)) {
        take(file, read.text);
        if (engine.anchors?.hasHost(read.bytes)) hosted.add(file.path);
        continue;
      }
      this.unrelated.set(file.path, file);
      unrelated.push(unrelatedFile(file.path, read.text, familyOf(file.language)));
    }
    const imports = new Map([...relevant.values()].map(({ path, text, language }) => [path, specifiersIn(text, familyOf(language))]));
    const resolve = (from: string, specifier: string): string | undefined => engine.linter.resolveImport(from, specifier);
    const chosen = engine.anchors && target.isFolder && !this.collect
      ? withoutAccidents({ root: target.path, relevant, unrelated, imports, hosted, isSdk: engine.anchors.isSdk, resolve })
      : { accidents: [], unrelated, seeds: imports };
    for (const path of chosen.accidents) {
      const { language } = relevant.get(path)!;
      relevant.delete(path);
      this.unrelated.set(path, { path, language });
    }
    for (const path of this.bounded(relatedFiles(resolve, chosen.unrelated, chosen.seeds))) {
      const text = this.read(path)?.text;
      const language = languageOfPath(path);
      if (text !== undefined && language) take({ path, language }, text);
    }
    for (const path of relevant.keys()) this.unrelated.delete(path);
    await this.examineAll([...relevant.values()], engine, target.configuration, chosen.unrelated);
    if (this.collect && target.isFolder) await this.collectFiles(target, this.collect);
  }

  /** A folder in which more files than this import model code is no application; what is left out is told. */
  private bounded(related: readonly string[]): readonly string[] {
    const left = related.length - MOST_RELATED;
    if (left > 0) say(this.services, `${left} more files that name no model but import model code were left out; scan their folders one by one to examine them`);
    return related.slice(0, MOST_RELATED);
  }

  private async collectFiles({ path, configuration }: Target, { isWanted, onFile }: Collect): Promise<void> {
    for await (const file of walkFiles(path, isWanted, { isExcluded: (one) => configuration.isExcluded(one) })) onFile(file);
  }

  private async examineAll(files: readonly UnitFile[], engine: Engine, configuration: Configuration, unrelated: readonly Unrelated[]): Promise<void> {
    const { linter } = engine;
    const { threads } = this.services;
    const specifiers = new Map(unrelated.map((one) => [one.path, one.specifiers]));
    const units = threads && this.threads > 1 && !this.collect ? unitsOf(files, {
      resolve: (from, specifier) => linter.resolveImport(from, specifier), specifiersOf: (path) => specifiers.get(path), readText: nodeHost.readText,
    }) : [files];
    const result = threads && units.length > 1
      ? await examineInLanes(units, {
        local: new UnitExaminer(linter, this.locator),
        another: async () => new UnitExaminer((await this.makeEngine(configuration)).linter, this.locator),
        start: threads.start,
        task: { root: this.root, roots: this.roots, facts: configuration.config.models },
        workers: Math.min(this.threads, units.length) - 1,
        onFile: this.onFile, drawnIn: (path) => this.drawnIn(path, configuration),
      })
      : { reports: this.examineHere(files, new UnitExaminer(linter, this.locator), configuration), ended: [] };
    this.takeAll(files, result);
  }

  /** In one thread, as one unit. */
  private examineHere(files: readonly UnitFile[], examiner: UnitExaminer, configuration: Configuration): FileReport[] {
    examiner.analyse(files, this.onFile);
    this.collect?.onUsage(examiner.linter.usage());
    const { analysed } = examiner.factsOf(files);
    const drawn = analysed.flatMap((path) => this.drawnIn(path, configuration) ?? []);
    const reports = examiner.lint([...files, ...drawn]);
    examiner.drop(analysed);
    return reports;
  }

  /** A file that names no SDK, yet was analysed because a file that does imports it: values may end there. */
  private drawnIn(path: string, configuration: Configuration): UnitFile | undefined {
    const file = this.unrelated.get(path);
    const text = file && this.read(path)?.text;
    return file && text !== undefined ? { ...file, text, settings: configuration.settingsFor(path), order: this.orderOf(path) } : undefined;
  }

  /** In the order of the walk, whichever thread said it; files that were drawn in come last. */
  private takeAll(files: readonly UnitFile[], { reports, ended }: LanesResult): void {
    const byPath = new Map(reports.map((report) => [report.path, report]));
    const drawn = reports.flatMap(({ path }) => (this.unrelated.delete(path) ? path : [])).sort((a, b) => this.orderOf(a) - this.orderOf(b));
    for (const path of [...files.map((file) => file.path), ...drawn]) {
      this.examined++;
      const report = byPath.get(path);
      if (!report) this.problems.push(failureOf(this.locator.pathOf(path), ended[0] === undefined ? 'it could not be read again' : `a worker thread ended: ${ended[0]}`));
      this.findings.push(...report?.findings ?? []);
      this.suppressed.push(...report?.suppressed ?? []);
      this.problems.push(...report?.problems ?? []);
    }
  }

  private readonly onFile = (): void => {
    this.analysed++;
    this.onProgress?.(this.analysed + this.unrelated.size);
  };

  private orderOf(path: string): number {
    return this.seen.get(path) ?? this.seen.size;
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

  private skip(path: string, reason: Skipped, message = 'is left out'): void {
    if (this.passedOver.has(path)) return;
    this.passedOver.add(path);
    this.skipCounts[reason] = (this.skipCounts[reason] ?? 0) + 1;
    if (named.has(reason)) this.skipped.push({ path: this.locator.pathOf(path), reason, message });
  }

  private async engineFor(configuration: Configuration): Promise<Engine> {
    const engine = this.engines.get(configuration) ?? await this.makeEngine(configuration);
    this.engines.set(configuration, engine);
    return engine;
  }

  private async makeEngine({ config: { models } }: Configuration): Promise<Engine> {
    const linter = await this.services.createLinter(models);
    linter.setRoots(this.roots);
    return {
      linter, anchors: this.services.createAnchors?.(models),
      glance: this.services.createGlance?.(models, this.collect ? 'inventory' : 'findings') ?? (() => true),
    };
  }
}
