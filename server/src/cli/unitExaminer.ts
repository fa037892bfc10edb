import type { Shared } from '../analysis/project/shared';
import type { Linter, SourceFile } from '../lint/linter';
import { Lines } from '../lint/lines';
import type { Settings } from '../lint/settings';
import type { Locator } from './locate';
import type { ReportedFinding, ReportedProblem } from './report';

/** A file that is to be examined, with what was chosen for it. */
export interface UnitFile extends SourceFile {
  readonly settings: Settings;
  /** Its place in the walk. */
  readonly order: number;
}

/** Files that are examined together, in the order they were walked. */
export type Unit = readonly UnitFile[];

/** What the analysis of a unit says to those that decide what it means for others. */
export interface UnitFacts {
  /** Every file that was analysed for it, those that imports drew in among them. */
  readonly analysed: readonly string[];
  readonly shared: Shared;
}

/** What there is to say about one file. */
export interface FileReport {
  readonly path: string;
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly ReportedFinding[];
  readonly problems: readonly ReportedProblem[];
}

/** Examines units with one linter. Every file is analysed before the first is linted: each can tell of a sink in another. */
export class UnitExaminer {
  private readonly failed = new Map<string, ReportedProblem>();

  constructor(
    readonly linter: Linter,
    private readonly locator: Locator,
  ) {}

  analyse(unit: Unit, onFile: () => void): void {
    for (const file of unit) this.linter.setFile(file);
    for (const { path } of unit) {
      this.guard(path, () => this.linter.prepare(path));
      onFile();
    }
    this.linter.settle();
  }

  factsOf(unit: Unit): UnitFacts {
    const isAnalysed = new Set(this.linter.analysed());
    const reached = new Set(unit.map(({ path }) => path));
    // A set that grows while it is gone through is gone through to its end.
    for (const path of reached) {
      for (const [, , to] of this.linter.importsOf([path])) if (to !== undefined) reached.add(to);
    }
    const analysed = [...reached].filter((path) => isAnalysed.has(path));
    return { analysed, shared: this.linter.shared(new Set(analysed)) };
  }

  lint(unit: Unit): FileReport[] {
    return unit.map((file) => {
      const { path } = file;
      const report = this.failed.has(path) ? undefined : this.guard(path, () => this.lintFile(file));
      const problem = this.failed.get(path);
      return report ?? { path, findings: [], suppressed: [], problems: problem ? [problem] : [] };
    });
  }

  /** Frees what is known of these files. */
  drop(paths: Iterable<string>): void {
    for (const path of paths) this.linter.dropFile(path);
  }

  private lintFile({ path, text, settings }: UnitFile): FileReport {
    const result = this.linter.lint(path, settings);
    const lines = new Lines(text);
    const findings = result.findings.map((finding) => this.locator.locate(finding, lines));
    const suppressed = result.suppressed.map((finding) => this.locator.locate(finding, lines));
    // Making fixes may add to the problems, so these come last.
    const problems = result.problems.map(({ file, ...problem }) => ({ path: this.locator.pathOf(file), ...problem }));
    return { path, findings, suppressed, problems };
  }

  /** One file that brings the engine down costs only its own findings. */
  private guard<T>(path: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.failed.set(path, failureOf(this.locator.pathOf(path), error));
      return undefined;
    }
  }
}

/** A file that could not be examined, and why. */
export function failureOf(path: string, error: unknown): ReportedProblem {
  return { path, kind: 'rule-failed', message: `could not be examined (${error instanceof Error ? error.message : String(error)})` };
}
