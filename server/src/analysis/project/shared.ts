import type { TypeShapes } from '../flow/fitting';

/** What one part of a project says that counts in all of it, also where nothing connects the two. */
export interface Shared {
  /** Some set-up records every model call. */
  readonly isTraced: boolean;
  /** Set-up that may record them; the first by name. */
  readonly monitoring: string | undefined;
  /** Methods that are called on objects nobody knows, in the order of their names. */
  readonly openCalls: readonly string[];
  readonly types: TypeShapes;
}

export const nothingShared: Shared = { isTraced: false, monitoring: undefined, openCalls: [], types: { interfaces: [], classes: [] } };

/** What several parts say together; types are left apart, since they speak of each other. */
export function joinShared(parts: readonly Shared[]): Shared {
  return {
    isTraced: parts.some(({ isTraced }) => isTraced),
    monitoring: parts.flatMap(({ monitoring }) => monitoring ?? []).sort()[0],
    openCalls: [...new Set(parts.flatMap(({ openCalls }) => openCalls))].sort(),
    types: nothingShared.types,
  };
}
