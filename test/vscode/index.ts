import { join } from 'node:path';
import { runFolders } from './runner';

/** The entry that VS Code calls: the suites of the extension as it lies in the project. */
export function run(): Promise<void> {
  return runFolders(__dirname, join(__dirname, 'suites'));
}
