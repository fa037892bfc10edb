import { commands, window, type Disposable, type ExtensionContext } from 'vscode';
import type { ExplanationPlace, FindingReference } from '../../server/src/lsp/protocol';
import { createBadges } from './checklist/badges';
import { ProvisionForm } from './checklist/form';
import { noFilter } from './checklist/filters';
import { ChecklistModel } from './checklist/model';
import { ChecklistTree, type ProvisionNode } from './checklist/tree';
import { allowFinding } from './commands/allow';
import { mark, openChecklist, undoAnswer } from './commands/checklist';
import { createDocument } from './commands/document';
import { Explanations, revealPlace } from './commands/explain';
import { Reports } from './commands/report';
import { openSample } from './commands/sample';
import { scanWorkspace } from './commands/scan';
import { turnOffRule } from './commands/turnOff';
import { FindingsTree, type FindingNode } from './findingsView';
import { InventoryCommands } from './inventory/commands';
import { InventoryModel } from './inventory/model';
import { InventoryTree } from './inventory/tree';
import { Server } from './server';
import { createStatusItem } from './statusItem';

let server: Server | undefined;

/** Called by the editor when a file of ours is opened or a command of ours is run. */
export function activate(context: ExtensionContext): void {
  const output = window.createOutputChannel('Principled', { log: true });
  const status = createStatusItem();
  const started = new Server(context, output, { onStatus: (it) => status.show(it), onChecklistChanged: () => model.refreshSoon() });
  const model = new ChecklistModel(started);
  server = started;
  const explanations = new Explanations(started);
  const tree = new ChecklistTree(model);
  const checklist = { model, tree, form: new ProvisionForm(context, model) };
  const reports = new Reports(started, model);
  const inventoryModel = new InventoryModel(started);
  const inventory = new InventoryCommands(started, inventoryModel);
  const on = (name: string, run: (argument: never) => unknown): Disposable =>
    commands.registerCommand(`principled.${name}`, run);
  context.subscriptions.push(
    output, status, explanations, model, tree, checklist.form, reports, createBadges(model), new FindingsTree(model),
    inventoryModel, inventory, new InventoryTree(inventoryModel),
    on('scanWorkspace', () => scanWorkspace(started).then(() => inventory.afterScan())),
    on('showInventory', () => inventory.show()),
    on('refreshInventory', () => inventory.refresh()),
    on('showInventoryGraph', () => inventory.showGraph()),
    on('exportInventory', () => inventory.export()),
    on('explainFinding', (reference?: FindingReference) => explanations.explain(reference)),
    on('revealPlace', (place: ExplanationPlace) => revealPlace(place)),
    on('allowFinding', (reference: FindingReference) => allowFinding(started, reference)),
    on('turnOffRule', (ruleId: string) => turnOffRule(ruleId)),
    on('openChecklist', (provision?: string | FindingNode) => openChecklist(checklist, provision)),
    on('markMet', (node?: ProvisionNode) => mark(checklist, 'met', node)),
    on('markPartly', (node?: ProvisionNode) => mark(checklist, 'partly', node)),
    on('markNotMet', (node?: ProvisionNode) => mark(checklist, 'not-met', node)),
    on('markNotApplicable', (node?: ProvisionNode) => mark(checklist, 'not-applicable', node)),
    on('takeAnswerBack', (node?: ProvisionNode) => mark(checklist, undefined, node)),
    on('undoAnswer', () => undoAnswer(checklist)),
    on('filterChecklist', () => tree.chooseFilter()),
    on('showWholeChecklist', () => tree.setFilter(noFilter)),
    on('groupChecklist', () => tree.chooseGrouping()),
    on('chooseChecklistFolder', () => model.chooseFolder()),
    on('createReport', () => reports.create()),
    on('createDocument', (kind?: unknown) => createDocument(started, model, kind)),
    on('saveReport', () => reports.save()),
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
