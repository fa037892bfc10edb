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
  /** Absolute path of a folder of the client's own, for this workspace: the index is kept there between starts. Without it nothing is. */
  readonly storage?: string;
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

/** What a team says of a provision; every field may be missing. */
export interface ProvisionAnswer {
  readonly status?: ProvisionStatus;
  /** Why the provision does not apply. */
  readonly reason?: string;
  readonly owner?: string;
  /** ISO day. */
  readonly date?: string;
  readonly notes?: string;
  /** Paths below the folder, or addresses. */
  readonly links?: readonly string[];
}
/** Fields to set; null takes a field back, absence leaves it. */
export type ProvisionChange = { readonly [Field in keyof ProvisionAnswer]?: Exclude<ProvisionAnswer[Field], undefined> | null };

/** What was gathered for a provision: a suggestion with its source. */
export interface ProvisionEvidence {
  /** Whether it speaks for the provision being met, against it, neither way, or was looked for and not found. */
  readonly bearing: 'for' | 'against' | 'absent' | 'note';
  readonly kind: 'findings' | 'scan' | 'inventory' | 'document' | 'practice';
  /** A sentence without a full stop; code in back-ticks. */
  readonly text: string;
  /** The first few. */
  readonly places: readonly (ExplanationPlace & { readonly text?: string })[];
  /** How many places there are in all. */
  readonly count: number;
  /** Kind of document that could be drafted. */
  readonly document?: string;
}
/** A link of an answer: into the web, into the folder, or text that leads nowhere. */
export interface ChecklistLink {
  readonly text: string;
  readonly address?: string;
  readonly place?: ExplanationPlace;
}

export interface ChecklistProvision {
  readonly id: string;
  /** Number in the ETSI standard. */
  readonly etsi: string;
  readonly level: 'requirement' | 'recommendation' | 'option';
  /** A few words that start with a verb. */
  readonly brief: string;
  readonly summary: string;
  readonly goodEvidence: string;
  readonly roles: readonly string[];
  readonly answer: ProvisionAnswer;
  readonly links: readonly ChecklistLink[];
  readonly evidence: readonly ProvisionEvidence[];
  /** What speaks against the answer: "Marked met, 3 open findings". */
  readonly contradictions: readonly string[];
  /** Open findings that bear on it. */
  readonly findings: number;
}
export interface ChecklistPrinciple {
  readonly number: number;
  readonly title: string;
  readonly phase: string;
  readonly provisions: readonly ChecklistProvision[];
}
/** Something in the checklist file that cannot be read or does not count. */
export interface ChecklistProblem {
  /** "line 12, column 3: a comma was expected". */
  readonly message: string;
  readonly place: ExplanationPlace;
}
export interface ChecklistState {
  readonly principles: readonly ChecklistPrinciple[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly phases: readonly { readonly id: string; readonly name: string }[];
  /** Name of the standard that `etsi` numbers are of. */
  readonly etsi: string;
  /** Rule to the provisions it bears on. */
  readonly rules: Readonly<Record<string, readonly string[]>>;
  /** Whether the whole folder was scanned; else findings are those of open files. */
  readonly scanned: boolean;
  /** Whether evidence of the AI inventory is among the rest. */
  readonly inventoried: boolean;
  /** URI of the file, whether it is there yet or not. */
  readonly file: string;
  /** The file is broken: it counts as empty and is not written. */
  readonly problem?: ChecklistProblem;
  /** Entries that do not count as they are written. */
  readonly notes: readonly ChecklistProblem[];
  /** Why the change that was asked for was not saved. */
  readonly failure?: string;
}
export interface AnswerParams {
  /** Workspace folder. */
  readonly folder: string;
  /** Provision to what changes in its answer. */
  readonly changes: Readonly<Record<string, ProvisionChange>>;
}

export interface ReportParams {
  /** Workspace folder. */
  readonly folder: string;
  /** Whether the state is kept for later reports to compare with. */
  readonly record: boolean;
}
export interface ReportResult {
  /** A page on its own, without scripts. */
  readonly html: string;
  readonly markdown: string;
  /** File name to suggest, without an ending. */
  readonly name: string;
  /** Why the state could not be kept. */
  readonly failure?: string;
}

export interface DocumentKindsResult {
  readonly kinds: readonly { readonly id: string; readonly title: string }[];
}
export interface DocumentParams {
  /** Workspace folder. */
  readonly folder: string;
  /** Id of a kind. */
  readonly kind: string;
}
/** A first draft; nothing is written. */
export interface DocumentResult {
  /** Where it belongs; no such file is there yet. */
  readonly uri: string;
  readonly text: string;
}

/** One thing of the AI inventory. Texts hold no hidden characters, but may hold any others. */
export interface InventoryAsset {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** What else is worth knowing, in a few words; may be empty. */
  readonly detail: string;
  /** The most telling one first. */
  readonly places: readonly ExplanationPlace[];
  /** What a tool can do to the world. */
  readonly powers: readonly { readonly power: string; readonly place: ExplanationPlace }[];
  /** Half a sentence that says what was not followed. */
  readonly likelyBecause?: string;
}
export interface InventoryState {
  /** All kinds in their order, with the words for many and for one. */
  readonly kinds: readonly { readonly kind: string; readonly name: string; readonly one: string }[];
  readonly assets: readonly InventoryAsset[];
  /** `from` and `to` are ids of assets. */
  readonly connections: readonly { readonly from: string; readonly to: string; readonly relation: string }[];
  /** Source files that were analysed. */
  readonly files: number;
  /** False where it was stopped before the last file: what was analysed until then is listed. */
  readonly isWhole: boolean;
}
export type InventoryFormat = 'json' | 'cyclonedx' | 'markdown';

/** Requests from client to server: method, parameters, result. */
export interface Requests {
  'principled/scan': { readonly params: ScanParams; readonly result: ScanResult };
  /** Null when the finding is gone. */
  'principled/explain': { readonly params: FindingReference; readonly result: Explanation | null };
  /** Null when the finding is gone. */
  'principled/allow': { readonly params: FindingReference; readonly result: AllowEdit | null };
  /** With a token, `$/progress` with a {@link ScanProgress} is sent under it. Null when the folder is not part of the workspace. */
  'principled/inventory': { readonly params: { readonly folder: string; readonly progressToken?: string }; readonly result: InventoryState | null };
  /** The inventory as a document; null as above, and when it was cancelled. */
  'principled/exportInventory': { readonly params: { readonly folder: string; readonly format: InventoryFormat }; readonly result: string | null };
  'principled/checklist': { readonly params: { readonly folder: string }; readonly result: ChecklistState };
  'principled/answer': { readonly params: AnswerParams; readonly result: ChecklistState };
  /** Null when it was cancelled. */
  'principled/report': { readonly params: ReportParams; readonly result: ReportResult | null };
  'principled/documentKinds': { readonly params: null; readonly result: DocumentKindsResult };
  /** Null for a kind that there is not, and when it was cancelled. */
  'principled/document': { readonly params: DocumentParams; readonly result: DocumentResult | null };
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
  /** A checklist, or a file that is evidence, has changed on disk. */
  'principled/checklistChanged': null;
}
