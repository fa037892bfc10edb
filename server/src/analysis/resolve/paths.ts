/** The folder of an absolute path with `/`; empty at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '' : path.slice(0, slash);
}

/** Joins a folder and a path that may lead upward. */
export function join(folder: string, relative: string): string {
  const parts = folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** How far above a file its import root may be. */
const MAX_ABOVE = 8;

/** A folder and those above it, the nearest first. */
export function* foldersUpward(folder: string): Generator<string> {
  for (let i = 0; i < MAX_ABOVE && folder !== ''; i++) {
    yield folder;
    folder = folderOf(folder);
  }
}
