import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, relative, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { glanceWords } from '../../server/src/analysis/catalogue/glanceWords';
import { createGlance } from '../../server/src/host/glance';
import { nodeHost } from '../../server/src/host/nodeHost';
import { decodeSource, readBytes, readText } from '../../server/src/host/readText';
import { walk, type WalkOptions } from '../../server/src/host/walk';
import { folderWith } from '../cli/support/fake';

async function walked(root: string, options: WalkOptions = {}) {
  const files: string[] = [];
  const skips: string[] = [];
  const show = (path: string) => relative(root, path).split(sep).join('/');
  const onSkip: WalkOptions['onSkip'] = ({ path, reason }) => void skips.push(`${show(path)}: ${reason}`);
  for await (const { path, language } of walk(root, { ...options, onSkip })) files.push(`${show(path)} ${language}`);
  return { files, skips };
}

describe('walking a folder', () => {
  test('gives the languages by name, in a stable order', async () => {
    const names = ['b.py', 'a.mjs', 'c.tsx', 'd/e.jsx', 'd/f.cts', 'd/g.pyi', 'h.txt', 'i.ipynb', 'J.PY', 'k.d.ts'];
    const { files } = await walked(folderWith(Object.fromEntries(names.map((name) => [name, '']))));
    expect(files).toEqual([
      'J.PY python', 'a.mjs javascript', 'b.py python', 'c.tsx typescriptreact', 'k.d.ts typescript',
      'd/e.jsx javascriptreact', 'd/f.cts typescript', 'd/g.pyi python',
    ]);
  });

  test('leaves out what others wrote or a tool made', async () => {
    const root = folderWith({
      'node_modules/x/a.js': '', '.git/a.py': '', 'dist/a.js': '', 'p/build/a.js': '', '.venv/a.py': '', 'my-env/pyvenv.cfg': '',
      'my-env/lib/a.py': '', 'x/site-packages/a.py': '', 'a.min.js': '', 'b.bundle.js': '', 'ok.py': '', 'builds/a.py': '',
    });
    const { files, skips } = await walked(root);
    expect(files).toEqual(['ok.py python', 'builds/a.py python']);
    expect(skips.sort()).toEqual([
      '.git: dependency', '.venv: dependency', 'a.min.js: minified', 'b.bundle.js: minified', 'dist: dependency', 'my-env: dependency',
      'node_modules: dependency', 'p/build: dependency', 'x/site-packages: dependency',
    ]);
  });

  test('takes build results for sources in a package that comes without its own', async () => {
    const { files, skips } = await walked(folderWith({
      'a/package.json': '', 'a/dist/index.js': '', 'a/dist/index.d.ts': '', 'a/tsup.config.ts': '', 'a/dist/build/x.js': '', 'a/bin.mjs': '',
      'b/package.json': '', 'b/dist/index.js': '', 'b/src/index.ts': '',
      'c/build/x.js': '', 'c/build/.keep': '',
      'd/package.json': '', 'd/dist/index.js': '', 'd/examples/run.js': '', 'd/tests/deep/a.ts': '',
    }));
    expect(files).toEqual([
      'a/bin.mjs javascript', 'a/tsup.config.ts typescript', 'b/src/index.ts typescript', 'd/examples/run.js javascript', 'd/tests/deep/a.ts typescript',
      'a/dist/index.d.ts typescript', 'a/dist/index.js javascript', 'a/dist/build/x.js javascript', 'd/dist/index.js javascript',
    ]);
    expect(skips.sort()).toEqual(['b/dist: dependency', 'c/build: dependency']);
  });

  test('honours .gitignore at every depth, also those above the folder', async () => {
    const files = {
      '.git/HEAD': '', '.gitignore': 'out/\n*.gen.py\n/only-top.py\n!keep.gen.py\ngone/**\n', 'a.py': '', 'x.gen.py': '', 'keep.gen.py': '',
      'only-top.py': '', 'p/only-top.py': '', 'p/out/a.py': '', 'p/.gitignore': '*.js\n!b.gen.py\n', 'p/a.js': '', 'p/b.gen.py': '', 'q/a.js': '', 'gone/x.py': '',
    };
    const root = folderWith(files);
    const expected = ['a.py python', 'keep.gen.py python', 'p/b.gen.py python', 'p/only-top.py python', 'q/a.js javascript'];
    expect((await walked(root)).files.sort()).toEqual(expected);
    expect((await walked(join(root, 'p'))).files).toEqual(['b.gen.py python', 'only-top.py python']);
    expect((await walked(join(root, 'p/out'))).files, 'a folder that was asked for').toEqual(['a.py python']);

    const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });
    execFileSync('rm', ['-rf', join(root, '.git')]);
    git('init', '-q');
    const told = git('ls-files', '--others', '--exclude-standard').split('\n').filter((name) => /\.(py|js)$/.test(name));
    expect(told.sort(), 'as Git itself says').toEqual(expected.map((one) => one.split(' ')[0]));
  });

  test.each(['[z-a]', '\\', '!', '/', '**/[', '{a', ' ', '#x', '..', '../x', 'a\u0000b', '(?:'])('a .gitignore with %j harms nothing', async (line) => {
    const { files } = await walked(folderWith({ '.gitignore': `${line}\n`, 'x.py': '', 'sub/..y.py': '' }));
    expect(files).toEqual(['x.py python', 'sub/..y.py python']);
  });

  test('follows no links, however they go in circles', async () => {
    const root = folderWith({ 'a/b.py': '' });
    symlinkSync(root, join(root, 'a/up'));
    symlinkSync('self.py', join(root, 'self.py'));
    expect(await walked(root)).toEqual({ files: ['a/b.py python'], skips: ['self.py: link', 'a/up: link'] });
  });

  test('leaves out what is excluded, folders without looking into them', async () => {
    const root = folderWith({ 'a/b.py': '', 'c.py': '' });
    const { skips } = await walked(root, { isExcluded: (path) => path.endsWith(`${sep}a`) });
    expect(skips).toEqual(['a: excluded']);
  });

  test('goes on when a folder is closed or gone', async () => {
    const root = folderWith({ 'a.py': '', 'closed/b.py': '' });
    chmodSync(join(root, 'closed'), 0);
    const { files } = await walked(root);
    chmodSync(join(root, 'closed'), 0o755);
    expect(files).toContain('a.py python');
    expect(await walked(join(root, 'none'))).toEqual({ files: [], skips: [': unreadable'] });
  });

  test('goes as deep as there are folders, and stops when no more is asked for', async () => {
    const deep = `${'d/'.repeat(300)}x.py`;
    const root = folderWith({ [deep]: '', 'a.py': '' });
    expect((await walked(root)).files).toHaveLength(2);
    for await (const { path } of walk(root)) {
      expect(path).toBe(join(root, 'a.py'));
      break;
    }
  });
});

describe('reading', () => {
  test('never throws', () => {
    const root = folderWith({ 'a.py': '\ufeffx = "é😀"\n' });
    mkdirSync(join(root, 'folder.py'));
    expect(readText(join(root, 'a.py'))).toEqual({ text: 'x = "é😀"\n' });
    expect(readText(join(root, 'folder.py'))).toMatchObject({ reason: 'unreadable', message: 'is not a file' });
    expect(readText(join(root, 'none'))).toMatchObject({ reason: 'unreadable' });
    expect(readText('nul\u0000byte')).toMatchObject({ reason: 'unreadable' });
    expect(readBytes('/dev/zero')).toMatchObject({ reason: 'unreadable' });
    expect(nodeHost.readText(join(root, 'none'))).toBeUndefined();
    expect(nodeHost.isFile('nul\u0000byte')).toBe(false);
    expect(nodeHost.list(join(root, 'a.py'))).toEqual([]);
    expect(nodeHost.list(root)).toEqual(['a.py', 'folder.py']);
  });

  test('takes long lines in code for code', () => {
    const data = `x = "${'a'.repeat(5000)}"\n`;
    expect(decodeSource(Buffer.from(data + 'y = 1\n'.repeat(2000)))).toHaveProperty('text');
    expect(decodeSource(Buffer.from(`/*! licence */\n${'a;'.repeat(10_000)}`))).toMatchObject({ reason: 'minified' });
  });
});

describe('a glance', () => {
  test('finds any of the words and nothing else', () => {
    const glance = createGlance(['openai', '@ai-sdk/', 'mcp', 'api.example.com', 'é']);
    const hits = ['import openai', 'x"@ai-sdk/openai"', 'mcp', ' mcp', 'a'.repeat(999) + 'mcp', 'https://api.example.com/', 'caf\u00e9'];
    const misses = ['', 'm', 'mc', 'opena', 'open ai', 'api.example.co', 'cafe', 'OPENAI'];
    expect(hits.map((text) => glance(Buffer.from(text)))).toEqual(hits.map(() => true));
    expect(misses.map((text) => glance(Buffer.from(text)))).toEqual(misses.map(() => false));
    expect(createGlance([])(Buffer.from('openai'))).toBe(false);
    expect(createGlance(['a'])(Buffer.from('b'))).toBe(true);
  });

  test('holds a word to what stands around it', () => {
    const glance = createGlance([{ text: 'llm', notAfter: 'aiou' }, { text: 'import ai', notBefore: 'o_' }, 'llms']);
    const hits = ['llm', 'my_llm', 'vllm', 'import ai', 'import ai as a', 'fullmatch(llm)', 'fullms'];
    const misses = ['fullmatch', 'enrollment', 'import aiohttp', 'import ai_tools', 'ull'];
    expect(hits.map((text) => glance(Buffer.from(text)))).toEqual(hits.map(() => true));
    expect(misses.map((text) => glance(Buffer.from(text)))).toEqual(misses.map(() => false));
  });

  test('passes over what every program says', () => {
    const glance = createGlance(glanceWords());
    const hits = ['from openai import OpenAI', 'import ai\n', "from 'ai';", "import { Agent } from '@openai/agents';", 'from agents import Agent', 'key = "sk-1', 'self.llm', 'from together import Together'];
    const misses = ['re.fullmatch(pattern, text)', 'import aiohttp', 'const allMessages = [];', 'id = "task-1"', 'the client and the server run together', 'header["User-Agent"]', 'from aiofiles import open'];
    expect(hits.filter((text) => !glance(Buffer.from(text)))).toEqual([]);
    expect(misses.filter((text) => glance(Buffer.from(text)))).toEqual([]);
  });

  test('agrees with a plain search', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
    const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(letters, words, (text, wanted) => {
      expect(createGlance(wanted)(Buffer.from(text))).toBe(wanted.some((word) => text.includes(word)));
    }), { numRuns: 500 });
  });
});
