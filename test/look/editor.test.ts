import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { clickOn, openFile, openWindow, picture, pointAt, runCommand, squiggle, type Window } from './support/window';

let window: Window;

beforeAll(async () => {
  window = await openWindow();
});
afterAll(() => window?.close());
beforeEach(async () => {
  const { page } = window;
  await page.keyboard.press('Escape');
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Notifications: Clear All Notifications');
});

test('a finding is underlined where it is wrong', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await page.screenshot({ path: '/tmp/look-squiggle.png' });
  expect(await page.locator('.squiggly-error').count()).toBe(1);
});

test('hover', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await pointAt(page, squiggle(page));
  const card = page.locator('.monaco-hover', { hasText: 'Code of Practice' });
  await card.waitFor();
  await page.screenshot({ path: '/tmp/look-hover.png' });
  console.log(await card.innerText());
});
test('bulb', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await clickOn(page, squiggle(page));
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget').waitFor();
  await page.screenshot({ path: '/tmp/look-bulb.png' });
  await page.keyboard.press('Escape');
});
test('explain', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await clickOn(page, squiggle(page));
  await runCommand(page, 'Principled: Explain Finding');
  await page.waitForTimeout(3000);
  await page.screenshot({ path: '/tmp/look-explain.png' });
});
test('checklist', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await runCommand(page, 'Principled: Open Checklist');
  await page.waitForTimeout(1000);
  await page.screenshot({ path: '/tmp/look-checklist1.png' });
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1000);
  await page.screenshot({ path: '/tmp/look-checklist2.png' });
});
test('problems', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await runCommand(page, 'Principled: Scan Workspace');
  await page.waitForTimeout(2000);
  await page.screenshot({ path: '/tmp/look-scan.png' });
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.waitForTimeout(1000);
  await page.screenshot({ path: '/tmp/look-problems.png' });
});
void picture;
