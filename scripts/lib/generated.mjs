import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the file at `path` below `root` hold exactly `content`; with `check` it is only compared.
 * Returns whether it was stale.
 */
export function refresh(root, path, content, { check = false } = {}) {
  if (readIfPresent(join(root, path)) === content) return false;
  if (!check) writeFileSync(join(root, path), content);
  return true;
}

function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
