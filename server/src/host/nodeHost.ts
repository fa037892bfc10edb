import { readdirSync, statSync } from 'node:fs';
import type { ProjectHost } from '../lint/linter';
import { createLayout } from './layout/layout';
import { readText } from './readText';

/** The disk of this machine. Reads only. */
export const nodeHost: Omit<ProjectHost, 'layout'> = {
  readText(path) {
    const read = readText(path);
    return 'text' in read ? read.text : undefined;
  },
  isFile(path) {
    try {
      return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    } catch {
      // A path that cannot be looked at is no file to us.
      return false;
    }
  },
  list(folder) {
    try {
      return readdirSync(folder).sort();
    } catch {
      // A folder that is missing or closed to us has nothing to offer: that is what the contract asks.
      return [];
    }
  },
};

/** The disk with what its configuration says, as it was when first asked. */
export function hostWithLayout(files: Omit<ProjectHost, 'layout'> = nodeHost): ProjectHost {
  return { ...files, layout: createLayout(files) };
}
