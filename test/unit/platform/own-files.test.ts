import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readFolderFacts } from '../../../server/src/host/folderFacts';
import { readOwnFile, replaceFile } from '../../../server/src/host/ownFiles';

const folder = mkdtempSync(join(tmpdir(), 'principled-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

test('a file that is missing, too large, no file or no text is told apart', () => {
  expect(readOwnFile(at('none.json'))).toEqual({ text: undefined });
  writeFileSync(at('large.json'), Buffer.alloc(6_000_000, 32));
  expect(readOwnFile(at('large.json'))).toEqual({ cause: 'at most 5 MB were expected, and it has 6.0 MB' });
  writeFileSync(at('latin.json'), Buffer.from([0x22, 0xe4, 0x22]));
  expect(readOwnFile(at('latin.json'))).toEqual({ cause: 'UTF-8 text was expected' });
  mkdirSync(at('folder.json'));
  expect(readOwnFile(at('folder.json'))).toEqual({ cause: 'a file was expected, and this is none' });
  symlinkSync(at('circle.json'), at('circle.json'));
  expect(readOwnFile(at('circle.json'))).toEqual({ cause: 'it cannot be read (its links go in circles)' });
});

test('a link stays a link, permissions stay, and nothing is left behind', async () => {
  mkdirSync(at('elsewhere'));
  writeFileSync(at('elsewhere/real.json'), 'old');
  chmodSync(at('elsewhere/real.json'), 0o640);
  symlinkSync(at('elsewhere/real.json'), at('link.json'));
  await replaceFile(at('link.json'), 'new');
  expect(readFileSync(at('elsewhere/real.json'), 'utf8')).toBe('new');
  expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
  expect(statSync(at('elsewhere/real.json')).mode & 0o777).toBe(0o640);
  symlinkSync(at('elsewhere'), at('.principled'));
  await replaceFile(at('.principled/checklist.json'), '{}');
  expect(readdirSync(at('elsewhere'))).toEqual(['checklist.json', 'real.json']);
});

test('what cannot be written says why in plain words', async () => {
  writeFileSync(at('plain'), '');
  await expect(replaceFile(at('plain/checklist.json'), '{}')).rejects.toThrow(/^(a part of the path is not a folder|there is no such file or folder|EEXIST)$/);
  await expect(replaceFile(at('folder.json'), '{}')).rejects.toThrow(/^it is a folder$/);
});

test('a file that may not be written is left alone', async () => {
  writeFileSync(at('read-only.json'), 'theirs', { mode: 0o444 });
  await expect(replaceFile(at('read-only.json'), 'ours')).rejects.toThrow('it is read-only');
  expect(readFileSync(at('read-only.json'), 'utf8')).toBe('theirs');
});

test('a file that Git has just written has no age, in a clone, below it and in a linked work tree', () => {
  const git = (cwd: string, ...args: string[]): void => void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false', ...args], { cwd, stdio: 'ignore' });
  mkdirSync(at('origin/docs'), { recursive: true });
  writeFileSync(at('origin/docs/plan.md'), 'A plan.');
  git(at('origin'), 'init');
  git(at('origin'), 'add', '.');
  git(at('origin'), 'commit', '-m', 'Begin');
  git(folder, 'clone', 'origin', 'clone');
  git(at('clone'), 'worktree', 'add', '../tree', '-b', 'other');
  for (const [place, path] of [['clone', 'docs/plan.md'], ['clone/docs', 'plan.md'], ['tree', 'docs/plan.md'], ['tree/docs', 'plan.md']] as const) {
    expect(readFolderFacts(at(place)).changedOn(path), place).toBeUndefined();
  }
  utimesSync(at('tree/docs/plan.md'), new Date('2020-05-05T12:00:00Z'), new Date('2020-05-05T12:00:00Z'));
  expect(readFolderFacts(at('tree')).changedOn('docs/plan.md')).toBe('2020-05-05');
});
