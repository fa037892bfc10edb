import { ProgressType, type Connection } from 'vscode-languageserver';
import { detailOf, kindWords } from '../../assurance/inventory/describe';
import { formatInventory } from '../../assurance/inventory/format';
import { assetKinds } from '../../assurance/inventory/inventory';
import type { LocatedPlace } from '../../assurance/inventory/located';
import { printable } from '../../lint/escape';
import type { TakenInventory } from '../inventory';
import type { ExplanationPlace, InventoryState, ScanProgress } from '../protocol';
import type { Session } from '../session';
import { onRequest } from '../wire';

const progressType = new ProgressType<ScanProgress>();

/** Takes the inventory of a workspace folder, to be shown or handed on. */
export function handleInventory(session: Session): void {
  const { connection, inventories } = session;
  onRequest(connection, 'principled/inventory', async ({ folder, progressToken }, token) => {
    const taken = await inventories.take(folder, token, progressToken === undefined ? undefined : createReporter(connection, progressToken));
    return taken ? toState(folder, taken) : null;
  });
  onRequest(connection, 'principled/exportInventory', async ({ folder, format }, token) => {
    const taken = await inventories.take(folder, token);
    return taken?.isWhole ? formatInventory(taken.inventory, format, session.services.version) : null;
  });
}

/** Reports at most once for each percent. */
function createReporter(connection: Connection, token: string): (done: number, total: number) => void {
  let last = -1;
  return (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (percent === last) return;
    last = percent;
    void connection.sendProgress(progressType, token, { done, total });
  };
}

function toState(folder: string, { inventory: { assets, connections, files }, isWhole }: TakenInventory): InventoryState {
  return {
    kinds: assetKinds.map((kind) => ({ kind, name: kindWords[kind][1], one: kindWords[kind][0] })),
    files, isWhole,
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
