import {
  DiagnosticSeverity, EventEmitter, languages, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window, workspace,
  type Diagnostic, type Disposable, type TreeDataProvider, type TreeView, type Uri,
} from 'vscode';
import type { ChecklistState, FindingReference } from '../../server/src/lsp/protocol';
import type { ChecklistModel } from './checklist/model';
import { count } from './checklist/words';
import { isFinding, referenceTo } from './findings';

interface PrincipleNode {
  readonly kind: 'principle';
  readonly number: number;
  readonly title: string;
  readonly findings: readonly FindingNode[];
}
/** Also a reference to the finding, so that commands on references take it. */
export interface FindingNode extends FindingReference {
  readonly kind: 'finding';
  readonly target: Uri;
  readonly diagnostic: Diagnostic;
  /** The provision it cites first. */
  readonly provision: string;
}
type Node = PrincipleNode | FindingNode;

const settleMilliseconds = 150;
/** Large enough for any file: orders findings by place in one number. */
const lineWeight = 1e5;

const icons: Readonly<Record<DiagnosticSeverity, ThemeIcon>> = {
  [DiagnosticSeverity.Error]: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  [DiagnosticSeverity.Warning]: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  [DiagnosticSeverity.Information]: new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground')),
  [DiagnosticSeverity.Hint]: new ThemeIcon('lightbulb'),
};

/** The view "Findings by principle": what the Problems panel holds of us, in the order of the Code. */
export class FindingsTree implements TreeDataProvider<Node>, Disposable {
  readonly view: TreeView<Node>;
  private readonly changed = new EventEmitter<void>();
  private readonly subscriptions: Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly model: ChecklistModel) {
    this.view = window.createTreeView<Node>('principled.findings', { treeDataProvider: this, showCollapseAll: true });
    const drawSoon = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.changed.fire(), settleMilliseconds);
    };
    // What the rules cite comes with the checklist: a view that was drawn before it came is drawn again.
    const checklistCame = model.onDidChange(() => model.state && drawSoon());
    this.subscriptions = [this.view, this.changed, languages.onDidChangeDiagnostics(drawSoon), checklistCame];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const it of this.subscriptions) it.dispose();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node) return node.kind === 'principle' ? [...node.findings] : [];
    if (allFindings().length === 0) return [];
    if (!this.model.state) await this.model.refresh();
    return this.model.state ? groups(this.model.state) : [];
  }

  getTreeItem(node: Node): TreeItem {
    return node.kind === 'principle' ? principleItem(node) : findingItem(node);
  }
}

function allFindings(): readonly { readonly uri: Uri; readonly diagnostic: Diagnostic }[] {
  return languages.getDiagnostics().flatMap(([uri, all]) =>
    all.filter((it) => isFinding(it) && it.severity !== DiagnosticSeverity.Hint).map((diagnostic) => ({ uri, diagnostic })));
}

function groups({ principles, rules }: ChecklistState): PrincipleNode[] {
  const principleOf = new Map(principles.flatMap((it) => it.provisions.map(({ id }) => [id, it.number] as const)));
  const nodes = allFindings().flatMap(({ uri, diagnostic }): FindingNode[] => {
    const reference = referenceTo(uri, diagnostic);
    const [provision] = rules[reference.ruleId] ?? [];
    return provision === undefined ? [] : [{ ...reference, kind: 'finding', target: uri, diagnostic, provision }];
  });
  return principles.flatMap(({ number, title }) => {
    const findings = nodes.filter(({ provision }) => principleOf.get(provision) === number).sort(bySeverityAndPlace);
    return findings.length === 0 ? [] : [{ kind: 'principle' as const, number, title, findings }];
  });
}

function bySeverityAndPlace(a: FindingNode, b: FindingNode): number {
  const place = ({ start }: FindingNode['range']): number => start.line * lineWeight + start.character;
  return a.diagnostic.severity - b.diagnostic.severity || (a.uri === b.uri ? place(a.range) - place(b.range) : a.uri < b.uri ? -1 : 1);
}

function principleItem({ number, title, findings }: PrincipleNode): TreeItem {
  const item = new TreeItem(`${number}. ${title}`, TreeItemCollapsibleState.Expanded);
  item.id = `principle ${number}`;
  item.description = String(findings.length);
  item.contextValue = 'principle';
  item.accessibilityInformation = { label: `Principle ${number}, ${title}, ${count(findings.length, 'finding')}` };
  return item;
}

function findingItem({ target, diagnostic: { message, severity, range }, provision, ruleId }: FindingNode): TreeItem {
  const item = new TreeItem(message.replaceAll('`', ''));
  const place = `${workspace.asRelativePath(target)}:${range.start.line + 1}`;
  item.iconPath = icons[severity];
  item.description = `${provision} · ${place}`;
  item.tooltip = `${message.replaceAll('`', '')}\n${ruleId}, provision ${provision}\n${place}`;
  item.contextValue = 'finding';
  item.accessibilityInformation = { label: `${DiagnosticSeverity[severity]}: ${message.replaceAll('`', '')}, provision ${provision}, ${place}` };
  item.command = { command: 'vscode.open', title: 'Open', arguments: [target, { selection: range }] };
  return item;
}
