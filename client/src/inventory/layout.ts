import { Graph, layout } from '@dagrejs/dagre';
import type { ExplanationPlace, InventoryState } from '../../../server/src/lsp/protocol';
import { relationWords } from './words';

export interface Box {
  readonly id: string;
  readonly kind: string;
  readonly kindWords: string;
  readonly name: string;
  readonly place: ExplanationPlace | undefined;
  /** Of the centre. */
  readonly x: number;
  readonly y: number;
}
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}
export interface Drawing {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
  /** Connected assets that were left out, since more boxes cannot be read. */
  readonly leftOut: number;
}

export const boxWidth = 216;
export const boxHeight = 46;
const MAX_BOXES = 120;

type Draft = Omit<Box, 'x' | 'y'>;

/** Places what is connected from left to right; powers of tools are boxes of their own. */
export function layOut({ assets, connections, kinds }: InventoryState): Drawing {
  const drawn = connections.filter(({ relation }) => relation !== 'prompted-by');
  const linked = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const wanted = assets.filter((asset) => linked.has(asset.id) || asset.powers.length > 0);
  const shown = wanted.slice(0, MAX_BOXES);
  const words = new Map(kinds.map(({ kind, one }) => [kind, one]));
  const drafts = new Map<string, Draft>(shown.map(({ id, kind, name, places }) => [id, { id, kind, kindWords: words.get(kind) ?? kind, name, place: places[0] }]));
  const links = drawn.filter(({ from, to }) => drafts.has(from) && drafts.has(to)).map(({ from, to, relation }) => ({ from, to, words: relationWords(relation, true) }));
  for (const asset of shown) {
    for (const { power, place } of asset.powers) {
      const id = `power:${power}`;
      if (!drafts.has(id)) drafts.set(id, { id, kind: 'power', kindWords: 'Power', name: relationWords(power, true), place });
      links.push({ from: asset.id, to: id, words: 'it' });
    }
  }
  return { ...placed(drafts, links), leftOut: wanted.length - shown.length };
}

function placed(drafts: ReadonlyMap<string, Draft>, links: readonly { readonly from: string; readonly to: string; readonly words: string }[]): Omit<Drawing, 'leftOut'> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 70, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  // Names of boxes are numbers: ids come from the workspace and could be anything.
  const numbers = new Map([...drafts.keys()].map((id, index) => [id, String(index)]));
  for (const number of numbers.values()) graph.setNode(number, { width: boxWidth, height: boxHeight });
  for (const { from, to } of links) graph.setEdge(numbers.get(from)!, numbers.get(to)!);
  layout(graph);
  const boxes = [...drafts.values()].map((draft) => {
    const { x, y } = graph.node(numbers.get(draft.id)!) as { x: number; y: number };
    return { ...draft, x, y };
  });
  const arrows = links.map((link) => {
    const { points } = graph.edge(numbers.get(link.from)!, numbers.get(link.to)!) as { points: { x: number; y: number }[] };
    return { ...link, points };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { boxes, arrows, width: Math.max(0, width), height: Math.max(0, height) };
}
