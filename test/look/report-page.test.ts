import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../scripts/vscode/browser.mjs';
import { expectPlainWords } from './support/window';

const root = join(import.meta.dirname, '../..');
const long = 'a-very-long-name-without-any-place-to-break-it-that-somebody-gave-to-a-file-or-a-person';
let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'principled-report-'));
  cpSync(join(root, 'examples'), folder, { recursive: true });
  mkdirSync(join(folder, '.principled'));
  writeFileSync(join(folder, '.principled/checklist.json'), JSON.stringify({
    items: {
      '2.2': { status: 'met', owner: long, links: [`https://example.org/${long}/${long}`, long] },
      '2.6': { status: 'partly', notes: long }, '12.1': { status: 'not-met' }, '7.2': { status: 'not-applicable', reason: 'All is documented.' },
    },
  }));
  writeFileSync(join(folder, '.principled/history.json'), JSON.stringify({
    version: 1, reports: ['2026-01-01', '2026-02-01'].map((date) => ({ date, statuses: { '2.2': 'partly' }, findings: { 'model-output-to-code': 2 }, evidence: [] })),
  }));
  const made = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'report', '--no-record', '--output', 'report.html'], { cwd: folder, encoding: 'utf8' });
  expect([made.status, made.error]).toEqual([0, undefined]);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([[1280, 'light'], [1280, 'dark'], [400, 'light'], [400, 'dark']] as const)('the report fits %i pixels in %s, and loads nothing', async (width, colorScheme) => {
  const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme });
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  const address = pathToFileURL(join(folder, 'report.html')).href;
  await page.goto(address);
  expect(asked).toEqual([address]);
  expect(complaints).toEqual([]);
  expectPlainWords(await page.locator('main').innerText());
  const tooWide = await page.locator('main *').evaluateAll((all, limit) => all
    .filter((it) => it.getBoundingClientRect().right > limit && !it.closest('.scroll'))
    .map((it) => it.outerHTML.slice(0, 120)), width);
  expect(tooWide).toEqual([]);
  expect(await page.locator('svg[role=img]:not([aria-label])').count()).toBe(0);
  await page.screenshot({ path: join(root, `out/look/report-page-${width}-${colorScheme}.png`), fullPage: true });
  await page.close();
});

test('every link of the report leads to a place in it, or to the web', async () => {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  const targets = await page.locator('a').evaluateAll((all) => all.map((it) => it.getAttribute('href') ?? ''));
  const ids = new Set(await page.locator('[id]').evaluateAll((all) => all.map((it) => it.id)));
  for (const target of targets) expect(target.startsWith('#') ? ids.has(target.slice(1)) : target.startsWith('https://'), target).toBe(true);
  await page.close();
});
