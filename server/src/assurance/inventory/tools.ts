import type { SinkFamily } from '../../analysis/catalogue/flowFacts';
import type { Usage, ToolUse } from '../../analysis/usage';
import type { Drafts } from './drafts';
import type { CallGraph } from './graph';
import type { Power, Tool } from './inventory';
import { maskSecrets } from './mask';

export interface ListedTool {
  readonly use: ToolUse;
  readonly id: string;
}

/** What a sink family lets a tool do; families that only concern how text is shown are no power. */
export const powerOf: Readonly<Partial<Record<SinkFamily, Power>>> = {
  code: 'code', shell: 'shell', 'file-path': 'file', url: 'network', sql: 'sql', deserializer: 'deserialise', dispatch: 'dispatch', template: 'template',
};

/** Tools with everything that the functions behind them can do. */
export function addTools(drafts: Drafts, usage: Usage, graph: CallGraph): ListedTool[] {
  return usage.tools.map((use) => {
    const id = `tool:${use.title}`;
    drafts.add<Tool>({
      kind: 'tool', id, name: use.title, powers: powersOf(use.handlers, graph), parameters: use.parameters, schema: use.schema,
      places: [graph.get(use.handlers[0] ?? '')?.at ?? use.at], ...(use.description === undefined ? {} : { description: firstSentence(use.description) }),
    });
    return { use, id };
  });
}

function powersOf(handlers: readonly string[], graph: CallGraph): Tool['powers'] {
  const found = new Map<Power, Tool['powers'][number]>();
  for (const id of graph.reach(handlers)) {
    for (const { family, at, name } of graph.get(id)?.powers ?? []) {
      const power = powerOf[family];
      if (power && !found.has(power)) found.set(power, { power, at, name });
    }
  }
  return [...found.values()].sort((a, b) => (a.power < b.power ? -1 : 1));
}

function firstSentence(text: string): string {
  return maskSecrets(text.replace(/\s+/g, ' ').trim()).slice(0, 160);
}
