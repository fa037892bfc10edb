import type { Span } from '../analysis/program/program';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type SeveritySetting = Severity | 'off';
export type Confidence = 'proven' | 'likely';

/** One place where the code goes against a rule. Offsets only: protocol shapes are made elsewhere. */
export interface Finding {
  readonly ruleId: string;
  /** Absolute path, as it was given to the linter. */
  readonly file: string;
  readonly span: Span;
  /** One line, at most 110 characters, in the code's own names. */
  readonly message: string;
  /** After settings and confidence were applied. */
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Half a sentence that says what was not followed; present when `confidence` is `likely`. */
  readonly likelyBecause?: string;
  /** The way of the value from source to sink, in order; empty where there is none. */
  readonly steps: readonly Step[];
  /** Other places the finding speaks of, such as the further calls that are not logged. */
  readonly related: readonly Step[];
  /** The preferred one first; never holds suppressions, which every finding has. */
  readonly fixes: readonly Fix[];
  readonly tags: readonly ('deprecated' | 'unnecessary')[];
  /** Present when a comment allows it; such findings are reported apart. */
  readonly suppression?: Suppression;
}

export interface Step {
  readonly file: string;
  readonly span: Span;
  /** A short clause: "`extract_code` returns a part of it". */
  readonly text: string;
}

export interface Suppression {
  readonly reason: string;
  /** The comment. */
  readonly span: Span;
}

export interface Fix {
  /** A verb in sentence case: "Parse with `json.loads`". */
  readonly title: string;
  readonly isPreferred: boolean;
  /** Whether "Fix all in this file" may apply it: it changes no behaviour a user would have to check. */
  readonly isSafe: boolean;
  /** Non-overlapping edits of the finding's own file. */
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** Something that kept a file, or a part of it, from being examined. Never a reason to stop. */
export interface Problem {
  readonly file: string;
  readonly kind: 'unreadable' | 'not-text' | 'too-large' | 'config' | 'rule-failed' | 'budget' | 'parser';
  readonly message: string;
  /** 1-based, where it is known. */
  readonly line?: number;
}

export interface LintResult {
  /** In source order. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly problems: readonly Problem[];
}
