import { statSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension } from '../lib/package.mjs';
import { root } from '../lib/bootstrap.mjs';
import { runSuites } from '../vscode/run-suite.mjs';
import { mb, median, ms } from './figures.mjs';

const WINDOWS = 3;

/** The size of the .vsix, and the time it takes to become active in VS Code, installed from there. */
export async function measurePackage() {
  console.log('\nThe package');
  const vsix = packageExtension();
  console.log(`  size of the .vsix: ${mb(statSync(vsix).size)}`);
  const runs = [];
  try {
    for (let at = 0; at < WINDOWS; at++) {
      runs.push(await runSuites({ suites: '../bench/activation', workspace: join(root, 'test/vscode/workspace'), vsix }));
    }
  } catch (error) {
    console.log(`  time to activate: not measured, as VS Code does not run here (${error.message.trim().replaceAll('\n', ' ')})`);
    return;
  }
  const of = (name) => ms(median(runs.map((run) => run[name])));
  console.log(`  medians of ${WINDOWS} new windows: activate() ${of('activationMs')}, from there to the first diagnostics ${of('firstDiagnosticsMs')}`);
}
