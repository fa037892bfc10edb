import type { Tree } from 'web-tree-sitter';
import { graft, nothingTouched, type Touched } from '../program/graft';
import type { LanguageId, Program, Statement } from '../program/program';
import type { Parsers } from './grammars';
import { lower, nothingRead, parserText, positionAt, treeOf, type Position, type TextEdit } from './parse';
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
  /** What the tree was made of. */
  private parsed = '';
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
    const parsed = parserText(text, this.language);
    const isAsWritten = this.parsed === this.text && parsed === text;
    const input = isAsWritten ? change : changeBetween(this.parsed, parsed);
    if (old) old.edit(inputOf(input, this.parsed, parsed));
    const tree = treeOf(this.parsers, this.language, parsed, old);
    this.program = tree ? (old && this.patched(old, tree, text, isAsWritten ? [change] : [change, input])) ?? this.whole(tree, text) : this.nothing(text);
    this.tree?.delete();
    this.tree = tree;
    this.parsed = parsed;
    this.text = text;
    return this.program;
  }

  private nothing(text: string): Program {
    this.pieces = undefined;
    const made = nothingRead(this.parsers, this.language);
    const program = this.program ? graft(this.program, made, this.text, text, this.changes) : made;
    this.changes.isWhole = true;
    return program;
  }

  dispose(): void {
    this.tree?.delete();
    this.tree = undefined;
  }

  private whole(tree: Tree, text: string): Program {
    const made = lower(copyTree(tree, text), this.language);
    const program = this.program ? graft(this.program, made, this.text, text, this.changes) : made;
    this.changes.isWhole ||= this.program?.isGivenUp === true;
    this.pieces = tree.rootNode.type === 'ERROR' ? undefined : cut(program, childrenOf(tree));
    return program;
  }

  /** Undefined where the whole has to be lowered. */
  private patched(old: Tree, tree: Tree, text: string, changes: readonly Change[]): Program | undefined {
    const { pieces, program } = this;
    if (!pieces || !program || tree.rootNode.type === 'ERROR') return undefined;
    const children = childrenOf(tree);
    const delta = text.length - this.text.length;
    const { from, fromEnd } = this.touched(pieces, children, delta, rangesOf(old, tree, changes));
    // A directive counts because nothing but directives stands before it.
    if (from <= program.directives.length && (program.directives.length > 0 || this.language !== 'python')) return undefined;
    let to = children.length - fromEnd;
    let made = lower(copyChildren(tree, text, from, to), this.language);
    const follower = this.followerOf(made, children, to);
    if (follower > to) made = lower(copyChildren(tree, text, from, (to = follower)), this.language);
    const oldTo = pieces.length - (children.length - to);
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
    let signature = from - 1;
    while (signature >= 0 && isComment(pieces[signature]!)) signature--;
    return { from: signature >= 0 && mayBeSignature(pieces[signature]!.body) ? signature : from, fromEnd };
  }

  /** The end of the children that have to be lowered with those up to `to` because these end in a signature. */
  private followerOf(made: Program, children: readonly Child[], to: number): number {
    if (this.language === 'python') return to;
    let at = to - 1;
    while (at >= 0 && isComment(children[at]!)) at--;
    const last = children[at];
    if (!last || !mayBeSignature(made.body.filter(({ start }) => start >= last.start))) return to;
    let follower = to;
    while (follower < children.length && isComment(children[follower]!)) follower++;
    return Math.min(children.length, follower + 1);
  }
}

function isComment({ type }: { readonly type: string }): boolean {
  return type.includes('comment');
}

/** What one child of the root has become: an overload is nothing, other signatures are functions without a body. */
function mayBeSignature(body: readonly Statement[]): boolean {
  const statement = body.at(-1);
  if (!statement) return true;
  const declared = statement.kind === 'export' ? statement.declaration : statement;
  return declared?.kind === 'function' && declared.function.bodySpan.start === declared.function.bodySpan.end;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function isSame(piece: Piece, child: Child, delta: number): boolean {
  return piece.type === child.type && piece.start + delta === child.start && piece.end + delta === child.end;
}

/** Where the new text differs, or is read otherwise than before. */
function rangesOf(old: Tree, tree: Tree, changes: readonly Change[]): Range[] {
  return [
    ...changes.map(({ start, newEnd }) => ({ start, end: newEnd })),
    ...old.getChangedRanges(tree).map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex })),
  ];
}

/** Texts are compared so many letters at once, then in shorter stretches, which is quicker than letter by letter. */
const STRETCHES = [4096, 512, 64];

/** Edits made one after another are one replaced range, told from both texts. */
export function changeBetween(before: string, text: string): Change {
  const shorter = Math.min(before.length, text.length);
  let start = 0;
  for (const length of STRETCHES) {
    while (start + length <= shorter && before.slice(start, start + length) === text.slice(start, start + length)) start += length;
  }
  while (start < shorter && before.charCodeAt(start) === text.charCodeAt(start)) start++;
  const most = shorter - start;
  let end = 0;
  const stretch = (one: string, length: number): string => one.slice(one.length - end - length, one.length - end);
  for (const length of STRETCHES) {
    while (end + length <= most && stretch(before, length) === stretch(text, length)) end += length;
  }
  while (end < most && before.charCodeAt(before.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end++;
  return { start, oldEnd: before.length - end, newEnd: text.length - end };
}

/** What the parser has to be told of it. */
export function inputOf({ start, oldEnd, newEnd }: Change, before: string, text: string): Parameters<Tree['edit']>[0] {
  const startPosition = positionAt(before, start);
  const after = (one: string, end: number): Position => {
    const { row, column } = positionAt(one.slice(start, end), end - start);
    return { row: startPosition.row + row, column: row === 0 ? startPosition.column + column : column };
  };
  return {
    startIndex: start, oldEndIndex: oldEnd, newEndIndex: newEnd, startPosition,
    oldEndPosition: after(before, oldEnd), newEndPosition: after(text, newEnd),
  } as Parameters<Tree['edit']>[0];
}
