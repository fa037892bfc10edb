import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { afterEach, describe, expect, test } from 'vitest';
import type { Linter } from '../../server/src/lint/linter';
import type { ScanResult } from '../../server/src/lsp/protocol';
import { converse, plainClient, until, vscodeOptions, type Conversation, type ConversationOptions } from './conversation';
import { createFakeLinter } from './fakeLinter';

let talk: Conversation;
const start = async (options?: ConversationOptions): Promise<Conversation> => (talk = await converse(options));
afterEach(() => talk.close());

const settingsChanged = (): void => void talk.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
const filesChanged = (...names: string[]): void => void talk.client.sendNotification('workspace/didChangeWatchedFiles', {
  changes: names.map((name) => ({ uri: talk.uri(name), type: 2 })),
});
const write = (name: string, text: string): void => writeFileSync(join(talk.folder, name), text);

describe('settings', () => {
  test('set a severity, switch a rule off, ask for proof, and are heard at once', async () => {
    await start();
    const uri = talk.open('a.py', 'danger(x)\ndoubt(y)\n');
    expect((await talk.pull(uri)).map((it) => it.severity)).toEqual([1, 4]);
    talk.settings['severity'] = { 'model-output-to-code': 'warning', 'unlogged-inference': 'off' };
    settingsChanged();
    expect((await talk.pull(uri)).map((it) => it.severity)).toEqual([2]);
    await until(() => talk.refreshes > 0, 'a refresh');
    Object.assign(talk.settings, { severity: {}, minimumConfidence: 'proven' });
    settingsChanged();
    expect((await talk.pull(uri)).map((it) => it.code)).toEqual(['model-output-to-code']);
  });

  test('exclude files by glob', async () => {
    await start({ settings: { exclude: ['generated/**', '*_test.py'] } });
    expect(await talk.pull(talk.open('generated/a.py', 'danger(x)\n'))).toEqual([]);
    expect(await talk.pull(talk.open('src/a_test.py', 'danger(x)\n'))).toEqual([]);
    expect(await talk.pull(talk.open('src/a.py', 'danger(x)\n'))).toHaveLength(1);
  });

  test('that are wrong fall back with one warning', async () => {
    await start({
      settings: { severity: { 'model-output-to-code': 'loud', 'no-such-rule': 'off' }, minimumConfidence: 3, exclude: 'x' },
    });
    const uri = talk.open('a.py', 'danger(x)\n');
    expect((await talk.pull(uri)).map((it) => it.severity)).toEqual([1]);
    settingsChanged();
    await talk.pull(uri);
    expect(talk.shown).toEqual([
      'Principled: `principled.severity` of `model-output-to-code` has to be one of error, warning, information, hint, off; '
      + '`principled.severity` names `no-such-rule`, which is no rule; '
      + '`principled.minimumConfidence` has to be `likely` or `proven`; `principled.exclude` has to be a list of globs. '
      + 'The default is used instead.',
    ]);
  });

  test('are pushed by a client without workspace/configuration', async () => {
    await start({ capabilities: plainClient });
    const uri = talk.open('a.py', 'danger(x)\n');
    await until(() => talk.lastPublished(uri)?.diagnostics.length === 1, 'a finding');
    void talk.client.sendNotification('workspace/didChangeConfiguration', {
      settings: { principled: { severity: { 'model-output-to-code': 'off' } } },
    });
    await until(() => talk.lastPublished(uri)?.diagnostics.length === 0, 'the finding to go');
  });
});

describe('principled.yaml', () => {
  test('counts below the editor, and is followed when it changes', async () => {
    await start({ files: { 'principled.yaml': 'severity:\n  model-output-to-code: hint\nexclude: [old/**]\n' } });
    const uri = talk.open('a.py', 'danger(x)\n');
    expect((await talk.pull(uri)).map((it) => it.severity)).toEqual([4]);
    expect(await talk.pull(talk.open('old/a.py', 'danger(x)\n'))).toEqual([]);
    write('principled.yaml', 'severity:\n  model-output-to-code: warning\n');
    filesChanged('principled.yaml');
    expect((await talk.pull(uri)).map((it) => it.severity)).toEqual([2]);
    talk.settings['severity'] = { 'model-output-to-code': 'information' };
    settingsChanged();
    expect((await talk.pull(uri)).map((it) => it.severity)).toEqual([3]);
  });

  test('may declare facts, for which the engine is made anew with every open text', async () => {
    const facts: unknown[] = [];
    await start({
      files: { 'principled.yaml': 'models:\n  loggers:\n    - calls: [audit.record]\n' },
      createLinter: async (given) => {
        facts.push(given);
        return createFakeLinter();
      },
    });
    const uri = talk.open('a.py', 'danger(x)\n');
    expect(await talk.pull(uri)).toHaveLength(1);
    write('principled.yaml', 'models:\n  loggers:\n    - calls: [audit.note]\n');
    filesChanged('principled.yaml');
    expect(await talk.pull(uri)).toHaveLength(1);
    expect(facts).toEqual([{ loggers: [{ calls: ['audit.record'] }] }, { loggers: [{ calls: ['audit.note'] }] }]);
  });

  test('that is broken says so in the file, and costs nothing else', async () => {
    await start({ files: { 'principled.yaml': 'severity:\n  model-output-to-code: loud\n  unlogged-inference: off\n' } });
    const config = talk.uri('principled.yaml');
    const published = await until(() => talk.lastPublished(config), 'a diagnostic on the configuration');
    expect(published.diagnostics).toMatchObject([{ source: 'principled', severity: 1, range: { start: { line: 1 } } }]);
    expect((await talk.pull(talk.open('a.py', 'danger(x)\ndoubt(y)\n'))).map((it) => it.code)).toEqual(['model-output-to-code']);
    write('principled.yaml', 'severity:\n  model-output-to-code: hint\n');
    filesChanged('principled.yaml');
    await until(() => talk.lastPublished(config)?.diagnostics.length === 0, 'the diagnostic to go');
  });
});

const workspace = {
  'src/a.py': 'danger(a)\n', 'src/b.ts': 'danger(b)\n', 'src/clean.py': 'pass\n', 'notes.txt': 'danger(c)\n',
  'node_modules/x/index.js': 'danger(d)\n', 'src/broken.py': '\u0000\u0001',
};

/** Takes its time for each file, as real files do. */
function slowLinter(milliseconds: number): Linter {
  const fake = createFakeLinter();
  const lint: Linter['lint'] = (path, settings) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return fake.lint(path, settings);
  };
  return { ...fake, lint };
}

describe('scanning the workspace', () => {
  test('fills in closed files, with progress', async () => {
    await start({ files: workspace, initializationOptions: vscodeOptions });
    const seen: unknown[] = [];
    talk.client.onNotification('$/progress', (it) => void seen.push(it));
    const result = await talk.client.sendRequest<ScanResult>('principled/scan', { progressToken: 'p' });
    expect(result).toEqual({ files: 3, skipped: 1, findings: 2, cancelled: false });
    expect(talk.published.map((it) => [it.uri, it.diagnostics.length]).sort()).toEqual([
      [talk.uri('src/a.py'), 1], [talk.uri('src/b.ts'), 1],
    ]);
    await until(() => seen.length === 8, 'progress for each step of each file');
    expect(seen.at(-1)).toEqual({ token: 'p', value: { done: 4, total: 4 } });
    expect(talk.statuses).toContainEqual({ state: 'scanning', percent: 50 });
    expect(talk.statuses.at(-1)).toEqual({ state: 'ready' });
    expect(talk.linter.dropped).toHaveLength(0);
  });

  test('leaves a file to its document while it is open, and takes it back when it closes', async () => {
    await start({ files: workspace });
    await talk.client.sendRequest('principled/scan', {});
    const uri = talk.open('src/a.py', 'danger(a)\ndanger(unsaved)\n');
    expect(await talk.pull(uri)).toHaveLength(2);
    await until(() => talk.lastPublished(uri)?.diagnostics.length === 0, 'what was pushed to go');
    const again = await talk.client.sendRequest<ScanResult>('principled/scan', {});
    expect(again.findings).toBe(3);
    void talk.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await until(() => talk.lastPublished(uri)?.diagnostics.length === 1, 'the finding on disk');
  });

  test('leaves alone what the scan did not cover, such as a dependency that was opened and closed', async () => {
    await start({ files: workspace });
    await talk.client.sendRequest('principled/scan', {});
    const uri = talk.open('node_modules/x/index.js', 'danger(d)\n', 'javascript');
    await talk.pull(uri);
    void talk.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    filesChanged('node_modules/x/index.js');
    await talk.client.sendRequest('principled/scan', {});
    expect(talk.lastPublished(uri)).toBeUndefined();
  });

  test('follows files that change on disk or go away', async () => {
    await start({ files: workspace });
    await talk.client.sendRequest('principled/scan', {});
    write('src/a.py', 'harmless(a)\n');
    rmSync(join(talk.folder, 'src/b.ts'));
    filesChanged('src/a.py', 'src/b.ts');
    await until(() => talk.lastPublished(talk.uri('src/a.py'))?.diagnostics.length === 0, 'the finding of a.py to go');
    await until(() => talk.lastPublished(talk.uri('src/b.ts'))?.diagnostics.length === 0, 'the finding of b.ts to go');
  });

  test('stops when asked and keeps what it has, while other requests are answered', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`f${String(at).padStart(3, '0')}.py`, 'danger(a)\n']));
    await start({ files: many, createLinter: async () => slowLinter(2) });
    const source = new CancellationTokenSource();
    talk.client.onNotification('$/progress', () => source.cancel());
    const result = await talk.client.sendRequest<ScanResult>('principled/scan', { progressToken: 'p' }, source.token);
    expect(result.cancelled).toBe(true);
    expect(result.findings).toBe(talk.published.length);
    expect(result.findings).toBeGreaterThan(0);
  });

  test('survives a file that makes the linter fail', async () => {
    await start({ files: { 'a.py': 'CRASH\n', 'b.py': 'CRASH\n', 'c.py': 'danger(x)\n' } });
    expect(await talk.client.sendRequest('principled/scan', {})).toMatchObject({ files: 3, findings: 1 });
    expect(talk.shown).toHaveLength(1);
  });
});
