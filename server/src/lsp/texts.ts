import { TextDocument } from 'vscode-languageserver-textdocument';

/** Finds the text of a file that a finding speaks of, so that offsets become lines. */
export type TextLookup = (path: string) => TextDocument | undefined;

/**
 * A lookup that prefers what is open in the editor and reads each other file once. Make a new one for
 * each answer, since files change.
 */
export function createTextLookup(
  open: (path: string) => TextDocument | undefined,
  readText: (path: string) => string | undefined,
): TextLookup {
  const read = new Map<string, TextDocument | undefined>();
  return (path) => {
    const document = open(path);
    if (document) return document;
    if (!read.has(path)) {
      const text = readText(path);
      read.set(path, text === undefined ? undefined : TextDocument.create(path, '', 0, text));
    }
    return read.get(path);
  };
}
