import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { suite, suiteSetup, teardown, test } from 'mocha';
import { commands, type Uri } from 'vscode';
import { closeAll, eventually, expectFindings, open } from './support/editor';

const expected = ['30 model-output-to-code'];

suite('The language server', () => {
  teardown(closeAll);
  suiteSetup(function () {
    if (process.platform === 'win32') this.skip(); // There is no `ps` to look for the process with.
  });

  test('is another process after a restart, and finds the same', async () => {
    const { document } = await open('analyst.py');
    await expectFindings(document.uri, expected);
    const before = serverProcess();
    await commands.executeCommand('principled.restartServer');
    await expectSame(document.uri, before);
  });

  test('comes back by itself when its process is killed', async () => {
    const { document } = await open('analyst.py');
    await expectFindings(document.uri, expected);
    const before = serverProcess();
    process.kill(before, 'SIGKILL');
    await expectSame(document.uri, before);
  });
});

async function expectSame(uri: Uri, before: number): Promise<void> {
  await eventually(() => {
    const now = serverProcess();
    assert.notEqual(now, before);
    assert.throws(() => process.kill(before, 0), 'the old process still runs');
  });
  await expectFindings(uri, expected);
}

/** The one child of this extension host that runs our server. */
function serverProcess(): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.flatMap((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/);
    const isOurs = Number(parent) === process.pid && /[\\/]dist[\\/]server\.js/.test(command.join(' '));
    return isOurs ? [Number(pid)] : [];
  });
  assert.equal(own.length, 1, `there are ${own.length} servers`);
  return own[0] as number;
}
