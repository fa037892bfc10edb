import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFile, openWindow, pointAt, squiggle, type Window } from './support/window';

let window: Window;

beforeAll(async () => {
  window = await openWindow({ isRestricted: true });
});
afterAll(() => window?.close());

test('everything works in Restricted Mode', async () => {
  const { page } = window;
  await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  await openFile(page, 'figures.py');
  await pointAt(page, squiggle(page));
  await page.locator('.monaco-hover', { hasText: 'Code of Practice' }).waitFor();
  const status = page.locator('.statusbar-item[id*="principled"]');
  expect(await status.getAttribute('aria-label')).toBe('Principled: 1 error; up to date');
});
