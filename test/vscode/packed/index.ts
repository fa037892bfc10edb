import { runFolder } from '../runner';

/** The entry that VS Code calls: the suites of the extension installed from its .vsix. */
export function run(): Promise<void> {
  return runFolder(__dirname);
}
