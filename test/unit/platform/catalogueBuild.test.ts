import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '../../..');
const catalogue = 'server/src/analysis/catalogue';
const { generate } = (await import(join(project, 'server/scripts/catalogue.mjs'))) as {
  generate: (options: { root: string; check?: boolean }) => string[];
};

const sound = `title: Toy
language: python
packages: [toy]
read: [toy 1.0.0]
opaque:
  - toy.count
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'principled-catalogue-'));
  cpSync(join(project, catalogue, 'schema.json'), join(root, catalogue, 'schema.json'));
  write('javascript/toy.yaml', sound.replace('python', 'javascript'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  const file = join(root, catalogue, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test('sound files become one list, and a second run finds nothing to do', () => {
  write('python/toy.yaml', sound);
  expect(generate({ root })).toEqual([`${catalogue}/catalogue.generated.json`]);
  expect(generate({ root })).toEqual([]);
  const files = JSON.parse(readFileSync(join(root, catalogue, 'catalogue.generated.json'), 'utf8')) as unknown[];
  expect(files).toHaveLength(2);
  expect(files[1]).toMatchObject({ title: 'Toy', language: 'python', opaque: ['toy.count'] });
});

test('with `check` nothing is written', () => {
  write('python/toy.yaml', sound);
  expect(generate({ root, check: true })).toHaveLength(1);
  expect(generate({ root, check: true })).toHaveLength(1);
});

test.each([
  ['an unknown field', sound.replace('opaque:', 'opaques:'), /toy\.yaml:5: opaques is not a known field/],
  ['a value of the wrong type', sound.replace('packages: [toy]', 'packages: toy'), /toy\.yaml:3: packages must be array/],
  ['a wrong choice', sound.replace('python', 'cobol'), /toy\.yaml:2: language should be one of python, javascript, but is "cobol"/],
  ['the language of the other folder', sound.replace('python', 'javascript'), /toy\.yaml:2: language should be "python"/],
  ['a missing field', sound.replace('title: Toy\n', ''), /toy\.yaml:1: the file must have required property 'title'/],
  ['broken YAML', `${sound}hosts: [a\n`, /toy\.yaml:\d+: .*]/],
])('%s stops the build with file, line and expectation', (_, text, message) => {
  write('python/toy.yaml', text);
  expect(() => generate({ root })).toThrow(message);
});
