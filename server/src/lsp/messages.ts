import type { Connection } from 'vscode-languageserver';
import type { ClientFeatures } from './clientFeatures';
import { notify } from './wire';

/** The only way in which the server speaks to the user outside an answer: once per cause. */
export interface Messages {
  /** One notification with the cause and one action; details go to the output channel. */
  error(cause: string, details: string): void;
  warning(text: string): void;
  /** A line in the output channel, once per text. */
  log(text: string): void;
}

const showOutput = { title: 'Show output' };

/** Editors make links of `[text](target)` in messages, also such that run commands; settings and files may hold any text. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

export function createMessages(connection: Connection, client: () => ClientFeatures): Messages {
  const said = new Set<string>();
  const isNew = (text: string): boolean => said.size < said.add(text).size;

  return {
    error(cause, details) {
      if (isNew(details)) connection.console.error(details);
      if (!isNew(`shown ${cause}`)) return;
      const actions = client().status ? [showOutput] : [];
      void connection.window.showErrorMessage(`Principled: ${withoutLinks(cause)}`, ...actions).then((choice) => {
        if (choice?.title === showOutput.title) notify(connection, 'principled/showOutput', null);
      });
    },
    warning(text) {
      if (isNew(text)) connection.window.showWarningMessage(`Principled: ${withoutLinks(text)}`);
    },
    log(text) {
      if (isNew(text)) connection.console.log(text);
    },
  };
}
