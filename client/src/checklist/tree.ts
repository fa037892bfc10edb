import {
  commands, EventEmitter, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window,
  type Disposable, type TreeDataProvider, type TreeView,
} from 'vscode';
import type { ChecklistProvision, ChecklistState } from '../../../server/src/lsp/protocol';
import { badgeUri } from './badges';
import { chooseFilter, chooseGrouping, filterWords, isFiltering, noFilter, takes, type Filter, type Grouping } from './filters';
import type { ChecklistModel } from './model';
import { evidenceWords, settledWords, statuses, statusOf, statusWords, upperFirst, type StatusOrNone } from './words';

interface Group {
  readonly kind: 'group';
  readonly id: string;
  readonly label: string;
  readonly provisions: readonly ProvisionNode[];
}
export interface ProvisionNode {
  readonly kind: 'provision';
  /** Of the provision. */
  readonly id: string;
  readonly group: string;
  readonly provision: ChecklistProvision;
}
interface Problem {
  readonly kind: 'problem';
  readonly state: ChecklistState;
}
type Node = Group | ProvisionNode | Problem;

const icons: Readonly<Record<StatusOrNone, ThemeIcon>> = {
  met: new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed')),
  partly: new ThemeIcon('color-mode', new ThemeColor('editorWarning.foreground')),
  'not-met': new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
  'not-applicable': new ThemeIcon('circle-slash'),
  unanswered: new ThemeIcon('circle-large-outline'),
};

/** The view "Checklist": groups, and in them provisions with state, duty and evidence. */
export class ChecklistTree implements TreeDataProvider<Node>, Disposable {
  readonly view: TreeView<Node>;
  private filter: Filter = noFilter;
  private grouping: Grouping = 'principle';
  private nodes: readonly (Group | Problem)[] = [];
  private readonly changed = new EventEmitter<void>();
  private readonly subscription: Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly model: ChecklistModel) {
    this.view = window.createTreeView<Node>('principled.checklist', { treeDataProvider: this, showCollapseAll: true });
    this.subscription = model.onDidChange(() => this.draw());
    this.view.onDidChangeVisibility(({ visible }) => visible && model.refreshSoon());
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
    this.view.dispose();
  }

  /** Ids of the selected provisions; else the one given. */
  selected(node: ProvisionNode | undefined): readonly string[] {
    if (node?.kind === 'provision') return [node.id];
    return this.view.selection.flatMap((it) => (it.kind === 'provision' ? [it.id] : []));
  }

  async chooseFilter(): Promise<void> {
    const { state } = this.model;
    const chosen = state && await chooseFilter(state, this.filter);
    if (chosen) this.setFilter(chosen);
  }

  setFilter(filter: Filter): void {
    this.filter = filter;
    void commands.executeCommand('setContext', 'principled.checklistFiltered', isFiltering(filter));
    this.draw();
  }

  async chooseGrouping(): Promise<void> {
    const chosen = await chooseGrouping(this.grouping);
    if (!chosen) return;
    this.grouping = chosen;
    this.draw();
  }

  /** Selects a provision where it is shown. */
  async reveal(id: string): Promise<void> {
    const node = this.nodes.flatMap((it) => (it.kind === 'group' ? it.provisions : [])).find((it) => it.id === id);
    if (node && this.view.visible) await this.view.reveal(node, { select: true });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node && !this.model.state) await this.model.refresh();
    if (!node) return [...this.nodes];
    return node.kind === 'group' ? [...node.provisions] : [];
  }

  getParent(node: Node): Node | undefined {
    return node.kind === 'provision' ? this.nodes.find((it) => it.kind === 'group' && it.id === node.group) : undefined;
  }

  getTreeItem(node: Node): TreeItem {
    switch (node.kind) {
      case 'group': return groupItem(node, isFiltering(this.filter) || this.nodes.length < 3);
      case 'provision': return provisionItem(node);
      case 'problem': return problemItem(node);
    }
  }

  private draw(): void {
    const { state, folderName } = this.model;
    this.nodes = state ? (state.problem ? [{ kind: 'problem', state }] : groupsOf(state, this.grouping, this.filter)) : [];
    this.view.description = [folderName, this.grouping === 'principle' ? undefined : `by ${this.grouping}`].filter(Boolean).join(', ');
    const words = state && !state.problem ? progressWords(state, this.filter) : '';
    if (words === '') delete this.view.message;
    else this.view.message = words;
    this.changed.fire();
  }
}

function progressWords(state: ChecklistState, filter: Filter): string {
  const all = state.principles.flatMap((it) => it.provisions);
  const contradicted = all.filter((it) => it.contradictions.length > 0).length;
  return [
    `${settledWords(all)} settled, ${settledWords(all.filter(({ level }) => level === 'requirement'))} requirements.`,
    ...(contradicted > 0 ? [`${contradicted} contradicted.`] : []),
    ...(state.notes.length > 0 ? [`The file has entries that do not count: ${state.notes[0]?.message ?? ''}.`] : []),
    ...(isFiltering(filter) ? [`Shown: ${filterWords(filter, state)}.`] : []),
  ].join(' ');
}

function groupsOf(state: ChecklistState, grouping: Grouping, filter: Filter): Group[] {
  const shown = state.principles.flatMap((principle) =>
    principle.provisions.filter((it) => takes(filter, principle, it)).map((provision) => ({ principle, provision })));
  const group = (id: string, label: string, isIn: (it: (typeof shown)[number]) => boolean): Group => ({
    kind: 'group', id: `${grouping}:${id}`, label,
    provisions: shown.filter(isIn).map(({ provision }) => ({ kind: 'provision', id: provision.id, group: `${grouping}:${id}`, provision })),
  });
  const groups = {
    principle: () => state.principles.map(({ number, title }) => group(String(number), `${number}. ${title}`, (it) => it.principle.number === number)),
    phase: () => state.phases.map(({ id, name }) => group(id, name, (it) => it.principle.phase === id)),
    role: () => state.roles.map(({ id, name }) => group(id, name, (it) => it.provision.roles.includes(id))),
    status: () => statuses.map((status) => group(status, upperFirst(statusWords[status]), (it) => statusOf(it.provision) === status)),
  };
  return groups[grouping]().filter(({ provisions }) => provisions.length > 0);
}

function groupItem({ id, label, provisions }: Group, isOpen: boolean): TreeItem {
  const item = new TreeItem(label, isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  const all = provisions.map((it) => it.provision);
  item.id = `${id}${isOpen ? ' open' : ''}`;
  item.description = settledWords(all);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${label}, ${settledWords(all)} settled` };
  return item;
}

function provisionItem({ id, group, provision }: ProvisionNode): TreeItem {
  const { brief, level, contradictions, summary, etsi } = provision;
  const item = new TreeItem(`${id} ${upperFirst(brief)}`);
  const status = statusOf(provision);
  const [contradiction] = contradictions;
  const about = [level, ...(contradiction === undefined ? [evidenceWords(provision)] : [`⚠ ${contradiction}`])].filter((it) => it !== '');
  item.id = `${group} ${id}`;
  item.iconPath = icons[status];
  item.resourceUri = badgeUri(id);
  item.description = about.join(' · ').replaceAll('`', '');
  item.contextValue = 'provision';
  item.command = { command: 'principled.openChecklist', title: 'Open', arguments: [id] };
  item.accessibilityInformation = { label: `${id} ${brief}, ${statusWords[status]}, ${item.description}` };
  item.tooltip = new MarkdownString(undefined).appendText(`${summary}\n\n${upperFirst(statusWords[status])} · ${level} · ETSI EN 304 223: ${etsi}`);
  return item;
}

function problemItem({ state: { problem } }: Problem): TreeItem {
  const item = new TreeItem(`checklist.json cannot be read: ${problem?.message ?? ''}`);
  item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  item.tooltip = 'The file is left as it is. Open it at this place.';
  item.command = { command: 'principled.revealPlace', title: 'Open the file', arguments: [problem?.place] };
  return item;
}
