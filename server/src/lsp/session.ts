import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { Assurance } from './assurance';
import type { ChecklistFiles } from './checklistFile';
import type { ClientFeatures } from './clientFeatures';
import type { ClosedDiagnostics } from './closedDiagnostics';
import type { TrackedDocument } from './documents';
import type { Engine } from './engine';
import type { Examiner } from './examiner';
import type { Folders } from './folders';
import type { Inventories } from './inventory';
import type { Messages } from './messages';
import type { ProjectIndex } from './projectIndex';
import type { ServerStatus } from './protocol';
import type { RuleBook } from './ruleBook';
import type { Services } from './services';
import type { SettingsStore } from './settings';
import type { Context } from './toProtocol';

/** What every handler works with; one per connection. */
export interface Session {
  readonly connection: Connection;
  readonly services: Services;
  /** Known from `initialize` on. */
  readonly client: () => ClientFeatures;
  readonly documents: TextDocuments<TrackedDocument>;
  readonly folders: Folders;
  readonly settings: SettingsStore;
  readonly engine: Engine;
  readonly examiner: Examiner;
  readonly index: ProjectIndex;
  readonly assurance: Assurance;
  readonly inventories: Inventories;
  readonly checklists: ChecklistFiles;
  readonly book: RuleBook;
  readonly messages: Messages;
  readonly closed: ClosedDiagnostics;
  /** What conversions need; made anew for each answer. */
  readonly context: () => Context;
  readonly findByPath: (path: string) => TrackedDocument | undefined;
  readonly setStatus: (status: ServerStatus) => void;
  /** Asks the client to show diagnostics anew, or pushes them. */
  readonly refresh: () => void;
  /** Lets dependent files follow a change, in the background. */
  readonly followUp: () => void;
}
