import type { Analysis, FlowStep } from '../analysis/analysis';
import type { LanguageFamily, Span } from '../analysis/program/program';

export type RuleLanguage = LanguageFamily | 'configuration' | 'instructions';

/** What every rule says of itself. Every word a user reads about a rule comes from here or its page. */
export interface RuleMeta {
  /** Public and permanent; names the bad pattern. */
  readonly id: string;
  /** Three to six words: "Model output runs as code". */
  readonly title: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint' | 'off';
  readonly languages: readonly RuleLanguage[];
  /** Provisions of the Code of Practice, the one to cite first in front. */
  readonly provisions: readonly string[];
  /** CWE numbers. */
  readonly cwe: readonly number[];
  /** OWASP Top 10 for LLM Applications 2026: `LLM10`. */
  readonly llm: readonly string[];
  /** OWASP Top 10 for Agentic Applications 2026: `ASI05`. */
  readonly asi: readonly string[];
  readonly hasFix: boolean;
  /** What can happen, in one or two plain sentences. */
  readonly why: string;
  /** What to do instead, in one or two plain sentences that start with a verb. */
  readonly remedy: string;
}

export interface Rule extends RuleMeta {
  /** Yields what it finds; never talks to anything else. */
  readonly check: (analysis: Analysis) => Iterable<RuleFinding>;
}

/** A finding before settings, suppressions and file names are applied. */
export interface RuleFinding {
  readonly at: Span;
  readonly message: string;
  readonly likelyBecause?: string;
  readonly steps?: readonly FlowStep[];
  readonly related?: readonly FlowStep[];
  /** As a function where making them costs something: they are made when someone asks for them. */
  readonly fixes?: readonly RuleFix[] | (() => readonly RuleFix[]);
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  /** Where the place and kind of a file make it matter less, such as tests: never above this. */
  readonly atMost?: 'warning' | 'information' | 'hint';
}

export interface RuleFix {
  readonly title: string;
  readonly isPreferred?: boolean;
  readonly isSafe?: boolean;
  readonly edits: readonly { readonly span: Span; readonly newText: string }[];
}

/** Declares a rule; the type makes a rule without title, why and remedy a compile error. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
