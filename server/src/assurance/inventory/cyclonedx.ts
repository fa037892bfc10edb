import * as Enums from '@cyclonedx/cyclonedx-library/Enums';
import * as Models from '@cyclonedx/cyclonedx-library/Models';
import * as Serialize from '@cyclonedx/cyclonedx-library/Serialize';
import * as Spec from '@cyclonedx/cyclonedx-library/Spec';
import { jsonText, printable } from '../../lint/escape';
import { detailOf } from './describe';
import type { LocatedAsset, LocatedInventory } from './located';

type Part = Models.Component | Models.Service;
/** What the library's normalised form of a part looks like, as far as we add to it. */
interface NormalisedPart {
  readonly 'bom-ref'?: string;
  modelCard?: object;
  data?: readonly object[];
}

/**
 * The inventory as a CycloneDX 1.6 document: models, model files, tools and agents are components,
 * prompts and datasets data components, hosted providers, MCP servers and endpoints services. It has
 * no serial number and no time, so that equal inventories give equal documents.
 */
export function formatCycloneDx(inventory: LocatedInventory, toolVersion: string): string {
  const bom = new Models.Bom();
  bom.metadata.tools.components.add(new Models.Component(Enums.ComponentType.Application, 'principled', { version: toolVersion }));
  const root = new Models.Component(Enums.ComponentType.Application, 'workspace', { bomRef: 'workspace' });
  bom.metadata.component = root;
  const parts = new Map<string, Part>();
  for (const asset of inventory.assets) {
    const part = isService(asset) ? serviceOf(asset) : componentOf(asset);
    parts.set(asset.id, part);
    if (part instanceof Models.Service) bom.services.add(part);
    else bom.components.add(part);
    root.dependencies.add(part.bomRef);
  }
  for (const { from, to } of inventory.connections) {
    const [a, b] = [parts.get(from), parts.get(to)];
    if (a && b) a.dependencies.add(b.bomRef);
  }
  const normalised = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6).makeForBom().normalize(bom, { sortLists: true });
  addFields(inventory, normalised as unknown as { readonly components?: readonly NormalisedPart[] });
  return jsonText(normalised);
}

function isService(asset: LocatedAsset): boolean {
  return (asset.kind === 'provider' && asset.hosting !== 'local') || asset.kind === 'mcp-server' || asset.kind === 'endpoint';
}

function serviceOf(asset: LocatedAsset): Models.Service {
  const service = new Models.Service(named(asset), { bomRef: asset.id, ...described(asset), properties: propertiesOf(asset) });
  if (asset.kind === 'provider' && asset.url !== undefined) {
    service.externalReferences.add(new Models.ExternalReference(asset.url, Enums.ExternalReferenceType.Website));
  }
  return service;
}

function componentOf(asset: LocatedAsset): Models.Component {
  return new Models.Component(typeOf(asset), named(asset), { bomRef: asset.id, ...described(asset), properties: propertiesOf(asset) });
}

function typeOf({ kind }: LocatedAsset): Enums.ComponentType {
  switch (kind) {
    case 'model':
    case 'model-file': return Enums.ComponentType.MachineLearningModel;
    case 'prompt':
    case 'dataset': return Enums.ComponentType.Data;
    case 'vector-store':
    case 'provider': return Enums.ComponentType.Platform;
    default: return Enums.ComponentType.Application;
  }
}

function named(asset: LocatedAsset): string {
  return printable(asset.name) || asset.kind;
}

function described(asset: LocatedAsset): { readonly description?: string } {
  const description = printable(detailOf(asset));
  return description === '' ? {} : { description };
}

/** Where it is and how it is pinned, under names of our own. */
function propertiesOf(asset: LocatedAsset): Models.PropertyRepository {
  const properties = new Models.PropertyRepository();
  const add = (name: string, value: string): void => void properties.add(new Models.Property(`principled:${name}`, printable(value)));
  add('kind', asset.kind);
  for (const { path, line } of asset.places.slice(0, 20)) add('location', `${path}:${line}`);
  if (asset.likelyBecause !== undefined) add('likely', asset.likelyBecause);
  if (asset.kind === 'model') {
    for (const pin of asset.pins) {
      if (pin.by === 'constant' && pin.at) add('pinned-at', `${pin.at.path}:${pin.at.line}`);
      if (pin.by === 'environment') for (const variable of pin.variables) add('set-by-environment', variable);
      if (pin.by === 'run-time') add('pinned', 'chosen at run time');
    }
  }
  if (asset.kind === 'tool') for (const { power, at } of asset.powers) add(`power:${power}`, `${at.path}:${at.line}`);
  return properties;
}

const categories: Readonly<Record<string, string>> = {
  chat: 'text generation', completion: 'text generation', agent: 'text generation', object: 'structured text generation', embedding: 'embedding',
  image: 'image generation', audio: 'speech', video: 'video generation', moderation: 'moderation', rerank: 'reranking',
};

/** The library has no types for model cards and data yet: they are added to what it made. */
function addFields(inventory: LocatedInventory, { components }: { readonly components?: readonly NormalisedPart[] }): void {
  const assets = new Map(inventory.assets.map((asset) => [asset.id, asset]));
  for (const component of components ?? []) {
    const asset = assets.get(component['bom-ref'] ?? '');
    if (asset?.kind === 'model') {
      const [task] = asset.tasks;
      if (task !== undefined) component.modelCard = { modelParameters: { task: categories[task] ?? task } };
    }
    if (asset?.kind === 'prompt') component.data = [{ type: 'definition', name: printable(asset.name) }];
    if (asset?.kind === 'dataset') component.data = [{ type: 'dataset', name: printable(asset.name) }];
  }
}
