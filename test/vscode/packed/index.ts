import { join } from 'node:path';
import { runFolders } from '../runner';

/** The entry that VS Code calls: the suites of the extension installed from its .vsix. */
export function run(): Promise<void> {
  return runFolders(__dirname, join(__dirname, '../suites'));
}
