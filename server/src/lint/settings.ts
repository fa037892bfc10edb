import type { Confidence, SeveritySetting } from './finding';

/** What a user chose for one file, all sources already merged. */
export interface Settings {
  /** Rule id to severity; a rule that is absent has its default. */
  readonly severity: Readonly<Record<string, SeveritySetting>>;
  readonly minimumConfidence: Confidence;
  /** Runs rules that are off by default at their catalogue severity (or `information`). */
  readonly allRules: boolean;
  /** Globs, relative to the workspace folder, of files that are not examined. */
  readonly exclude: readonly string[];
}

export const defaultSettings: Settings = {
  severity: {},
  minimumConfidence: 'likely',
  allRules: false,
  exclude: [],
};
