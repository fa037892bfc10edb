import type { LocatedAsset } from './located';

/** Kinds as people read them, one and many. */
export const kindWords: Readonly<Record<LocatedAsset['kind'], readonly [one: string, many: string]>> = {
  endpoint: ['Endpoint', 'Endpoints'], agent: ['Agent', 'Agents'], model: ['Model', 'Models'], provider: ['Provider', 'Providers'],
  prompt: ['Prompt', 'Prompts'], tool: ['Tool', 'Tools'], 'mcp-server': ['MCP server', 'MCP servers'], 'mcp-client': ['MCP client', 'MCP clients'],
  'vector-store': ['Vector store', 'Vector stores'], dataset: ['Dataset', 'Datasets'], 'model-file': ['Model file', 'Model files'],
};

/** The kind of one asset; a kind that there is not stands for itself. */
export function kindName(kind: string): string {
  return Object.hasOwn(kindWords, kind) ? kindWords[kind as LocatedAsset['kind']][0] : kind;
}

/** What an asset is, beyond its name, in a few words without markup. */
export function detailOf(asset: LocatedAsset): string {
  return parts(asset).filter((part) => part !== undefined && part !== '').join(', ');
}

function parts(asset: LocatedAsset): readonly (string | undefined)[] {
  switch (asset.kind) {
    case 'endpoint': return [];
    case 'agent': return [asset.framework];
    case 'model': return [asset.tasks.join(' and '), pinWords(asset), candidateWords(asset.candidates), asset.isFixedVersion ? 'fixed version' : undefined];
    case 'provider': return [hostingWords[asset.hosting], asset.sdks.length > 0 ? `through ${asset.sdks.join(', ')}` : undefined];
    case 'prompt': return [asset.form === 'file' ? 'file' : 'in code', asset.isTemplate ? 'filled in at run time' : undefined, asset.length === undefined ? undefined : `${asset.length} ${asset.length === 1 ? 'character' : 'characters'}`];
    case 'tool': return [powerWords(asset), asset.schema === 'none' ? 'arguments without a schema' : undefined];
    case 'mcp-server': return [
      asset.origin === 'code' ? 'offered by this project' : `configured for ${asset.readBy ?? 'a client'}`, asset.transport === 'unknown' ? undefined : asset.transport, asset.target,
      asset.isFixedVersion === undefined ? undefined : asset.isFixedVersion ? 'fixed version' : 'no fixed version', asset.gets.length > 0 ? `gets ${asset.gets.join(', ')}` : undefined,
    ];
    case 'mcp-client': return [];
    case 'vector-store': return [asset.product === asset.name ? undefined : asset.product, asset.target];
    case 'dataset': return [asset.source, asset.isFixedVersion ? 'fixed version' : undefined];
    case 'model-file': return [asset.format, asset.canRunCode ? 'loading it can run code' : undefined, asset.isPresent ? undefined : 'not in this workspace'];
  }
}

/** Longer lists are in the JSON. */
const MOST_CANDIDATES = 6;

function candidateWords(ids: readonly string[] = []): string | undefined {
  if (ids.length === 0) return undefined;
  const more = ids.length > MOST_CANDIDATES ? ` and ${ids.length - MOST_CANDIDATES} more` : '';
  return `may be ${ids.slice(0, MOST_CANDIDATES).join(', ')}${more}`;
}

const hostingWords = { hosted: 'hosted service', local: 'runs locally', gateway: 'gateway to other providers', unknown: 'host of its own' } as const;

/** How the model's id comes to be what it is. */
function pinWords(asset: Extract<LocatedAsset, { kind: 'model' }>): string {
  const variables = [...new Set(asset.pins.flatMap((pin) => (pin.by === 'environment' ? pin.variables : [])))];
  const constants = asset.pins.filter((pin) => pin.by === 'constant').length;
  const words = [
    constants > 1 ? `id written in ${constants} places` : constants === 1 ? 'id written in code' : undefined,
    variables.length > 0 ? `${constants > 0 ? 'unless ' : ''}set at run time by ${variables.join(' or ')}` : undefined,
    asset.pins.some((pin) => pin.by === 'run-time') ? 'chosen at run time' : undefined,
  ];
  return words.filter((one) => one !== undefined).join(', ');
}

const powerNames = {
  code: 'runs code', shell: 'runs commands', file: 'reaches files', network: 'reaches the network', sql: 'runs SQL',
  deserialise: 'deserialises', dispatch: 'calls functions by name', template: 'renders templates',
} as const;

export function powerName(power: keyof typeof powerNames): string {
  return powerNames[power];
}

function powerWords(asset: Extract<LocatedAsset, { kind: 'tool' }>): string {
  return asset.powers.length === 0 ? 'no power over the outside was seen' : asset.powers.map(({ power }) => powerNames[power]).join(', ');
}
