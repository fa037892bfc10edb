import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import { isInside, uriOfPath } from './uris';

/** The workspace folders, as URIs without a slash at the end. */
export class Folders {
  private uris: readonly string[] = [];

  initialize(params: InitializeParams): void {
    const { rootPath } = params as { rootPath?: string | null };
    const root = params.rootUri ?? (rootPath ? uriOfPath(rootPath) : undefined);
    const given = params.workspaceFolders?.map((folder) => folder.uri) ?? (root ? [root] : []);
    this.uris = given.map(withoutSlash);
  }

  change(event: WorkspaceFoldersChangeEvent): void {
    const removed = new Set(event.removed.map((folder) => withoutSlash(folder.uri)));
    const added = event.added.map((folder) => withoutSlash(folder.uri));
    this.uris = [...this.uris.filter((uri) => !removed.has(uri)), ...added];
  }

  all(): readonly string[] {
    return this.uris;
  }

  /** The innermost folder a document lies in. */
  of(uri: string): string | undefined {
    return this.uris
      .filter((folder) => isInside(folder, uri))
      .reduce<string | undefined>((best, folder) => (best && best.length >= folder.length ? best : folder), undefined);
  }
}

function withoutSlash(uri: string): string {
  return uri.replace(/\/+$/, '');
}
