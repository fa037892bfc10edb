import { afterEach, describe, expect, test } from 'vitest';
import { converse, fullClient, plainClient, until, type Conversation, type ConversationOptions } from './conversation';

let talk: Conversation;
const start = async (options?: ConversationOptions): Promise<Conversation> => (talk = await converse(options));
afterEach(() => talk.close());

describe('diagnostics by pull', () => {
  test('a finding names rule, page, steps and version', async () => {
    await start();
    expect(talk.initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
    const uri = talk.open('a.py', 'x = 1\ndanger(reply)\n');
    const [diagnostic, ...others] = await talk.pull(uri);
    expect(others).toEqual([]);
    expect(diagnostic).toEqual({
      range: { start: { line: 1, character: 7 }, end: { line: 1, character: 12 } },
      severity: 1,
      code: 'model-output-to-code',
      codeDescription: {
        href: 'https://github.com/principled-ai/principled/blob/main/server/src/rules/model-output-to-code.md',
      },
      source: 'principled',
      message: "The model's reply reaches `danger()` as `reply`.",
      relatedInformation: [
        { message: 'the reply starts here', location: { uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } } },
        { message: '`danger` runs it', location: { uri, range: { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } } } },
      ],
      data: { version: 1, confidence: 'proven' },
    });
  });

  test('positions count UTF-16 units', async () => {
    await start();
    const uri = talk.open('a.py', '"🙂"; danger(reply)\n');
    const [diagnostic] = await talk.pull(uri);
    expect(diagnostic?.range.start).toEqual({ line: 0, character: 13 });
  });

  test('an edit reaches the linter as an edit, several of them in order', async () => {
    await start();
    const uri = talk.open('a.py', 'harmless(reply)\n');
    expect(await talk.pull(uri)).toEqual([]);
    talk.edit(uri, 'harmless', 'danger');
    talk.edit(uri, 'reply', 'answer');
    const [diagnostic] = await talk.pull(uri);
    expect(diagnostic?.message).toContain('`answer`');
    expect(talk.linter.given.map((it) => it.edits)).toEqual([
      undefined,
      [{ start: 0, oldEnd: 8, newEnd: 6 }, { start: 7, oldEnd: 12, newEnd: 13 }],
    ]);
  });

  test('a change of the whole text starts anew', async () => {
    await start();
    const uri = talk.open('a.py', 'harmless(reply)\n');
    await talk.pull(uri);
    void talk.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 }, contentChanges: [{ text: 'danger(reply)\n' }],
    });
    expect(await talk.pull(uri)).toHaveLength(1);
    expect(talk.linter.given.at(-1)).toMatchObject({ text: 'danger(reply)\n', edits: undefined });
  });

  test('an answer is for the text at the time of the answer, never for an older one', async () => {
    await start({ restMilliseconds: 30 });
    const uri = talk.open('a.py', 'danger(reply)\n');
    await talk.pull(uri);
    talk.edit(uri, 'danger', 'harmless');
    const early = talk.pull(uri);
    talk.edit(uri, 'harmless', 'danger');
    talk.edit(uri, 'reply', 'newest');
    const [diagnostic] = await early;
    expect(diagnostic?.message).toContain('`newest`');
    expect(diagnostic?.data).toMatchObject({ version: 4 });
    expect(talk.linter.given).toHaveLength(2);
  });

  test('what did not change is not sent again', async () => {
    await start();
    const uri = talk.open('a.py', 'danger(reply)\n');
    const first = await talk.client.sendRequest<{ resultId: string }>('textDocument/diagnostic', { textDocument: { uri } });
    const second = await talk.client.sendRequest('textDocument/diagnostic', {
      textDocument: { uri }, previousResultId: first.resultId,
    });
    expect(second).toEqual({ kind: 'unchanged', resultId: first.resultId });
  });

  test('information is drawn as a hint until somebody asks for the rule', async () => {
    await start();
    const uri = talk.open('a.py', 'doubt(reply)\n');
    expect((await talk.pull(uri)).map((it) => it.severity)).toEqual([4]);
    talk.settings['severity'] = { 'unlogged-inference': 'information' };
    void talk.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    expect((await talk.pull(uri)).map((it) => it.severity)).toEqual([3]);
  });

  test('a file in another language, or closed, has none', async () => {
    await start();
    expect(await talk.pull(talk.open('a.rs', 'danger(reply)', 'rust'))).toEqual([]);
    expect(await talk.pull(talk.uri('never-opened.py'))).toEqual([]);
  });
});

describe('diagnostics by push', () => {
  test('come with the version, follow an edit, and go when the file closes', async () => {
    await start({ capabilities: plainClient });
    expect(talk.initialized.capabilities.diagnosticProvider).toBeUndefined();
    const uri = talk.open('a.py', 'danger(reply)\n');
    const first = await until(() => talk.lastPublished(uri), 'the first push');
    expect(first).toMatchObject({ version: 1, diagnostics: [{ code: 'model-output-to-code' }] });
    expect(first.diagnostics[0]).not.toHaveProperty('relatedInformation');
    talk.edit(uri, 'danger', 'harmless');
    await until(() => talk.lastPublished(uri)?.version === 2, 'the second push');
    expect(talk.lastPublished(uri)?.diagnostics).toEqual([]);
    void talk.client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await until(() => talk.published.length === 3, 'the push on close');
    expect(talk.lastPublished(uri)).toEqual({ uri, diagnostics: [] });
  });

  test('a version that was typed over is never pushed', async () => {
    await start({ capabilities: plainClient, restMilliseconds: 30 });
    const uri = talk.open('a.py', 'harmless(reply)\n');
    await until(() => talk.lastPublished(uri), 'the first push');
    for (const [from, to] of [['harmless', 'danger'], ['danger', 'doubt'], ['doubt', 'danger']] as const) talk.edit(uri, from, to);
    await until(() => talk.lastPublished(uri)?.version === 4, 'the last push');
    expect(talk.published.map((it) => it.version)).toEqual([1, 4]);
  });
});

describe('a linter that fails', () => {
  test('costs one file its findings and says so once', async () => {
    await start({ initializationOptions: { status: true } });
    const bad = talk.open('bad.py', 'CRASH\n');
    const good = talk.open('good.py', 'danger(reply)\n');
    expect(await talk.pull(bad)).toEqual([]);
    talk.edit(bad, 'CRASH', 'CRASH 2');
    expect(await talk.pull(bad)).toEqual([]);
    expect(await talk.pull(good)).toHaveLength(1);
    expect(talk.shown).toEqual(['Principled: a file could not be examined; the others are not affected.']);
    expect(talk.shown.join()).not.toContain('at ');
    expect(talk.logged.join()).toContain('the fake linter was asked to fail');
    talk.edit(bad, 'CRASH 2', 'danger(reply)');
    expect(await talk.pull(bad)).toHaveLength(1);
  });

  test('that cannot start leaves a server that answers and a reason', async () => {
    await start({
      initializationOptions: { status: true },
      createLinter: () => Promise.reject(new Error('the grammar python differs from the pinned one.')),
    });
    const uri = talk.open('a.py', 'danger(reply)\n');
    expect(await talk.pull(uri)).toEqual([]);
    expect(talk.shown).toEqual(['Principled: code is not examined: the grammar python differs from the pinned one.']);
    expect(talk.statuses.at(-1)).toEqual({ state: 'stopped', reason: 'the grammar python differs from the pinned one.' });
  });
});

test('the server subscribes to what it needs', async () => {
  await start({ capabilities: fullClient });
  await until(() => talk.registered.length === 2, 'two registrations');
  expect([...talk.registered].sort()).toEqual(['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
});
