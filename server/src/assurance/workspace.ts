/** What evidence and documents take from a workspace folder; hosts read it, nothing here does. */
export interface WorkspaceFacts {
  /** Name of the folder, as people call the project. */
  readonly name: string;
  /** Paths of files below the folder with `/`, in order; without dependencies and what Git ignores. */
  readonly files: readonly string[];
  /** Whether there are more files than were listed. */
  readonly isPartial: boolean;
  /** Text of a file, or undefined when it is missing, too large or not text. */
  readText(path: string): string | undefined;
  /** ISO day of a file's last change, as far as the disk tells it; undefined where it only tells when it was copied here. */
  changedOn(path: string): string | undefined;
}

/** A place in the workspace: path below the folder with `/`, and line from 1 where there is one. */
export interface WorkspacePlace {
  readonly path: string;
  readonly line?: number;
}

/** A finding, as assurance speaks of it. */
export interface FindingFact extends Required<WorkspacePlace> {
  readonly ruleId: string;
  /** The rule's title. */
  readonly title: string;
  /** Provisions it bears on, the one cited first in front. */
  readonly provisions: readonly string[];
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly confidence: 'proven' | 'likely';
  readonly message: string;
}

/** What was looked at, so that nobody takes silence for an all-clear. */
export interface Examined {
  /** The whole folder, or only the files that are open in an editor. */
  readonly scope: 'folder' | 'open-files';
  /** Source files that rules examined. */
  readonly files: number;
  /** Source files that name no AI SDK; undefined where they were not counted. */
  readonly unrelated?: number;
  /** Findings that comments allow, each with a reason. */
  readonly suppressed: number;
  /** What was not examined and why, each a sentence or half of one. */
  readonly leftOut: readonly string[];
}

/** Everything that is known of a folder beside its checklist. */
export interface Knowledge {
  readonly workspace: WorkspaceFacts;
  readonly findings: readonly FindingFact[];
  readonly examined: Examined;
  readonly rules: readonly RuleFact[];
  readonly inventory?: InventoryFact;
  /** ISO day. */
  readonly today: string;
}

export interface RuleFact {
  readonly id: string;
  readonly title: string;
  readonly provisions: readonly string[];
}

/** The AI inventory, as assurance speaks of it. */
export interface InventoryFact {
  readonly assets: readonly AssetFact[];
  /** `from` and `to` are ids of assets. */
  readonly connections: readonly { readonly from: string; readonly to: string; readonly relation: string }[];
}

export interface AssetFact {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** What else is worth knowing, in a few words; may be empty. */
  readonly detail: string;
  /** The most telling one first. */
  readonly places: readonly WorkspacePlace[];
  /** It names one fixed version; undefined where versions do not matter. */
  readonly isFixedVersion?: boolean;
  /** What a tool can do to the world. */
  readonly powers?: readonly string[];
}
