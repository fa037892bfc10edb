import { isAbsolute, join } from 'node:path';
import type { InitializeParams } from 'vscode-languageserver';
import type { ClientCommand, InitializationOptions } from './protocol';

/** What the client on the other side can do; decided once, at `initialize`. */
export interface ClientFeatures {
  readonly pullDiagnostics: boolean;
  readonly diagnosticRefresh: boolean;
  readonly configuration: boolean;
  readonly configurationEvents: boolean;
  readonly watchedFiles: boolean;
  readonly folderEvents: boolean;
  readonly versionedEdits: boolean;
  readonly snippetEdits: boolean;
  readonly resolveCodeActionEdit: boolean;
  readonly relatedInformation: boolean;
  readonly markdownHover: boolean;
  readonly status: boolean;
  /** Commands the client runs itself. */
  readonly commands: ReadonlySet<ClientCommand>;
  /** Where the index of the workspace is kept between starts; undefined where the client has no place for it. */
  readonly cacheFile: string | undefined;
}

export function readClientFeatures(params: InitializeParams): ClientFeatures {
  const { workspace, textDocument } = params.capabilities;
  const options = readOptions(params.initializationOptions);
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    diagnosticRefresh: workspace?.diagnostics?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    configurationEvents: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folderEvents: workspace?.workspaceFolders === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    resolveCodeActionEdit: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true
      && textDocument.codeAction.dataSupport === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true
      || textDocument?.diagnostic?.relatedInformation === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') ?? true,
    status: options.status === true,
    commands: new Set(options.commands ?? []),
    cacheFile: options.storage !== undefined && isAbsolute(options.storage) ? join(options.storage, 'index.json') : undefined,
  };
}

/** Takes the fields that are well formed; options come from any client, so nothing is assumed. */
function readOptions(raw: unknown): InitializationOptions {
  if (typeof raw !== 'object' || raw === null) return {};
  const { commands, status, storage } = raw as Record<string, unknown>;
  return {
    ...(Array.isArray(commands) ? { commands: commands.filter((it) => typeof it === 'string') as ClientCommand[] } : {}),
    ...(typeof status === 'boolean' ? { status } : {}),
    ...(typeof storage === 'string' ? { storage } : {}),
  };
}
