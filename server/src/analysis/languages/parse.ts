import type { Tree } from 'web-tree-sitter';
import type { LanguageId, Program } from '../program/program';
import { withJoinedComments } from './commentRuns';
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
  const tree = treeOf(parsers, language, parserText(text, language));
  if (!tree) return nothingRead(parsers, language);
  try {
    return lower(copyTree(tree, text), language);
  } finally {
    tree.delete();
  }
}

/** What the parser is given: as long as the text, and with everything at the same place. */
export function parserText(text: string, language: LanguageId): string {
  return withJoinedComments(text, language === 'python');
}

/**
 * Parses a {@link parserText}; `old` is the tree of the one before, edited. Undefined where that takes out of
 * proportion long, for there may be source that a grammar reads over and over. What is counted is not time:
 * the same text is parsed, or is not, on every machine.
 */
export function treeOf(parsers: Parsers, language: LanguageId, text: string, old?: Tree): Tree | undefined {
  const parser = parsers.parser(language);
  const mostReads = READS * (20 + text.length / CHUNK);
  const mostTurns = TURNS * (1 + text.length / 1000);
  let reads = 0;
  let turns = 0;
  const read = (index: number): string => {
    // What is nearest to stopping at once: there is no more text.
    return ++reads > mostReads ? '' : text.slice(index, index + CHUNK);
  };
  const tree = parser.parse(read, old ?? null, { progressCallback: () => ++turns > mostTurns || reads > mostReads });
  if (tree && reads <= mostReads) return tree;
  tree?.delete();
  // It would go on where it was stopped.
  parser.reset();
  return undefined;
}

/** So much does the runtime take at a time. */
const CHUNK = 5_000;
/** How often each chunk may be read, of small texts more: five times is usual at most, and once for each word where two chunks meet. */
const READS = 25;
/** A turn is a hundred steps of the parser: 15 to 50 of them are usual for 1,000 units of text. */
const TURNS = 600;

/** The program of a text that could not be parsed. */
export function nothingRead(parsers: Parsers, language: LanguageId): Program {
  return { ...parseOnce(parsers, language, ''), hasErrors: true, isGivenUp: true };
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
