import { Parser, type Tree } from 'web-tree-sitter';

/**
 * The runtime's functions over the tree cursor that lies in its transfer buffer. The public cursor
 * writes itself into that buffer before each of these calls and reads itself back after it, which
 * costs several times the call. Whoever walks a whole tree at once leaves it there instead: nothing
 * else may be called in between. Each function takes the address of the tree.
 */
export interface CursorCalls {
  readonly _ts_tree_root_node_wasm: (tree: number) => void;
  readonly _ts_tree_cursor_new_wasm: (tree: number) => void;
  readonly _ts_tree_cursor_delete_wasm: (tree: number) => void;
  readonly _ts_tree_cursor_goto_first_child_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_goto_next_sibling_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_goto_parent_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_current_node_type_id_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_current_field_id_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_start_index_wasm: (tree: number) => number;
  readonly _ts_tree_cursor_end_index_wasm: (tree: number) => number;
}

let started: Promise<void> | undefined;
/** The runtime puts its functions on the object that it is started with. */
const runtime: Partial<CursorCalls> & { wasmBinary?: Uint8Array } = {};

/** Starts the Wasm runtime, once in the life of the process; without bytes it looks for its own file. */
export function startRuntime(wasmBinary?: Uint8Array): Promise<void> {
  if (wasmBinary) runtime.wasmBinary ??= wasmBinary;
  return (started ??= Parser.init(runtime));
}

/** Throws when the runtime was not started, or is not the one this was written for. */
export function cursorCalls(): CursorCalls {
  if (!runtime._ts_tree_cursor_new_wasm) throw new Error('the parser runtime was not started by startRuntime');
  return runtime as CursorCalls;
}

/** Where the tree lies in the runtime's memory. */
export function addressOf(tree: Tree): number {
  return (tree as Tree & { readonly 0: number })[0];
}
