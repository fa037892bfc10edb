import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { AnswerParams, ChecklistProvision, ChecklistState, ReportResult } from '../../server/src/lsp/protocol';
import { converse, until, vscodeOptions, type Conversation, type ConversationOptions } from './conversation';

let talk: Conversation;
const start = async (options?: ConversationOptions): Promise<Conversation> => (talk = await converse(options));
afterEach(() => talk.close());

const folder = (): string => talk.uri('').slice(0, -1);
const file = (): string => join(talk.folder, '.principled/checklist.json');
const history = (): string => join(talk.folder, '.principled/history.json');
const state = (): Promise<ChecklistState> => talk.client.sendRequest<ChecklistState>('principled/checklist', { folder: folder() });
const answer = (changes: AnswerParams['changes'] | Record<string, unknown>): Promise<ChecklistState> =>
  talk.client.sendRequest<ChecklistState>('principled/answer', { folder: folder(), changes });
const report = (): Promise<ReportResult> => talk.client.sendRequest<ReportResult>('principled/report', { folder: folder(), record: true });
const provisionIn = (of: ChecklistState, id: string): ChecklistProvision =>
  of.principles.flatMap((it) => it.provisions).find((it) => it.id === id) as ChecklistProvision;
const statuses = (of: ChecklistState): Record<string, string | undefined> => Object.fromEntries(
  of.principles.flatMap((it) => it.provisions).filter((it) => it.answer.status).map((it) => [it.id, it.answer.status]));
function writeChecklist(text: string): void {
  mkdirSync(join(talk.folder, '.principled'), { recursive: true });
  writeFileSync(file(), text);
}

describe('answers', () => {
  test('are none at first; all that is asked stands beside the numbers of Code and standard', async () => {
    await start();
    const empty = await state();
    expect(empty.principles.map((it) => it.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(statuses(empty)).toEqual({});
    expect(empty.file).toBe(talk.uri('.principled/checklist.json'));
    expect(empty.roles.map((it) => it.id)).toEqual(['developer', 'system-operator', 'data-custodian', 'end-user']);
    expect(provisionIn(empty, '2.2')).toMatchObject({ etsi: '5.1.2-2', level: 'requirement', goodEvidence: expect.stringMatching(/^Tests with hostile/) });
  });

  test('are saved at once, sorted, on top of what the file holds by then', async () => {
    await start();
    writeChecklist(JSON.stringify({ team: 'blue', items: { '2.10': { notes: 'n' }, '2.2': { status: 'met', owner: 'o', more: [1] } } }));
    await Promise.all([answer({ '12.1': { status: 'met' } }), answer({ '1.1': { status: 'partly', owner: 'Ada' }, '2.2': { status: 'not-met' } })]);
    expect(readFileSync(file(), 'utf8')).toBe(`${JSON.stringify({
      version: 1,
      team: 'blue',
      items: {
        '1.1': { status: 'partly', owner: 'Ada', date: '2026-02-03' },
        '2.2': { status: 'not-met', owner: 'o', date: '2026-02-03', more: [1] },
        '2.10': { notes: 'n' },
        '12.1': { status: 'met', date: '2026-02-03' },
      },
    }, null, 2)}\n`);
    writeChecklist(readFileSync(file(), 'utf8').replace('"Ada"', '"Grace"'));
    const after = await answer({ '12.1': { status: null } });
    expect(statuses(after)).toEqual({ '1.1': 'partly', '2.2': 'not-met' });
    expect(provisionIn(after, '1.1').answer.owner).toBe('Grace');
  });

  test('that change nothing leave the file as somebody formatted it', async () => {
    await start();
    const theirs = '{"items":{"1.1":{"status":"met"}}}';
    writeChecklist(theirs);
    await answer({ '1.1': { status: 'met' } });
    expect(readFileSync(file(), 'utf8')).toBe(theirs);
  });

  test('may be of no unknown provision, status or field, and of no folder outside the workspace', async () => {
    await start();
    expect(statuses(await answer({ '99.1': { status: 'met' }, '1.1': { status: 'great' }, '1.2': 'met', '2.1': { zz: 1, owner: 3 } }))).toEqual({});
    expect(existsSync(file())).toBe(false);
    const other = await talk.client.sendRequest<ChecklistState>('principled/answer', { folder: 'file:///elsewhere', changes: { '1.1': { status: 'met' } } });
    expect(other.failure).toBe('The folder is not part of the workspace.');
  });

  test('are not written over a broken file, whose place is told', async () => {
    await start();
    writeChecklist('{\n  "items": {\n');
    const after = await answer({ '1.1': { status: 'met' } });
    expect(after.failure).toBe('.principled/checklist.json was not changed, because it is broken at line 3, column 1: a closing brace } was expected.');
    expect(after.problem).toMatchObject({ place: { uri: talk.uri('.principled/checklist.json'), range: { start: { line: 2, character: 0 } } } });
    expect(readFileSync(file(), 'utf8')).toBe('{\n  "items": {\n');
  });

  test('that others change on disk are told to a client that shows them', async () => {
    await start({ initializationOptions: vscodeOptions });
    await talk.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: talk.uri('.principled/checklist.json'), type: 2 }] });
    await until(() => talk.checklistChanges === 1, 'word of the change');
  });
});

describe('evidence', () => {
  const files = { 'a.py': 'danger(x)\n', 'SECURITY.md': '# Security\n', 'docs/note.md': 'n' };

  test('comes from open files, then from all that a scan has seen', async () => {
    await start({ files });
    talk.open('b.py', 'x\ndanger(y)\n');
    const before = provisionIn(await state(), '2.2');
    expect(before.findings).toBe(1);
    expect(before.evidence[0]).toMatchObject({ bearing: 'against', places: [{ uri: talk.uri('b.py'), label: 'b.py:2', range: { start: { line: 1 } } }] });
    await talk.client.sendRequest('principled/scan', {});
    const after = await state();
    expect(after.scanned).toBe(true);
    expect(provisionIn(after, '2.2').findings).toBe(2);
    expect(after.rules['model-output-to-code']).toEqual(['2.2', '9.4.1']);
  });

  test('says what contradicts an answer, and follows files that come and go', async () => {
    await start({ files, initializationOptions: vscodeOptions });
    talk.open('b.py', 'danger(y)\n');
    expect(provisionIn(await answer({ '2.2': { status: 'met' } }), '2.2').contradictions).toEqual(['Marked met, 1 open finding']);
    expect(provisionIn(await state(), '3.1').evidence).toMatchObject([{ bearing: 'absent', document: 'threat-model' }]);
    writeFileSync(join(talk.folder, 'docs/threat-model.md'), '# Threats\n');
    await talk.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: talk.uri('docs/threat-model.md'), type: 1 }] });
    expect(provisionIn(await state(), '3.1').evidence).toMatchObject([{ bearing: 'for', places: [{ uri: talk.uri('docs/threat-model.md') }] }]);
  });

  test('links lead into the folder or the web, and nowhere else', async () => {
    await start({ files });
    const after = await answer({ '6.4': { links: ['SECURITY.md', 'https://example.org/x', '../../etc/passwd', 'javascript:alert(1)'] } });
    expect(provisionIn(after, '6.4').links).toEqual([
      { text: 'SECURITY.md', place: expect.objectContaining({ uri: talk.uri('SECURITY.md') }) },
      { text: 'https://example.org/x', address: 'https://example.org/x' },
      { text: '../../etc/passwd' },
      { text: 'javascript:alert(1)' },
    ]);
  });
});

describe('the report', () => {
  test('holds what is known, and is recorded once a day', async () => {
    await start({ files: { 'a.py': 'danger(x)\n' } });
    await talk.client.sendRequest('principled/scan', {});
    await answer({ '1.1': { status: 'met', owner: '<b>Ada</b>' } });
    const { html, markdown, name, failure } = await report();
    expect([name, failure]).toEqual(['assurance-2026-02-03', undefined]);
    expect(html).toContain('&lt;b&gt;Ada');
    expect(html).not.toContain('<b>');
    expect(markdown).toContain('Model output runs as code');
    expect(markdown).toContain('## AI inventory');
    await report();
    expect(JSON.parse(readFileSync(history(), 'utf8'))).toMatchObject({ reports: [{ date: '2026-02-03', statuses: { '1.1': 'met' } }] });
  });

  test('leaves a broken history alone, and records nothing beside a broken checklist', async () => {
    await start();
    writeChecklist('{');
    expect((await report()).html).toContain('The checklist could not be read');
    expect(existsSync(history())).toBe(false);
    writeFileSync(history(), '{');
    expect((await report()).failure).toMatch(/history\.json is not valid JSON/);
    expect(readFileSync(history(), 'utf8')).toBe('{');
  });
});

test('documents are drafted where nothing is yet, and not written', async () => {
  await start({ files: { 'docs/ai/threat-model.md': 'theirs' } });
  const { kinds } = await talk.client.sendRequest<{ kinds: { id: string }[] }>('principled/documentKinds', null);
  expect(kinds).toHaveLength(9);
  const ask = (kind: string): Promise<{ uri: string; text: string } | null> => talk.client.sendRequest('principled/document', { folder: folder(), kind });
  expect(await ask('threat-model')).toMatchObject({ uri: talk.uri('docs/ai/threat-model-2.md'), text: expect.stringMatching(/^# Risk assessment/) });
  expect(await ask('poem')).toBeNull();
  expect(existsSync(join(talk.folder, 'docs/ai/threat-model-2.md'))).toBe(false);
});

describe('what is wrong with the file', () => {
  const shown = (): unknown => talk.lastPublished(talk.uri('.principled/checklist.json'))?.diagnostics.map(({ range, severity, message }) => [range.start.line, severity, message]);

  test('stands in the file itself, from the start and until it is mended', async () => {
    await start({ files: { '.principled/checklist.json': '{\n  "items": {\n<<<<<<< ours\n' } });
    await until(() => shown() !== undefined, 'a diagnostic');
    expect(shown()).toEqual([[2, 1, 'The checklist cannot be read: a merge conflict is not resolved.']]);
    writeChecklist('\uFEFF{\r\n  "items": {\r\n    "99.9": {},\r\n    "2.2": { "status": "done" }\r\n  }\r\n}\r\n');
    await state();
    await until(() => (shown() as unknown[]).length === 2, 'the notes');
    expect(shown()).toEqual([
      [2, 2, 'This does not count: the Code has no provision 99.9.'],
      [3, 2, 'This does not count: the status of 2.2 was expected to be met, partly, not-met, not-applicable.'],
    ]);
    await answer({ '2.2': { status: 'met' }, '1.1': { status: 'met' } });
    await until(() => (shown() as unknown[]).length === 1, 'one note less');
    writeChecklist('{}');
    await state();
    await until(() => (shown() as unknown[]).length === 0, 'no note');
  });

  test('is told of one that is far too large, which is left alone', async () => {
    await start();
    writeChecklist(`{ "items": {}, "more": "${'x'.repeat(6_000_000)}" }`);
    const after = await answer({ '1.1': { status: 'met' } });
    expect(after.failure).toBe('.principled/checklist.json was not changed, because it is broken at line 1, column 1: at most 5 MB were expected, and it has 6.0 MB.');
    expect(readFileSync(file(), 'utf8')).toHaveLength(6_000_027);
  });
});

test('the report tells how many findings comments allow', async () => {
  await start({ files: { 'a.py': 'danger(x)\n# principled: allow model-output-to-code because it runs in a sandbox\ndanger(y)\n' } });
  await talk.client.sendRequest('principled/scan', {});
  const { html } = await report();
  expect(html).toContain('1 finding allowed by comments with a reason, and not counted.');
});
