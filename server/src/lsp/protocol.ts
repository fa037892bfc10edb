/**
 * What the server and its client say to each other beyond the Language Server Protocol.
 *
 * Types only: the client imports this file without importing the server. Everything here is
 * optional for a client; the server is useful through the standard protocol alone.
 */

/** Zero-based, in UTF-16 code units, as in the Language Server Protocol. */
export interface Place {
  readonly line: number;
  readonly character: number;
}
export interface PlaceRange {
  readonly start: Place;
  readonly end: Place;
}

/** Names a finding across the wire. */
export interface FindingReference {
  readonly uri: string;
  readonly ruleId: string;
  readonly range: PlaceRange;
}

/** What a client may tell at `initialize`; every field may be missing. */
export interface InitializationOptions {
  /** Commands the client runs for code actions and links in hovers. Without them neither is offered. */
  readonly commands?: readonly ClientCommand[];
  /** Whether the client wants `principled/status`. */
  readonly status?: boolean;
}

/** Commands that a client implements; the first argument is a reference, a provision or a rule id. */
export type ClientCommand =
  | 'principled.explainFinding'
  | 'principled.openChecklist'
  | 'principled.allowFinding'
  | 'principled.turnOffRule';

export interface ScanParams {
  /** Folder URIs; absent means every workspace folder. */
  readonly folders?: readonly string[];
  /** Token under which `$/progress` with a {@link ScanProgress} is sent. */
  readonly progressToken?: string;
}
export interface ScanProgress {
  readonly done: number;
  readonly total: number;
}
export interface ScanResult {
  readonly files: number;
  /** Files that could not be read, are too large or are no text. */
  readonly skipped: number;
  readonly findings: number;
  /** Whether it was stopped before the end; what was found until then stays. */
  readonly cancelled: boolean;
}

/** Everything that is known of one finding; texts have code in back-ticks and no other markup. */
export interface Explanation {
  readonly title: string;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  /** "proven, 4 steps". */
  readonly confidence: string;
  /** The way of the value in order; the finding's own place where there is none. */
  readonly steps: readonly ExplanationStep[];
  /** Other places the finding speaks of. */
  readonly related: readonly ExplanationStep[];
  readonly code: { readonly title: string; readonly url: string };
  readonly provisions: readonly ExplanationProvision[];
  readonly citations: readonly { readonly cite: string; readonly name: string; readonly url: string }[];
  /** Known places of the same kind, the first ones only. */
  readonly others: readonly { readonly text: string; readonly place: ExplanationPlace }[];
  /** How many more there are. */
  readonly moreOthers: number;
  /** The rule's page in Markdown. */
  readonly page?: string;
}
export interface ExplanationStep {
  readonly text: string;
  readonly place: ExplanationPlace;
  readonly excerpt: readonly ExcerptLine[];
}
export interface ExplanationPlace {
  readonly uri: string;
  readonly range: PlaceRange;
  /** "app.py, line 12". */
  readonly label: string;
}
export interface ExcerptLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly isMarked: boolean;
}
export interface ExplanationProvision {
  readonly id: string;
  readonly level: 'requirement' | 'recommendation' | 'option';
  readonly principle: number;
  readonly principleTitle: string;
  readonly summary: string;
}

/** A comment to insert, with `reason` to be typed over. */
export interface AllowEdit {
  readonly uri: string;
  /** Version of the document the place belongs to. */
  readonly version: number;
  readonly at: Place;
  /** In snippet syntax. */
  readonly snippet: string;
}

export type ProvisionStatus = 'met' | 'partly' | 'not-met' | 'not-applicable';

export interface ChecklistProvision {
  readonly id: string;
  readonly level: 'requirement' | 'recommendation' | 'option';
  /** A few words that start with a verb. */
  readonly brief: string;
  readonly summary: string;
  readonly roles: readonly string[];
  readonly status?: ProvisionStatus;
}
export interface ChecklistPrinciple {
  readonly number: number;
  readonly title: string;
  readonly provisions: readonly ChecklistProvision[];
}
export interface ChecklistState {
  readonly principles: readonly ChecklistPrinciple[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  /** URI of the file, whether it is there yet or not. */
  readonly file: string;
  /** Why nothing can be saved: the file is broken or cannot be written. */
  readonly problem?: string;
}
export interface TickParams {
  /** Workspace folder. */
  readonly folder: string;
  /** Provision to status; null takes the answer back. */
  readonly changes: Readonly<Record<string, ProvisionStatus | null>>;
}

/** Requests from client to server: method, parameters, result. */
export interface Requests {
  'principled/scan': { readonly params: ScanParams; readonly result: ScanResult };
  /** Null when the finding is gone. */
  'principled/explain': { readonly params: FindingReference; readonly result: Explanation | null };
  /** Null when the finding is gone. */
  'principled/allow': { readonly params: FindingReference; readonly result: AllowEdit | null };
  'principled/checklist': { readonly params: { readonly folder: string }; readonly result: ChecklistState };
  'principled/tick': { readonly params: TickParams; readonly result: ChecklistState };
}

export type ServerStatus =
  | { readonly state: 'starting' | 'ready' }
  | { readonly state: 'scanning'; readonly percent: number }
  | { readonly state: 'stopped'; readonly reason: string };

/** Notifications from server to client. */
export interface Notifications {
  'principled/status': ServerStatus;
  /** The user asked for the details behind an error message. */
  'principled/showOutput': null;
}
