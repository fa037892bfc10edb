import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseOnce } from '../server/src/analysis/languages/parse';
import type { LanguageId } from '../server/src/analysis/program/program';
import { rules } from '../server/src/rules/index';
import { bundledParsers, fixtureLinter, settingsFor } from './support/fixtures';

const folder = join(import.meta.dirname, '../server/src/rules');
const headings = ['What', 'Why', 'Flagged', 'Safe', 'When to allow it'];
const extensions: Readonly<Record<string, string>> = { python: 'py', javascript: 'js', typescript: 'ts', typescriptreact: 'tsx' };

interface Example {
  readonly name: string;
  readonly rule: string;
  readonly language: LanguageId;
  readonly kind: string;
  readonly text: string;
}

const pages = Object.values(rules).map((rule) => ({ rule, text: pageOf(rule.id) }));
const examples = pages.flatMap(({ rule, text }) => examplesOf(rule.id, text));
const linter = await fixtureLinter();
const parsers = await bundledParsers();

describe('every page has the same shape', () => {
  test.each(pages.map(({ rule, text }) => ({ id: rule.id, title: rule.title, text })))('$id', ({ title, text }) => {
    expect(text.split('\n')[0]).toBe(`# ${title}`);
    expect([...text.matchAll(/^## (.+)$/gm)].map((it) => it[1])).toEqual(headings);
    expect(text).not.toMatch(/TODO|FIXME/);
  });
});

describe('every page has an example of both kinds in each language', () => {
  test.each(pages.map(({ rule }) => ({ id: rule.id, languages: rule.languages })))('$id', ({ id, languages }) => {
    const have = new Set(examples.filter((it) => it.rule === id).map((it) => `${it.language === 'python' ? 'python' : 'javascript'} ${it.kind}`));
    const wanted = languages.filter((it) => it === 'python' || it === 'javascript').flatMap((it) => [`${it} flagged`, `${it} safe`]);
    expect([...have].sort()).toEqual(wanted.sort());
  });
});

describe('flagged examples give exactly their rule, safe ones nothing', () => {
  test.each(examples)('$name', ({ rule, language, kind, text }) => {
    const path = join(folder, `example.${extensions[language]}`);
    linter.setFile({ path, language, text });
    const { findings, problems } = linter.lint(path, settingsFor(rule, ''));
    linter.dropFile(path);
    expect(problems).toEqual([]);
    expect(findings.map((it) => `${it.ruleId} ${it.confidence}`)).toEqual(kind === 'flagged' ? [`${rule} proven`] : []);
    expect(parseOnce(parsers, language, text).hasErrors).toBe(false);
  });
});

function pageOf(id: string): string {
  const path = join(folder, `${id}.md`);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function examplesOf(rule: string, text: string): Example[] {
  return [...text.matchAll(/^```(\w+) (\w+)\n([\s\S]*?)^```$/gm)].map(([, language, kind, code], index) => ({
    name: `${rule} ${index + 1} (${language} ${kind})`, rule, language: language as LanguageId, kind: kind!, text: code!,
  }));
}
