import { resolve } from 'node:path';
import { loadParsers } from '../../server/src/analysis/languages/grammars';
import type { Parsers } from '../../server/src/analysis/languages/grammars';
import { readGrammars } from '../../server/src/host/grammars';

/** Where test/setup.mjs put the grammars, checked against the manifest. */
export const grammarFolder = resolve(import.meta.dirname, '../../out/grammars');

/** The parsers as the product loads them. */
export function loadTestParsers(): Promise<Parsers> {
  return loadParsers(readGrammars(grammarFolder));
}
