import type { Place } from '../../analysis/usage';

export type { Place };

/** What the inventory lists, in the order in which it lists it. */
export const assetKinds = [
  'endpoint', 'agent', 'model', 'provider', 'prompt', 'tool', 'mcp-server', 'mcp-client', 'vector-store', 'dataset', 'model-file',
] as const;
export type AssetKind = (typeof assetKinds)[number];

/** What a tool can do to the world, as far as its code shows. */
export const powers = ['code', 'shell', 'file', 'network', 'sql', 'deserialise', 'dispatch', 'template'] as const;
export type Power = (typeof powers)[number];

interface AssetBase {
  /** Stable and unique in one inventory: `model:openai/gpt-4o`. */
  readonly id: string;
  /** As people call it; comes from the workspace and may hold anything. */
  readonly name: string;
  /** Where it is declared or used, the most telling place first. */
  readonly places: readonly Place[];
  /** Half a sentence that says what was not followed; absent where the code shows it. */
  readonly likelyBecause?: string;
}

export interface Endpoint extends AssetBase { readonly kind: 'endpoint' }
export interface Agent extends AssetBase {
  readonly kind: 'agent';
  readonly framework: string;
}
/** How the id of a model comes to be what it is. */
export type Pin =
  /** Written in code, at `at` where that was found. */
  | { readonly by: 'constant'; readonly at?: Place }
  /** Read from environment variables at run time. */
  | { readonly by: 'environment'; readonly variables: readonly string[] }
  /** Decided where the analysis does not see: a caller, a file, a database, a user. */
  | { readonly by: 'run-time' };
export interface Model extends AssetBase {
  readonly kind: 'model';
  /** Undefined where it is set at run time. */
  readonly modelId: string | undefined;
  /** Id of the provider's asset. */
  readonly provider: string | undefined;
  /** What it is used for: chat, embedding, image … */
  readonly tasks: readonly string[];
  readonly pins: readonly Pin[];
  /** Ids that one of is chosen at run time, where code hands them to several providers; absent elsewhere. */
  readonly candidates?: readonly string[];
  /** The id names one fixed version, by date, number or hash, rather than what the provider makes of it today. */
  readonly isFixedVersion: boolean;
}
export interface Provider extends AssetBase {
  readonly kind: 'provider';
  /** `hosted`: someone else's service. `local`: runs with the program. `gateway`: passes on to other providers. */
  readonly hosting: 'hosted' | 'local' | 'gateway' | 'unknown';
  readonly url?: string;
  readonly hosts: readonly string[];
  /** SDKs through which it is called. */
  readonly sdks: readonly string[];
}
export interface Prompt extends AssetBase {
  readonly kind: 'prompt';
  /** `text`: in code. `file`: a file of its own. */
  readonly form: 'text' | 'file';
  /** The first words. */
  readonly excerpt?: string;
  /** In UTF-16 code units, where it is known. */
  readonly length?: number;
  /** Parts are filled in at run time. */
  readonly isTemplate: boolean;
}
export interface Tool extends AssetBase {
  readonly kind: 'tool';
  readonly description?: string;
  readonly powers: readonly { readonly power: Power; readonly at: Place; readonly name: string }[];
  readonly parameters: readonly string[];
  /** What keeps the model's arguments in shape: a schema, the types of the function, or nothing. */
  readonly schema: 'given' | 'from-signature' | 'none';
}
export interface McpServer extends AssetBase {
  readonly kind: 'mcp-server';
  /** `code`: this project offers it. `configuration`: an assistant or client starts or calls it. */
  readonly origin: 'code' | 'configuration';
  readonly transport: 'stdio' | 'http' | 'unknown';
  /** The command or address, without arguments that could hold a secret. */
  readonly target?: string;
  /** Whether the package that is started has a fixed version; undefined where none is started. */
  readonly isFixedVersion?: boolean;
  /** Names of environment variables or headers it is given; never their values. */
  readonly gets: readonly string[];
  /** Which program reads the configuration: "VS Code". */
  readonly readBy?: string;
}
export interface McpClient extends AssetBase { readonly kind: 'mcp-client' }
export interface VectorStore extends AssetBase { readonly kind: 'vector-store'; readonly product: string; readonly target?: string }
export interface Dataset extends AssetBase { readonly kind: 'dataset'; readonly source: string; readonly isFixedVersion: boolean }
export interface ModelFile extends AssetBase {
  readonly kind: 'model-file';
  /** `GGUF`, `safetensors`, `pickle` … */
  readonly format: string;
  /** Loading it can run code that it holds. */
  readonly canRunCode: boolean;
  /** It is a file of this workspace. */
  readonly isPresent: boolean;
}

export type Asset =
  | Endpoint | Agent | Model | Provider | Prompt | Tool | McpServer | McpClient | VectorStore | Dataset | ModelFile;

export type Relation = 'calls' | 'runs' | 'hosted-by' | 'prompted-by' | 'has-tool' | 'retrieves-from' | 'embeds-with' | 'offers' | 'connects-to' | 'loads';

/** `from` and `to` are ids of assets. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly relation: Relation;
}

/** The AI assets of a workspace and how they hang together; sorted, so that equal programs give equal inventories. */
export interface Inventory {
  readonly assets: readonly Asset[];
  readonly connections: readonly Connection[];
  /** Source files that were analysed for it. */
  readonly files: number;
}

/** What the inventory takes from the workspace beside its code. Paths as the usage has them. */
export interface WorkspaceFiles {
  /** Files that may matter by name: prompts, model files, configurations. Absolute paths with `/`. */
  readonly paths: readonly string[];
  /** Undefined when it is missing, too large or not text. */
  readonly readText: (path: string) => string | undefined;
  /** The path as people know it, below the workspace; ids are made of it. */
  readonly pathOf: (path: string) => string;
}

/** Assets of one kind. */
export function assetsOf<K extends AssetKind>(inventory: Inventory, kind: K): readonly Extract<Asset, { kind: K }>[] {
  return inventory.assets.filter((asset): asset is Extract<Asset, { kind: K }> => asset.kind === kind);
}
