import { providerOfAddress, providerOfModel, providers, providerOfTitle, splitModelId, type ProviderFact } from '../../analysis/catalogue/providers';
import type { ModelUse, Setting, Usage } from '../../analysis/usage';
import { hostOf, isLocal } from './address';
import type { Drafts } from './drafts';
import { factoriesOf, type Factory } from './factories';
import type { Model, Pin, Provider, WorkspaceFiles } from './inventory';
import { placeKey } from './place';

/** What stands for the models of one use: several where the id may be one of several. */
export interface UsedModels {
  readonly use: ModelUse;
  readonly ids: readonly string[];
}

/** What is around a use, and tells of its models where it does not itself. */
interface Around {
  readonly factories: ReadonlyMap<ModelUse, Factory>;
  /** Files that model objects were made from, by the place of the making. */
  readonly files: ReadonlyMap<string, string>;
  readonly pathOf: (file: string) => string;
}

const nothingAround: Around = { factories: new Map(), files: new Map(), pathOf: (file) => file };

/** Lists models and providers. Several uses of one id with one provider are one model. */
export function addModels(drafts: Drafts, usage: Usage, { pathOf }: WorkspaceFiles): UsedModels[] {
  const around = { factories: factoriesOf(usage.models, (use) => providerFact(use, undefined)?.fact.name), files: modelFilesOf(usage), pathOf };
  const objects = usage.models.filter(({ form }) => form === 'object').map((use) => ({ use, ids: modelsOf(drafts, use, [], around) }));
  const made = new Map(objects.map(({ use, ids }) => [placeKey(use.at), ids]));
  const calls = usage.models.filter(({ form }) => form === 'call').map((use) => {
    const ids = [...new Set(use.objects.flatMap((place) => made.get(placeKey(place)) ?? []))];
    return { use, ids: modelsOf(drafts, use, ids.length > 0 ? ids : ofSameClass(use, objects), around) };
  });
  return [...objects, ...calls].filter(({ ids }) => ids.length > 0);
}

/** More models than this are not what one call runs. */
const MOST_OF_CLASS = 3;

/** Where nobody sees which object a method is called on: the models of the objects of its class. */
function ofSameClass({ path }: ModelUse, objects: readonly UsedModels[]): readonly string[] {
  const ids = new Set(objects.filter(({ use }) => use.path !== '' && path.startsWith(`${use.path}.`)).flatMap((one) => one.ids));
  return ids.size > MOST_OF_CLASS ? [] : [...ids];
}

function modelFilesOf({ assets }: Usage): ReadonlyMap<string, string> {
  return new Map(assets.flatMap(({ fact, at, settings }) => {
    const path = (settings['location'] ?? settings['name'])?.constants[0]?.value;
    return fact.kind === 'model-file' && path !== undefined ? [[placeKey(at), path] as const] : [];
  }));
}

/** Lists the models that something else than a call names by their ids. */
export function addModelUse(drafts: Drafts, use: ModelUse): readonly string[] {
  return modelsOf(drafts, use, [], nothingAround);
}

/** Models of one use; `objects` are those of the objects that it runs. */
function modelsOf(drafts: Drafts, use: ModelUse, objects: readonly string[], around: Around): readonly string[] {
  const { model } = use;
  if (!model || (model.constants.length === 0 && model.environment.length === 0)) return withoutId(drafts, use, objects, around);
  const factory = around.factories.get(use);
  if (factory) return ofFactory(drafts, use, factory, around);
  const stoodFor = new Set(model.constants.flatMap(({ variables }) => variables));
  const ids = model.constants.filter(({ value }) => fits(use, value)).map((constant) => addConstant(drafts, use, constant));
  const rest = model.environment.filter((variable) => !stoodFor.has(variable));
  if (rest.length > 0) ids.push(addModel(drafts, use, undefined, { by: 'environment', variables: rest }));
  return [...new Set(ids)];
}

function withoutId(drafts: Drafts, use: ModelUse, objects: readonly string[], { files }: Around): readonly string[] {
  if (objects.length > 0) return seenAgain(drafts, use, objects);
  const file = [...use.objects, use.at].flatMap((place) => files.get(placeKey(place)) ?? [])[0];
  if (file !== undefined) return [addModel(drafts, { ...use, provider: { name: 'this machine' } }, file, { by: 'constant' })];
  if (use.likelyBecause !== undefined && use.path === '') return [assumed(drafts, use)];
  const isFramework = use.provider.name !== '' && providerOfTitle(use.provider.name) === undefined;
  // A client, or a chain that was given its model elsewhere, is no model of its own.
  if (use.form === 'object' || isFramework || use.task === 'agent') {
    if (!isFramework) addProvider(drafts, use, undefined);
    return [];
  }
  return [addModel(drafts, use, undefined, { by: 'run-time' })];
}

function addConstant(drafts: Drafts, use: ModelUse, { value, at, variables }: Setting['constants'][number]): string {
  const id = addModel(drafts, use, value, at ? { by: 'constant', at } : { by: 'constant' });
  if (variables.length > 0) drafts.merge<Model>(id, { pins: [{ by: 'environment', variables }] });
  return id;
}

/** Ids that are the provider's own are its models; all others may go to any of the factory's providers and are one model, chosen at run time. */
function ofFactory(drafts: Drafts, use: ModelUse, { homes }: Factory, { pathOf }: Around): readonly string[] {
  const { constants, environment, isOpen } = use.model!;
  const provider = addProvider(drafts, use, undefined);
  const own = constants.filter(({ value }) => homes.has(value) && homes.get(value) === provider?.fact).map((constant) => addConstant(drafts, use, constant));
  const others = constants.filter(({ value }) => !homes.has(value));
  if (others.length === 0 && environment.length === 0 && !isOpen) return own;
  const id = `model:chosen at run time in ${pathOf(use.at.file)}${others.length + environment.length === 0 ? '' : `/${[...others.map(({ value }) => value), ...environment].join(' or ')}`}`;
  drafts.add<Model>({
    kind: 'model', id, name: 'chosen at run time', modelId: undefined, provider: undefined, tasks: use.task ? [use.task] : [], isFixedVersion: false,
    pins: [{ by: 'run-time' }, ...(environment.length > 0 ? [{ by: 'environment' as const, variables: environment }] : [])],
    candidates: others.map(({ value }) => value), places: [use.at],
  });
  if (provider) drafts.connect(id, provider.id, 'hosted-by');
  return [...own, id];
}

/** An id that only one provider gives out is not another's, although one factory makes the models of both. */
function fits(use: ModelUse, modelId: string): boolean {
  const own = providerOfTitle(use.provider.name);
  const known = providerOfModel(modelId);
  return !own || !known || own === known || own.hosting === 'gateway' || use.provider.baseUrl !== undefined || serves.has(own.name) || splitModelId(modelId) !== undefined;
}

/** Providers that run other makers' models. */
const serves = new Set(providers.filter(({ models, hosting }) => models === undefined || hosting !== 'hosted').map(({ name }) => name).concat('Amazon Bedrock'));

/** A call that runs an object made elsewhere is one more place of its model, and says what it is used for. */
function seenAgain(drafts: Drafts, use: ModelUse, ids: readonly string[]): readonly string[] {
  if (use.task && use.task !== 'agent') for (const id of ids) drafts.merge<Model>(id, { tasks: [use.task] });
  return ids;
}

function addModel(drafts: Drafts, use: ModelUse, written: string | undefined, pin: Pin): string {
  const split = written === undefined ? undefined : splitModelId(written);
  const provider = addProvider(drafts, use, written);
  const isSplit = split !== undefined && provider?.fact === split.provider;
  const modelId = isSplit ? split.id : written;
  const name = modelId ?? (pin.by === 'environment' ? `set by ${pin.variables.join(' or ')}` : 'chosen at run time');
  const id = `model:${provider?.fact.name ?? use.provider.name ?? 'unknown'}/${modelId ?? name}`;
  drafts.add<Model>({
    kind: 'model', id, name, modelId, provider: provider?.id, tasks: use.task ? [use.task] : [], pins: [pin],
    isFixedVersion: modelId !== undefined && isFixedVersion(modelId),
    places: [use.at], ...(use.likelyBecause !== undefined ? { likelyBecause: use.likelyBecause } : {}),
  });
  if (provider) drafts.connect(id, provider.id, 'hosted-by');
  return id;
}

/** A model that is only known by the name of what it is called on. */
function assumed(drafts: Drafts, use: ModelUse): string {
  const receiver = use.name.replace(/\.[^.]*$/, '').replace(/^(self|this)\./, '');
  const id = `model:unresolved/${receiver}`;
  drafts.add<Model>({
    kind: 'model', id, name: receiver, modelId: undefined, provider: undefined, tasks: [], pins: [{ by: 'run-time' }], isFixedVersion: false,
    places: [use.at], likelyBecause: use.likelyBecause ?? 'it was not resolved',
  });
  return id;
}

interface FoundProvider {
  readonly fact: ProviderFact;
  /** Somebody else's address that code gives. */
  readonly foreign: string | undefined;
}

/** The address says most, then the client's own provider, then the front of the id, then its form. */
function providerFact(use: ModelUse, modelId: string | undefined): FoundProvider | undefined {
  const address = constantOf(use.provider.baseUrl);
  const split = modelId === undefined ? undefined : splitModelId(modelId);
  const known = (address === undefined ? undefined : providerOfAddress(address)) ?? providerOfTitle(use.provider.name);
  const isForeign = address !== undefined && providerOfAddress(address) === undefined && known?.hosting !== 'local';
  if (isForeign) return { fact: ownHost(address), foreign: address };
  const fact = known ?? split?.provider ?? (modelId === undefined ? undefined : providerOfModel(modelId));
  return fact && { fact, foreign: undefined };
}

function addProvider(drafts: Drafts, use: ModelUse, modelId: string | undefined): { readonly id: string; readonly fact: ProviderFact } | undefined {
  const found = providerFact(use, modelId);
  if (!found) return undefined;
  const { fact, foreign } = found;
  const id = `provider:${fact.name}`;
  drafts.add<Provider>({
    kind: 'provider', id, name: fact.name, hosting: foreign === undefined ? fact.hosting : hostingOf(foreign), hosts: foreign === undefined ? fact.hosts : [hostOf(foreign)],
    sdks: use.sdk && use.sdk !== fact.name ? [use.sdk] : [], places: [use.at], ...(fact.url === undefined ? {} : { url: fact.url }),
  });
  return { id, fact };
}

function constantOf(setting: Setting | undefined): string | undefined {
  return setting?.constants.length === 1 && setting.constants[0]!.value !== '' ? setting.constants[0]!.value : undefined;
}

/** A host that the table does not know: the project's own, or one that the SDK was pointed at. */
function ownHost(address: string): ProviderFact {
  return { name: hostOf(address), hosting: hostingOf(address) === 'local' ? 'local' : 'hosted', hosts: [hostOf(address)] };
}

function hostingOf(address: string): Provider['hosting'] {
  return isLocal(address) ? 'local' : 'unknown';
}

/** A date, a number of a build, or a digest at the end: the provider will not put another model behind it. */
function isFixedVersion(id: string): boolean {
  return /(\d{4}-\d{2}-\d{2}|\d{8}|-\d{4}|-0\d{2}|@[\w.-]+|:[0-9a-f]{12,64}|-v\d+:\d+)$/.test(id) && !/(latest|@latest)$/.test(id);
}
