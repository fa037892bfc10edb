import type { Condition } from './format';

/*
 * The part of the catalogue's format that says where values come from, what clears them, where they do harm and what records a call;
 * `format.ts` tells how paths and arguments are written.
 */

export type SinkFamily =
  | 'code' | 'shell' | 'sql' | 'html' | 'file-path' | 'url' | 'template' | 'deserializer' | 'dispatch' | 'prompt' | 'prompt-template'
  /** What developers or operators read, and what a client or user gets to see. */
  | 'log' | 'response';

export interface SinkFact {
  family: SinkFamily;
  calls?: string[];
  on?: string[];
  /** The dangerous arguments. `reply`, of a call that asks a model: what the model says is run before the call gives anything back. */
  arguments: string[];
  /** The call counts only when all of these hold. */
  when?: Condition[];
  /** Assigned properties (`innerHTML`) or JSX attributes (`dangerouslySetInnerHTML.__html`). */
  properties?: string[];
  /**
   * Method names that count on a receiver that was not resolved, when the receiver's own name
   * matches one of these words: gives `likely` findings.
   */
  methods?: { names: string[]; receivers?: string[] };
  /** What the message calls it: `eval()`; the default is the callee as written. */
  label?: string;
  /** Why what arrives here is only likely to do harm. */
  likely?: string;
  /** The call only makes what others run: where that is let go at once, nothing is run. */
  makes?: boolean;
}

/** `file-name`: what a listing of a folder gives; a file of that name is read as `retrieved`. */
export type SourceLabel = 'user-input' | 'retrieved' | 'secret' | 'personal' | 'tool-argument' | 'tool-result' | 'model-output' | 'file-name';

export interface SourceFact {
  label: SourceLabel;
  /** Calls whose result is the source. */
  calls?: string[];
  /**
   * The calls count only where one of these arguments came from outside: a file is a source when
   * the request, the model or a listing of a folder named it, and none when the program did.
   */
  chosenBy?: string[];
  /** Members whose value is the source: `flask.request.args`. */
  members?: string[];
  /** A secret in `members` is one as it stands, not only what it holds under the name of a credential. */
  whole?: boolean;
  /** What the members hold does harm in these families of sinks alone, as far as is known. */
  families?: SinkFamily[];
  /** What functions with this decorator, or such entry points and handlers, return is sent to a client. */
  responds?: boolean;
  /** The request class: every instance's value is the source, but for the members in `not`. */
  types?: string[];
  not?: string[];
  /** Functions with this decorator get the source in their parameters, but for `injections`. */
  decorators?: string[];
  /** Annotations, or calls as default value, of parameters that the framework fills itself. */
  injections?: string[];
  /** Parameters with this decorator are the source: Nest's `@Body()`. */
  parameterDecorators?: string[];
  /**
   * Functions that a platform calls by name. `files`: a regular expression on the path, with `/`;
   * absent, any file. `directive`: the function or its file starts with it. `names` holds `*` for
   * every exported function, `default` for the default export. `on`: methods of classes with one
   * of these bases. Parameters as in `handlers`, `self` not counted.
   */
  entryPoints?: {
    names: string[];
    on?: string[];
    /** Only in files that import one of these. */
    imports?: string[];
    /** Only functions whose first parameter has this name. */
    firstParameter?: string;
    /**
     * Patterns that the names of the first parameters match, where those have no types. The function
     * need not be exported: nothing but the names tells that it is called from outside.
     */
    parameterNames?: string[];
    files?: string;
    directive?: string;
    parameters: Record<string, string>;
  }[];
  /**
   * Calls that take a handler, and what its parameters are: position to class path, or to the
   * word `source`. A decorator counts as a call with the function at position 0; one that is called
   * itself, `@api_view(['POST'])`, is the path `api_view()`.
   */
  handlers?: { calls: string[]; on?: string[]; handler: string; parameters: Record<string, string> }[];
  /** What a step calls it: "the request's query". */
  label_text?: string;
  /** Why members of these types are only likely to be a source. */
  likely?: string;
}

/** Clears labels for the given sink families, or for all with `*`; `privacy` clears personal data alone, wherever it goes. */
export interface ClearFact {
  families: (SinkFamily | '*' | 'json' | 'privacy' | 'user-prompt')[];
  /** Members whose value is a cleared part of their object: the `name` of a path. */
  members?: string[];
  /** Calls that give a cleared copy of their argument. */
  calls?: string[];
  on?: string[];
  argument?: string;
  /** `result`: the result is clear. `argument`: the checked value itself is clear afterwards. `test`: it is where the call comes out true. */
  effect?: 'result' | 'argument' | 'both' | 'test';
  /** Only where the argument is a path in its final form, with no `..` left. */
  resolved?: boolean;
  /** The result has the shape of the schema given here: string fields stay labelled. */
  schema?: 'callee' | string;
  /** The clear value is this member of the result: `data` of zod's `safeParse`. */
  member?: string;
}

/**
 * What the fields of a schema admit. `closed`: calls or annotations that admit no free text, so that
 * a field of this kind clears every sink. `open`: free text, or anything. `wrappers`: as their
 * argument or type parameter. `arrays`: a list of such. `records`: as their last argument, under any name.
 *
 * Some calls do something to what was read so far, as methods of `on` or as parts of a pipe:
 * `patterns` (a regular expression it has to match), `predicates` (a function that says whether it
 * is right), `transforms` (a function that makes something else of it), `followers` (a further
 * schema), `lists` (from here on a list of it). `fieldChecks` are decorators of methods that fields of a class go through, `wholeChecks` of
 * those that see all fields at once.
 */
export interface SchemaFact {
  objects?: string[];
  closed?: string[];
  open?: string[];
  wrappers?: string[];
  arrays?: string[];
  records?: string[];
  on?: string[];
  patterns?: string[];
  predicates?: string[];
  transforms?: string[];
  followers?: string[];
  lists?: string[];
  fieldChecks?: string[];
  wholeChecks?: string[];
}

/** Parses text into data without checking its shape: the source of `unvalidated-model-json`. */
export interface ParserFact {
  calls: string[];
  argument: string;
}

export interface LoggerFact {
  /** Classes of logger objects, and factories via `types.returns`. */
  on?: string[];
  /** Methods or whole paths that write a record. */
  calls: string[];
}

export interface TracingFact {
  calls?: string[];
  decorators?: string[];
  imports?: string[];
  /** Wrappers whose result is a client that records. */
  wrappers?: string[];
  /** Arguments of an inference call or client that switch recording on. */
  arguments?: string[];
  /** Values of a base URL that stand for a recording gateway. */
  hosts?: string[];
  /** Environment variables that switch recording on. */
  environment?: string[];
  /** Files beside the program that say a server runs it which may record each call. */
  files?: string[];
  /** Calls that set up monitoring, which covers model calls only if it is configured so. */
  monitoring?: string[];
  /** Decorators, or whole packages of them, that write no record of what they are put on. */
  silent?: string[];
}
