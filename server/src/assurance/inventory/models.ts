import { providerOfAddress, providerOfModel, providers, providerOfTitle, splitModelId, type ProviderFact } from '../../analysis/catalogue/providers';
import type { ModelUse, Place, Setting, Usage } from '../../analysis/usage';
import type { Drafts } from './drafts';
import type { Model, Pin, Provider } from './inventory';

/** What stands for the models of one use: several where the id may be one of several. */
export interface UsedModels {
  readonly use: ModelUse;
  readonly ids: readonly string[];
}

/** Lists models and providers. Several uses of one id with one provider are one model. */
export function addModels(drafts: Drafts, usage: Usage): UsedModels[] {
  const objects = usage.models.filter(({ form }) => form === 'object').map((use) => ({ use, ids: modelsOf(drafts, use, []) }));
  const made = new Map(objects.map(({ use, ids }) => [placeKey(use.at), ids]));
  const calls = usage.models.filter(({ form }) => form === 'call').map((use) => {
    const ids = [...new Set(use.objects.flatMap((place) => made.get(placeKey(place)) ?? []))];
    return { use, ids: modelsOf(drafts, use, ids) };
  });
  return [...objects, ...calls].filter(({ ids }) => ids.length > 0);
}

export function placeKey({ file, span }: Place): string {
  return `${file}:${span.start}:${span.end}`;
}

/** Lists the models that something else than a call names by their ids. */
export function addModelUse(drafts: Drafts, use: ModelUse): readonly string[] {
  return modelsOf(drafts, use, []);
}

/** Models of one use; `objects` are those of the objects that it runs. */
function modelsOf(drafts: Drafts, use: ModelUse, objects: readonly string[]): readonly string[] {
  const { model } = use;
  const isFramework = use.provider.name !== '' && providerOfTitle(use.provider.name) === undefined;
  if (!model || (model.constants.length === 0 && model.environment.length === 0)) {
    if (objects.length > 0) return seenAgain(drafts, use, objects);
    if (use.likelyBecause !== undefined && use.path === '') return [assumed(drafts, use)];
    // A client, or a chain that was given its model elsewhere, is no model of its own.
    if (use.form === 'object' || isFramework || use.task === 'agent') {
      if (!isFramework) addProvider(drafts, use, undefined);
      return [];
    }
    return [addModel(drafts, use, undefined, { by: 'run-time' })];
  }
  const stoodFor = new Set(model.constants.flatMap(({ variables }) => variables));
  const ids = model.constants.filter(({ value }) => fits(use, value)).map(({ value, at, variables }) => {
    const id = addModel(drafts, use, value, at ? { by: 'constant', at } : { by: 'constant' });
    if (variables.length > 0) drafts.merge<Model>(id, { pins: [{ by: 'environment', variables }] });
    return id;
  });
  const rest = model.environment.filter((variable) => !stoodFor.has(variable));
  if (rest.length > 0) ids.push(addModel(drafts, use, undefined, { by: 'environment', variables: rest }));
  return [...new Set(ids)];
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

/** The address says most, then the client's own provider, then the front of the id, then its form. */
function addProvider(drafts: Drafts, use: ModelUse, modelId: string | undefined): { readonly id: string; readonly fact: ProviderFact } | undefined {
  const address = constantOf(use.provider.baseUrl);
  const split = modelId === undefined ? undefined : splitModelId(modelId);
  const known = (address === undefined ? undefined : providerOfAddress(address)) ?? providerOfTitle(use.provider.name);
  const foreign = address !== undefined && providerOfAddress(address) === undefined && known?.hosting !== 'local';
  const byId = known ? undefined : split?.provider ?? (modelId === undefined ? undefined : providerOfModel(modelId));
  const fact: ProviderFact | undefined = foreign ? ownHost(address) : known ?? byId;
  if (!fact) return undefined;
  const id = `provider:${fact.name}`;
  drafts.add<Provider>({
    kind: 'provider', id, name: fact.name, hosting: foreign ? hostingOf(address) : fact.hosting, hosts: foreign ? [hostOf(address)] : fact.hosts,
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

function hostOf(address: string): string {
  return /^(?:[a-z][a-z+.-]*:\/\/)?(?:[^/@]*@)?([^/?#]+)/i.exec(address)?.[1] ?? address;
}

function hostingOf(address: string): Provider['hosting'] {
  return /^(localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal)/.test(hostOf(address)) ? 'local' : 'unknown';
}

/** A date, a number of a build, or a digest at the end: the provider will not put another model behind it. */
function isFixedVersion(id: string): boolean {
  return /(\d{4}-\d{2}-\d{2}|\d{8}|-\d{4}|-0\d{2}|@[\w.-]+|:[0-9a-f]{12,64}|-v\d+:\d+)$/.test(id) && !/(latest|@latest)$/.test(id);
}

export type { Place };
