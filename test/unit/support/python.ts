import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { pythonAdapter } from '../../../server/src/analysis/languages/python';
import { startRuntime } from '../../../server/src/analysis/languages/runtime';
import { copyTree, type Syntax } from '../../../server/src/analysis/languages/syntax';
import type { Program } from '../../../server/src/analysis/program/program';

await startRuntime();
const require = createRequire(import.meta.url);
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-python/tree-sitter-python.wasm')));

export function parsePython(source: string): Syntax {
  const tree = parser.parse(source);
  if (!tree) throw new Error('the parser gave no tree');
  try {
    return copyTree(tree, source);
  } finally {
    tree.delete();
  }
}

export function lowerPython(source: string): Program {
  return pythonAdapter.lower(parsePython(source), 'python');
}
