import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectPlainWords, openFile, openWindow, picture, runCommand, type Window } from './support/window';

let window: Window;

beforeAll(async () => {
  window = await openWindow();
});
afterAll(() => window?.close());

test('the inventory lists what the workspace has by kind, with counts', async () => {
  const { page } = window;
  await openFile(page, 'figures.py'); // The extension has started once it has found something.
  await runCommand(page, 'Principled: Show AI Inventory');
  const view = page.locator('.pane', { hasText: 'AI Inventory' }).last();
  await view.locator('.monaco-list-row', { hasText: 'gpt-5' }).first().waitFor();
  const words = await view.innerText();
  expectPlainWords(words);
  expect(words).toContain('Models');
  await picture(page, 'inventory-view');
});

test('the graph shows the connections, by keyboard too', async () => {
  const { page } = window;
  await runCommand(page, 'Principled: Open Graph of AI Inventory');
  const document = page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('body');
  await document.locator('svg a.node').first().waitFor();
  expectPlainWords(await document.locator('main').innerText());
  await picture(page, 'inventory-graph');
  await document.locator('svg a.node', { hasText: 'gpt-5' }).first().press('Enter');
  await page.locator('.tab.active', { hasText: /\.(py|tsx?)/ }).first().waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
});

test('both can be read in the dark', async () => {
  const { page } = window;
  await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
  await picture(page, 'inventory-dark');
  await runCommand(page, 'Principled: Open Graph of AI Inventory');
  await page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('svg a.node').first().waitFor();
  await picture(page, 'inventory-graph-dark');
});
