import { loadBundledParsers } from '../host/grammars';
import { Listing } from '../host/listing';
import { hostWithLayout, nodeHost } from '../host/nodeHost';
import type { UserFacts } from '../lint/config';
import { createLinter } from '../lint/createLinter';
import type { Linter } from '../lint/linter';

/**
 * A linter for one scan of the disk; the bundle's grammars lie beside it. Files do not come and go meanwhile.
 * `onWork` is called again and again as the analysis goes on, at each file that an import may lead to: the first file
 * alone can draw in all others.
 */
export async function createScanLinter(bundleFolder: string, facts: UserFacts, onWork?: () => void): Promise<Linter> {
  const listing = new Listing();
  const isFile = (path: string): boolean => {
    onWork?.();
    return listing.isFile(path);
  };
  return createLinter(await loadBundledParsers(bundleFolder), hostWithLayout({ ...nodeHost, isFile }), facts);
}
