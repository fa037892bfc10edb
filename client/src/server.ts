import { join } from 'node:path';
import { window, type CancellationToken, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  CloseAction, ErrorAction, LanguageClient, ProgressType, RevealOutputChannelOn, TransportKind,
  type ErrorHandler, type LanguageClientOptions, type ServerOptions,
} from 'vscode-languageclient/node';
import type {
  ClientCommand, InitializationOptions, Requests, ScanProgress, ServerStatus,
} from '../../server/src/lsp/protocol';

export const languages = ['python', 'javascript', 'typescript', 'javascriptreact', 'typescriptreact'];
/** Editors' own documents, such as the sides of a comparison, are left alone. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-test-web'];

/** The commands that code actions and links in hovers may run, and nothing else. */
const linkedCommands: readonly ClientCommand[] = [
  'principled.explainFinding', 'principled.openChecklist', 'principled.allowFinding', 'principled.turnOffRule',
];

const maximumRestarts = 3;
const progressType = new ProgressType<ScanProgress>();

/** Who hears what the server says by itself. */
export interface ServerListener {
  readonly onStatus: (status: ServerStatus) => void;
  readonly onChecklistChanged: () => void;
}

/** The language server as the commands see it; outlives a single process of it. */
export class Server {
  private client: LanguageClient | undefined;
  private unexpectedEnds = 0;

  constructor(
    private readonly context: ExtensionContext,
    private readonly output: LogOutputChannel,
    private readonly listener: ServerListener,
  ) {}

  /** Starts a process; where that fails, says so once and leaves the editor as it is. */
  async start(): Promise<void> {
    const client = new LanguageClient('principled', 'Principled', serverOptions(this.context), this.clientOptions());
    client.onNotification('principled/status', (status: ServerStatus) => this.listener.onStatus(status));
    client.onNotification('principled/checklistChanged', () => this.listener.onChecklistChanged());
    client.onNotification('principled/showOutput', () => this.output.show(true));
    this.client = client;
    this.listener.onStatus({ state: 'starting' });
    try {
      await client.start();
    } catch (error) {
      this.output.error(String(error));
      this.stopped('the language server does not start');
    }
  }

  async restart(): Promise<void> {
    this.unexpectedEnds = 0;
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.output.info(`The server had stopped already: ${String(error)}`);
    }
  }

  /** Undefined when the server could not answer; the user was told, and the cause is in the output. */
  async request<M extends keyof Requests>(
    method: M, params: Requests[M]['params'], token?: CancellationToken,
  ): Promise<Requests[M]['result'] | undefined> {
    try {
      if (!this.client) throw new Error('The server is not running.');
      // An absent token would be sent as one more parameter.
      return await this.client.sendRequest<Requests[M]['result']>(method, params, ...(token ? [token] : []));
    } catch (error) {
      if (token?.isCancellationRequested) return undefined;
      this.output.error(`${method}: ${String(error)}`);
      await this.tell('the language server did not answer.');
      return undefined;
    }
  }

  /** Calls `handler` for the progress of one request, until the returned function is called. */
  onProgress(token: string, handler: (progress: ScanProgress) => void): () => void {
    const registration = this.client?.onProgress(progressType, token, handler);
    return () => registration?.dispose();
  }

  private clientOptions(): LanguageClientOptions {
    const { storageUri } = this.context;
    const initializationOptions: InitializationOptions = {
      commands: linkedCommands, status: true, ...(storageUri?.scheme === 'file' ? { storage: storageUri.fsPath } : {}),
    };
    return {
      documentSelector: schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language }))),
      initializationOptions,
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticPullOptions: { onChange: true, onSave: true },
      markdown: { isTrusted: { enabledCommands: linkedCommands }, supportHtml: false },
      errorHandler: this.errorHandler(),
      initializationFailedHandler: () => false,
    };
  }

  /** A server that ends is started again a few times in silence; then the user decides. */
  private errorHandler(): ErrorHandler {
    return {
      error: (error) => {
        this.output.error(error.message);
        return { action: ErrorAction.Continue };
      },
      closed: () => {
        this.unexpectedEnds++;
        if (this.unexpectedEnds <= maximumRestarts) return { action: CloseAction.Restart, handled: true };
        this.stopped('the language server ended several times');
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private stopped(reason: string): void {
    this.listener.onStatus({ state: 'stopped', reason });
    void this.tell(`${reason}.`);
  }

  private async tell(cause: string): Promise<void> {
    const choice = await window.showErrorMessage(`Principled: ${cause}`, 'Restart server', 'Show output');
    if (choice === 'Restart server') await this.restart();
    if (choice === 'Show output') this.output.show(true);
  }
}

function serverOptions(context: ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath(join('dist', 'server.js'));
  return {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--enable-source-maps'] } },
  };
}
