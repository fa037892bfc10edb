import type { Usage } from '../../analysis/usage';
import type { ListedAgent } from './agents';
import type { ListedAsset } from './assets';
import type { Drafts } from './drafts';
import type { CallGraph } from './graph';
import type { Endpoint, WorkspaceFiles } from './inventory';
import type { UsedModels } from './models';
import { placeKey } from './place';

interface Around {
  readonly models: readonly UsedModels[];
  readonly agents: readonly ListedAgent[];
  readonly assets: readonly ListedAsset[];
  readonly graph: CallGraph;
  readonly files: WorkspaceFiles;
}

/** Routes and handlers from which calls lead to a model or an agent; the others are none of ours. */
export function addEndpoints(drafts: Drafts, usage: Usage, around: Around): void {
  for (const use of usage.endpoints) {
    const reached = around.graph.reach(use.handlers);
    const isReached = (owner: string | undefined): boolean => owner !== undefined && reached.has(owner);
    const models = around.models.filter((model) => isReached(model.use.owner) && model.use.form === 'call').flatMap(({ ids }) => ids);
    const run = new Set(usage.models.filter((model) => isReached(model.owner)).flatMap(({ objects }) => objects.map(placeKey)));
    const agents = around.agents.filter((agent) => isReached(agent.owner) || run.has(placeKey(agent.at))).map(({ id }) => id);
    if (models.length + agents.length === 0) continue;
    const name = use.path === '' ? `${use.title} ${shortFile(around.files.pathOf(use.at.file))}`.trim() : use.title;
    const id = `endpoint:${around.files.pathOf(use.at.file)}:${name}`;
    drafts.add<Endpoint>({ kind: 'endpoint', id, name, places: [use.at] });
    for (const to of [...models, ...agents]) drafts.connect(id, to, 'calls');
    for (const { use: asset, id: to } of around.assets) {
      if (asset.fact.kind === 'vector-store' && isReached(asset.owner)) drafts.connect(id, to, 'retrieves-from');
    }
  }
}

function shortFile(path: string): string {
  return path.split('/').slice(-3).join('/');
}
