import type { AgentUse, Place, Usage } from '../../analysis/usage';
import type { ListedAsset } from './assets';
import type { Drafts } from './drafts';
import type { CallGraph } from './graph';
import type { Agent, WorkspaceFiles } from './inventory';
import { addModelUse, type UsedModels } from './models';
import { placeKey } from './place';
import type { ListedTool } from './tools';

interface Around {
  readonly models: readonly UsedModels[];
  readonly tools: readonly ListedTool[];
  readonly assets: readonly ListedAsset[];
  readonly graph: CallGraph;
  readonly files: WorkspaceFiles;
}

export interface ListedAgent {
  readonly id: string;
  readonly at: Place;
  readonly owner: string | undefined;
}

/** Agents, with the models and tools that they are given. */
export function addAgents(drafts: Drafts, usage: Usage, around: Around): ListedAgent[] {
  const { models, graph, files } = around;
  for (const { use, ids } of models) for (const to of toolsOf(use.tools, around)) for (const id of ids) drafts.connect(id, to, 'has-tool');
  return usage.agents.map((use) => {
    const owner = use.owner === undefined ? undefined : graph.get(use.owner)?.name;
    const name = use.title ?? (owner || use.name);
    const id = `agent:${files.pathOf(use.at.file)}:${name}`;
    drafts.add<Agent>({ kind: 'agent', id, name, framework: use.sdk, places: [use.at] });
    for (const to of modelsOf(drafts, use, models)) drafts.connect(id, to, 'runs');
    for (const to of toolsOf(use.tools, around)) drafts.connect(id, to, 'has-tool');
    return { id, at: use.at, owner: use.owner };
  });
}

/** The tools behind places: written there, made there, or carried out there. */
function toolsOf(places: readonly Place[], { tools, assets, graph }: Around): string[] {
  const own = tools.filter(({ use }) => places.some((place) => isWithin(place, [use.at, graph.get(use.handlers[0] ?? '')?.at])));
  const ready = assets.filter(({ use }) => use.fact.kind === 'tool' && places.some((place) => isWithin(place, [use.at])));
  return [...own, ...ready].map(({ id }) => id);
}

/** Models that the agent was given as objects, or by an id of its own. */
function modelsOf(drafts: Drafts, use: AgentUse, models: readonly UsedModels[]): string[] {
  const places = new Set(use.objects.map(placeKey));
  const given = models.filter((model) => places.has(placeKey(model.use.at))).flatMap(({ ids }) => ids);
  if (given.length > 0) return given;
  const named = { ...use, form: 'object' as const, task: undefined, provider: { name: '' }, objects: [], tools: [] };
  return [...addModelUse(drafts, named)];
}

function isWithin(place: Place, others: readonly (Place | undefined)[]): boolean {
  return others.some((other) => other?.file === place.file && other.span.start >= place.span.start && other.span.end <= place.span.end);
}
