import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import checklistSchema from '../../schemas/checklist-state.schema.json';
import reportSchema from '../../schemas/report.schema.json';
import { folderWith, runIn } from './support/fake';

const ajv = new Ajv({ allErrors: true, strict: true });
const files = {
  'app/main.py': 'EVAL(reply.text)\nCALL(llm)\n',
  'SECURITY.md': '# Security\n',
  '.principled/checklist.json': '{"items": {"2.2": {"status": "met", "owner": "Grace"}, "1.1": {"status": "partly"}}}',
};
const history = '.principled/history.json';

describe('checklist', () => {
  test('prints state and evidence, and writes nothing', async () => {
    const folder = folderWith(files);
    const { code, out, errors } = await runIn(folder, ['checklist']);
    expect([code, errors]).toEqual([0, '']);
    expect(out).toContain('- **2.2** (5.1.2-2, requirement) withstand attacks on the AI, unexpected inputs and its own failure: **met** (owner Grace)');
    expect(out).toContain('**Marked met, 2 open findings**');
    expect(out).toContain('Found: `SECURITY.md` looks like a vulnerability disclosure policy');
    expect(existsSync(join(folder, history))).toBe(false);
  });

  test('has a published JSON shape', async () => {
    const { out } = await runIn(folderWith(files), ['checklist', '.', '--format', 'json']);
    const state = JSON.parse(out) as { version: number };
    expect(state.version).toBe(1);
    expect(ajv.validate(checklistSchema, state), ajv.errorsText()).toBe(true);
  });

  test('looks at another folder than this one, and names its files from there', async () => {
    const folder = folderWith({ 'deep/a.py': 'EVAL(x)\n' });
    const { out } = await runIn(folder, ['checklist', 'deep', '--format', 'json']);
    expect(out).toContain('"path": "a.py"');
  });

  test('holds the line with --fail-on-regression', async () => {
    const folder = folderWith(files);
    const check = (): ReturnType<typeof runIn> => runIn(folder, ['checklist', '--fail-on-regression', '--format', 'json']);
    expect(await check()).toMatchObject({ code: 2, errors: expect.stringContaining('There is no earlier report to compare with') });
    expect((await runIn(folder, ['report', '--format', 'json'])).code).toBe(0);
    expect((await check()).code).toBe(0);
    writeFileSync(join(folder, 'app/more.py'), 'EVAL(x)\n');
    const worse = await check();
    expect(worse.code).toBe(1);
    expect(worse.errors).toBe('principled: worse than at the report of 2026-02-03: `model-output-to-code` has 2 open findings, and had 1\n');
    expect(JSON.parse(worse.out)).toMatchObject({ regressions: ['`model-output-to-code` has 2 open findings, and had 1'] });
    expect(ajv.validate(checklistSchema, JSON.parse(worse.out)), ajv.errorsText()).toBe(true);
  });

  test('says where its file is broken, and leaves it', async () => {
    const broken = '{\n  "items": {\n    "1.1": {}\n    "1.2": {}\n';
    const folder = folderWith({ '.principled/checklist.json': broken });
    const { code, out, errors } = await runIn(folder, ['checklist']);
    expect([code, errors]).toEqual([2, 'principled: .principled/checklist.json: line 4, column 5: a comma was expected\n']);
    expect(out).toContain('line 4, column 5: a comma was expected');
    await runIn(folder, ['report']);
    expect(readFileSync(join(folder, '.principled/checklist.json'), 'utf8')).toBe(broken);
    expect(existsSync(join(folder, history))).toBe(false);
  });
});

describe('report', () => {
  test('is a page on its own, and is recorded for the next one', async () => {
    const folder = folderWith(files);
    const { code, errors } = await runIn(folder, ['report', '--output', 'report.html']);
    expect([code, errors]).toEqual([0, 'principled: 1 of 72 settled, written to report.html\n']);
    const html = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(html).not.toMatch(/<script|<link|@import|url\(/);
    expect(html).toContain('This is the first report of this folder');
    expect(JSON.parse(readFileSync(join(folder, history), 'utf8'))).toEqual({
      version: 1,
      reports: [{
        date: '2026-02-03', statuses: { '1.1': 'partly', '2.2': 'met' },
        findings: { 'model-output-to-code': 1, 'unlogged-inference': 1 }, evidence: ['document:vulnerability-policy'],
      }],
    });
    const { out } = await runIn(folder, ['report', '--format', 'markdown'], { today: () => '2026-03-01' });
    expect(out).toContain('Since the report of 2026-02-03');
    expect(JSON.parse(readFileSync(join(folder, history), 'utf8')).reports).toHaveLength(2);
  });

  test('records nothing with --no-record', async () => {
    const folder = folderWith(files);
    expect((await runIn(folder, ['report', '--no-record'])).code).toBe(0);
    expect(existsSync(join(folder, history))).toBe(false);
  });

  test('has a published JSON shape', async () => {
    const folder = folderWith({ ...files, [history]: '{"version": 1, "reports": [{"date": "2026-01-01", "statuses": {}, "findings": {}, "evidence": []}]}' });
    const { out } = await runIn(folder, ['report', '--format', 'json']);
    const report = JSON.parse(out) as { version: number; trend: object };
    expect(report.version).toBe(1);
    expect(report.trend).toMatchObject({ since: '2026-01-01' });
    expect(ajv.validate(reportSchema, report), ajv.errorsText()).toBe(true);
  });

  test('leaves a broken history alone', async () => {
    const folder = folderWith({ ...files, [history]: '{' });
    const { code, errors } = await runIn(folder, ['report']);
    expect(code).toBe(2);
    expect(errors).toContain('.principled/history.json is not valid JSON');
    expect(readFileSync(join(folder, history), 'utf8')).toBe('{');
  });

  test.each([
    [['report', 'nowhere'], 'nowhere: cannot be read (there is no such folder)'],
    [['report', 'a', 'b'], '`report` takes one folder, but was given `b` as well.'],
    [['report', '--format', 'pdf'], '`--format` expects `html`, `markdown` or `json`, not `pdf`.'],
    [['checklist', '--fail-on-regresion'], 'There is no option `--fail-on-regresion`'],
    [['checklist', '--output', 'no/such/file'], 'no/such/file: cannot be written (there is no such folder)'],
  ])('%j fails with a plain message', async (args, message) => {
    const { code, errors } = await runIn(folderWith({}), args);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });
});

describe('document', () => {
  test('prints a draft from what is known, and writes nothing by itself', async () => {
    const folder = folderWith(files);
    const { code, out } = await runIn(folder, ['document', 'threat-model']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# Risk assessment and threat model: principled-cli/);
    expect(out).toContain('app/main.py:1');
    expect(existsSync(join(folder, 'docs'))).toBe(false);
  });

  test.each([[['document'], '`document` expects'], [['document', 'poem'], 'not `poem`']])('%j fails with a plain message', async (args, message) => {
    const { code, errors } = await runIn(folderWith({}), args);
    expect([code, errors]).toEqual([2, expect.stringContaining(message)]);
  });
});
