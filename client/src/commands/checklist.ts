import {
  QuickInputButtons, QuickPickItemKind, ThemeIcon, Uri, window, workspace,
  type QuickPick, type QuickPickItem, type WorkspaceFolder,
} from 'vscode';
import type { ChecklistPrinciple, ChecklistProvision, ChecklistState, ProvisionStatus } from '../../../server/src/lsp/protocol';
import type { Server } from '../server';

const settleMilliseconds = 50;

/** The provisions of a principle, or those that a role bears. */
interface Group {
  readonly title: string;
  takes(provision: ChecklistProvision, principle: ChecklistPrinciple): boolean;
}

/** Lets the user tick provisions; each tick is saved at once. With a provision it opens there. */
export async function openChecklist(server: Server, provision?: string): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const uri = folder.uri.toString();
  let state = await server.request('principled/checklist', { folder: uri });
  let group = provision === undefined ? undefined : groupOf(state, provision);
  while (state) {
    if (state.problem !== undefined) {
      await showProblem(state.problem, state.file);
      return;
    }
    group ??= await chooseGroup(state);
    if (!group) return;
    const shown = await tickProvisions(server, uri, state, group, provision);
    if (!shown.goBack) return;
    state = shown.state;
    group = undefined;
  }
}

async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const [first, ...others] = workspace.workspaceFolders ?? [];
  if (!first) {
    await window.showInformationMessage('Principled: the checklist is kept in a folder. Open one first.');
    return undefined;
  }
  return others.length === 0 ? first : window.showWorkspaceFolderPick({ placeHolder: 'Whose checklist?' });
}

function groupOf(state: ChecklistState | undefined, provision: string): Group | undefined {
  const principle = state?.principles.find((it) => it.provisions.some(({ id }) => id === provision));
  return principle && principleGroup(principle);
}

function principleGroup({ number, title }: ChecklistPrinciple): Group {
  return { title: `Principle ${number}: ${title}`, takes: (_, principle) => principle.number === number };
}

async function chooseGroup(state: ChecklistState): Promise<Group | undefined> {
  const all = state.principles.flatMap((it) => it.provisions);
  const principles = state.principles.map((it) => ({
    label: `${it.number}. ${it.title}`, detail: progress(it.provisions), group: principleGroup(it),
  }));
  const roles = state.roles.map(({ id, name }) => {
    const isTheirs = (it: ChecklistProvision): boolean => it.roles.includes(id);
    const group: Group = { title: name, takes: isTheirs };
    return { label: name, detail: progress(all.filter(isTheirs)), group };
  }).filter(({ group }) => all.some((it) => group.takes(it, state.principles[0] as ChecklistPrinciple)));
  const items: (QuickPickItem & { group?: Group })[] = [
    { label: 'By principle', kind: QuickPickItemKind.Separator }, ...principles,
    { label: 'By role', kind: QuickPickItemKind.Separator }, ...roles,
  ];
  const options = {
    title: `Code of Practice checklist (${progress(all)})`, placeHolder: 'Choose a principle or a role'
  };
  return (await window.showQuickPick(items, options))?.group;
}

function progress(provisions: readonly ChecklistProvision[]): string {
  const done = provisions.filter(({ status }) => status === 'met' || status === 'not-applicable').length;
  return `${done} of ${provisions.length} done`;
}

interface ProvisionItem extends QuickPickItem {
  readonly id: string;
  /** What its button shows. */
  readonly inFull: string;
}

interface Shown {
  readonly state: ChecklistState;
  readonly goBack: boolean;
}

/** Shows the provisions until the user leaves them. */
function tickProvisions(
  server: Server, folder: string, first: ChecklistState, group: Group, active: string | undefined,
): Promise<Shown> {
  const picker = window.createQuickPick<ProvisionItem>();
  const items = first.principles.flatMap((principle) =>
    principle.provisions.filter((it) => group.takes(it, principle)).map((it) => toItem(it)));
  picker.title = group.title;
  picker.placeholder = 'Tick what is met. Every change is saved at once.';
  picker.canSelectMany = true;
  // Reading a provision in full must not close the list.
  picker.ignoreFocusOut = true;
  picker.buttons = [QuickInputButtons.Back];
  picker.items = items;
  picker.selectedItems = items.filter(({ id }) => statusIn(first, id) === 'met');
  // With nothing active the keyboard would have nothing to tick.
  picker.activeItems = items.filter(({ id }, at) => (active === undefined ? at === 0 : id === active));
  return followTicks(server, folder, first, picker);
}

function followTicks(
  server: Server, folder: string, first: ChecklistState, picker: QuickPick<ProvisionItem>,
): Promise<Shown> {
  let state = first;
  let goBack = false;
  let saving: Promise<void> = Promise.resolve();
  let ticked = new Set(picker.selectedItems.map(({ id }) => id));
  let timer: ReturnType<typeof setTimeout> | undefined;

  const save = async (changes: Record<string, ProvisionStatus | null>): Promise<void> => {
    const saved = await server.request('principled/tick', { folder, changes });
    if (saved?.problem !== undefined) {
      picker.hide();
      await showProblem(saved.problem, saved.file);
    } else if (saved) state = saved;
  };
  return new Promise((resolve) => {
    const saveSelection = (): void => {
      clearTimeout(timer);
      timer = undefined;
      const now = new Set(picker.selectedItems.map(({ id }) => id));
      const changes = changesBetween(ticked, now);
      ticked = now;
      if (Object.keys(changes).length > 0) saving = saving.then(() => save(changes));
    };
    // The editor may report an empty selection in passing while it fills the list.
    picker.onDidChangeSelection(() => {
      clearTimeout(timer);
      timer = setTimeout(saveSelection, settleMilliseconds);
    });
    picker.onDidTriggerButton(() => {
      goBack = true;
      picker.hide();
    });
    picker.onDidTriggerItemButton(({ item }) => void window.showInformationMessage(item.inFull, { modal: true }));
    picker.onDidAccept(() => picker.hide());
    picker.onDidHide(() => {
      if (timer) saveSelection();
      picker.dispose();
      void saving.then(() => resolve({ state, goBack }));
    });
    picker.show();
  });
}

function changesBetween(before: ReadonlySet<string>, now: ReadonlySet<string>): Record<string, ProvisionStatus | null> {
  const changes: Record<string, ProvisionStatus | null> = {};
  for (const id of now) if (!before.has(id)) changes[id] = 'met';
  for (const id of before) if (!now.has(id)) changes[id] = null;
  return changes;
}

const statusWords: Readonly<Record<ProvisionStatus, string>> = {
  met: 'met', partly: 'partly met', 'not-met': 'not met', 'not-applicable': 'not applicable',
};

function toItem({ id, level, brief, summary, status }: ChecklistProvision): ProvisionItem {
  const description = status === undefined || status === 'met' ? level : `${level}, ${statusWords[status]}`;
  const label = `${id} ${brief.charAt(0).toUpperCase()}${brief.slice(1)}`;
  const inFull = { iconPath: new ThemeIcon('info'), tooltip: summary };
  return { id, label, description, inFull: `${label} (${level})\n\n${summary}`, buttons: [inFull] };
}

function statusIn(state: ChecklistState, id: string): ProvisionStatus | undefined {
  return state.principles.flatMap((it) => it.provisions).find((it) => it.id === id)?.status;
}

async function showProblem(problem: string, file: string): Promise<void> {
  const choice = await window.showErrorMessage(`Principled: ${problem}`, 'Open file');
  if (choice) await window.showTextDocument(Uri.parse(file));
}
