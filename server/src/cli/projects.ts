import { isBelow, outermostProject } from '../analysis/project/role';
import { folderOf } from '../analysis/resolve/paths';
import { Listing } from '../host/listing';
import { hostWithLayout, nodeHost } from '../host/nodeHost';

/** Tells which project below a folder a file is part of: the outermost with a manifest, a package without one, or the folder itself. */
export function projectsBelow(root: string): (path: string) => string {
  const listing = new Listing();
  const isFile = (path: string): boolean => listing.isFile(path);
  const layout = hostWithLayout({ ...nodeHost, isFile }).layout!;
  const known = new Map<string, string>();
  const find = (path: string): string => {
    const project = outermostProject(path, [root], layout);
    if (project === root || (project !== undefined && isBelow(root, project))) return project;
    let found = root;
    for (let folder = folderOf(path); isBelow(root, folder) && isFile(`${folder}/__init__.py`); folder = folderOf(folder)) found = folder;
    return found;
  };
  return (path) => {
    const folder = folderOf(path);
    const project = known.get(folder) ?? find(path);
    known.set(folder, project);
    return project;
  };
}
