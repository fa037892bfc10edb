import type { LanguageFamily } from '../program/program';
import type { ClearFact, LoggerFact, ParserFact, SinkFact, SourceFact } from './flowFacts';
import type { CatalogueFile, ResultFact, TypeFact } from './format';
import type { MessageFact, PromptCallFact, ToolCallFact, ToolFact } from './modelFacts';
import { withClear } from './clears';
import { replyMembers } from './reply';
import { resultsBefore } from './results';
import { SchemaFacts } from './schemaFacts';
import { packagesOf, type AssetEntry, type CatalogueView, type EntryPoint, type HandlerEntry, type InferenceEntry, type TypeEntry } from './view';

export type * from './view';

/** Indexes the facts of one language; a user's own declarations are further files. */
export function createView(files: readonly CatalogueFile[], family: LanguageFamily): CatalogueView {
  const index = new Index();
  const own = files.filter((file) => file.language === family);
  for (const file of own) index.addTypes(file);
  index.settleTypes();
  for (const file of own) index.addFacts(file);
  return index.view(own);
}

const NONE: readonly never[] = [];

class Index {
  private readonly aliases = new Map<string, string>();
  private readonly clientModules = new Map<string, TypeEntry>();
  private readonly variables = new Map<string, string>();
  private readonly types = new Map<string, TypeEntry>();
  private readonly typeFacts: TypeFact[] = [];
  /** Canonical class path to the classes that have its members too: subclasses and modules. */
  private readonly heirs = new Map<string, Set<string>>();
  private readonly transparent = new Map<string, Set<string>>();
  private readonly transparentNames = new Set<string>();
  private readonly handing = new Map<string, string>();
  private readonly argumentReturning = new Set<string>();
  private readonly prompts = new Map<string, PromptCallFact>();
  private readonly messages = new Map<string, MessageFact>();
  private readonly schemas = new SchemaFacts();
  private readonly injections = new Set<string>();
  private readonly sourceParameters = new Map<string, SourceFact>();
  private readonly entryPoints: EntryPoint[] = [];
  private readonly returned = new Map<string, string>();
  private readonly results = new Map<string, ResultFact[]>();
  private readonly properties = new Map<string, string>();
  private readonly inference = new Map<string, InferenceEntry>();
  private readonly replyNames = new Set<string>();
  private readonly sinks = new Map<string, SinkFact[]>();
  private readonly propertySinks = new Map<string, SinkFact[]>();
  private readonly methodSinks = new Map<string, SinkFact[]>();
  private readonly sourceCalls = new Map<string, SourceFact>();
  private readonly sourceMembers = new Map<string, SourceFact>();
  private readonly sourceTypes = new Map<string, SourceFact>();
  private readonly sourceDecorators = new Map<string, SourceFact>();
  private readonly handlerCalls = new Map<string, HandlerEntry[]>();
  private readonly clearing = new Map<string, ClearFact[]>();
  private readonly clearingMembers = new Map<string, ClearFact>();
  private readonly parsers = new Map<string, ParserFact>();
  private readonly loggers = new Set<string>();
  private readonly tracing = { calls: new Set<string>(), decorators: new Set<string>(), imports: new Set<string>(), wrappers: new Set<string>(), environment: new Set<string>(), files: new Set<string>(), monitoring: new Set<string>() };
  private readonly silent = new Set<string>();
  private readonly tracingArguments = new Set<string>();
  private readonly paths = { opaque: new Set<string>(), numbers: new Set<string>(), carries: new Set<string>(), stores: new Set<string>(), lifespans: new Set<string>(), masks: new Set<string>() };
  private readonly toolDecorators = new Set<string>();
  private readonly toolCalls = new Map<string, ToolCallFact>();
  private readonly toolClasses = new Map<string, string[]>();
  private readonly assets = new Map<string, AssetEntry>();
  private readonly gateways: string[] = [];

  addTypes(file: CatalogueFile): void {
    for (const [from, to] of Object.entries(file.aliases ?? {})) this.aliases.set(from, to);
    for (const fact of file.types ?? []) {
      const name = fact.names[0];
      if (name === undefined) continue;
      this.typeFacts.push(fact);
      for (const variable of fact.client?.environment ?? []) this.variables.set(variable, file.title);
      for (const module of fact.client ? fact.modules ?? [] : []) {
        this.clientModules.set(module, { name, client: fact.client, title: file.title, stage: undefined, callable: undefined });
      }
      for (const other of fact.names) {
        this.types.set(other, { name, client: fact.client, title: file.title, stage: fact.stage, callable: fact.callable && `${name}.${fact.callable}` });
        if (other !== name) this.aliases.set(other, name);
      }
    }
  }

  /** Inheritance and module clients need all types to be known first. */
  settleTypes(): void {
    for (const fact of this.typeFacts) {
      const name = fact.names[0]!;
      for (const module of fact.modules ?? []) this.addHeir(name, module);
      for (const base of fact.extends ?? []) this.addHeir(this.canonical(base), name);
    }
    for (const fact of this.typeFacts) this.inheritStage(fact);
    for (const fact of this.typeFacts) {
      for (const owner of this.owners(fact.names[0]!)) {
        this.addTransparent(owner, fact.transparent ?? []);
        for (const method of fact.returnsArgument ?? []) this.argumentReturning.add(this.belowOrWhole(owner, method));
        for (const method of fact.returnsSelf ?? []) this.returned.set(`${owner}.${method}`, 'self');
        for (const [method, type] of Object.entries(fact.returns ?? {})) this.returned.set(this.belowOrWhole(owner, method), type);
        for (const [method, written] of Object.entries(fact.hands ?? {})) this.handing.set(`${owner}.${method}`, written);
        for (const [property, type] of Object.entries(fact.properties ?? {})) this.properties.set(`${owner}.${property}`, type);
      }
    }
  }

  /** Classes below this one run in chains and can be called as it can. */
  private inheritStage(fact: TypeFact): void {
    if (fact.stage === undefined && fact.callable === undefined) return;
    for (const heir of this.owners(fact.names[0]!)) {
      for (const [name, entry] of this.types) {
        if (entry.name !== heir) continue;
        this.types.set(name, {
          ...entry, stage: entry.stage ?? fact.stage, callable: entry.callable ?? (fact.callable && `${heir}.${fact.callable}`),
        });
      }
    }
  }

  addFacts(file: CatalogueFile): void {
    for (const fact of file.inference ?? []) {
      const reply = replyMembers(fact);
      for (const names of [reply?.text, reply?.stop]) for (const name of names ?? []) this.replyNames.add(name);
      for (const path of this.expand(fact.on, fact.calls)) this.inference.set(path, { fact, title: file.title, ...(reply ? { reply } : {}) });
    }
    for (const fact of file.prompts ?? []) for (const path of this.expand(fact.on, fact.calls)) this.prompts.set(path, fact);
    for (const fact of file.messages ?? []) for (const path of this.expand(fact.on, fact.calls)) this.messages.set(path, fact);
    for (const fact of file.results ?? []) for (const path of fact.calls) push(this.results, this.canonical(path), fact);
    for (const fact of file.schemas ?? []) this.schemas.add(fact, (path) => this.canonical(path), (calls) => this.expand(fact.on, calls));
    for (const fact of file.sinks ?? []) this.addSink(fact);
    for (const fact of file.sources ?? []) this.addSource(fact);
    for (const fact of file.clears ?? []) {
      for (const path of this.expand(fact.on, fact.calls ?? [])) this.clearing.set(path, withClear(this.clearing.get(path) ?? [], fact));
      for (const path of fact.members ?? []) this.clearingMembers.set(this.canonical(path), fact);
    }
    for (const fact of file.parsers ?? []) for (const path of fact.calls) this.parsers.set(this.canonical(path), fact);
    for (const fact of file.loggers ?? []) this.addLogger(fact);
    for (const fact of file.tracing ?? []) {
      for (const kind of ['calls', 'decorators', 'imports', 'wrappers', 'environment', 'files', 'monitoring'] as const) {
        for (const path of fact[kind] ?? []) this.tracing[kind].add(this.canonical(path));
      }
      for (const argument of fact.arguments ?? []) this.tracingArguments.add(argument);
      for (const path of fact.silent ?? []) this.silent.add(path);
      this.gateways.push(...(fact.hosts ?? []));
    }
    for (const kind of ['opaque', 'numbers', 'carries', 'stores', 'lifespans', 'masks'] as const) for (const path of file[kind] ?? []) this.paths[kind].add(this.canonical(path));
    for (const fact of file.tools ?? []) this.addTool(fact);
    for (const fact of file.assets ?? []) {
      for (const path of this.expand(fact.on, fact.calls)) this.assets.set(path, { fact, title: fact.product ?? file.title });
    }
  }

  private addTransparent(owner: string, members: readonly string[]): void {
    if (members.length === 0) return;
    const known = this.transparent.get(owner) ?? new Set();
    for (const member of members) {
      known.add(member);
      this.transparentNames.add(member);
    }
    this.transparent.set(owner, known);
  }

  private addSink(fact: SinkFact): void {
    for (const path of this.expand(fact.on, fact.calls ?? [])) push(this.sinks, path, fact);
    for (const property of fact.properties ?? []) push(this.propertySinks, property, fact);
    for (const name of fact.methods?.names ?? []) push(this.methodSinks, name, fact);
  }

  private addSource(fact: SourceFact): void {
    for (const path of fact.calls ?? []) this.sourceCalls.set(this.canonical(path), fact);
    for (const path of fact.members ?? []) this.sourceMembers.set(this.canonical(path), fact);
    for (const path of fact.types ?? []) this.sourceTypes.set(this.canonical(path), fact);
    for (const path of fact.decorators ?? []) this.sourceDecorators.set(this.canonical(path), fact);
    for (const path of fact.injections ?? []) this.injections.add(this.canonical(path));
    for (const path of fact.parameterDecorators ?? []) this.sourceParameters.set(this.canonical(path), fact);
    for (const entry of fact.entryPoints ?? []) this.entryPoints.push({ ...entry, source: fact });
    for (const entry of fact.handlers ?? []) {
      for (const path of this.expand(entry.on, entry.calls)) {
        push(this.handlerCalls, path, { source: fact, handler: entry.handler, parameters: entry.parameters });
      }
    }
  }

  private addLogger(fact: LoggerFact): void {
    for (const path of this.expand(fact.on, fact.calls)) this.loggers.add(path);
  }

  private addTool(fact: ToolFact): void {
    for (const path of fact.decorators ?? []) this.toolDecorators.add(this.canonical(path));
    for (const call of fact.calls ?? []) this.toolCalls.set(this.canonical(call.path), call);
    for (const entry of fact.classes ?? []) {
      for (const owner of this.owners(this.canonical(entry.path))) this.toolClasses.set(owner, entry.methods);
    }
  }

  private addHeir(base: string, heir: string): void {
    let heirs = this.heirs.get(base);
    if (!heirs) this.heirs.set(base, (heirs = new Set()));
    heirs.add(heir);
  }

  private owners(name: string, found: Set<string> = new Set()): Set<string> {
    if (found.has(name)) return found;
    found.add(name);
    for (const heir of this.heirs.get(name) ?? []) this.owners(heir, found);
    return found;
  }

  private expand(on: readonly string[] | undefined, calls: readonly string[]): string[] {
    if (!on) return calls.map((path) => this.canonical(path));
    const paths: string[] = [];
    for (const type of on) {
      for (const owner of this.owners(this.canonical(type))) for (const call of calls) paths.push(`${owner}.${call}`);
    }
    return paths;
  }

  /** A key in `returns` is a member of the class, or a whole path when it has the package in front. */
  private belowOrWhole(owner: string, method: string): string {
    const root = owner.split('.')[0]!;
    return method.startsWith(`${root}.`) ? this.canonical(method) : `${owner}.${method}`;
  }

  private canonical(path: string): string {
    const direct = this.aliases.get(path);
    if (direct !== undefined) return direct === path ? path : this.canonical(direct);
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      const to = this.aliases.get(path.slice(0, dot));
      if (to !== undefined) return to + path.slice(dot);
    }
    return path;
  }

  private member(path: string, property: string): string {
    if (this.transparentNames.has(property) && this.isTransparent(path, property)) return path;
    const full = `${path}.${property}`;
    const alias = this.aliases.get(full);
    return alias ?? full;
  }

  private isTransparent(path: string, property: string): boolean {
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
      if (this.transparent.get(path.slice(0, end))?.has(property)) return true;
    }
    return false;
  }

  view(files: readonly CatalogueFile[]): CatalogueView {
    const results = resultsBefore([this.inference, this.sinks, this.sourceCalls, this.sourceMembers, this.clearing, this.assets].flatMap((facts) => [...facts.keys()]));
    return {
      member: (path, property) => this.member(path, property),
      canonical: (path) => this.canonical(path),
      type: (path) => this.types.get(path),
      clientModule: (path) => this.clientModules.get(path),
      providerOfVariable: (name) => this.variables.get(name),
      returns: (path) => this.returned.get(path),
      property: (path) => this.properties.get(path),
      handsTo: (base, method) => this.handing.get(`${this.canonical(base)}.${method}`),
      returnsArgument: (path) => this.argumentReturning.has(path),
      isA: (path, base) => this.owners(this.canonical(base)).has(this.canonical(path)),
      results: (path) => this.results.get(path) ?? NONE,
      isResult: (path) => results.has(path),
      inference: (path) => this.inference.get(path),
      isReplyMember: (name) => this.replyNames.has(name),
      prompts: (path) => this.prompts.get(path),
      message: (path) => this.messages.get(path),
      ...this.schemas.view(),
      sinks: (path) => this.sinks.get(path) ?? NONE,
      propertySinks: (property) => this.propertySinks.get(property) ?? NONE,
      methodSinks: (method) => this.methodSinks.get(method) ?? NONE,
      sourceCall: (path) => this.sourceCalls.get(path),
      sourceMember: (path) => this.sourceMembers.get(path),
      sourceType: (path) => this.sourceTypes.get(path),
      sourceDecorator: (path) => this.sourceDecorators.get(path),
      injection: (path) => this.injections.has(path),
      sourceParameter: (path) => this.sourceParameters.get(path),
      entryPoints: this.entryPoints,
      handlers: (path) => this.handlerCalls.get(path) ?? NONE,
      clears: (path) => this.clearing.get(path) ?? NONE,
      clearsMember: (path) => this.clearingMembers.get(path),
      parser: (path) => this.parsers.get(path),
      isLogger: (path) => this.loggers.has(path),
      isTracing: (path, as) => this.tracing[as].has(path),
      tracingArguments: this.tracingArguments,
      isSilent: (path) => this.silent.has(path) || this.silent.has(`${path.slice(0, path.indexOf('.'))}.*`),
      asset: (path) => assetAt(this.assets, path),
      isOpaque: withPrefixes(this.paths.opaque),
      isNumber: (path) => this.paths.numbers.has(path),
      carries: withPrefixes(this.paths.carries),
      stores: this.paths.stores, lifespans: this.paths.lifespans, masks: this.paths.masks,
      toolDecorator: (path) => this.toolDecorators.has(path),
      toolCall: (path) => this.toolCalls.get(path),
      toolMethods: (path) => this.toolClasses.get(path) ?? NONE,
      ...addressesOf(files),
      gateways: this.gateways, declared: declaredNames(files), ...packagesOf(files),
    };
  }
}

const addressesOf = (files: readonly CatalogueFile[]): Pick<CatalogueView, 'hosts' | 'endpoints'> => ({
  hosts: files.flatMap((file) => (file.hosts ?? []).map((host) => ({ host, title: file.title }))),
  endpoints: files.flatMap((file) => file.endpoints ?? []),
});

function declaredNames(files: readonly CatalogueFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of files) {
    // Only what a user declares has no package.
    if (file.packages.length > 0) continue;
    for (const fact of [...file.inference ?? [], ...file.clears ?? [], ...file.sinks ?? [], ...file.sources ?? [], ...file.loggers ?? []]) {
      for (const call of fact.calls ?? []) names.add(call.slice(call.lastIndexOf('.') + 1));
    }
  }
  return names;
}

/** What is listed under a path, or under `.*` of what it lies directly below. */
function assetAt(assets: ReadonlyMap<string, AssetEntry>, path: string): AssetEntry | undefined {
  const dot = path.lastIndexOf('.');
  return assets.get(path) ?? (dot > 0 ? assets.get(`${path.slice(0, dot)}.*`) : undefined);
}

/** Whether a path is listed, or lies below one that is listed with `.*`. What a call gives is no member any more. */
function withPrefixes(paths: ReadonlySet<string>): (path: string) => boolean {
  const prefixes = [...paths].filter((path) => path.endsWith('.*')).map((path) => path.slice(0, -1));
  return (path) => paths.has(path) || prefixes.some((prefix) => path.startsWith(prefix) && !path.includes('()', prefix.length));
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
