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
interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly points: readonly Point[];
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

/** An inventory with the name of its folder. */
export interface NamedInventory {
  readonly name: string;
  readonly state: InventoryState;
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly words: string;
}

/** Places what is connected from left to right; powers of tools are boxes of their own. Several folders stand side by side, each box with the name of its own. */
export function layOut(inventories: readonly NamedInventory[]): Drawing {
  const drafts = new Map<string, Draft>();
  const links: Link[] = [];
  let leftOut = 0;
  for (const [index, { name, state }] of inventories.entries()) {
    const idOf = (id: string): string => `${index}:${id}`;
    leftOut += draft(state, inventories.length > 1 ? ` in ${name}` : '', idOf, drafts, links);
  }
  return { ...placed(drafts, links), leftOut };
}

/** Adds the boxes and arrows of one inventory; gives how many boxes found no room. */
function draft({ assets, connections, kinds }: InventoryState, where: string, idOf: (id: string) => string, drafts: Map<string, Draft>, links: Link[]): number {
  const drawn = connections.filter(({ relation }) => relation !== 'prompted-by');
  const linked = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const wanted = assets.filter((asset) => linked.has(asset.id) || asset.powers.length > 0);
  const shown = wanted.slice(0, Math.max(0, MAX_BOXES - drafts.size));
  const words = new Map(kinds.map(({ kind, one }) => [kind, one]));
  for (const { id, kind, name, places } of shown) drafts.set(idOf(id), { id: idOf(id), kind, kindWords: `${words.get(kind) ?? kind}${where}`, name, place: places[0] });
  const inside = drawn.filter(({ from, to }) => drafts.has(idOf(from)) && drafts.has(idOf(to)));
  links.push(...inside.map(({ from, to, relation }) => ({ from: idOf(from), to: idOf(to), words: relationWords(relation, true) })));
  for (const asset of shown) {
    for (const { power, place } of asset.powers) {
      const id = idOf(`power:${power}`);
      if (!drafts.has(id)) drafts.set(id, { id, kind: 'power', kindWords: `Power${where}`, name: relationWords(power, true), place });
      links.push({ from: idOf(asset.id), to: id, words: 'it' });
    }
  }
  return wanted.length - shown.length;
}

/** An arrow to the right leaves and arrives in the middle of a side, wherever the line through the layers would cross the box. */
function fromSideToSide(points: readonly Point[], from: Point, to: Point): readonly Point[] {
  const start = { x: from.x + boxWidth / 2, y: from.y };
  const end = { x: to.x - boxWidth / 2, y: to.y };
  if (end.x <= start.x) return points;
  return [start, ...points.slice(1, -1).filter(({ x }) => x > start.x + 1 && x < end.x - 1 && to.x - from.x > 2 * boxWidth), end];
}

function placed(drafts: ReadonlyMap<string, Draft>, links: readonly Link[]): Omit<Drawing, 'leftOut'> {
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
    const { points } = graph.edge(numbers.get(link.from)!, numbers.get(link.to)!) as { points: Point[] };
    return { ...link, points: fromSideToSide(points, graph.node(numbers.get(link.from)!) as Point, graph.node(numbers.get(link.to)!) as Point) };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { boxes, arrows, width: Math.max(0, width), height: Math.max(0, height) };
}
