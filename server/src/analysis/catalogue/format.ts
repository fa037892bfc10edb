import type { ClearFact, LoggerFact, ParserFact, SchemaFact, SinkFact, SourceFact, TracingFact } from './flowFacts';
import type { AssetFact, ClientFact, EndpointFact, InferenceFact, MessageFact, PromptCallFact, ToolFact } from './modelFacts';

/**
 * The format of the catalogue's YAML files, and of the same sections in a user's `principled.yaml`.
 *
 * **Paths** name things of libraries as resolved through imports: package, then members, joined by
 * dots: `openai.OpenAI.chat.completions.create`, `@anthropic-ai/sdk.Anthropic.messages.create`,
 * `child_process.exec` (no `node:`), `builtins.eval` (Python builtins), `globalThis.eval`
 * (JavaScript globals). A default import is the member `default`: use `aliases` to give it a name.
 * Members of an instance hang below its class. The result of a call is the path with `()` at the
 * end; `returns` gives it a class instead.
 *
 * **Arguments** are named by a string: `messages` (Python keyword), `2` (position), `messages@0`
 * (keyword, or else position 0), `0.messages` (property of an object at position 0),
 * `config@2.system_instruction` (a keyword argument or key inside the value), `*` (every argument),
 * `1+` (every positional argument from 1 on), `this` (the object whose method is called), `written`
 * (what the function wrote into files before the call, for sinks that run a file). A number
 * after a dot is an element of a list: `args@0.1`; `script` there is what follows a shell and its `-c`
 * in the list, `flagged` what follows the `-c` in a list of a shell's arguments alone, and `bridged` what
 * a device's shell is given in a list of the arguments of `adb`. Alternatives
 * are separate list entries.
 */
export interface CatalogueFile {
  /** The SDK or library as its users call it: "OpenAI". */
  title: string;
  language: 'python' | 'javascript';
  /** Import roots: a file that mentions none of these (as text) need not be looked at for it. */
  packages: string[];
  /** The package versions the facts were read from: "openai 3.3.1". */
  read: string[];
  /** Hosts of the provider's HTTP interface, and path fragments that reach a model. */
  hosts?: string[];
  endpoints?: EndpointFact[];
  /** Other names of the same thing: alias path to canonical path. Prefixes count. */
  aliases?: Record<string, string>;
  types?: TypeFact[];
  results?: ResultFact[];
  inference?: InferenceFact[];
  prompts?: PromptCallFact[];
  messages?: MessageFact[];
  tools?: ToolFact[];
  sinks?: SinkFact[];
  sources?: SourceFact[];
  clears?: ClearFact[];
  parsers?: ParserFact[];
  schemas?: SchemaFact[];
  loggers?: LoggerFact[];
  /** Calls, decorators, imports or environment names that record every inference of the project. */
  tracing?: TracingFact[];
  /** What the inventory lists beside inference calls, prompts and tools. */
  assets?: AssetFact[];
  /** Calls whose result carries nothing of their arguments (I/O, counting, hashing). */
  opaque?: string[];
  /** Calls whose result is a number, whatever they are given. */
  numbers?: string[];
  /** Calls whose result holds what is in their arguments: text functions, encoders, path functions. */
  carries?: string[];
  /** Objects of a library in which a program keeps what other parts of it find again: the state of a session. */
  stores?: string[];
  /** Members that hold what the context manager gives that a server was made with, as its `lifespan`. */
  lifespans?: string[];
  /** Classes whose text hides what they hold; what their `carries` calls give does not. */
  masks?: string[];
}

export interface TypeFact {
  /**
   * Class paths that share these members. The first is the canonical one. A module or namespace
   * may stand here too, so that its functions can have `returns`: `logging`, `zod`.
   */
  names: string[];
  /** Set on SDK clients that hold a provider key. */
  client?: ClientFact;
  /** The module itself has the members of this class: `openai.chat.completions.create`. */
  modules?: string[];
  /** Members, at any depth, that change nothing about what a path means: `with_raw_response`, `beta`. */
  transparent?: string[];
  /** Methods that give the object itself or a copy: `with_options`, `bind_tools`. */
  returnsSelf?: string[];
  /** Methods or functions and the class path of what they give. */
  returns?: Record<string, string>;
  /** Properties and the class path of what they hold. */
  properties?: Record<string, string>;
  /** Base classes (paths) whose members this one also has. */
  extends?: string[];
  /**
   * Methods or functions whose argument is an object of the same kind as their result: a wrapper
   * gives its first argument back, with all its members. `traced(client)`.
   */
  returnsArgument?: string[];
  /** Methods of the library that call one which classes below it write: `__call__` calls `forward`. */
  hands?: Record<string, string>;
  /** Instances are called directly, and this is what that call is: `generate`. */
  callable?: string;
  /**
   * What an instance does in a chain made by `|`, `.pipe()` or `RunnableSequence.from`. A chain with
   * a `model` in it gives model output when it is run; `text` keeps it, `json` parses it without a
   * check, `validated` checks it.
   */
  stage?: 'prompt' | 'model' | 'text' | 'json' | 'validated' | 'retriever' | 'chain';
}

/**
 * A call that gives something else when it is asked in a certain way: a process that is a shell, and
 * does what it is sent.
 */
export interface ResultFact {
  calls: string[];
  /** Class path of what the call gives where all of `when` holds. */
  gives: string;
  when: Condition[];
}

export interface Condition {
  argument: string;
  /** One of: equal to this constant, given at all, not given, a string rather than a list. */
  equals?: string | number | boolean | null;
  notEquals?: string | number | boolean | null;
  present?: boolean;
  isText?: boolean;
  /** The argument, or the first element of it when it is a list, is one of these texts. */
  firstElementIn?: string[];
  /** The text is known to begin with one of these. */
  begins?: string[];
  /** False: the argument is no known constant. */
  isConstant?: boolean;
  /** The argument is the thing of one of these paths: `yaml.FullLoader`. */
  resolvesTo?: string[];
  /** The argument is a list with one of these in it, alone or with its settings in a list of its own. */
  includes?: string[];
  /** The argument is none of these, nor a list with one of them in it. */
  excludes?: string[];
  /**
   * The argument is a command, as text or list, and its program has one of these names, in any folder
   * and version; a name with a dot is the path of a thing that holds the program: `sys.executable`.
   */
  program?: string[];
  /** Like `program`, and the command names nothing else to run, so that the program does what it reads. */
  interactive?: string[];
  /** All that the argument or arguments hold are options that name nothing to run: the rest of an `interactive` command. */
  optionsOnly?: boolean;
  /** The argument was not resolved, and its own name ends with one of these words: gives `likely` findings. */
  named?: string[];
}
