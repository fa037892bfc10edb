import { EventEmitter, ThemeIcon, TreeItem, TreeItemCollapsibleState, window, type Disposable, type TreeDataProvider } from 'vscode';
import type { ExplanationPlace, InventoryAsset } from '../../../server/src/lsp/protocol';
import type { InventoryModel } from './model';
import { iconOf, relationWords } from './words';

export type InventoryNode =
  | { readonly type: 'kind'; readonly kind: string; readonly name: string; readonly assets: readonly InventoryAsset[] }
  | { readonly type: 'asset'; readonly asset: InventoryAsset; readonly one: string }
  | { readonly type: 'link'; readonly words: string; readonly asset: InventoryAsset }
  | { readonly type: 'place'; readonly words: string; readonly place: ExplanationPlace };

/** The view: kinds with counts, below them assets, below them what they are connected to and where else they are. */
export class InventoryTree implements TreeDataProvider<InventoryNode>, Disposable {
  private readonly changes = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly disposables: Disposable[];

  constructor(private readonly model: InventoryModel) {
    const view = window.createTreeView('principled.inventory', { treeDataProvider: this, showCollapseAll: true });
    this.disposables = [this.changes, view, model.onDidChange(() => {
      const state = model.state;
      view.description = state && state.assets.length > 0 ? `${state.assets.length} in ${state.files} ${state.files === 1 ? 'file' : 'files'}` : '';
      view.message = state?.assets.length === 0 ? 'No models, prompts, tools or other AI assets were found in this folder.' : '';
      this.changes.fire(undefined);
    })];
  }

  getChildren(node?: InventoryNode): InventoryNode[] {
    const state = this.model.state;
    if (!state) return [];
    if (!node) {
      return state.kinds.flatMap(({ kind, name }) => {
        const assets = state.assets.filter((asset) => asset.kind === kind);
        return assets.length === 0 ? [] : [{ type: 'kind' as const, kind, name, assets }];
      });
    }
    if (node.type === 'kind') {
      const one = state.kinds.find(({ kind }) => kind === node.kind)?.one ?? node.kind;
      return node.assets.map((asset) => ({ type: 'asset', asset, one }));
    }
    return node.type === 'asset' ? this.below(node.asset) : [];
  }

  getTreeItem(node: InventoryNode): TreeItem {
    switch (node.type) {
      case 'kind': return kindItem(node);
      case 'asset': return assetItem(node, this.below(node.asset).length > 0);
      case 'link': return leaf(`${node.words} ${node.asset.name}`, iconOf(node.asset.kind), node.asset.places[0]);
      case 'place': return leaf(node.words, 'location', node.place);
    }
  }

  dispose(): void {
    for (const one of this.disposables) one.dispose();
  }

  private below(asset: InventoryAsset): InventoryNode[] {
    const state = this.model.state;
    const byId = new Map(state?.assets.map((one) => [one.id, one]));
    const links = (state?.connections ?? []).flatMap(({ from, to, relation }): InventoryNode[] => {
      const other = byId.get(from === asset.id ? to : to === asset.id ? from : '');
      return other ? [{ type: 'link', words: relationWords(relation, from === asset.id), asset: other }] : [];
    });
    const powers = asset.powers.map(({ power, place }): InventoryNode => ({ type: 'place', words: `${relationWords(power, true)}: ${place.label}`, place }));
    const places = asset.places.slice(1).map((place): InventoryNode => ({ type: 'place', words: `also in ${place.label}`, place }));
    return [...links, ...powers, ...places];
  }
}

function kindItem({ kind, name, assets }: Extract<InventoryNode, { type: 'kind' }>): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `kind:${kind}`;
  item.description = String(assets.length);
  item.iconPath = new ThemeIcon(iconOf(kind));
  item.accessibilityInformation = { label: `${name}, ${assets.length}` };
  item.contextValue = 'kind';
  return item;
}

function assetItem({ asset, one }: Extract<InventoryNode, { type: 'asset' }>, hasMore: boolean): TreeItem {
  const item = new TreeItem(asset.name, hasMore ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None);
  const [place] = asset.places;
  item.id = `asset:${asset.id}`;
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
