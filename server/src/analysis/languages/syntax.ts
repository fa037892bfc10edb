import type { Language, Tree } from 'web-tree-sitter';
import { Parts } from '../texts';
import { addressOf, cursorCalls, type CursorCalls } from './runtime';

/**
 * A flat copy of a syntax tree, made in one cursor walk so that the tree itself can be freed or
 * kept only for the next incremental parse.
 *
 * Nodes are numbers in source order (the root is 0). The children of `n` follow it directly:
 * the first is `n + 1`, the one after `c` is `next(c)`, and they end at `next(n)`.
 */
export class Syntax {
  private readonly parts = new Parts();

  constructor(
    readonly text: string,
    private readonly types: readonly string[],
    private readonly fields: readonly (string | null)[],
    private readonly typeIds: Uint16Array,
    private readonly fieldIds: Uint8Array,
    private readonly starts: Int32Array,
    private readonly ends: Int32Array,
    private readonly nexts: Int32Array,
    readonly hasErrors: boolean,
  ) {}

  /** The node's type as the grammar names it; anonymous nodes are named by their text. */
  type(node: number): string {
    return this.types[this.typeIds[node]!] ?? 'ERROR';
  }

  isNamed(node: number): boolean {
    return this.ends[node]! >= 0;
  }

  start(node: number): number {
    return this.starts[node]!;
  }

  /** The end of a node; anonymous nodes span their own text. */
  end(node: number): number {
    const end = this.ends[node]!;
    return end >= 0 ? end : this.starts[node]! + this.type(node).length;
  }

  textOf(node: number): string {
    return this.slice(this.start(node), this.end(node));
  }

  /** A part of the text that may be kept: it does not hold on to the whole, and what is written twice is there once. */
  slice(start: number, end: number): string {
    return this.parts.own(this.text.slice(start, end));
  }

  /** The field under which the node hangs in its parent, if any. */
  fieldName(node: number): string | null {
    return this.fields[this.fieldIds[node]!] ?? null;
  }

  /** The index behind the node's subtree: its next sibling, or the end of its parent. */
  next(node: number): number {
    return this.nexts[node]!;
  }

  /** The first child in that field, or -1. */
  child(node: number, field: string): number {
    for (let c = node + 1, end = this.nexts[node]!; c < end; c = this.nexts[c]!) {
      if (this.fieldName(c) === field) return c;
    }
    return -1;
  }

  /** All children in that field. */
  childrenIn(node: number, field: string): number[] {
    const found: number[] = [];
    for (let c = node + 1, end = this.nexts[node]!; c < end; c = this.nexts[c]!) {
      if (this.fieldName(c) === field) found.push(c);
    }
    return found;
  }

  /** Named children, comments and all. */
  named(node: number): number[] {
    const found: number[] = [];
    for (let c = node + 1, end = this.nexts[node]!; c < end; c = this.nexts[c]!) {
      if (this.isNamed(c)) found.push(c);
    }
    return found;
  }

  /** All children, also anonymous ones. */
  children(node: number): number[] {
    const found: number[] = [];
    for (let c = node + 1, end = this.nexts[node]!; c < end; c = this.nexts[c]!) found.push(c);
    return found;
  }

  /** The first child of that type (named or anonymous), or -1. */
  childOfType(node: number, type: string): number {
    for (let c = node + 1, end = this.nexts[node]!; c < end; c = this.nexts[c]!) {
      if (this.type(c) === type) return c;
    }
    return -1;
  }
}

const namedTypes = new WeakMap<Language, Uint8Array>();

/** Copies a tree; recursion depth is bounded by the tree's. */
export function copyTree(tree: Tree, text: string): Syntax {
  return copied(tree, text, (calls, address, named, writer) => copyNode(calls, address, named, writer));
}

/** Copies the root with those of its children only whose index is in the range. */
export function copyChildren(tree: Tree, text: string, from: number, to: number): Syntax {
  return copied(tree, text, (calls, address, named, writer) => {
    const root = addNode(calls, address, true, writer);
    if (calls._ts_tree_cursor_goto_first_child_wasm(address) === 1) {
      let index = 0;
      do if (index >= from) copyNode(calls, address, named, writer);
      while (++index < to && calls._ts_tree_cursor_goto_next_sibling_wasm(address) === 1);
    }
    writer.close(root);
  });
}

/** A child of the root. */
export interface Child {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The children of the root, in order. */
export function childrenOf(tree: Tree): Child[] {
  const { types } = tree.language;
  const children: Child[] = [];
  walk(tree, (calls, address) => {
    if (calls._ts_tree_cursor_goto_first_child_wasm(address) !== 1) return;
    do {
      children.push({
        type: types[calls._ts_tree_cursor_current_node_type_id_wasm(address)] ?? 'ERROR',
        start: calls._ts_tree_cursor_start_index_wasm(address),
        end: calls._ts_tree_cursor_end_index_wasm(address),
      });
    } while (calls._ts_tree_cursor_goto_next_sibling_wasm(address) === 1);
  });
  return children;
}

function walk(tree: Tree, visit: (calls: CursorCalls, address: number) => void): void {
  const calls = cursorCalls();
  const address = addressOf(tree);
  calls._ts_tree_root_node_wasm(address);
  calls._ts_tree_cursor_new_wasm(address);
  try {
    visit(calls, address);
  } finally {
    calls._ts_tree_cursor_delete_wasm(address);
  }
}

function copied(tree: Tree, text: string, copy: (calls: CursorCalls, tree: number, named: Uint8Array, writer: Writer) => void): Syntax {
  const language = tree.language;
  const hasErrors = tree.rootNode.hasError;
  const writer = new Writer();
  walk(tree, (calls, address) => copy(calls, address, namedFlags(language), writer));
  return writer.finish(text, language.types, language.fields, hasErrors);
}

/** Copies the cursor's node with all below it, and leaves the cursor there. */
function copyNode(calls: CursorCalls, tree: number, named: Uint8Array, writer: Writer): void {
  const open: number[] = [];
  for (;;) {
    const typeId = calls._ts_tree_cursor_current_node_type_id_wasm(tree);
    const isNamed = typeId === ERROR_ID || named[typeId] === 1;
    const node = addNode(calls, tree, isNamed, writer, typeId);
    if (isNamed && calls._ts_tree_cursor_goto_first_child_wasm(tree) === 1) {
      open.push(node);
      continue;
    }
    writer.close(node);
    for (;;) {
      if (open.length === 0) return;
      if (calls._ts_tree_cursor_goto_next_sibling_wasm(tree) === 1) break;
      calls._ts_tree_cursor_goto_parent_wasm(tree);
      writer.close(open.pop()!);
    }
  }
}

function addNode(
  calls: CursorCalls, tree: number, isNamed: boolean, writer: Writer, typeId = calls._ts_tree_cursor_current_node_type_id_wasm(tree),
): number {
  return writer.add(
    typeId,
    calls._ts_tree_cursor_current_field_id_wasm(tree),
    calls._ts_tree_cursor_start_index_wasm(tree),
    isNamed ? calls._ts_tree_cursor_end_index_wasm(tree) : -1,
  );
}

/** What web-tree-sitter gives as the type of an ERROR node; it has no name in `Language.types`. */
const ERROR_ID = 0xffff;

function namedFlags(language: Language): Uint8Array {
  let flags = namedTypes.get(language);
  if (!flags) {
    flags = new Uint8Array(language.nodeTypeCount);
    for (let id = 0; id < flags.length; id++) flags[id] = language.nodeTypeIsNamed(id) ? 1 : 0;
    namedTypes.set(language, flags);
  }
  return flags;
}

/** Growing typed arrays, one set per copy. */
class Writer {
  private capacity = 4096;
  private length = 0;
  private typeIds = new Uint16Array(this.capacity);
  private fieldIds = new Uint8Array(this.capacity);
  private starts = new Int32Array(this.capacity);
  private ends = new Int32Array(this.capacity);
  private nexts = new Int32Array(this.capacity);

  add(typeId: number, fieldId: number, start: number, end: number): number {
    if (this.length === this.capacity) this.grow();
    const at = this.length++;
    this.typeIds[at] = typeId;
    this.fieldIds[at] = fieldId;
    this.starts[at] = start;
    this.ends[at] = end;
    return at;
  }

  close(node: number): void {
    this.nexts[node] = this.length;
  }

  finish(text: string, types: readonly string[], fields: readonly (string | null)[], hasErrors: boolean): Syntax {
    return new Syntax(
      text, types, fields, this.typeIds, this.fieldIds, this.starts, this.ends, this.nexts, hasErrors,
    );
  }

  private grow(): void {
    this.capacity *= 2;
    this.typeIds = enlarge(this.typeIds, new Uint16Array(this.capacity));
    this.fieldIds = enlarge(this.fieldIds, new Uint8Array(this.capacity));
    this.starts = enlarge(this.starts, new Int32Array(this.capacity));
    this.ends = enlarge(this.ends, new Int32Array(this.capacity));
    this.nexts = enlarge(this.nexts, new Int32Array(this.capacity));
  }
}

function enlarge<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
