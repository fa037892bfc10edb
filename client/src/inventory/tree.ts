import { EventEmitter, ThemeIcon, TreeItem, TreeItemCollapsibleState, window, type Disposable, type TreeDataProvider } from 'vscode';
import type { ExplanationPlace, InventoryAsset } from '../../../server/src/lsp/protocol';
import type { FolderInventory, InventoryModel } from './model';
import { iconOf, relationWords } from './words';

/** Where a row belongs: one folder's inventory. */
interface Within {
  readonly of: FolderInventory;
}
export type InventoryNode = Within & (
  | { readonly type: 'folder' }
  | { readonly type: 'kind'; readonly kind: string; readonly name: string; readonly assets: readonly InventoryAsset[] }
  | { readonly type: 'asset'; readonly asset: InventoryAsset; readonly one: string }
  | { readonly type: 'link'; readonly words: string; readonly asset: InventoryAsset }
  | { readonly type: 'place'; readonly words: string; readonly place: ExplanationPlace }
);
type Of<T extends InventoryNode['type']> = Extract<InventoryNode, { readonly type: T }>;

/** The view: kinds with counts, below them assets, below them what they are connected to and where else they are. Several folders stand above the kinds. */
export class InventoryTree implements TreeDataProvider<InventoryNode>, Disposable {
  private readonly changes = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly disposables: Disposable[];

  constructor(private readonly model: InventoryModel) {
    const view = window.createTreeView('principled.inventory', { treeDataProvider: this, showCollapseAll: true });
    this.disposables = [this.changes, view, model.onDidChange(() => {
      const all = model.inventories ?? [];
      view.description = all.length === 1 ? countWords(all[0]!) : '';
      view.message = messageOf(all);
      this.changes.fire(undefined);
    })];
  }

  getChildren(node?: InventoryNode): InventoryNode[] {
    const all = this.model.inventories ?? [];
    if (!node) return all.length > 1 ? all.map((of) => ({ type: 'folder', of })) : all.flatMap(kindsOf);
    switch (node.type) {
      case 'folder': return kindsOf(node.of);
      case 'kind': {
        const one = node.of.state.kinds.find(({ kind }) => kind === node.kind)?.one ?? node.kind;
        return node.assets.map((asset) => ({ type: 'asset', of: node.of, asset, one }));
      }
      case 'asset': return below(node);
      default: return [];
    }
  }

  getTreeItem(node: InventoryNode): TreeItem {
    switch (node.type) {
      case 'folder': return folderItem(node);
      case 'kind': return kindItem(node);
      case 'asset': return assetItem(node, below(node).length > 0);
      case 'link': return leaf(`${node.words} ${node.asset.name}`, iconOf(node.asset.kind), node.asset.places[0]);
      case 'place': return leaf(node.words, 'location', node.place);
    }
  }

  dispose(): void {
    for (const one of this.disposables) one.dispose();
  }
}

function countWords({ state: { assets, files, isWhole } }: FolderInventory): string {
  if (assets.length === 0) return '';
  return `${assets.length} in ${files} ${files === 1 ? 'file' : 'files'}${isWhole ? '' : ', stopped before the end'}`;
}

function messageOf(all: readonly FolderInventory[]): string {
  if (all.length === 0 || all.some(({ state }) => state.assets.length > 0)) return '';
  if (all.some(({ state }) => !state.isWhole)) return 'It was stopped before anything was found.';
  return `No models, prompts, tools or other AI assets were found in ${all.length === 1 ? 'this folder' : 'these folders'}.`;
}

function kindsOf(of: FolderInventory): InventoryNode[] {
  return of.state.kinds.flatMap(({ kind, name }) => {
    const assets = of.state.assets.filter((asset) => asset.kind === kind);
    return assets.length === 0 ? [] : [{ type: 'kind' as const, of, kind, name, assets }];
  });
}

function below({ of, asset }: Of<'asset'>): InventoryNode[] {
  const { assets, connections } = of.state;
  const byId = new Map(assets.map((one) => [one.id, one]));
  const links = connections.flatMap(({ from, to, relation }): InventoryNode[] => {
    const other = byId.get(from === asset.id ? to : to === asset.id ? from : '');
    return other ? [{ type: 'link', of, words: relationWords(relation, from === asset.id), asset: other }] : [];
  });
  const powers = asset.powers.map(({ power, place }): InventoryNode => ({ type: 'place', of, words: `${relationWords(power, true)}: ${place.label}`, place }));
  const places = asset.places.slice(1).map((place): InventoryNode => ({ type: 'place', of, words: `also in ${place.label}`, place }));
  return [...links, ...powers, ...places];
}

/** Rows of several folders may be alike. */
function rowId({ folder }: FolderInventory, rest: string): string {
  return `${folder.uri.toString()} ${rest}`;
}

function folderItem({ of }: Of<'folder'>): TreeItem {
  const item = new TreeItem(of.folder.name, TreeItemCollapsibleState.Expanded);
  item.id = rowId(of, 'folder');
  item.description = countWords(of) || 'nothing found';
  item.iconPath = new ThemeIcon('root-folder');
  item.accessibilityInformation = { label: `Folder ${of.folder.name}, ${item.description}` };
  item.contextValue = 'folder';
  return item;
}

function kindItem({ of, kind, name, assets }: Of<'kind'>): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = rowId(of, `kind:${kind}`);
  item.description = String(assets.length);
  item.iconPath = new ThemeIcon(iconOf(kind));
  item.accessibilityInformation = { label: `${name}, ${assets.length}` };
  item.contextValue = 'kind';
  return item;
}

function assetItem({ of, asset, one }: Of<'asset'>, hasMore: boolean): TreeItem {
  const item = new TreeItem(asset.name, hasMore ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
  const [place] = asset.places;
  item.id = rowId(of, `asset:${asset.id}`);
  item.description = asset.likelyBecause === undefined ? asset.detail : `likely${asset.detail === '' ? '' : `, ${asset.detail}`}`;
  item.tooltip = [asset.name, asset.detail, asset.likelyBecause && `Likely: ${asset.likelyBecause}`, place?.label].filter((line) => line).join('\n');
  item.accessibilityInformation = { label: `${one} ${asset.name}, ${asset.detail}${place ? `, ${place.label}` : ''}` };
  item.contextValue = 'asset';
  if (place) item.command = { command: 'principled.revealPlace', title: 'Go to Code', arguments: [place] };
  return item;
}

function leaf(label: string, icon: string, place: ExplanationPlace | undefined): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.None);
  item.iconPath = new ThemeIcon(icon);
  if (place) item.command = { command: 'principled.revealPlace', title: 'Go to Code', arguments: [place] };
  return item;
}
