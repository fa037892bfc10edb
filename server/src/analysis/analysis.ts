import type { SinkFamily, SourceLabel } from './catalogue/flowFacts';
import type { InferenceFact } from './catalogue/modelFacts';
import type { Call, Expression, LanguageFamily, Program, Span } from './program/program';

/** One clause of the way a value took, at a place. */
export interface FlowStep {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
  /** At a call: the value goes into the function, or comes out of it. */
  readonly way?: 'in' | 'out';
  /** The way is too long to be told whole: steps that came after this one are left out. */
  readonly isGap?: true;
}

/**
 * Labels a rule can ask for. `unvalidated-json` is parsed model output that no schema has checked,
 * `key-literal` a string constant that could be a key, `instructions` what a message of the system says.
 */
export type Label = SourceLabel | 'unvalidated-json' | 'key-literal' | 'instructions';
/** Where a labelled value can arrive. */
export type Family = SinkFamily | 'system-prompt' | 'user-prompt' | 'field-use' | 'credential' | 'privacy' | 'reply-text';

/** A labelled value that arrives where it does harm. */
export interface Flow {
  readonly label: Label;
  readonly family: Family;
  /** Where a finding stands: the argument or value that is wrong. */
  readonly at: Span;
  /** The sink as the code names it: `eval()`, `innerHTML`. */
  readonly sink: string;
  /** The source as the code names it: `client.responses.create`. */
  readonly source: string;
  /** The call that is the sink, where it is one. */
  readonly call?: Call;
  /** The expression that carries the value into the sink. */
  readonly value?: Expression;
  /** From source to sink, in order. */
  readonly steps: readonly FlowStep[];
  /** The last helper the value went through, if any: `extract_code()`. */
  readonly through?: string;
  /** What was not followed; absent when every step was. */
  readonly likelyBecause?: string;
}

/** A call that the catalogue knows. */
export interface InferenceCall {
  readonly call: Call;
  readonly fact: InferenceFact;
  /** As resolved: `openai.OpenAI.responses.create`. */
  readonly path: string;
  /** As written: `self.client.responses.create`. */
  readonly name: string;
  /** The SDK's title: "OpenAI". */
  readonly sdk: string;
  /** No record is written on some way on which the call succeeds. */
  readonly isLogged: boolean;
  /** What was not seen and may keep a record all the same, where none was seen. */
  readonly maybeLogged?: string;
  readonly likelyBecause?: string;
}

/** Everything the rules may ask of one module. */
export interface Analysis {
  readonly file: string;
  readonly text: string;
  readonly family: LanguageFamily;
  readonly program: Program;
  readonly flows: readonly Flow[];
  readonly inferences: readonly InferenceCall[];
  /** Name of a logger the module already has: `logger`. */
  readonly logger: string | undefined;
  /** True where anything in the module writes log records. */
  readonly hasLogging: boolean;
  /** The project as a whole is instrumented. */
  readonly isTraced: boolean;
  /** Tests, notebooks, examples: findings about good practice weigh less here. */
  readonly role: 'application' | 'test' | 'example' | 'notebook';
  /** Names bound at the top level: what a fix may use without importing it again. */
  readonly imported: (module: string, name?: string) => string | undefined;
}
