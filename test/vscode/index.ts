import { runFolder } from './runner';

/** The entry that VS Code calls: the suites of the extension as it lies in the project. */
export function run(): Promise<void> {
  return runFolder(__dirname);
}
