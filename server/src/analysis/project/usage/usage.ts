import type { ToolCallFact, AssetFact, InferenceFact } from '../../catalogue/modelFacts';
import type { CatalogueView, TypeEntry } from '../../catalogue/catalogue';
import type { Found } from '../../flow/machine';
import type { Sighting } from '../../flow/sightings';
import type { ModuleUnit } from '../../flow/units';
import type { Value } from '../../flow/value';
import type { Call } from '../../program/program';
import type {
  AgentUse, AssetUse, EndpointUse, ModelUse, Place, PromptUse, ProviderUse, Setting, ToolUse, Usage,
} from '../../usage';
import { functionsOf, idOf, type Functions } from './functions';
import { fieldOf, knowledgeOf, madeIn, placeOf, settingOf, type Knowledge } from './settings';
import { describedTools, keysOf } from './tools';

/** Reads off one sighting. */
export interface Reading {
  /** Sightings by the call they are of. */
  readonly calls: ReadonlyMap<Call, Sighting>;
  /** Under which key a tool was handed over: `tools: { run: tool(…) }`. */
  readonly keys: ReadonlyMap<Call, string>;
  readonly knowledge: Knowledge;
  readonly functions: Functions;
}

/** Reads off what the interpretations have seen of models, and of what is around them. Tests are no part of the system. */
export function usageOf(all: readonly ModuleUnit[], founds: readonly Found[], isPart: (path: string) => boolean): Usage {
  const modules = all.filter(({ file }) => isPart(file));
  const knowledge = knowledgeOf(modules, founds.map(({ sightings }) => sightings.given));
  const sightings = merged(founds).filter(({ site }) => isPart(site.module.file));
  const calls = new Map(sightings.map((one) => [one.site.call, one]));
  const reading: Reading = { knowledge, functions: functionsOf(knowledge.modules, founds), calls, keys: keysOf(sightings) };
  const only = <T>(kinds: readonly Sighting['kind'][], read: (sighting: Sighting) => T | undefined): T[] =>
    sightings.filter(({ kind }) => kinds.includes(kind)).flatMap((sighting) => read(sighting) ?? []);
  return {
    models: [
      ...only(['inference', 'object'], (one) => modelUse(reading, one)), ...only(['prompts'], (one) => (one.values.has('model') && !isAgentPath(one.path) ? modelUse(reading, one) : undefined)), ...only(['asset'], (one) => modelAsset(reading, one)),
    ],
    prompts: only(['prompt'], (one) => promptUses(reading, one)).flat(),
    tools: [...only(['tool'], (one) => toolUse(reading, one)), ...describedTools(reading, sightings)],
    agents: [...only(['prompts'], (one) => agentUse(reading, one)), ...only(['asset'], (one) => (kindOf(one) === 'agent' ? agentUse(reading, one) : undefined))],
    endpoints: only(['endpoint'], (one) => endpointUse(reading, one)),
    assets: only(['asset'], (one) => assetUse(reading, one)),
    functions: reading.functions.all,
    files: knowledge.modules.map(({ file }) => file),
  };
}

/** One sighting of each place, in the order of files and offsets. */
function merged(founds: readonly Found[]): Sighting[] {
  const all = new Map<string, Sighting>();
  for (const { sightings } of founds) {
    for (const [key, sighting] of sightings.all) {
      const known = all.get(key);
      if (!known) all.set(key, sighting);
      else {
        for (const unit of sighting.handlers) known.handlers.add(unit);
        for (const [name, values] of sighting.values) if (!known.values.has(name)) known.values.set(name, values);
      }
    }
  }
  return [...all.values()].sort((a, b) => compare(a.site.module.file, b.site.module.file) || a.site.call.start - b.site.call.start || compare(a.path, b.path));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function base({ functions }: Reading, sighting: Sighting): { at: ReturnType<typeof placeOf>; path: string; name: string; owner: string | undefined } {
  const { site } = sighting;
  return { at: placeOf(site.module, site.call), path: sighting.path, name: site.name, owner: functions.ownerOf(site.module, site.call) };
}

function setting({ knowledge }: Reading, sighting: Sighting, name: string): Setting | undefined {
  return settingOf(knowledge, sighting.site.module, sighting.values.get(name));
}

function kindOf(sighting: Sighting): AssetFact['kind'] | undefined {
  return sighting.kind === 'asset' ? (sighting.fact as AssetFact).kind : undefined;
}

/** An inference call, or an object that is made to run a model later. */
function modelUse(reading: Reading, sighting: Sighting): ModelUse {
  const { site, path } = sighting;
  const facts = site.module.facts;
  const type = clientOf(facts, path) ?? receiverType(facts, sighting);
  const baseUrl = setting(reading, sighting, 'address') ?? receiverSetting(reading, sighting, type?.client?.baseUrl);
  const model = setting(reading, sighting, 'model') ?? receiverSetting(reading, sighting, type?.client?.model);
  return {
    ...base(reading, sighting), form: sighting.kind === 'inference' ? 'call' : 'object', sdk: sighting.title,
    task: sighting.kind === 'inference' ? (sighting.fact as InferenceFact | undefined)?.kind : undefined,
    provider: providerUse(type?.client?.provider ?? sighting.title, baseUrl), model, objects: objectsOf(reading, sighting, ['receiver', 'model']), tools: toolsOf(reading, sighting),
    ...(sighting.likelyBecause !== undefined ? { likelyBecause: sighting.likelyBecause } : {}),
  };
}

/** Where the objects were made that one of these arguments holds. */
function objectsOf({ knowledge, calls }: Reading, sighting: Sighting, names: readonly string[]): Place[] {
  const made = names.flatMap((name) => (sighting.values.get(name) ?? []).flatMap(({ value }) => [...madeIn(knowledge, value)]));
  return [...new Set(made)].flatMap((call) => {
    const other = calls.get(call);
    return other ? [placeOf(other.site.module, call)] : [];
  });
}

function providerUse(name: string, baseUrl: Setting | undefined): ProviderUse {
  return { name, ...(baseUrl ? { baseUrl } : {}) };
}

function modelAsset(reading: Reading, sighting: Sighting): ModelUse | undefined {
  if (kindOf(sighting) !== 'model') return undefined;
  const fact = sighting.fact as AssetFact;
  const type = clientOf(sighting.site.module.facts, sighting.path) ?? receiverType(sighting.site.module.facts, sighting);
  const baseUrl = setting(reading, sighting, 'location') ?? receiverSetting(reading, sighting, type?.client?.baseUrl);
  return {
    ...base(reading, sighting), form: 'object', sdk: sdkOf(sighting.path), task: fact.task, tools: [],
    provider: providerUse(fact.provider ?? type?.client?.provider ?? '', baseUrl), model: setting(reading, sighting, 'model'), objects: [],
  };
}

/** The client class that a path lies below. */
function clientOf(facts: CatalogueView, path: string): TypeEntry | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const type = facts.type(path.slice(0, end)) ?? facts.clientModule(path.slice(0, end));
    if (type?.client) return type;
  }
  return undefined;
}

function receiverType(facts: CatalogueView, sighting: Sighting): TypeEntry | undefined {
  for (const { value } of sighting.values.get('receiver') ?? []) {
    for (const ref of value.refs) {
      const type = ref.kind === 'path' ? clientOf(facts, ref.path) : undefined;
      if (type) return type;
    }
  }
  return undefined;
}

/** What the object that the call is made on was itself made with. */
function receiverSetting(reading: Reading, sighting: Sighting, references: readonly string[] | undefined): Setting | undefined {
  const values: { value: Value; node: undefined }[] = [];
  for (const { value } of sighting.values.get('receiver') ?? []) {
    for (const ref of value.refs) {
      if (ref.kind !== 'path' || !ref.schema) continue;
      for (const reference of references ?? []) {
        const found = madeWith(ref.schema, reference);
        if (found) values.push({ value: found, node: undefined });
      }
    }
  }
  return settingOf(reading.knowledge, sighting.site.module, values);
}

/** An object remembers its first argument, or its keywords as fields. */
function madeWith(schema: Value, reference: string): Value | undefined {
  const names = reference.replace(/@.*$/, '').split('.').filter((name) => !/^\d+$/.test(name));
  return names.reduce<Value | undefined>((value, name) => fieldOf(value, name), schema)
    ?? (/^\d+$/.test(reference) || /@0$/.test(reference) ? schema : undefined);
}

function agentUse(reading: Reading, sighting: Sighting): AgentUse | undefined {
  if (kindOf(sighting) !== 'agent' && !(isAgentPath(sighting.path) && (sighting.values.has('model') || sighting.values.has('tools')))) return undefined;
  const tools = toolsOf(reading, sighting);
  return {
    ...base(reading, sighting), sdk: sighting.title || sdkOf(sighting.path), model: setting(reading, sighting, 'model'),
    title: setting(reading, sighting, 'name')?.constants[0]?.value, tools, objects: objectsOf(reading, sighting, ['model']),
  };
}

/** Where the tools stand that a call is given: their functions, the calls that made them, or the list itself. */
function toolsOf(reading: Reading, sighting: Sighting): Place[] {
  const values = sighting.values.get('tools') ?? [];
  const own = values.flatMap(({ value, node }) => [...toolPlaces(value), ...(node ? [placeOf(sighting.site.module, node)] : [])]);
  return [...own, ...objectsOf(reading, sighting, ['tools'])];
}

/** A call that takes prompts makes an agent, or a model object of an SDK. */
function isAgentPath(path: string): boolean {
  return /agent|crew|supervisor|swarm|workflow/i.test(path);
}

function sdkOf(path: string): string {
  return path.split('.')[0] ?? path;
}

/** Where the functions stand that are handed over as tools. */
function toolPlaces(value: Value, depth = 0): ReturnType<typeof placeOf>[] {
  if (depth > 2) return [];
  return value.refs.flatMap((ref) => {
    if (ref.kind === 'function') return [placeOf(ref.unit.module, ref.unit.node.nameSpan)];
    if (ref.kind === 'instance' || ref.kind === 'class') return [placeOf(ref.unit.module, ref.unit.node.nameSpan)];
    if (ref.kind === 'object') return [...ref.object.items, ...ref.object.fields.values()].flatMap((item) => toolPlaces(item, depth + 1));
    if (ref.kind === 'path' && ref.schema) return toolPlaces(ref.schema, depth + 1);
    return [];
  });
}

/** A call without a name and without a function, such as one that makes a decorator, is no tool. */
function toolUse(reading: Reading, sighting: Sighting): ToolUse | undefined {
  const units = [...sighting.handlers];
  const given = setting(reading, sighting, 'name')?.constants[0]?.value ?? reading.keys.get(sighting.site.call);
  if (units.length === 0 && given === undefined) return undefined;
  const [first] = units;
  const owner = first?.owner;
  const fallback = owner && first.name.startsWith('_') ? owner.name : first?.name ?? sighting.site.name;
  const schema = (sighting.fact as ToolCallFact | undefined)?.schema && sighting.values.has('schema') ? 'given' : undefined;
  const parameters = first?.node.parameters.flatMap(({ target }) => (target.kind === 'name' && !['self', 'cls'].includes(target.name) ? [target.name] : [])) ?? [];
  const isTyped = first?.node.parameters.some(({ annotation }) => annotation !== undefined);
  return {
    ...base(reading, sighting), title: given ?? fallback,
    description: setting(reading, sighting, 'description')?.constants[0]?.value ?? first?.node.docstring,
    handlers: units.map((unit) => idOf(unit.module, unit.node)), parameters, schema: schema ?? (isTyped ? 'from-signature' : 'none'),
    objects: objectsOf(reading, sighting, ['receiver']),
  };
}

function endpointUse(reading: Reading, sighting: Sighting): EndpointUse {
  const route = setting(reading, sighting, 'name')?.constants[0]?.value;
  const method = setting(reading, sighting, 'methods')?.constants[0]?.value ?? /\.(get|post|put|patch|delete|websocket)$/.exec(sighting.path)?.[1];
  const title = route === undefined ? '' : `${method ? `${method.toUpperCase()} ` : ''}${route}`;
  return {
    ...base(reading, sighting), title: title || ([...sighting.handlers][0]?.name ?? sighting.site.name),
    handlers: [...sighting.handlers].map((unit) => idOf(unit.module, unit.node)),
  };
}

function assetUse(reading: Reading, sighting: Sighting): AssetUse | undefined {
  if (kindOf(sighting) === 'model' || kindOf(sighting) === 'agent') return undefined;
  const settings: Record<string, Setting> = {};
  for (const name of sighting.values.keys()) {
    const found = setting(reading, sighting, name);
    if (found) settings[name] = found;
  }
  return { ...base(reading, sighting), fact: sighting.fact as AssetFact, title: sighting.title, settings, objects: objectsOf(reading, sighting, ['location', 'starts']) };
}

function promptUses(reading: Reading, sighting: Sighting): PromptUse[] {
  return (sighting.values.get('text') ?? []).flatMap(({ value, node }) => {
    const text = typeof value.constant === 'string' ? value.constant : value.text;
    const title = node?.kind === 'name' ? node.name : node?.kind === 'member' ? node.property : undefined;
    if (text === undefined && title === undefined) return [];
    const literal = typeof text === 'string' ? sighting.site.module.program.strings.find((one) => one.value === text) : undefined;
    const textAt = placeOf(sighting.site.module, literal ?? node ?? sighting.site.call);
    return [{ ...base(reading, sighting), title, text, file: undefined, textAt }];
  });
}
