import type { Program, Span } from '../program/program';
import type { Child } from './syntax';

/** What a program has of one child of the root. */
export interface Piece extends Pick<Program, 'body' | 'functions' | 'classes' | 'imports' | 'strings' | 'comments'> {
  readonly type: string;
  start: number;
  end: number;
  /** All that has a place in it, once that was needed. */
  places: Span[] | undefined;
}

const lists = ['body', 'functions', 'classes', 'imports', 'strings', 'comments'] as const;

/** Cuts a program into what comes of each child; undefined where something comes of none. */
export function cut(program: Program, children: readonly Child[]): Piece[] | undefined {
  const pieces = children.map(({ type, start, end }) => ({
    type, start, end, body: [], functions: [], classes: [], imports: [], strings: [], comments: [], places: undefined,
  } as Piece));
  for (const list of lists) if (!share(program[list], list, pieces)) return undefined;
  return pieces;
}

/** Both are in the order of the source. */
function share(parts: readonly Span[], list: (typeof lists)[number], pieces: readonly Piece[]): boolean {
  let at = 0;
  for (const part of parts) {
    // What broken source lacks stands, empty, at the end of what lacks it.
    while (at < pieces.length && pieces[at]!.end <= part.start && !(pieces[at]!.end === part.end)) at++;
    const piece = pieces[at];
    if (!piece || part.start < piece.start || part.end > piece.end) return false;
    (piece[list] as unknown[]).push(part);
  }
  return true;
}

/** The program that the pieces make up; directives and the like are as they were. */
export function joined(program: Program, pieces: readonly Piece[]): Program {
  const all = { body: [], functions: [], classes: [], imports: [], strings: [], comments: [] } as Record<(typeof lists)[number], unknown[]>;
  for (const piece of pieces) for (const list of lists) for (const part of piece[list]) all[list].push(part);
  return { ...program, ...all as Pick<Program, (typeof lists)[number]> };
}

type Place = { -readonly [K in keyof Span]: Span[K] };

/** Moves all that stands in a piece. */
export function move(piece: Piece, by: number): void {
  piece.places ??= placesOf(lists.map((list) => piece[list]));
  for (const place of piece.places as Place[]) {
    place.start += by;
    place.end += by;
  }
  piece.start += by;
  piece.end += by;
}

/** Each once, wherever it stands. */
function placesOf(parts: unknown): Span[] {
  const seen = new Set<object>();
  const found: Span[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if ('start' in part && 'end' in part) found.push(part as Span);
    for (const inner of Object.values(part)) visit(inner);
  };
  visit(parts);
  return found;
}
