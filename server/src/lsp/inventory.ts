import type { CancellationToken } from 'vscode-languageserver';
import { filterUsage } from '../analysis/usage';
import { toInventoryFact } from '../assurance/inventory/fact';
import { locateInventory, type LocatedInventory } from '../assurance/inventory/located';
import { isInventoryFile } from '../assurance/inventory/names';
import { takeInventory } from '../assurance/inventory/takeInventory';
import type { InventoryFact } from '../assurance/workspace';
import { createBreather, prepareClosed } from './closedFiles';
import type { Session } from './session';
import { isInside, pathOfUri, uriOfPath } from './uris';

export interface TakenInventory {
  readonly inventory: LocatedInventory;
  /** It was not cancelled before the last file. */
  readonly isWhole: boolean;
}
type OnFile = (done: number, total: number) => void;

/** Takes inventories of workspace folders, and keeps the last one of each for the checklist. */
export interface Inventories {
  /** The last one that was taken, with what changed since left out; undefined where there is none. */
  known(folder: string): InventoryFact | undefined;
  /** Takes it anew. Undefined where there is nothing to take it with. */
  take(folder: string, token?: CancellationToken, onFile?: OnFile): Promise<TakenInventory | undefined>;
  /** Takes it in the background where none is known, or files changed since. Then `told` is called, if it is another one. */
  takeSoon(folder: string, told: () => void): void;
  /** Files of the folders may have come, changed or gone. */
  forget(): void;
}

/** More source files than this are not read without being asked. */
const mostFilesUnasked = 5_000;
/** Between two inventories that nobody asked for, in milliseconds. */
const restMilliseconds = 20_000;

interface Kept {
  readonly fact: InventoryFact;
  isCurrent: boolean;
}

export function createInventories(session: () => Session): Inventories {
  const kept = new Map<string, Kept>();
  const under: Set<string> = new Set();
  const last = new Map<string, number>();

  const keep = (folder: string, { inventory }: TakenInventory): boolean => {
    const fact = toInventoryFact(inventory);
    const before = kept.get(folder)?.fact;
    kept.set(folder, { fact, isCurrent: true });
    last.set(folder, performance.now());
    return JSON.stringify(before) !== JSON.stringify(fact);
  };
  return {
    known: (folder) => kept.get(folder)?.fact,
    async take(folder, token, onFile) {
      const taken = await takeOf(session(), folder, { token, onFile });
      if (taken?.isWhole) keep(folder, taken);
      return taken;
    },
    takeSoon(folder, told) {
      const isRecent = performance.now() - (last.get(folder) ?? -Infinity) < restMilliseconds;
      if (kept.get(folder)?.isCurrent === true || under.has(folder) || isRecent) return;
      under.add(folder);
      last.set(folder, performance.now());
      takeOf(session(), folder, { most: mostFilesUnasked })
        .then((taken) => { if (taken && keep(folder, taken)) told(); })
        .catch((error: unknown) => session().messages.log(String(error)))
        .finally(() => under.delete(folder));
    },
    forget() {
      for (const one of kept.values()) one.isCurrent = false;
    },
  };
}

interface Options {
  readonly token?: CancellationToken | undefined;
  readonly onFile?: OnFile | undefined;
  /** With more source files none is taken. */
  readonly most?: number;
}

/** Files that did not change since are not analysed again. One that is cancelled lists what was analysed until then. */
async function takeOf(session: Session, folder: string, { token, onFile, most = Infinity }: Options): Promise<TakenInventory | undefined> {
  const linter = await session.engine.linter();
  if (!linter || !session.folders.all().includes(folder)) return undefined;
  const { files } = session.services;
  const root = pathOfUri(folder);
  const breathe = createBreather();
  const sources: string[] = [];
  const isStopped = (): boolean => token?.isCancellationRequested === true;
  for await (const { path } of files.walk(root)) {
    if (isStopped()) break;
    if (sources.length >= most) return undefined;
    sources.push(path);
    await breathe();
  }
  for (const [done, path] of sources.entries()) {
    if (isStopped()) break;
    const document = session.findByPath(path);
    if (document) await session.examiner.examine(document);
    else await prepareClosed(session, uriOfPath(path), 'inventory');
    onFile?.(done + 1, sources.length);
    await breathe();
  }
  await session.examiner.settle();
  const paths: string[] = [];
  for await (const path of files.walkFiles(root, isInventoryFile)) paths.push(path);
  const readText = (path: string): string | undefined => session.findByPath(path)?.text.getText() ?? files.readText(path);
  const pathOf = (path: string): string => below(root, path);
  const usage = filterUsage(linter.usage(), (path) => isInside(folder, uriOfPath(path)));
  const inventory = locateInventory(takeInventory(usage, { paths, readText, pathOf }), pathOf, readText);
  return { inventory, isWhole: !isStopped() };
}

function below(root: string, path: string): string {
  const base = root.replaceAll('\\', '/').replace(/\/+$/, '');
  const all = path.replaceAll('\\', '/');
  return all.startsWith(`${base}/`) ? all.slice(base.length + 1) : all;
}
