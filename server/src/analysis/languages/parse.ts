import type { LanguageId, Program } from '../program/program';
import type { Parsers } from './grammars';
import { javascriptAdapter } from './javascript';
import { pythonAdapter } from './python';
import { copyTree, type Syntax } from './syntax';

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
    return lower(copyTree(tree, text), language);
  } finally {
    tree.delete();
  }
}

/** Lowers a tree, or what was copied of it. */
export function lower(syntax: Syntax, language: LanguageId): Program {
  const adapter = language === 'python' ? pythonAdapter : javascriptAdapter;
  return adapter.lower(syntax, language);
}

/** Both from 0, in UTF-16 units. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): Position {
  let row = 0;
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    line = at + 1;
  }
  return { row, column: offset - line };
}
