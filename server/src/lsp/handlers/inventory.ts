import { detailOf, kindWords } from '../../assurance/inventory/describe';
import { formatInventory } from '../../assurance/inventory/format';
import { assetKinds } from '../../assurance/inventory/inventory';
import type { LocatedInventory, LocatedPlace } from '../../assurance/inventory/located';
import { printable } from '../../lint/escape';
import { takeFolderInventory } from '../inventory';
import type { ExplanationPlace, InventoryState } from '../protocol';
import type { Session } from '../session';
import { onRequest } from '../wire';

/** Takes the inventory of a workspace folder; files that did not change since are not analysed again. */
export function handleInventory(session: Session): void {
  onRequest(session.connection, 'principled/inventory', async ({ folder }, token) => {
    const inventory = await takeFolderInventory(session, folder, token);
    return inventory ? toState(folder, inventory) : null;
  });
  onRequest(session.connection, 'principled/exportInventory', async ({ folder, format }, token) => {
    const inventory = await takeFolderInventory(session, folder, token);
    return inventory ? formatInventory(inventory, format, session.services.version) : null;
  });
}

function toState(folder: string, { assets, connections, files }: LocatedInventory): InventoryState {
  return {
    kinds: assetKinds.map((kind) => ({ kind, name: kindWords[kind][1], one: kindWords[kind][0] })),
    files,
    assets: assets.map((asset) => ({
      id: asset.id, kind: asset.kind, name: printable(asset.name), detail: printable(detailOf(asset)),
      places: asset.places.map((place) => toPlace(folder, place)),
      powers: asset.kind === 'tool' ? asset.powers.map(({ power, at }) => ({ power, place: toPlace(folder, at) })) : [],
      ...(asset.likelyBecause === undefined ? {} : { likelyBecause: printable(asset.likelyBecause) }),
    })),
    connections,
  };
}

function toPlace(folder: string, { path, line, column }: LocatedPlace): ExplanationPlace {
  const at = { line: line - 1, character: column - 1 };
  const uri = `${folder.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
  return { uri, range: { start: at, end: at }, label: `${printable(path)}, line ${line}` };
}

