import type { Analysis } from '../analysis';
import type { ProjectLayout } from '../resolve/layout';
import { folderOf } from '../resolve/paths';

/** What a file is for, by its place and name: findings about good practice weigh less outside applications. */
export function roleOf(path: string): Analysis['role'] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.ipynb$/.test(name)) return 'notebook';
  if (/^(test_.*|.*_test|conftest|tests?)\.py$|\.(test|spec|e2e|cy)\.[mc]?[jt]sx?$/.test(name)) return 'test';
  if (/(^|\/)(tests?|__tests__|specs?|e2e|testing|testdata|fixtures|__fixtures__|__mocks__|mocks)\//.test(path)) return 'test';
  if (/(^|\/)(examples?|samples?|demos?|cookbooks?|tutorials?|docs?|notebooks?|playground)\//.test(path)) return 'example';
  return 'application';
}

/** The path below the project and the folders of the workspace, of which the names say nothing about a file. */
export function placeBelow(path: string, roots: readonly string[], layout: Pick<ProjectLayout, 'projectRoot'>): string {
  const around = [outermostProject(path, roots, layout) ?? '', ...roots.filter((root) => isBelow(root, path))];
  return path.slice(Math.max(...around.map(({ length }) => length)));
}

/** An example with a manifest of its own is still one of the project that it lies in. */
export function outermostProject(path: string, roots: readonly string[], layout: Pick<ProjectLayout, 'projectRoot'>): string | undefined {
  let found = layout.projectRoot(folderOf(path));
  while (found !== undefined) {
    const above = layout.projectRoot(folderOf(found));
    if (above === undefined || !roots.some((root) => above === root || isBelow(root, above))) break;
    found = above;
  }
  return found;
}

export function isBelow(root: string, path: string): boolean {
  return path.replaceAll('\\', '/').startsWith(`${root}/`);
}
