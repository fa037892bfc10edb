import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { expectPlainWords, openFile, openWindow, picture, reset, runCommand, untilShown, type Window } from './support/window';

let window: Window;

beforeAll(async () => {
  window = await openWindow();
  await openFile(window.page, 'figures.py');
  await runCommand(window.page, 'Principled: Scan Workspace');
  await window.page.locator('.statusbar-item[id*="principled"][aria-label*="3 errors"]').waitFor();
  await reset(window.page);
});
afterAll(() => window?.close());

const rowOf = (page: Page, text: string): Locator => page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
const pageIn = (page: Page): FrameLocator => page.frameLocator('iframe.webview').frameLocator('#active-frame');

test('the views show findings and provisions by principle', async () => {
  const { page } = window;
  await runCommand(page, 'Principled: Open Checklist');
  await rowOf(page, '2. Design your AI system').waitFor();
  await rowOf(page, "The model's reply reaches eval()").waitFor();
  const principle = page.locator('.pane-body .monaco-list-row', { hasText: '2. Design your AI system' }).last();
  await untilShown(rowOf(page, '2.2 Withstand attacks'), () => principle.click());
  expectPlainWords(await page.locator('.split-view-view .pane').last().innerText());
  await picture(page, 'checklist');
});

test('one key answers, and the page of the provision says what speaks against it', async () => {
  const { page } = window;
  await rowOf(page, '2.2 Withstand attacks').click();
  const form = pageIn(page);
  await form.locator('h1', { hasText: '2.2 Withstand attacks' }).waitFor();
  await rowOf(page, '2.2 Withstand attacks').click();
  await page.keyboard.press('m');
  await form.locator('.contradiction', { hasText: 'Marked met' }).waitFor();
  await form.locator('#owner').fill('Grace Hopper');
  await form.locator('#notes').fill('Hostile prompts run in CI since June.');
  await form.locator('#saved', { hasText: 'Saved.' }).waitFor();
  expectPlainWords(await form.locator('body').innerText());
  await picture(page, 'provision');
});

test('the report opens in the editor', async () => {
  const { page } = window;
  await reset(page);
  await runCommand(page, 'Principled: Create Assurance Report');
  const report = pageIn(page);
  await report.locator('h2', { hasText: 'Coverage' }).waitFor();
  expectPlainWords(await report.locator('main').innerText());
  await picture(page, 'report');
});

test('a document is drafted where it belongs, unsaved', async () => {
  const { page } = window;
  await reset(page);
  await runCommand(page, 'Principled: Create Document');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Risk assessment and threat model' }).click();
  await page.locator('.view-line', { hasText: 'Risk assessment and threat model: workspace' }).waitFor();
  await picture(page, 'document');
  await runCommand(page, 'File: Revert File');
});

test.each([['dark', 'Default Dark Modern'], ['high-contrast', 'Default High Contrast']])('views, page and report are as readable in %s', async (name, theme) => {
  const { page, close } = await openWindow({ theme });
  try {
    await openFile(page, 'figures.py');
    await runCommand(page, 'Principled: Open Checklist');
    const form = pageIn(page);
    await untilShown(rowOf(page, '2.2 Withstand attacks'), () => page.locator('.pane-body .monaco-list-row', { hasText: '2. Design your AI system' }).last().click());
    await rowOf(page, '2.2 Withstand attacks').click();
    await form.locator('h1', { hasText: '2.2 Withstand attacks' }).waitFor();
    await form.locator('label', { hasText: 'Partly met' }).click();
    await form.locator('#saved', { hasText: 'Saved.' }).waitFor();
    await picture(page, `provision-${name}`);
    await reset(page);
    await runCommand(page, 'Principled: Create Assurance Report');
    await pageIn(page).locator('h2', { hasText: 'Coverage' }).waitFor();
    await picture(page, `report-${name}`);
  } finally {
    await close();
  }
});
