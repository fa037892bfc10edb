import { commands, languages, StatusBarAlignment, window, type Disposable } from 'vscode';
import type { ServerStatus } from '../../server/src/lsp/protocol';
import { countFindings, type Counts } from './findings';

/** The shield in the status bar: how many findings there are, and what the server is doing. */
export interface StatusItem extends Disposable {
  show(status: ServerStatus): void;
}

const settleMilliseconds = 100;

export function createStatusItem(): StatusItem {
  const item = window.createStatusBarItem('principled.status', StatusBarAlignment.Left, 0);
  item.name = 'Principled';
  item.command = 'principled.showProblems';
  let status: ServerStatus = { state: 'starting' };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    timer = undefined;
    const counts = countFindings();
    // Hints stay out of the number, as they stay out of the Problems panel.
    const shown = counts.errors + counts.warnings + counts.informations;
    const icon = status.state === 'scanning' ? '$(sync~spin)' : '$(shield)';
    const words = `${countWords(counts)}; ${statusWords(status)}`;
    item.text = status.state === 'stopped' ? '$(shield) stopped' : `${icon} ${shown}`;
    item.tooltip = `Principled: ${words}`;
    item.accessibilityInformation = { label: `Principled: ${words}` };
    void commands.executeCommand('setContext', 'principled.hasFindings', shown > 0);
  };
  const drawSoon = (): void => {
    timer ??= setTimeout(draw, settleMilliseconds);
  };
  const subscription = languages.onDidChangeDiagnostics(drawSoon);
  draw();
  item.show();

  return {
    show(newStatus) {
      status = newStatus;
      void commands.executeCommand('setContext', 'principled.stopped', status.state === 'stopped');
      drawSoon();
    },
    dispose() {
      clearTimeout(timer);
      subscription.dispose();
      item.dispose();
    },
  };
}

function countWords({ errors, warnings, informations, hints }: Counts): string {
  const parts = [
    plural(errors, 'error'), plural(warnings, 'warning'), plural(informations, 'information', 'information'), plural(hints, 'hint'),
  ].filter((it) => it !== '');
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

function plural(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

function statusWords(status: ServerStatus): string {
  switch (status.state) {
    case 'starting': return 'starting';
    case 'ready': return 'up to date';
    case 'scanning': return `scanning ${status.percent} %`;
    case 'stopped': return `stopped: ${status.reason}`;
  }
}
