import type { Confidence, Problem, Severity } from '../lint/finding';
import type { SkipReason } from '../host/walk';

/** The version of the shape below; it rises when a field changes its meaning or goes. */
export const reportVersion = 1;

/** Everything a scan has to say, in places that people and other programs can follow. */
export interface ScanReport {
  readonly version: typeof reportVersion;
  readonly tool: { readonly name: 'principled'; readonly version: string };
  /** Absolute path of the folder that all paths are relative to. */
  readonly root: string;
  readonly summary: Summary;
  readonly findings: readonly ReportedFinding[];
  /** Findings that a comment allows, each with its reason. */
  readonly suppressed: readonly ReportedFinding[];
  /** Files that were asked for, or found, and could not be examined. */
  readonly skipped: readonly SkippedFile[];
  /** What went wrong with single files and rules, without making the run a failure. */
  readonly problems: readonly ReportedProblem[];
  /** What was asked for and could not be done, such as a path that is not there: the run has failed. */
  readonly failures: readonly string[];
}

export interface Summary {
  /** Source files examined by the rules. */
  readonly examined: number;
  /** Source files that name no AI SDK, and so were not examined further. */
  readonly unrelated: number;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  /** Reason to number of files, or of whole folders for `dependency` and `ignored-by-git`. */
  readonly skipped: Readonly<Partial<Record<Skipped, number>>>;
  readonly seconds: number;
}

export type Skipped = SkipReason | 'not-source';

export interface SkippedFile {
  readonly path: string;
  readonly reason: Skipped;
  /** Half a sentence that goes on from the path. */
  readonly message: string;
}

export interface ReportedProblem {
  readonly path: string;
  readonly kind: Problem['kind'];
  readonly message: string;
  readonly line?: number;
}

export interface ReportedFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly likelyBecause?: string;
  readonly message: string;
  readonly path: string;
  readonly region: Region;
  /** The first line of the place. A secret in it is masked. */
  readonly excerpt: string;
  readonly steps: readonly ReportedStep[];
  readonly related: readonly ReportedStep[];
  readonly fixes: readonly ReportedFix[];
  /** Stays the same while the lines around it move. */
  readonly fingerprint: string;
  readonly suppression?: { readonly reason: string; readonly region: Region };
}

/** Lines and columns from 1, columns in UTF-16 units; the end is behind the last character. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ReportedStep {
  readonly path: string;
  /** Absent when the file could not be read again. */
  readonly region?: Region;
  readonly text: string;
}

export interface ReportedFix {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly isSafe: boolean;
  readonly edits: readonly { readonly region: Region; readonly newText: string }[];
}

export const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

/** Whether a severity is at least as grave as another. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}

/** "1 file", "2 files". */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
