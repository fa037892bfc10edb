import type { Tree } from 'web-tree-sitter';
import { graft, nothingTouched, type Touched } from '../program/graft';
import type { LanguageId, Program } from '../program/program';
import type { Parsers } from './grammars';
import { lower, positionAt, type TextEdit } from './parse';
import { cut, joined, move, type Piece } from './pieces';
import { childrenOf, copyChildren, copyTree, type Child } from './syntax';

/** The replaced range that makes one text of another. */
interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/**
 * A text that changes. Its tree is kept, so that the next parse only does what changed; so is its
 * program, of which only the statements at the top level are made anew that an edit has touched.
 * The nodes of the others stay the same, and are moved.
 */
export class LiveText {
  private tree: Tree | undefined;
  private pieces: readonly Piece[] | undefined;
  /** What the last parse has changed in the program. */
  changes: Touched = nothingTouched();

  /** `program` is what there is already, and `text` what it was made of. */
  constructor(
    private readonly parsers: Parsers,
    private readonly language: LanguageId,
    private program: Program | undefined,
    private text: string,
  ) {}

  /** The program of the new text; with `edits`, in the order they were made, the old tree is used again. */
  parse(text: string, edits: readonly TextEdit[] | undefined): Program {
    this.changes = nothingTouched();
    this.changes.isWhole = this.program === undefined;
    const old = edits && edits.length > 0 ? this.tree : undefined;
    const change = changeBetween(this.text, text);
    if (old) old.edit(inputOf(change, this.text, text));
    const tree = this.parsers.parser(this.language).parse(text, old ?? null);
    if (!tree) throw new Error(`the parser for ${this.language} gave no tree`);
    this.program = (old && this.patched(old, tree, text, change)) ?? this.whole(tree, text);
    this.tree?.delete();
    this.tree = tree;
    this.text = text;
    return this.program;
  }

  dispose(): void {
    this.tree?.delete();
    this.tree = undefined;
  }

  private whole(tree: Tree, text: string): Program {
    const made = lower(copyTree(tree, text), this.language);
    const program = this.program ? graft(this.program, made, this.text, text, this.changes) : made;
    this.pieces = tree.rootNode.type === 'ERROR' ? undefined : cut(program, childrenOf(tree));
    return program;
  }

  /** Undefined where the whole has to be lowered. */
  private patched(old: Tree, tree: Tree, text: string, change: Change): Program | undefined {
    const { pieces, program } = this;
    if (!pieces || !program || tree.rootNode.type === 'ERROR') return undefined;
    const children = childrenOf(tree);
    const delta = change.newEnd - change.oldEnd;
    const { from, fromEnd } = this.touched(pieces, children, delta, rangesOf(old, tree, change));
    // A directive counts because nothing but directives stands before it.
    if (from <= program.directives.length && (program.directives.length > 0 || this.language !== 'python')) return undefined;
    const [to, oldTo] = [children.length - fromEnd, pieces.length - fromEnd];
    const made = lower(copyChildren(tree, text, from, to), this.language);
    const before = joined(program, pieces.slice(from, oldTo));
    const renewed = cut(graft(before, made, this.text, text, this.changes), children.slice(from, to));
    if (!renewed) return undefined;
    const moved = pieces.slice(oldTo);
    if (delta !== 0) for (const piece of moved) move(piece, delta);
    this.pieces = [...pieces.slice(0, from), ...renewed, ...moved];
    return joined({ ...program, hasErrors: made.hasErrors }, this.pieces);
  }

  /** How many children at the start, and at the end, are what they were. */
  private touched(pieces: readonly Piece[], children: readonly Child[], delta: number, ranges: readonly Range[]): { from: number; fromEnd: number } {
    const isTouched = ({ start, end }: Child): boolean => ranges.some((range) => range.start <= end && range.end >= start);
    const shorter = Math.min(pieces.length, children.length);
    let from = 0;
    while (from < shorter && isSame(pieces[from]!, children[from]!, 0) && !isTouched(children[from]!)) from++;
    let fromEnd = 0;
    const last = <T>(list: readonly T[]): T => list[list.length - 1 - fromEnd]!;
    while (fromEnd < shorter - from && isSame(last(pieces), last(children), delta) && !isTouched(last(children))) fromEnd++;
    if (this.language === 'python') return { from, fromEnd };
    // What a signature is depends on whether the function follows.
    const isComment = (child: Child | undefined): boolean => child !== undefined && child.type.includes('comment');
    do from = Math.max(0, from - 1); while (isComment(pieces[from]) && from > 0);
    do fromEnd = Math.max(0, fromEnd - 1); while (fromEnd > 0 && isComment(pieces[pieces.length - 1 - fromEnd]));
    return { from, fromEnd };
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function isSame(piece: Piece, child: Child, delta: number): boolean {
  return piece.type === child.type && piece.start + delta === child.start && piece.end + delta === child.end;
}

/** Where the new text differs, or is read otherwise than before. */
function rangesOf(old: Tree, tree: Tree, change: Change): Range[] {
  return [
    { start: change.start, end: change.newEnd },
    ...old.getChangedRanges(tree).map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex })),
  ];
}

/** Texts are compared so much at a time, which is quicker than letter by letter. */
const STRETCH = 512;

/** Edits made one after another are one replaced range, told from both texts. */
export function changeBetween(before: string, text: string): Change {
  let start = 0;
  const shorter = Math.min(before.length, text.length);
  while (start + STRETCH <= shorter && before.startsWith(text.slice(start, start + STRETCH), start)) start += STRETCH;
  while (start < shorter && before.charCodeAt(start) === text.charCodeAt(start)) start++;
  let end = 0;
  const most = shorter - start;
  while (end + STRETCH <= most && before.endsWith(text.slice(text.length - end - STRETCH, text.length - end), before.length - end)) end += STRETCH;
  while (end < most && before.charCodeAt(before.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end++;
  return { start, oldEnd: before.length - end, newEnd: text.length - end };
}

/** What the parser has to be told of it. */
export function inputOf({ start, oldEnd, newEnd }: Change, before: string, text: string): Parameters<Tree['edit']>[0] {
  return {
    startIndex: start, oldEndIndex: oldEnd, newEndIndex: newEnd, startPosition: positionAt(before, start),
    oldEndPosition: positionAt(before, oldEnd), newEndPosition: positionAt(text, newEnd),
  } as Parameters<Tree['edit']>[0];
}
