import type { AssetUse } from '../../analysis/usage';
import type { ListedAsset } from './assets';
import type { Drafts } from './drafts';
import type { McpServer, WorkspaceFiles } from './inventory';
import { placeKey } from './place';
import { isSameFile } from './names';
import { hostAndPath } from './address';
import type { ListedTool } from './tools';

interface Around {
  readonly tools: readonly ListedTool[];
  readonly assets: readonly ListedAsset[];
  readonly files: WorkspaceFiles;
}

/** Which tools the MCP servers of this code offer, and which servers its clients start or call. To be called when all servers are listed. */
export function connectServers(drafts: Drafts, { tools, assets, files }: Around): void {
  const own = assets.filter(({ use }) => use.fact.kind === 'mcp-server');
  for (const { use, id } of own) {
    const at = placeKey(use.at);
    for (const tool of tools) if (tool.use.objects.some((place) => placeKey(place) === at)) drafts.connect(id, tool.id, 'offers');
  }
  const configured = [...drafts.all()].filter((asset): asset is McpServer => asset.kind === 'mcp-server' && asset.origin === 'configuration');
  for (const { use, id } of assets.filter(({ use: one }) => one.fact.kind === 'mcp-client')) {
    const places = new Set(use.objects.map(placeKey));
    const given = textsOf(use);
    for (const server of own) {
      const path = files.pathOf(server.use.at.file);
      if (places.has(placeKey(server.use.at)) || given.some((text) => isSameFile(path, text))) drafts.connect(id, server.id, 'connects-to');
    }
    for (const server of configured) if (given.some((text) => names(text, server))) drafts.connect(id, server.id, 'connects-to');
  }
}

function textsOf({ settings }: AssetUse): string[] {
  return ['location', 'starts'].flatMap((name) => settings[name]?.constants.map(({ value }) => value) ?? []);
}

/** The address of the server, or the package that it is started from. */
function names(text: string, { target = '' }: McpServer): boolean {
  if (target === '') return false;
  return text.includes('://') ? hostAndPath(text) === target : text.length > 3 && target.endsWith(` ${text}`);
}
