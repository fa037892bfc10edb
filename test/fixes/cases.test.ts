import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseOnce } from '../../server/src/analysis/languages/parse';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { bundledParsers, fixtureLinter, settingsFor } from '../support/fixtures';
import { applyEdits } from './apply';

/** One `##` of a file of cases: what stands there, the fix that is chosen, and what is there then. */
interface Case {
  readonly rule: string;
  readonly title: string;
  /** Absent where no fix may be offered. */
  readonly fix: string | undefined;
  readonly language: LanguageId;
  readonly before: string;
  readonly after: string | undefined;
}

const folder = join(import.meta.dirname, 'cases');
const form = /^## (.+)\n(?:fix: (.+)\n)?```(\w+) before\n([\s\S]*?)```\n(?:```\w+ after\n([\s\S]*?)```\n)?/gm;
const extensions: Readonly<Record<LanguageId, string>> = {
  python: 'py', javascript: 'js', typescript: 'ts', javascriptreact: 'jsx', typescriptreact: 'tsx',
};

const cases = readdirSync(folder).flatMap((file) => casesOf(file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8')));
const linter = await fixtureLinter();
const parsers = await bundledParsers();

test.each(cases)('$rule: $title', (one) => {
  const findings = lint(one, one.before);
  const offered = findings.flatMap((finding) => finding.fixes);
  expect(findings.length).toBeGreaterThan(0);
  if (one.fix === undefined) {
    expect(offered.map((fix) => fix.title)).toEqual([]);
    return;
  }
  expect(offered.map((fix) => fix.title)).toContain(one.fix);
  const after = applyEdits(one.before, offered.find((fix) => fix.title === one.fix)!.edits);
  expect(after).toBe(one.after);
  expect(parseOnce(parsers, one.language, after).hasErrors).toBe(false);
  expect(lint(one, after).length).toBe(findings.length - 1);
});

test('every case of the files is read', () => {
  const titles = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/^## /gm) ?? []);
  expect(cases.length).toBe(titles.length);
});

function casesOf(rule: string, text: string): Case[] {
  return [...text.matchAll(form)].map(([, title, fix, language, before, after]) => ({
    rule, title: title!, fix, language: language as LanguageId, before: before!, after,
  }));
}

function lint({ rule, language }: Case, text: string) {
  const path = join(folder, `case.${extensions[language]}`);
  linter.setFile({ path, language, text });
  const { findings } = linter.lint(path, settingsFor(rule, text));
  linter.dropFile(path);
  return findings;
}
