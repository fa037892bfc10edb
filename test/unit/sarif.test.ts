import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { folderWith, runIn } from '../cli/support/fake';

const sarifSchema = JSON.parse(readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8'));
// The published schema calls itself draft 4; it uses nothing that later drafts read differently.
delete sarifSchema.$schema;
delete sarifSchema.id;
const ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
const validate = ajv.compile<Log>(sarifSchema);

async function sarif(folder: string, args: readonly string[] = []) {
  const { out, code } = await runIn(folder, ['scan', '--format', 'sarif', ...args]);
  const log = JSON.parse(out);
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  const [run] = (log as Log).runs;
  if (!run) throw new Error('no run');
  return { run, code, results: run.results ?? [] };
}

const folder = folderWith({
  'a b/é#[1].py': 's = "😀"; x = EVAL(reply)\n',
  'b.ts': 'KEY(sk-abcdef)\nCALL(llm)\n// allowed\nOLD(x)\n',
  'c.py': Buffer.from([0xff, 0x0a]),
  'd.py': 'PROBLEM',
  'plain.py': 'x = 1\n',
});

describe('SARIF', () => {
  test('is valid with nothing, with everything and with failures', async () => {
    expect((await sarif(folderWith({}))).results).toEqual([]);
    expect((await sarif(folder)).results).toHaveLength(4);
    const { run, code } = await sarif(folder, ['nowhere']);
    expect(code).toBe(2);
    expect(run.invocations?.[0]).toMatchObject({ executionSuccessful: false });
  });

  test('names place, rule, way, fix and confidence', async () => {
    const { run, results } = await sarif(folder);
    const first = results.find(({ ruleId }) => ruleId === 'model-output-to-code') as Result;
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.originalUriBaseIds?.['SRCROOT']?.uri).toMatch(/^file:\/\/\/.*\/$/);
    expect(first).toMatchObject({ ruleId: 'model-output-to-code', level: 'error', properties: { confidence: 'proven', provisions: ['2.2', '9.4.1'] } });
    expect(run.tool.driver.rules?.[first.ruleIndex ?? -1]?.id).toBe('model-output-to-code');
    expect(first.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20b/%C3%A9%23%5B1%5D.py', uriBaseId: 'SRCROOT' },
      region: { startLine: 1, startColumn: 20, endLine: 1, endColumn: 25 },
    });
    expect(first.codeFlows?.[0]?.threadFlows[0]?.locations).toHaveLength(2);
    expect(first.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent?.text).toBe('x');
    expect(results.find(({ ruleId }) => ruleId === 'unlogged-inference')).toMatchObject({
      level: 'warning', relatedLocations: [{ id: 1 }], properties: { confidence: 'likely', likelyBecause: '`llm` was not resolved' },
    });
    expect(run.invocations?.[0]?.toolExecutionNotifications?.map(({ descriptor }) => descriptor?.id)).toEqual(['budget', 'not-text']);
  });

  test('marks what a comment allows, with the reason, and says of all others that nothing does', async () => {
    const { results } = await sarif(folder);
    const allowed = results.filter(({ suppressions }) => suppressions?.length);
    expect(allowed).toHaveLength(1);
    expect(allowed[0]?.suppressions).toMatchObject([{ kind: 'inSource', status: 'accepted', justification: 'it runs in a sandbox' }]);
    expect(results.filter(({ suppressions }) => suppressions?.length === 0)).toHaveLength(3);
  });

  test('has fingerprints that stay when lines move and differ for each result', async () => {
    const prints = async (text: string) => (await sarif(folderWith({ 'a.py': text }))).results.map((one) => one.partialFingerprints?.['principled/v1']);
    const before = await prints('EVAL(a)\nEVAL(b)\nEVAL(a)\n');
    expect(new Set(before).size).toBe(3);
    expect(await prints('# new\n\n  EVAL(a)\nx = 1\nEVAL(b)\nEVAL(a)\n')).toEqual(before);
  });
});

describe('JSON', () => {
  const own = (name: string) => ajv.compile(JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')));

  test('of a scan fits its published schema', async () => {
    const fits = own('scan');
    for (const args of [['.'], ['nowhere', 'b.ts', 'c.py']]) {
      const { out } = await runIn(folder, ['scan', '--format', 'json', ...args]);
      expect(fits(JSON.parse(out)), JSON.stringify(fits.errors)).toBe(true);
    }
  });

  test('of the rules fits its published schema', async () => {
    const fits = own('rules');
    const { out } = await runIn(folder, ['rules', '--format', 'json']);
    const list = JSON.parse(out);
    expect(fits(list), JSON.stringify(fits.errors)).toBe(true);
    expect(list.rules[0]).toMatchObject({ id: 'hardcoded-api-key', cwe: ['CWE-798'], owasp: { llm: ['LLM10:2026'], asi: ['ASI05:2026'] }, hasFix: true });
  });

  test('the schema of principled.yaml is a schema', () => {
    expect(() => own('principled')).not.toThrow();
  });
});
