import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileIndex } from '../../server/src/host/index/fileIndex';
import { readCache } from '../../server/src/host/index/cache';
import { serveIndex, type IndexReply } from '../../server/src/host/index/service';

let folder: string;
let cacheFile: string;
const longAgo = new Date('2026-01-02T03:04:05Z');

function write(name: string, text: string): string {
  const path = join(folder, 'code', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  utimesSync(path, longAgo, longAgo);
  return path;
}

const model = 'from openai import OpenAI\nfrom helper import run\nrun(OpenAI())\nsecret = "not for the cache"\n';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'principled-index-'));
  cacheFile = join(folder, 'storage/index.json');
  write('app.py', model);
  write('between.py', 'import helper\n');
  write('far.py', 'import between\nfrom anthropic import Anthropic\n');
  write('helper.py', 'def run(x):\n    return x\n');
  write('apart.py', 'import os\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const indexOf = (engine = 'this build'): FileIndex => new FileIndex({ folders: [join(folder, 'code')], facts: {}, engine, cacheFile });
const names = (paths: readonly string[]): string[] => paths.map((path) => path.slice(join(folder, 'code').length + 1));
const in2027 = Date.parse('2027-01-01');

async function saved(): Promise<void> {
  const index = indexOf();
  expect(await index.build()).toEqual({ files: 5, unread: 0 });
  await index.save(in2027);
}

describe('callers of a file', () => {
  const callersOf = async (name: string): Promise<string[]> => names(await indexOf().callersOf(join(folder, 'code', name)));

  test('are files that matter and reach it, the nearest first', async () => {
    expect(await callersOf('helper.py')).toEqual(['app.py', 'far.py']);
    expect(await callersOf('apart.py')).toEqual([]);
  });

  test('of a file that matters are all that import it', async () => {
    write('user.py', 'import app\n');
    expect(await callersOf('app.py')).toEqual(['user.py']);
  });

  test('follow edits, files that come, and files that go', async () => {
    const index = indexOf();
    const now = async (): Promise<string[]> => names(await index.callersOf(join(folder, 'code/helper.py')));
    expect(await now()).toEqual(['app.py', 'far.py']);
    index.changed(write('app.py', 'from openai import OpenAI\n'));
    expect(await now()).toEqual(['far.py']);
    write('late.ts', "import './helper';\n");
    write('late.py', 'import helper, openai\n');
    index.forget();
    expect(await now()).toEqual(['late.py', 'far.py']);
    rmSync(join(folder, 'code/far.py'));
    index.changed(join(folder, 'code/far.py'));
    expect(await now()).toEqual(['late.py']);
  });
});

describe('the index on disk', () => {
  test('spares the next start reading what did not change', async () => {
    await saved();
    expect(await indexOf().build()).toEqual({ files: 5, unread: 5 });
    write('app.py', `${model}\nmore = 1\n`);
    const index = indexOf();
    expect(await index.build()).toEqual({ files: 5, unread: 4 });
    expect(names(await index.callersOf(join(folder, 'code/helper.py')))).toEqual(['app.py', 'far.py']);
  });

  test('holds names of files, hashes and imports, and no other text', async () => {
    await saved();
    const text = readFileSync(cacheFile, 'utf8');
    expect(text).not.toContain('not for the cache');
    for (const row of JSON.parse(text).rows) expect(row.slice(1)).toEqual([expect.any(Number), longAgo.getTime(), expect.stringMatching(/^[0-9a-f]{64}$/), expect.toBeOneOf([0, 1]), expect.any(Array)]);
  });

  test('is not trusted about a file that changed as it was written', async () => {
    const index = indexOf();
    await index.build();
    await index.save(longAgo.getTime() + 500);
    expect(readCache(cacheFile, 'this build').size).toBe(0);
  });

  test('of another engine, or with other settings, counts for nothing', async () => {
    await saved();
    expect(await indexOf('another build').build()).toEqual({ files: 5, unread: 0 });
  });

  const row = (change: Record<number, unknown>): string => {
    const good: unknown[] = ['/a.py', 1, 2, 'a'.repeat(64), 1, ['os']];
    for (const [at, value] of Object.entries(change)) good[Number(at)] = value;
    return JSON.stringify({ format: 'principled-index-1', engine: 'this build', rows: [good] });
  };
  test('is read where it is well formed', () => {
    mkdirSync(dirname(cacheFile));
    writeFileSync(cacheFile, row({}));
    expect([...readCache(cacheFile, 'this build').keys()]).toEqual(['/a.py']);
  });
  test.each<[string, string | Uint8Array]>([
    ['empty', ''], ['no JSON', '{"format":'], ['another thing', '"x"'], ['null', 'null'], ['a list', '[]'], ['not text', new Uint8Array([0xff, 0, 0xfe])],
    ['of another format', JSON.stringify({ format: 'index', engine: 'this build', rows: [] })],
    ['with rows that are none', JSON.stringify({ format: 'principled-index-1', engine: 'this build', rows: { length: 1 } })],
    ['with a row that is none', JSON.stringify({ format: 'principled-index-1', engine: 'this build', rows: [7] })],
    ['with a path that is none', row({ 0: { toString: 1 } })], ['with an endless size', row({ 1: 1e999 })], ['with a size below nothing', row({ 1: -1 })],
    ['with a hash that is none', row({ 3: 'abc' })], ['with a flag that is none', row({ 4: '1' })], ['with imports that are none', row({ 5: { __proto__: [] } })],
    ['with an import too long', row({ 5: ['x'.repeat(5_000)] })], ['with too many imports', row({ 5: Array(5_001).fill('x') })],
    ['of objects deep inside each other', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('that is %s is made anew', async (_, content) => {
    mkdirSync(dirname(cacheFile));
    writeFileSync(cacheFile, content);
    expect(readCache(cacheFile, 'this build').size).toBe(0);
    const index = indexOf();
    expect(await index.build()).toEqual({ files: 5, unread: 0 });
    await index.save(in2027);
    expect(await indexOf().build()).toEqual({ files: 5, unread: 5 });
  });

  test('that was cut short is made anew', async () => {
    await saved();
    writeFileSync(cacheFile, readFileSync(cacheFile, 'utf8').slice(0, -20));
    expect(await indexOf().build()).toEqual({ files: 5, unread: 0 });
  });

  test.each([
    ['a file stands where its folder should be', () => writeFileSync(join(folder, 'storage'), '')],
    ['a folder stands where it should be', () => mkdirSync(cacheFile, { recursive: true })],
    ['it may not be written', () => { mkdirSync(dirname(cacheFile)); writeFileSync(cacheFile, ''); chmodSync(cacheFile, 0o444); }],
  ])('says that it cannot be kept, and answers all the same: %s', async (_, block) => {
    block();
    const replies: IndexReply[] = [];
    const ask = serveIndex('this build', (reply) => replies.push(reply));
    ask({ kind: 'start', options: { folders: [join(folder, 'code')], facts: {}, cacheFile } });
    ask({ kind: 'callers', id: 7, path: join(folder, 'code/helper.py') });
    const stopped = new Promise<void>((resolve) => {
      const look = (): void => void (replies.some(({ kind }) => kind === 'stopped') ? resolve() : setImmediate(look));
      look();
    });
    ask({ kind: 'stop' });
    await stopped;
    expect(replies.map(({ kind }) => kind)).toEqual(['problem', 'built', 'callers', 'stopped']);
    expect(replies[2]).toMatchObject({ id: 7, paths: [join(folder, 'code/app.py'), join(folder, 'code/far.py')] });
  });
});
