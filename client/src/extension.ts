import { commands, window, type Disposable, type ExtensionContext } from 'vscode';
import type { ExplanationPlace, FindingReference } from '../../server/src/lsp/protocol';
import { allowFinding } from './commands/allow';
import { openChecklist } from './commands/checklist';
import { Explanations, revealPlace } from './commands/explain';
import { openSample } from './commands/sample';
import { scanWorkspace } from './commands/scan';
import { turnOffRule } from './commands/turnOff';
import { Server } from './server';
import { createStatusItem } from './statusItem';

let server: Server | undefined;

/** Called by the editor when a file of ours is opened or a command of ours is run. */
export function activate(context: ExtensionContext): void {
  const output = window.createOutputChannel('Principled', { log: true });
  const status = createStatusItem();
  const started = new Server(context, output, (it) => status.show(it));
  server = started;
  const explanations = new Explanations(started);
  const on = (name: string, run: (argument: never) => unknown): Disposable =>
    commands.registerCommand(`principled.${name}`, run);
  context.subscriptions.push(
    output, status, explanations,
    on('scanWorkspace', () => scanWorkspace(started)),
    on('explainFinding', (reference?: FindingReference) => explanations.explain(reference)),
    on('revealPlace', (place: ExplanationPlace) => revealPlace(place)),
    on('allowFinding', (reference: FindingReference) => allowFinding(started, reference)),
    on('turnOffRule', (ruleId: string) => turnOffRule(ruleId)),
    on('openChecklist', (provision?: string) => openChecklist(started, provision)),
    on('openSample', () => openSample(context)),
    on('showProblems', () => commands.executeCommand('workbench.actions.view.problems')),
    on('restartServer', () => started.restart()),
    on('showOutput', () => output.show(true)),
  );
  // Not waited for: requests wait by themselves, and a failure is told to the user.
  void started.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
