import type { CancellationToken } from 'vscode-languageserver';
import { filterUsage } from '../../analysis/usage';
import { detailOf, kindWords } from '../../assurance/inventory/describe';
import { formatInventory } from '../../assurance/inventory/format';
import { assetKinds } from '../../assurance/inventory/inventory';
import { locateInventory, type LocatedInventory, type LocatedPlace } from '../../assurance/inventory/located';
import { isInventoryFile } from '../../assurance/inventory/names';
import { takeInventory } from '../../assurance/inventory/takeInventory';
import { printable } from '../../lint/escape';
import { createBreather, prepareClosed } from '../closedFiles';
import type { ExplanationPlace, InventoryState } from '../protocol';
import type { Session } from '../session';
import { isInside, pathOfUri, uriOfPath } from '../uris';
import { onRequest } from '../wire';

/** Takes the inventory of a workspace folder; files that did not change since are not analysed again. */
export function handleInventory(session: Session): void {
  onRequest(session.connection, 'principled/inventory', async ({ folder }, token) => {
    const inventory = await take(session, folder, token);
    return inventory ? toState(folder, inventory) : null;
  });
  onRequest(session.connection, 'principled/exportInventory', async ({ folder, format }, token) => {
    const inventory = await take(session, folder, token);
    return inventory ? formatInventory(inventory, format, session.services.version) : null;
  });
}

async function take(session: Session, folder: string, token: CancellationToken): Promise<LocatedInventory | undefined> {
  const linter = await session.engine.linter();
  if (!linter || !session.folders.all().includes(folder)) return undefined;
  const { files } = session.services;
  const root = pathOfUri(folder);
  const breathe = createBreather();
  for await (const { path } of files.walk(root)) {
    if (token.isCancellationRequested) return undefined;
    const document = session.findByPath(path);
    if (document) await session.examiner.examine(document);
    else await prepareClosed(session, uriOfPath(path), 'inventory');
    await breathe();
  }
  await session.examiner.settle();
  const paths: string[] = [];
  for await (const path of files.walkFiles(root, isInventoryFile)) paths.push(path);
  const readText = (path: string): string | undefined => session.findByPath(path)?.text.getText() ?? files.readText(path);
  const pathOf = (path: string): string => below(root, path);
  const usage = filterUsage(linter.usage(), (path) => isInside(folder, uriOfPath(path)));
  return locateInventory(takeInventory(usage, { paths, readText, pathOf }), pathOf, readText);
}

function below(root: string, path: string): string {
  const base = root.replaceAll('\\', '/').replace(/\/+$/, '');
  const all = path.replaceAll('\\', '/');
  return all.startsWith(`${base}/`) ? all.slice(base.length + 1) : all;
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

