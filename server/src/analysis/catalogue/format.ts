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
 * in the list, and `flagged` what follows the `-c` in a list of a shell's arguments alone. Alternatives
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
  /** Instances are called directly, and this is what that call is: `generate`. */
  callable?: string;
  /**
   * What an instance does in a chain made by `|`, `.pipe()` or `RunnableSequence.from`. A chain with
   * a `model` in it gives model output when it is run; `text` keeps it, `json` parses it without a
   * check, `validated` checks it.
   */
  stage?: 'prompt' | 'model' | 'text' | 'json' | 'validated' | 'retriever' | 'chain';
}

/** Where servers of models listen on whatever host: a request there is answered by a model. */
export interface EndpointFact {
  /** How the address ends. */
  ends: string[];
  /** One of each of these groups of fields is in the request's body; without that, others may listen there too. */
  body?: string[][];
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

export interface ClientFact {
  provider: string;
  /** Arguments that hold a key. */
  key?: string[];
  /** Environment variable the SDK reads by itself. */
  environment?: string[];
  baseUrl?: string[];
  timeout?: { arguments: string[]; unit: 's' | 'ms' };
  /** Arguments that let the client run in a browser. */
  browser?: string[];
  /** Token limit and model id, where they belong to the constructor (LangChain). */
  limit?: string[];
  model?: string[];
}

export interface InferenceFact {
  /** Class paths; `calls` are member paths below them. Absent: `calls` are whole paths. */
  on?: string[];
  calls: string[];
  /** The call's arguments sit in this constructor, given at position 0: `new ConverseCommand({…})`. */
  command?: string[];
  kind: 'chat' | 'completion' | 'agent' | 'object' | 'embedding' | 'image' | 'audio' | 'video' | 'moderation' | 'rerank';
  prompts?: PromptFact[];
  /** Default `text`: all of the result is model output. `none`: vectors, bytes, verdicts. */
  result?: 'text' | 'none' | 'validated';
  /** Members of the SDK's result object, at any depth, that are no model text: `usage`, `id`, `model`. */
  metadata?: string[];
  /** Members that hold the provider's whole reply as text, in a format of its own: `body` of a request to a hosted model. */
  raw?: string[];
  /** Members that hold the model's text, at any depth; the default for `chat` and `completion` is `content`, `text` and `output_text`. */
  text?: string[];
  /** Members that say why the reply ended; the default are those under `metadata` that are named like it: `finish_reason`. */
  stop?: string[];
  /** Members of the result that went through the schema given in `schema`. */
  validated?: string[];
  /** Argument with the schema, of the call or of the object's constructor; without it nothing is validated. */
  schema?: string[];
  /** Argument with a schema that the provider makes the text of its reply keep to; nobody checks whether it does. */
  form?: string[];
  limit?: string[];
  /** False where the SDK requires the limit. */
  limitOptional?: boolean;
  user?: string[];
  timeout?: { arguments: string[]; unit: 's' | 'ms' };
  model?: string[];
  tools?: string[];
  /** Arguments that are functions which get model text: argument, then the parameter's position. */
  callbacks?: { argument: string; parameter: number }[];
  /** The SDK or product records this call by itself. */
  logged?: boolean;
  /** Arguments that send the call through a recording gateway where they are plain text: a model's name. */
  routed?: string[];
  /** Where one call runs any model there is: words in the names of those that write no text, but give images, sounds or masks. */
  mute?: string[];
}

export interface PromptFact {
  argument: string;
  /**
   * `messages`: a list of role messages or message objects, each judged by its own role. `input`: a
   * text is the user's, a list is `messages`. `description`: what a tool or a hand-off says of itself.
   */
  role: 'system' | 'user' | 'messages' | 'description' | 'input';
}

/** A call that takes prompts and runs no model by itself: agents, templates, assistants, configuration. */
export interface PromptCallFact {
  on?: string[];
  calls: string[];
  prompts: PromptFact[];
  limit?: string[];
  model?: string[];
  tools?: string[];
  timeout?: { arguments: string[]; unit: 's' | 'ms' };
}

/** A call that builds one message, or a template of one, of a fixed role: `SystemMessage(content=…)`. */
export interface MessageFact {
  on?: string[];
  calls: string[];
  role: 'system' | 'user' | 'assistant' | 'tool';
  /** Arguments that name the role; `role` is what holds without them. */
  roleArgument?: string[];
  content: string[];
}

/** How a project declares a tool that a model may call. */
export interface ToolFact {
  /** Decorators whose function's parameters come from the model. */
  decorators?: string[];
  /** Calls that take the handler: argument of the handler. */
  calls?: ToolCallFact[];
  /** Base classes and the methods that get model-chosen arguments. */
  classes?: { path: string; methods: string[] }[];
}

export interface ToolCallFact {
  /** Whole path; a method hangs below its class. */
  path: string;
  /** The argument holds many tools, by name or in a list: the references below are those of one of them, as argument 0. */
  each?: string;
  handler: string;
  /** Where in the handler's parameters the model's arguments are: `0` (the default), `0.params.arguments`. */
  parameter?: string;
  schema?: string[];
  description?: string[];
  name?: string[];
  when?: Condition[];
}

export type SinkFamily =
  | 'code' | 'shell' | 'sql' | 'html' | 'file-path' | 'url' | 'template' | 'deserializer' | 'dispatch' | 'prompt' | 'prompt-template'
  /** What developers or operators read, and what a client or user gets to see. */
  | 'log' | 'response';

export interface SinkFact {
  family: SinkFamily;
  calls?: string[];
  on?: string[];
  /** The dangerous arguments. */
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
 * argument or type parameter. `records`: as their last argument, under any name.
 *
 * Some calls do something to what was read so far, as methods of `on` or as parts of a pipe:
 * `patterns` (a regular expression it has to match), `predicates` (a function that says whether it
 * is right), `transforms` (a function that makes something else of it), `followers` (a further
 * schema). `fieldChecks` are decorators of methods that fields of a class go through.
 */
export interface SchemaFact {
  objects?: string[];
  closed?: string[];
  open?: string[];
  wrappers?: string[];
  records?: string[];
  on?: string[];
  patterns?: string[];
  predicates?: string[];
  transforms?: string[];
  followers?: string[];
  fieldChecks?: string[];
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
  /** Calls that set up monitoring, which covers model calls only if it is configured so. */
  monitoring?: string[];
  /** Decorators, or whole packages of them, that write no record of what they are put on. */
  silent?: string[];
}

/**
 * A call, or the making of an object, that the inventory lists. An instance that is called itself,
 * `provider('model-id')`, is the path of its class with `()`; `.*` at the end stands for every member.
 */
export interface AssetFact {
  kind: 'model' | 'agent' | 'vector-store' | 'dataset' | 'model-file' | 'mcp-server' | 'mcp-client' | 'tool';
  calls: string[];
  on?: string[];
  /** The product as its users call it; the default is the title of the file. */
  product?: string;
  /** Model: who runs it. Absent: told by the id, or by the client. `local` for the machine of the program. */
  provider?: string;
  task?: InferenceFact['kind'];
  /** Arguments with its name, the model's id, its address or path, its version, its tools, the embedding model it uses. */
  name?: string[];
  model?: string[];
  location?: string[];
  /** MCP client: what the program is given that it starts as its server. */
  starts?: string[];
  revision?: string[];
  tools?: string[];
  embeddings?: string[];
  /** Dangerous things that a ready-made tool or agent can do. */
  powers?: SinkFamily[];
  /** Loading it can run code that it holds, unless one of these arguments keeps it from doing so. */
  unsafe?: boolean;
}
