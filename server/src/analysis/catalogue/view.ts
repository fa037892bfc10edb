import type { ClearFact, ParserFact, SinkFact, SourceFact } from './flowFacts';
import type { CatalogueFile, ResultFact, TypeFact } from './format';
import type { AssetFact, ClientFact, EndpointFact, InferenceFact, MessageFact, PromptCallFact, ToolCallFact } from './modelFacts';
import type { ReplyMembers } from './reply';

export type SchemaKind = 'object' | 'closed' | 'open' | 'wrapper' | 'array' | 'record';
export type SchemaStepKind = 'pattern' | 'predicate' | 'transform' | 'follower' | 'list';

export interface AssetEntry { readonly fact: AssetFact; readonly title: string }
export interface InferenceEntry {
  readonly fact: InferenceFact;
  readonly title: string;
  /** Where the reply has its text, and what says why it ended; undefined where nothing says it. */
  readonly reply?: ReplyMembers;
}
export interface TypeEntry {
  readonly name: string;
  readonly client: ClientFact | undefined;
  readonly title: string;
  readonly stage: TypeFact['stage'];
  /** Path of the method that a direct call of an instance stands for. */
  readonly callable: string | undefined;
}
export interface HandlerEntry {
  readonly source: SourceFact;
  readonly handler: string;
  readonly parameters: Readonly<Record<string, string>>;
}
export type EntryPoint = NonNullable<SourceFact['entryPoints']>[number] & { readonly source: SourceFact };

/** The facts about one language, indexed by path. Built once; all look-ups are map reads. */
export interface CatalogueView {
  /** The path of a member, with other names of the same thing made one. */
  readonly member: (path: string, property: string) => string;
  readonly canonical: (path: string) => string;
  readonly type: (path: string) => TypeEntry | undefined;
  /** The client that a module stands for: `openai.api_key = …`. */
  readonly clientModule: (path: string) => TypeEntry | undefined;
  /** The provider whose key an environment variable holds. */
  readonly providerOfVariable: (name: string) => string | undefined;
  /** Whether a class is another, or comes from it. */
  readonly isA: (path: string, base: string) => boolean;
  /** Class path of what a call or property gives. `self` for the object itself. */
  readonly returns: (path: string) => string | undefined;
  /** What else a call gives when it is asked in a certain way. */
  readonly results: (path: string) => readonly ResultFact[];
  /** Whether facts hang below what this call (a path with `()` at the end) gives. */
  readonly isResult: (path: string) => boolean;
  readonly property: (path: string) => string | undefined;
  readonly inference: (path: string) => InferenceEntry | undefined;
  /** Some SDK has its text, or the reason for its end, in a member of this name. */
  readonly isReplyMember: (name: string) => boolean;
  readonly prompts: (path: string) => PromptCallFact | undefined;
  readonly message: (path: string) => MessageFact | undefined;
  /** What a field of this kind admits: `closed` clears every sink. */
  readonly schemaKind: (path: string) => SchemaKind | undefined;
  /** What the call adds to a schema. */
  readonly schemaStep: (path: string) => SchemaStepKind | undefined;
  /** A decorator of methods that fields of a class go through. */
  readonly isFieldCheck: (path: string) => boolean;
  /** A decorator of methods that see an object, or all that one is made of. */
  readonly isWholeCheck: (path: string) => boolean;
  /** The method of the class below it that a method of a library class calls. */
  readonly handsTo: (base: string, method: string) => string | undefined;
  readonly returnsArgument: (path: string) => boolean;
  readonly sinks: (path: string) => readonly SinkFact[];
  readonly propertySinks: (property: string) => readonly SinkFact[];
  readonly methodSinks: (method: string) => readonly SinkFact[];
  readonly sourceCall: (path: string) => SourceFact | undefined;
  readonly sourceMember: (path: string) => SourceFact | undefined;
  readonly sourceType: (path: string) => SourceFact | undefined;
  readonly sourceDecorator: (path: string) => SourceFact | undefined;
  readonly injection: (path: string) => boolean;
  readonly sourceParameter: (path: string) => SourceFact | undefined;
  readonly entryPoints: readonly EntryPoint[];
  readonly handlers: (path: string) => readonly HandlerEntry[];
  readonly clears: (path: string) => readonly ClearFact[];
  readonly clearsMember: (path: string) => ClearFact | undefined;
  readonly parser: (path: string) => ParserFact | undefined;
  readonly isLogger: (path: string) => boolean;
  readonly isTracing: (path: string, as: 'calls' | 'decorators' | 'imports' | 'wrappers' | 'environment' | 'files' | 'monitoring') => boolean;
  readonly tracingArguments: ReadonlySet<string>;
  /** A decorator that is known to write no record of what it is put on. */
  readonly isSilent: (path: string) => boolean;
  /** What the inventory lists of a call; an instance that is called has `()` behind its class. */
  readonly asset: (path: string) => AssetEntry | undefined;
  readonly isOpaque: (path: string) => boolean;
  /** The result is a number. */
  readonly isNumber: (path: string) => boolean;
  /** Objects in which a program keeps what other parts of it find again. */
  readonly stores: ReadonlySet<string>;
  /** Members that hold what a server sets up when it starts. */
  readonly lifespans: ReadonlySet<string>;
  /** Classes whose text hides what they hold. */
  readonly masks: ReadonlySet<string>;
  /** The result holds the arguments, as it is known to. */
  readonly carries: (path: string) => boolean;
  readonly toolDecorator: (path: string) => boolean;
  readonly toolCall: (path: string) => ToolCallFact | undefined;
  readonly toolMethods: (path: string) => readonly string[];
  /** Hosts of providers, with their titles. */
  readonly hosts: readonly { readonly host: string; readonly title: string }[];
  readonly endpoints: readonly EndpointFact[];
  /** Base URLs that stand for a recording gateway. */
  readonly gateways: readonly string[];
  readonly packages: readonly string[];
  /** The catalogue has something of this package. */
  readonly isKnownPackage: (name: string) => boolean;
  /** Last names of what a user declared: functions of the project that stand for library calls. */
  readonly declared: ReadonlySet<string>;
}

/** The packages that the files speak of. */
export function packagesOf(files: readonly CatalogueFile[]): Pick<CatalogueView, 'packages' | 'isKnownPackage'> {
  const packages = new Set(files.flatMap((file) => file.packages));
  return { packages: [...packages], isKnownPackage: (name) => packages.has(name) };
}
