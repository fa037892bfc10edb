/** Parses all files that a JSON list names and does nothing else: the floor under a scan of them. */
import { readFileSync } from 'node:fs';
import { grammarFolder, loadEngine } from './product.mjs';

const { loadParsers, readGrammars } = loadEngine();
const parsers = await loadParsers(readGrammars(grammarFolder));
for (const { path, language } of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  parsers.parser(language).parse(readFileSync(path, 'utf8')).delete();
}
