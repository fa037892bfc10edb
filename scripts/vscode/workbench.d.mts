import type { Page } from 'playwright-core';

export interface WorkbenchOptions {
  /** Folder that is copied and opened. */
  readonly workspace: string;
  /** Folder of an extension under development. */
  readonly extension?: string;
  /** Package to install first. */
  readonly vsix?: string;
  /** Entry of suites to run in the extension host. */
  readonly tests?: string;
  /** Settings of VS Code. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Opens the folder in Restricted Mode. */
  readonly isRestricted?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Gets the page before it loads. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface Workbench {
  readonly page: Page;
  /** The copy of the workspace. */
  readonly folder: string;
  close(): Promise<void>;
}

export function openWorkbench(options: WorkbenchOptions): Promise<Workbench>;
