import type { CancellationToken } from 'vscode-languageserver';
import { filterUsage } from '../analysis/usage';
import { locateInventory, type LocatedInventory } from '../assurance/inventory/located';
import { isInventoryFile } from '../assurance/inventory/names';
import { takeInventory } from '../assurance/inventory/takeInventory';
import { createBreather, prepareClosed } from './closedFiles';
import type { Session } from './session';
import { isInside, pathOfUri, uriOfPath } from './uris';

/**
 * Takes the inventory of a workspace folder; files that did not change since are not analysed again.
 * Undefined when it was cancelled, or where there is nothing to take it with.
 */
export async function takeFolderInventory(session: Session, folder: string, token?: CancellationToken): Promise<LocatedInventory | undefined> {
  const linter = await session.engine.linter();
  if (!linter || !session.folders.all().includes(folder)) return undefined;
  const { files } = session.services;
  const root = pathOfUri(folder);
  const breathe = createBreather();
  for await (const { path } of files.walk(root)) {
    if (token?.isCancellationRequested === true) return undefined;
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
