import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver';
import type { LanguageId } from '../analysis/program/program';
import type { Edit } from '../lint/linter';
import { languageOf } from './languages';
import { pathOfUri } from './uris';

/** An open document, with the edits that the linter has not been told of yet. */
export interface TrackedDocument {
  readonly uri: string;
  readonly path: string;
  /** Undefined for a language that is not examined. */
  readonly language: LanguageId | undefined;
  readonly text: TextDocument;
  version: number;
  /** Edits since the linter was last given the text; undefined when it must start anew. */
  edits: Edit[] | undefined;
  /** The linter that was given the text; another one knows nothing of it. */
  knownTo: object | undefined;
}

/** Makes `TextDocuments` keep the single edits that an incremental parse needs. */
export const documentTracking: TextDocumentsConfiguration<TrackedDocument> = {
  create(uri, languageId, version, content) {
    const path = pathOfUri(uri);
    const text = TextDocument.create(uri, languageId, version, content);
    return { uri, path, language: languageOf(languageId, path), text, version, edits: undefined, knownTo: undefined };
  },
  update(document, changes, version) {
    for (const change of changes) applyChange(document, change, version);
    document.version = version;
    return document;
  },
};

function applyChange(document: TrackedDocument, change: TextDocumentContentChangeEvent, version: number): void {
  if ('range' in change) {
    const from = document.text.offsetAt(change.range.start);
    const to = document.text.offsetAt(change.range.end);
    const start = Math.min(from, to);
    document.edits?.push({ start, oldEnd: Math.max(from, to), newEnd: start + change.text.length });
  } else {
    document.edits = undefined;
  }
  TextDocument.update(document.text, [change], version);
}
