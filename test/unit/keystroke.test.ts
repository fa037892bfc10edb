import { expect, test } from 'vitest';
import type { Edit, Linter } from '../../server/src/lint/linter';
import { createLinter } from '../../server/src/lint/createLinter';
import { defaultSettings } from '../../server/src/lint/settings';
import { bundledParsers } from '../support/fixtures';

const parsers = await bundledParsers();
const path = '/project/app.py';
const start = [
  'import os', 'from fastapi import APIRouter', 'from openai import OpenAI', '', 'router = APIRouter()', 'client = OpenAI()', '', '',
  'def ask(task):', '    return client.responses.create(model="m", input=task).output_text', '', '',
  'def run(command):', '    print(command)', '', '',
  'def main(task):', '    run(ask(task))', '', '',
  '@router.post("/run")', 'def handle(line: str):', '    run(line)', '',
].join('\n');

class Typist {
  readonly linter: Linter = createLinter({ ...parsers, dispose: () => undefined });
  text = start;

  constructor() {
    this.linter.setFile({ path, language: 'python', text: start });
    this.found();
    // A tree is kept from the first change on.
    this.replace('import os\n', 'import os\n\n');
    this.found();
    this.linter.settle();
  }

  replace(before: string, after: string): void {
    const at = this.text.indexOf(before);
    const edit: Edit = { start: at, oldEnd: at + before.length, newEnd: at + after.length };
    this.text = this.text.slice(0, at) + after + this.text.slice(edit.oldEnd);
    this.linter.setFile({ path, language: 'python', text: this.text }, [edit]);
  }

  found(): string[] {
    const { findings } = this.linter.lint(path, { ...defaultSettings, severity: { 'unlogged-inference': 'off', 'unchecked-stop-reason': 'off' } });
    return findings.map(({ ruleId, span }) => `${ruleId} ${this.text.slice(span.start, span.end)}`);
  }
}

test('what is typed in a function is answered at once for its callers and handlers, and stays when all is gone over', () => {
  const typist = new Typist();
  const before = typist.found();
  expect(before.filter((it) => it.startsWith('model-output'))).toEqual([]);
  typist.replace('print(command)', 'os.system(command)');
  const answered = typist.found();
  expect(answered).toContain('model-output-to-shell command');
  typist.linter.settle();
  expect(typist.found()).toEqual(answered);
  typist.replace('os.system(command)', 'print(command)');
  expect(typist.found()).toEqual(before);
});

test('findings move with lines that are typed above them', () => {
  const typist = new Typist();
  typist.replace('print(command)', 'os.system(command)');
  typist.linter.settle();
  const before = typist.found();
  typist.replace('    return client', '    # One question.\n    return client');
  expect(typist.found()).toEqual(before);
  typist.linter.settle();
  expect(typist.found()).toEqual(before);
});

test('half-typed code and an edit outside of functions are answered, too', () => {
  const typist = new Typist();
  typist.replace('print(command)', 'os.system(');
  expect(() => typist.found()).not.toThrow();
  typist.replace('os.system(', 'os.system(command)');
  expect(typist.found()).toContain('model-output-to-shell command');
  typist.replace('client = OpenAI()', 'client = None');
  expect(typist.found()).not.toContain('model-output-to-shell command');
});
