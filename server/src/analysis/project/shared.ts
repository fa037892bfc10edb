import type { TypeShapes } from '../flow/fitting';

/** What one part of a project says that counts in all of it, also where nothing connects the two. */
export interface Shared {
  /** Some set-up records every model call. */
  readonly isTraced: boolean;
  /** Set-up that may record them; the first by name. */
  readonly monitoring: string | undefined;
  /** Methods that are called on objects nobody knows, in the order of their names. */
  readonly openCalls: readonly string[];
  /** A run of a graph that is given callbacks, which it hands on to its nodes; the first by name. */
  readonly observedRun: string | undefined;
  readonly types: TypeShapes;
}

export const nothingShared: Shared = { isTraced: false, monitoring: undefined, openCalls: [], observedRun: undefined, types: { interfaces: [], classes: [] } };

/** What several parts say together; types are left apart, since they speak of each other. */
export function joinShared(parts: readonly Shared[]): Shared {
  return {
    isTraced: parts.some(({ isTraced }) => isTraced),
    monitoring: parts.flatMap(({ monitoring }) => monitoring ?? []).sort()[0],
    openCalls: [...new Set(parts.flatMap(({ openCalls }) => openCalls))].sort(),
    observedRun: parts.flatMap(({ observedRun }) => observedRun ?? []).sort()[0],
    types: nothingShared.types,
  };
}
