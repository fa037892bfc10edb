import type { SinkFamily } from './flowFacts';
import type { Condition } from './format';

/*
 * The part of the catalogue's format that says how a model is reached, asked and given tools;
 * `format.ts` tells how paths and arguments are written.
 */

/** Where servers of models listen on whatever host: a request there is answered by a model. */
export interface EndpointFact {
  /** How the address ends. */
  ends: string[];
  /** One of each of these groups of fields is in the request's body; without that, others may listen there too. */
  body?: string[][];
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
