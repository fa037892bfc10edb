import type { Tree } from 'web-tree-sitter';
import type { LanguageId, Program } from '../program/program';
import type { Parsers } from './grammars';
import { javascriptAdapter } from './javascript';
import { pythonAdapter } from './python';
import { copyTree } from './syntax';

/** One replaced range, in UTF-16 offsets of the text before it. */
export interface TextEdit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Parses and lowers a text once; nothing of the tree is kept. */
export function parseOnce(parsers: Parsers, language: LanguageId, text: string): Program {
  const tree = parsers.parser(language).parse(text);
  if (!tree) throw new Error(`the parser for ${language} gave no tree`);
  try {
    return lower(tree, language, text);
  } finally {
    tree.delete();
  }
}

function lower(tree: Tree, language: LanguageId, text: string): Program {
  const adapter = language === 'python' ? pythonAdapter : javascriptAdapter;
  return adapter.lower(copyTree(tree, text), language);
}

/** A text that changes: its tree is kept so that the next parse only does what changed. */
export class LiveText {
  private tree: Tree | undefined;
  private text = '';

  constructor(private readonly parsers: Parsers, private readonly language: LanguageId) {}

  /** Parses the new text; with `edits`, in the order they were made, the old tree is reused. */
  parse(text: string, edits: readonly TextEdit[] | undefined): Program {
    const old = edits && this.tree ? this.edited(this.tree, text, edits) : undefined;
    const tree = this.parsers.parser(this.language).parse(text, old ?? null);
    if (!tree) throw new Error(`the parser for ${this.language} gave no tree`);
    this.tree?.delete();
    this.tree = tree;
    this.text = text;
    return lower(tree, this.language, text);
  }

  dispose(): void {
    this.tree?.delete();
    this.tree = undefined;
  }

  /** Edits made one after another are one replaced range, told from both texts. */
  private edited(tree: Tree, text: string, edits: readonly TextEdit[]): Tree | undefined {
    if (edits.length === 0) return undefined;
    const before = this.text;
    let start = 0;
    const shorter = Math.min(before.length, text.length);
    while (start < shorter && before.charCodeAt(start) === text.charCodeAt(start)) start++;
    let end = 0;
    while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end++;
    tree.edit({
      startIndex: start, oldEndIndex: before.length - end, newEndIndex: text.length - end,
      startPosition: positionAt(before, start), oldEndPosition: positionAt(before, before.length - end),
      newEndPosition: positionAt(text, text.length - end),
    } as Parameters<Tree['edit']>[0]);
    return tree;
  }
}

function positionAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    line = at + 1;
  }
  return { row, column: offset - line };
}
