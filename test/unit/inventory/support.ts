import { posix } from 'node:path';
import { takeInventory } from '../../../server/src/assurance/inventory/takeInventory';
import { locateInventory, type LocatedInventory } from '../../../server/src/assurance/inventory/located';
import { languageOfPath } from '../../../server/src/analysis/languages/extensions';
import { createLinter } from '../../../server/src/lint/createLinter';
import { loadTestParsers } from '../../support/parsers';

/** The inventory of a workspace given as paths and texts; files of other kinds are found by their names. */
export async function inventoryOf(texts: Readonly<Record<string, string>>): Promise<LocatedInventory> {
  const readText = (path: string): string | undefined => texts[posix.relative('/w', path)];
  const isFile = (path: string): boolean => readText(path) !== undefined;
  const linter = createLinter(await loadTestParsers(), { readText, isFile, list: () => [] });
  const paths = Object.keys(texts).map((path) => `/w/${path}`);
  const sources = paths.filter((path) => languageOfPath(path) !== undefined);
  for (const path of sources) linter.setFile({ path, language: languageOfPath(path)!, text: readText(path)! });
  for (const path of sources) linter.prepare(path);
  linter.settle();
  const pathOf = (path: string): string => posix.relative('/w', path);
  const files = { paths: paths.filter((path) => !sources.includes(path)), readText, pathOf };
  const inventory = takeInventory(linter.usage(), files);
  linter.dispose();
  return locateInventory(inventory, pathOf, readText);
}

/** One line for each asset: id, and where it is. */
export function listed(inventory: LocatedInventory): string[] {
  return inventory.assets.map(({ id, places }) => `${id} @ ${places.map(({ path, line }) => `${path}:${line}`).join(' ')}`);
}

export function linked(inventory: LocatedInventory): string[] {
  return inventory.connections.map(({ from, relation, to }) => `${from} ${relation} ${to}`);
}
