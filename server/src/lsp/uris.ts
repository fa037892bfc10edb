import { fileURLToPath, pathToFileURL } from 'node:url';

/** The linter's name for a document: an absolute path where it is a file, else the URI itself. */
export function pathOfUri(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    return uri; // A file on another host has no local path.
  }
}

/** The reverse of {@link pathOfUri}, up to the spelling of escapes. */
export function uriOfPath(path: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(path) ? path : pathToFileURL(path).href;
}

/** Whether `uri` lies in the folder, or is it. */
export function isInside(folderUri: string, uri: string): boolean {
  const folder = folderUri.replace(/\/+$/, '');
  return uri === folder || uri.startsWith(`${folder}/`);
}
