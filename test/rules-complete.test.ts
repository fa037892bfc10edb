import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languageOfPath } from '../server/src/analysis/languages/extensions';
import { findProvision } from '../server/src/assurance/codeOfPractice';
import { citeAsi, citeCwe, citeLlm } from '../server/src/assurance/taxonomies';
import { rules } from '../server/src/rules/index';
import type { Rule } from '../server/src/rules/define';
import table from './data/rule-table.json';
import { allFixtures, expectedIn, type Fixture } from './support/fixtures';

/** What is promised of each rule, decided before the rule is written. */
interface Row {
  readonly severity: string;
  readonly languages: readonly string[];
  readonly provisions: readonly string[];
  readonly cwe: readonly number[];
  readonly llm: readonly string[];
  readonly asi: readonly string[];
  readonly fix: boolean;
}

const promised: Readonly<Record<string, Row>> = table;
const folder = join(import.meta.dirname, '../server/src/rules');
const all: readonly Rule[] = Object.values(rules);
const fixtures = allFixtures();

/** Files of this many are asked for in each language of a rule. */
const FIXTURES_PER_LANGUAGE = 6;

test('the files of the folder are the rules', () => {
  const files = readdirSync(folder).filter((it) => /^[a-z]+(-[a-z]+)+\.ts$/.test(it)).map((it) => it.replace(/\.ts$/, ''));
  expect(Object.keys(rules).sort()).toEqual(files.sort());
  expect(all.map((rule) => rule.id).sort()).toEqual(files.sort());
});

describe('each rule is what the table promises', () => {
  test.each(all.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
    const { severity, languages, provisions, cwe, llm, asi } = rule;
    const row = promised[id];
    expect({ severity, languages, provisions, cwe, llm, asi }).toEqual(row && {
      severity: row.severity, languages: row.languages, provisions: row.provisions, cwe: row.cwe, llm: row.llm, asi: row.asi,
    });
  });
});

test('the rules have the fixes that the table promises', () => {
  const promisedIds = all.filter((rule) => promised[rule.id]?.fix).map((rule) => rule.id);
  expect(all.filter((rule) => rule.hasFix).map((rule) => rule.id)).toEqual(promisedIds);
});

describe('each rule cites what exists, and says what, why and what to do', () => {
  test.each(all.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
    const unknown = [
      ...rule.provisions.filter((it) => findProvision(it) === undefined),
      ...rule.cwe.map(citeCwe).filter((it) => it.name === '').map((it) => it.cite),
      ...rule.llm.map(citeLlm).filter((it) => it.name === '').map((it) => it.cite),
      ...rule.asi.map(citeAsi).filter((it) => it.name === '').map((it) => it.cite),
    ];
    expect(unknown).toEqual([]);
    expect(rule.provisions.length).toBeGreaterThan(0);
    for (const words of [rule.why, rule.remedy]) expect(words).toMatch(/^[A-Z].*\.$/);
    expect(rule.title).toMatch(/^[A-Z][^.!]*$/);
  });
});

describe('each rule has a page, and fixtures with findings and with silence in each of its languages', () => {
  test.each(all.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
    expect(existsSync(join(folder, `${id}.md`))).toBe(true);
    for (const family of ['python', 'javascript'] as const) {
      if (!rule.languages.includes(family)) continue;
      const own = fixtures.filter((it) => it.rule === id && familyOf(it) === family);
      expect(own.length, `fixtures in ${family}`).toBeGreaterThanOrEqual(FIXTURES_PER_LANGUAGE);
      const [marked, silent] = linesOf(own);
      expect(marked, `findings in ${family}`).toBeGreaterThan(0);
      expect(silent, `silent lines in ${family}`).toBeGreaterThan(marked);
    }
  });
});

function familyOf(fixture: Fixture): 'python' | 'javascript' {
  return languageOfPath(fixture.files[0] ?? '') === 'python' ? 'python' : 'javascript';
}

/** Lines with an expectation, and lines of code without one. */
function linesOf(own: readonly Fixture[]): [marked: number, silent: number] {
  const texts = own.flatMap((it) => it.files).map((path) => readFileSync(path, 'utf8'));
  const marked = texts.reduce((sum, text) => sum + expectedIn(text).length, 0);
  const lines = texts.reduce((sum, text) => sum + text.split('\n').filter((line) => line.trim() !== '').length, 0);
  return [marked, lines - marked];
}
