import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { languageOfPath } from '../../server/src/analysis/languages/extensions';
import { createLinter } from '../../server/src/lint/createLinter';
import { defaultSettings } from '../../server/src/lint/settings';
import { bundledParsers, diskHost } from '../support/fixtures';

/** What the rules that lead to the shell and to the code find, as `file rule`, for one order in which the files are looked at. */
async function found(files: Record<string, string>, order: readonly string[]): Promise<string[]> {
  const parsers = await bundledParsers();
  const folder = mkdtempSync(join(tmpdir(), 'principled-circle-'));
  try {
    const linter = createLinter({ ...parsers, dispose: () => undefined }, diskHost);
    linter.setRoots([folder]);
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
      linter.setFile({ path: join(folder, name), language: languageOfPath(name)!, text });
    }
    for (const name of order) linter.prepare(join(folder, name));
    linter.settle();
    const found = order.flatMap((name) => linter.lint(join(folder, name), { ...defaultSettings, allRules: true }).findings.map(({ ruleId, confidence }) => `${basename(name)} ${ruleId} ${confidence}`));
    return found.filter((one) => / model-output-to-(shell|code) /.test(one)).sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function expectInEveryOrder(files: Record<string, string>, expected: readonly string[]): Promise<void> {
  const names = Object.keys(files).sort();
  for (const first of names) expect(await found(files, [first, ...names.filter((name) => name !== first)]), `${first} first`).toEqual(expected);
}

test('a Python file that imports its importer where it needs it is followed', async () => {
  await expectInEveryOrder({
    'model.py': `from openai import OpenAI
from runner import handle

client = OpenAI()

def ask(question):
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": question}])
    return reply.choices[0].message.content

def main(question):
    handle(question)
`,
    'runner.py': `import subprocess

def handle(question):
    from model import ask
    subprocess.run(ask(question), shell=True)
`,
  }, ['runner.py model-output-to-shell proven']);
});

test('what a function of one file made for another of the circle is known there', async () => {
  await expectInEveryOrder({
    'model.ts': `import OpenAI from 'openai';
import { handle } from './runner';

function connect(): OpenAI {
  return new OpenAI();
}

export const client = connect();

export async function main(question: string): Promise<void> {
  await handle(question);
}
`,
    'runner.ts': `import { exec } from 'node:child_process';
import { client } from './model';

export async function handle(question: string): Promise<void> {
  const reply = await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: question }] });
  exec(reply.choices[0].message.content ?? '');
}
`,
  }, ['runner.ts model-output-to-shell proven']);
});

test('classes and objects are followed around a circle of three files', async () => {
  await expectInEveryOrder({
    'agent.ts': `import OpenAI from 'openai';
import { runner } from './runner';

export class Agent {
  private readonly client = new OpenAI();

  async ask(question: string): Promise<string> {
    const reply = await this.client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: question }] });
    return reply.choices[0].message.content ?? '';
  }

  async work(question: string): Promise<void> {
    runner.run(await this.ask(question));
  }
}
`,
    'registry.ts': `import { Agent } from './agent';

export const agent = new Agent();
`,
    'runner.ts': `import { exec } from 'node:child_process';
import { agent } from './registry';

export class Runner {
  run(command: string): void {
    exec(command);
  }

  async again(question: string): Promise<void> {
    eval(await agent.ask(question));
  }
}

export const runner = new Runner();
`,
  }, ['runner.ts model-output-to-code proven', 'runner.ts model-output-to-shell proven']);
});

test('a function that the top level of the other file calls early is looked at again when its own file is known', async () => {
  await expectInEveryOrder({
    'shared.py': `import os
import jobs

def build():
    from openai import OpenAI
    return OpenAI()

def ask(question):
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": question}])
    return reply.choices[0].message.content

client = build()

def main(question):
    os.system(ask(question))
`,
    'jobs.py': `import shared

def first():
    return shared.ask("What now?")

def later():
    exec(first())

first()
`,
  }, ['jobs.py model-output-to-code proven', 'shared.py model-output-to-shell proven']);
});
