import type { CatalogueView } from '../catalogue/view';
import type { ProjectLayout } from '../resolve/layout';
import { folderOf, foldersUpward } from '../resolve/paths';
import { isBelow, outermostProject } from './role';

/** Tracing that whoever runs the program is offered: what switches it on, and the file that says so. */
export interface Offered {
  readonly name: string;
  readonly file: string;
}

/** Switches that concern the calls of one family of libraries alone. */
const ofChains = /^LANG(SMITH|CHAIN)_|^langgraph/;
const chains = /^@?lang(chain|graph)/;

/** What the folders around a file, up to the outermost of its project, offer. */
export function offeredTracing(path: string, roots: readonly string[], layout: ProjectLayout, facts: CatalogueView): readonly Offered[] {
  const root = outermostProject(path, roots, layout) ?? roots.find((one) => isBelow(one, path)) ?? folderOf(path);
  const found: Offered[] = [];
  for (const folder of foldersUpward(folderOf(path))) {
    for (const [name, file] of layout.offers(folder)) if (facts.isTracing(name, 'environment') || facts.isTracing(name, 'files')) found.push({ name, file });
    if (folder === root) break;
  }
  return found;
}

/** Why a call of a model may be recorded where the program runs, though nothing in it says so. */
export function mayBeTraced(path: string, offered: readonly Offered[]): string | undefined {
  const one = offered.find(({ name }) => !ofChains.test(name) || chains.test(path));
  if (!one) return undefined;
  return one.name === one.file ? `the server that \`${one.file}\` is for may record it` : `\`${one.name}\`, which \`${one.file}\` offers, would record it`;
}
