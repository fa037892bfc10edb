import type { SinkFamily } from './catalogue/flowFacts';
import type { AssetFact, InferenceFact } from './catalogue/modelFacts';
import type { Span } from './program/program';

/** A part of a file. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

/** What a setting such as a model id may be, as far as the program says. */
export interface Setting {
  /** Constants it is or may be, with the place where each is written if that was found, and the variables it stands in for. */
  readonly constants: readonly { readonly value: string; readonly at: Place | undefined; readonly variables: readonly string[] }[];
  /** Environment variables it may be read from. */
  readonly environment: readonly string[];
  /** Nothing was found about it, or not all: it is decided where the analysis does not see. */
  readonly isOpen: boolean;
}

/** What a call was made with or on: enough to tell which sighting another one speaks of. */
interface Sighting {
  readonly at: Place;
  /** As resolved: `openai.OpenAI.responses.create`. */
  readonly path: string;
  /** As written: `client.responses.create`. */
  readonly name: string;
  /** The function it stands in, by {@link FunctionUse.id}; undefined at the top level of the file. */
  readonly owner: string | undefined;
}

export interface ProviderUse {
  readonly name: string;
  /** A base address given in code, where it is known. */
  readonly baseUrl?: Setting;
}

/** A call that runs a model, or an object made to run one. */
export interface ModelUse extends Sighting {
  readonly task: InferenceFact['kind'] | undefined;
  readonly provider: ProviderUse;
  readonly model: Setting | undefined;
  /** Where the objects were made that it runs: model objects, agents, chains. */
  readonly objects: readonly Place[];
  /** Places of the tools that the model is told of. */
  readonly tools: readonly Place[];
  /** The SDK's title. */
  readonly sdk: string;
  /** `call`: runs the model. `object`: holds it to be run later. */
  readonly form: 'call' | 'object';
  readonly likelyBecause?: string;
}

/** A prompt of system rank that code gives to a model, an agent or a template. */
export interface PromptUse extends Sighting {
  /** The variable or field that holds it, where it has a name. */
  readonly title: string | undefined;
  /** The text, with `\0` for parts that are filled in at run time; undefined where it is not known. */
  readonly text: string | undefined;
  /** The file that it is read from, as code names it. */
  readonly file: string | undefined;
  readonly textAt: Place;
}

/** A function that a model may call, or the description of one. */
export interface ToolUse extends Sighting {
  readonly title: string;
  readonly description: string | undefined;
  /** The functions that carry it out, by id. */
  readonly handlers: readonly string[];
  /** Names of its parameters, as far as they are known. */
  readonly parameters: readonly string[];
  /** What keeps the model's arguments in shape. */
  readonly schema: 'given' | 'from-signature' | 'none';
  /** Where the object was made that it is registered with, such as a server. */
  readonly objects: readonly Place[];
}

/** A call that makes or runs an agent. */
export interface AgentUse extends Sighting {
  readonly title: string | undefined;
  readonly sdk: string;
  readonly model: Setting | undefined;
  /** Where the model objects were made that it is given. */
  readonly objects: readonly Place[];
  /** Places of the tools that it is given. */
  readonly tools: readonly Place[];
}

/** A route or handler that the outside calls. */
export interface EndpointUse extends Sighting {
  /** `POST /chat`, or the file that stands for the route. */
  readonly title: string;
  readonly handlers: readonly string[];
}

/** A call that the catalogue names as the making or loading of an asset. */
export interface AssetUse extends Sighting {
  readonly fact: AssetFact;
  readonly title: string;
  readonly settings: Readonly<Record<string, Setting>>;
  /** MCP client: where the servers were made that it is given as objects. */
  readonly objects: readonly Place[];
}

/** One function of the project, and what it does by itself. */
export interface FunctionUse {
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  /** Functions that it calls or that are written inside it. */
  readonly calls: readonly string[];
  /** Functions that it was given as arguments, or that its surroundings were, and calls: each caller may have given another. */
  readonly callsGiven: readonly string[];
  /** Families of dangerous things it does, with a place of each. */
  readonly powers: readonly { readonly family: SinkFamily; readonly at: Place; readonly name: string }[];
}

/** What a program has to do with models, as the interpreter met it; the raw material of the inventory. */
export interface Usage {
  readonly models: readonly ModelUse[];
  readonly prompts: readonly PromptUse[];
  readonly tools: readonly ToolUse[];
  readonly agents: readonly AgentUse[];
  readonly endpoints: readonly EndpointUse[];
  readonly assets: readonly AssetUse[];
  readonly functions: readonly FunctionUse[];
  /** Files that were analysed. */
  readonly files: readonly string[];
}

/** What several parts of a workspace say, each analysed by itself. */
export function joinUsages(usages: readonly Usage[]): Usage {
  return {
    models: usages.flatMap((one) => one.models), prompts: usages.flatMap((one) => one.prompts), tools: usages.flatMap((one) => one.tools),
    agents: usages.flatMap((one) => one.agents), endpoints: usages.flatMap((one) => one.endpoints), assets: usages.flatMap((one) => one.assets),
    functions: usages.flatMap((one) => one.functions), files: usages.flatMap((one) => one.files),
  };
}

/** What some of the files say. */
export function filterUsage(usage: Usage, isPart: (file: string) => boolean): Usage {
  const own = <T extends { readonly at: Place }>(uses: readonly T[]): T[] => uses.filter(({ at }) => isPart(at.file));
  return {
    models: own(usage.models), prompts: own(usage.prompts), tools: own(usage.tools), agents: own(usage.agents), endpoints: own(usage.endpoints),
    assets: own(usage.assets), functions: own(usage.functions), files: usage.files.filter(isPart),
  };
}

/** Nothing was seen. */
export const noUsage: Usage = { models: [], prompts: [], tools: [], agents: [], endpoints: [], assets: [], functions: [], files: [] };
