import type { Drafts } from './drafts';
import type { WorkspaceFiles } from './inventory';

/** What the configuration files of assistants declare. */
export function addConfigured(_drafts: Drafts, _files: WorkspaceFiles): void {
  // Filled in next.
}
