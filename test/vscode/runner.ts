import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the script that started VS Code reads when the window has closed. */
export interface SuiteReport {
  readonly passed: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/**
 * Runs all compiled suites of the folders inside the extension host and leaves `report.json` in the
 * first. Rejects when a test failed, which ends VS Code with a failure as well.
 * PRINCIPLED_TEST_GREP limits the run to tests whose title matches.
 */
export async function runFolders(folder: string, ...others: readonly string[]): Promise<void> {
  const { PRINCIPLED_TEST_GREP: grep } = process.env;
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, color: false, ...(grep ? { grep } : {}) });
  for (const file of [folder, ...others].flatMap(suitesIn)) mocha.addFile(file);
  const failures: { title: string; message: string }[] = [];
  let passed = 0;
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', () => passed++)
      .on('fail', (test, error: Error) => {
        failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
      });
  });
  const report: SuiteReport = { passed, failures };
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
  if (failures.length > 0) throw new Error(`${failures.length} failed in ${folder}`);
}

function suitesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.test.js')).sort().map((name) => join(folder, name));
}
