import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the script that started VS Code reads when the window has closed. */
export interface SuiteReport {
  readonly passed: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/**
 * Runs all compiled suites of a folder inside the extension host and leaves `report.json` beside
 * them. Rejects when a test failed, which ends VS Code with a failure as well.
 */
export async function runFolder(folder: string): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 20_000, color: false });
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(folder, name));
  }
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
