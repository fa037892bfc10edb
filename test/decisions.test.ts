import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { languageOfPath } from '../server/src/analysis/languages/extensions';
import { defaultSettings } from '../server/src/lint/settings';
import { fixtureLinter, fixturesFolder } from './support/fixtures';

const linter = await fixtureLinter();

test.each([
  ['model-output-to-file-path/one_decision.py', 21, [23, 26]],
  ['tool-argument-to-file-path/one-decision.ts', 15, [16, 17]],
])('%s: the finding in line %i names the other places in order', (name, line, others) => {
  const path = join(fixturesFolder, name);
  const text = readFileSync(path, 'utf8');
  linter.setFile({ path, text, language: languageOfPath(path)! });
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  const found = linter.lint(path, defaultSettings).findings.filter((finding) => finding.ruleId === name.split('/')[0]);
  expect(found.find((finding) => lineOf(finding.span.start) === line)?.related.map(({ span }) => lineOf(span.start))).toEqual(others);
});
