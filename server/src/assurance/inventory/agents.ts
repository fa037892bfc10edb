import type { Place, Usage } from '../../analysis/usage';
import type { Drafts } from './drafts';
import type { CallGraph } from './graph';
import type { Agent, WorkspaceFiles } from './inventory';
import type { UsedModels } from './models';
import type { ListedTool } from './tools';

interface Around {
  readonly models: readonly UsedModels[];
  readonly tools: readonly ListedTool[];
  readonly graph: CallGraph;
  readonly files: WorkspaceFiles;
}

export interface ListedAgent {
  readonly id: string;
  readonly at: Place;
  readonly owner: string | undefined;
}

/** Agents, with the models and tools that they are given. */
export function addAgents(drafts: Drafts, usage: Usage, { models, tools, graph, files }: Around): ListedAgent[] {
  return usage.agents.map((use) => {
    const owner = use.owner === undefined ? undefined : graph.get(use.owner)?.name;
    const name = use.title ?? owner ?? use.name;
    const id = `agent:${files.pathOf(use.at.file)}:${name}`;
    drafts.add<Agent>({ kind: 'agent', id, name, framework: use.sdk, places: [use.at] });
    for (const place of use.tools) {
      for (const { use: tool, id: to } of tools) if (isWithin(place, [tool.at, graph.get(tool.handlers[0] ?? '')?.at])) drafts.connect(id, to, 'has-tool');
    }
    const ids = new Set(use.model?.constants.map(({ value }) => value));
    for (const { use: model, ids: to } of models) {
      const isNamed = model.model?.constants.some(({ value }) => ids.has(value)) ?? false;
      const isSame = model.at.file === use.at.file && model.at.span.start >= use.at.span.start && model.at.span.end <= use.at.span.end;
      if (isNamed || isSame) for (const one of to) drafts.connect(id, one, 'runs');
    }
    return { id, at: use.at, owner: use.owner };
  });
}

function isWithin(place: Place, others: readonly (Place | undefined)[]): boolean {
  return others.some((other) => other?.file === place.file && other.span.start >= place.span.start && other.span.end <= place.span.end);
}
