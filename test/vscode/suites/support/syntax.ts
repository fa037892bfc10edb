import { join } from 'node:path';
import { languageOfPath } from '../../../../server/src/analysis/languages/extensions';
import { loadBundledParsers } from '../../../../server/src/host/grammars';

/** Whether a text is code without mistakes, in the language that the file's name tells. */
export type IsSound = (path: string, text: string) => boolean;

/** Reads with the grammars that the extension brings. */
export async function loadSyntax(extensionFolder: string): Promise<IsSound> {
  const parsers = await loadBundledParsers(join(extensionFolder, 'dist'));
  return (path, text) => {
    const language = languageOfPath(path);
    if (!language) throw new Error(`No grammar reads ${path}.`);
    const tree = parsers.parser(language).parse(text);
    try {
      return tree !== null && !tree.rootNode.hasError;
    } finally {
      tree?.delete();
    }
  };
}
