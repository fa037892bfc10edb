import { expect, test } from 'vitest';
import { parseOnce } from '../../server/src/analysis/languages/parse';
import type { LanguageId } from '../../server/src/analysis/program/program';
import { combineSafeFixes } from '../../server/src/lsp/quickFixes';
import { bundledParsers, fixtureLinter, settingsFor } from '../support/fixtures';
import { applyEdits } from './apply';

const linter = await fixtureLinter();
const parsers = await bundledParsers();

/** Two calls of one function: the variables of one record may not be those of the other. */
const texts: readonly { readonly language: LanguageId; readonly path: string; readonly text: string }[] = [
  {
    language: 'typescript',
    path: '/project/answer.ts',
    text: `import OpenAI from 'openai';
import pino from 'pino';

const logger = pino();
const client = new OpenAI();
logger.info('ready');

export async function answer(question: string): Promise<string> {
  const { output_text: draft } = await client.responses.create({ model: 'gpt-4.1', input: question });
  return (await client.responses.create({ model: 'gpt-4.1', input: draft })).output_text;
}
`,
  },
  {
    language: 'python',
    path: '/project/answer.py',
    text: `import logging

from openai import OpenAI

logging.basicConfig()
logging.info("ready")
client = OpenAI()


def answer(question: str) -> str:
    draft = client.responses.create(model="gpt-4.1", input=question).output_text
    return client.responses.create(model="gpt-4.1", input=draft).output_text
`,
  },
];

test.each(texts)('all records of a $language file at once', ({ language, path, text }) => {
  linter.setFile({ language, path, text });
  const { findings } = linter.lint(path, settingsFor('unlogged-inference', text));
  expect(findings.length).toBe(2);
  const after = applyEdits(text, combineSafeFixes(findings));
  linter.setFile({ language, path, text: after });
  expect(linter.lint(path, settingsFor('unlogged-inference', after)).findings).toEqual([]);
  linter.dropFile(path);
  expect(parseOnce(parsers, language, after).hasErrors).toBe(false);
  for (const name of ['started', 'reply']) expect(after.match(new RegExp(`\\b${name} = `, 'g'))?.length).toBe(1);
});
