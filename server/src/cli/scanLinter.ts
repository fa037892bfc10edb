import { loadBundledParsers } from '../host/grammars';
import { Listing } from '../host/listing';
import { hostWithLayout, nodeHost } from '../host/nodeHost';
import type { UserFacts } from '../lint/config';
import { createLinter } from '../lint/createLinter';
import type { Linter } from '../lint/linter';

/** A linter for one scan of the disk; the bundle's grammars lie beside it. Files do not come and go meanwhile. */
export async function createScanLinter(bundleFolder: string, facts: UserFacts): Promise<Linter> {
  const listing = new Listing();
  return createLinter(await loadBundledParsers(bundleFolder), hostWithLayout({ ...nodeHost, isFile: (path) => listing.isFile(path) }), facts);
}
