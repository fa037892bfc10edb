import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LaneTask } from '../../server/src/cli/lane';
import type { LaneThread } from '../../server/src/cli/lanes';
import { folderWith, runIn } from './support/fake';

/** Enough text for a second thread to be worth its start. */
const filling = 'Nothing to see here, and much of it.\n'.repeat(6_000);
const padding = `\n"""${filling}"""\n`;
const risky = 'from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef ask(question):\n    return client.responses.create(model="m", input=question).output_text\n';

/** Three applications; what connects files of the third is not told by the lines that a look without parsing sees. */
const applications = folderWith({
  'one/app.py': `${risky}\n\nexec(ask("x"))\n${padding}`,
  'one/helper.py': `import openai\n${padding}`,
  'two/agent.ts': `import OpenAI from 'openai';\nimport { run } from './run';\nconst client = new OpenAI();\nexport async function act(q: string) {\n  const reply = await client.responses.create({ model: 'm', input: q });\n  run(reply.output_text);\n}\n\nconst text = \`${filling}\`;\n`,
  'two/run.ts': "import { execSync } from 'node:child_process';\nexport const run = (command: string) => execSync(command);\n",
  'three/pack/__init__.py': '',
  'three/pack/runner.py': `import openai\n\ndef start(code):\n    exec(code)\n${padding}`,
  'three/main.py': `${risky}\nfrom pack import (\n    runner,\n)\nrunner.start(ask("y"))\n${padding}`,
  'four/protocol.py': `from typing import Protocol\nimport openai\n\nclass Model(Protocol):\n    def ask_model(self, text: str) -> str: ...\n    def close_model(self) -> None: ...\n\ndef act(model: Model):\n    exec(model.ask_model("z"))\n${padding}`,
  'four/real.py': `${risky}\nclass Real:\n    def ask_model(self, text):\n        return ask(text)\n    def close_model(self):\n        pass\n${padding}`,
});

const built = folderWith({});

beforeAll(async () => {
  const entryPoints = { cli: 'server/src/cli/main.ts' };
  const alias = { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') };
  await esbuild.build({ entryPoints, bundle: true, platform: 'node', format: 'cjs', target: 'node20', outdir: built, logLevel: 'error', external: ['xmlbuilder2'], alias });
  cpSync('out/grammars', join(built, 'grammars'), { recursive: true });
});

function scan(...args: string[]) {
  const options = { cwd: applications, encoding: 'utf8', maxBuffer: 1e9 } as const;
  const { stdout, stderr } = spawnSync(process.execPath, [join(built, 'cli.js'), 'scan', '.', '--format', 'json', '--all-rules', '--fail-on', 'never', ...args], options);
  return { errors: stderr, report: JSON.parse(stdout.replace(/"seconds": [\d.]+/, '"seconds": 0')) };
}

describe('a scan in several threads', () => {
  test('finds the same, in the same order, as one thread', () => {
    const alone = scan('--threads', '1');
    expect(alone.errors).toBe('');
    const places = alone.report.findings.filter(({ ruleId }: { ruleId: string }) => /to-(code|shell)$/.test(ruleId)).map(({ path }: { path: string }) => path);
    expect(places).toEqual(['four/protocol.py', 'one/app.py', 'three/pack/runner.py', 'two/run.ts']);
    expect(scan('--threads', '2')).toEqual(alone);
    expect(scan('--threads', '3')).toEqual(alone);
  }, 120_000);

  test.each(['0', '65', 'two', '-1', '1.5'])('--threads %s is no number of threads', async (value) => {
    const { code, errors } = await runIn(applications, ['scan', `--threads=${value}`]);
    expect(code).toBe(2);
    expect(errors).toContain(`\`--threads\` expects a number from 1 to 64, not \`${value}\`.`);
  });
});

/** A thread that takes one unit and dies of it. */
class DyingThread extends EventEmitter implements LaneThread {
  constructor(task: LaneTask, private readonly death: (thread: EventEmitter) => void) {
    super();
    Atomics.add(new Int32Array(task.next), 0, 1);
    setImmediate(() => this.death(this));
  }
  postMessage(): void {}
  async terminate(): Promise<void> {}
}

describe('a worker thread that ends before its time', () => {
  const folder = folderWith({ 'a.py': `x = EVAL(reply)\n${padding}`, 'b.py': `EVAL(b)${padding}`, 'c.py': `EVAL(c)${padding}` });
  test.each([
    ['it ran out of memory', (thread: EventEmitter) => thread.emit('error', new Error('it ran out of memory'))],
    ['it ended by itself', (thread: EventEmitter) => thread.emit('exit')],
  ])('costs what it was at work on, by name: %s', async (reason, death) => {
    const threads = { cores: 2, start: (task: LaneTask) => new DyingThread(task, death) };
    const { code, out } = await runIn(folder, ['scan', '--format', 'json'], { threads });
    const { findings, problems, summary } = JSON.parse(out);
    expect(code).toBe(1);
    expect(findings).toHaveLength(2);
    expect(summary.examined).toBe(3);
    expect(problems).toEqual([{ path: expect.stringMatching(/^[abc]\.py$/), kind: 'rule-failed', message: `could not be examined (a worker thread ended: ${reason})` }]);
  });

  test('one that cannot be started costs nothing', async () => {
    const start = (): LaneThread => Object.assign(new EventEmitter(), { postMessage() {}, terminate: async () => undefined });
    const threads = { cores: 2, start: () => { const thread = start(); setImmediate(() => (thread as unknown as EventEmitter).emit('error', new Error('no such file'))); return thread; } };
    const { out } = await runIn(folder, ['scan', '--format', 'json'], { threads });
    expect(JSON.parse(out)).toMatchObject({ problems: [], summary: { findings: { error: 3 } } });
  });
});
