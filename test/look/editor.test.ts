import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  areas, clickOn, expectPlainWords, openFile, openWindow, picture, pointAt, reset, runCommand, squiggle, untilShown, type Window,
} from './support/window';

let window: Window;

beforeAll(async () => {
  window = await openWindow();
});
afterAll(() => window?.close());
beforeEach(() => reset(window.page));

test('a finding underlines the expression that is wrong, and no more', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  const line = page.locator('.view-line', { hasText: 'eval(formula)' });
  const underline = await squiggle(page).boundingBox();
  const text = await line.locator('span span', { hasText: /^formula$/ }).boundingBox();
  expect(await page.locator('.squiggly-error').count()).toBe(1);
  expect(Math.abs((underline?.width ?? 0) - (text?.width ?? 99))).toBeLessThan(3);
  await picture(page, 'finding', areas.editor);
});

test('the hover card says why, what to do instead and what the Code asks, without scrolling', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await pointAt(page, squiggle(page));
  const card = page.locator('.monaco-hover:not(.hidden)', { hasText: 'Code of Practice' });
  await card.waitFor();
  const words = await card.innerText();
  expectPlainWords(words);
  expect(words).toContain('Model output runs as code.');
  expect(words).toContain('Code of Practice, principle 2 · 2.2 (requirement): withstand attacks on the AI');
  const bottom = (await card.boundingBox())!;
  const links = page.locator('.monaco-hover a', { hasText: 'Allow…' });
  const last = (await links.boundingBox())!;
  expect(last.y + last.height, 'the links are below the fold').toBeLessThanOrEqual(bottom.y + bottom.height);
  await picture(page, 'hover', areas.editor);
});

test('the light bulb offers the fix first, then everything else in its order', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  const menu = page.locator('.action-widget').first();
  await untilShown(menu.locator('.action .title', { hasText: 'Explain this finding' }), async () => {
    await clickOn(page, squiggle(page));
    await page.locator('.editor-instance [class*=lightbulb]').first().waitFor({ timeout: 3_000 });
    await page.keyboard.press('Control+.');
  });
  const titles = await menu.locator('.action .title').allInnerTexts();
  expectPlainWords(titles.join('\n'));
  expect(titles.slice(0, 6)).toEqual([
    'Parse with `ast.literal_eval`',
    'Parse with `json.loads`',
    'Explain this finding',
    'Allow `model-output-to-code` here, with a reason',
    'Open checklist item 2.2',
    'Turn `model-output-to-code` off in this workspace',
  ]);
  await picture(page, 'light-bulb', areas.editor);
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: 'ast.literal_eval(formula)' }).waitFor();
  await squiggle(page).waitFor({ state: 'detached' });
  await runCommand(page, 'File: Revert File');
});

test('the explanation shows the way of the value with its code', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await clickOn(page, squiggle(page));
  await runCommand(page, 'Principled: Explain Finding');
  const document = page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('body');
  await document.locator('h1').first().waitFor();
  const words = await document.innerText();
  expectPlainWords(await document.locator('main').innerText());
  expect(words).toContain('The way the value took');
  expect(await document.locator('h1').count(), 'the rule page brings a second title').toBe(1);
  expect(await document.locator('ol > li').count()).toBeGreaterThanOrEqual(3);
  expect(await document.locator('mark').first().innerText()).toContain('reply = client.responses.create(');
  expect(words).toContain('Code of Practice for the Cyber Security of AI');
  await picture(page, 'explanation');
  await document.locator('h2', { hasText: 'Code of Practice' }).scrollIntoViewIfNeeded();
  await document.locator('a', { hasText: 'line 12' }).first().click();
  await page.locator('.view-line', { hasText: 'reply = client.responses.create(' }).waitFor();
});

test('a scan fills the Problems panel and the status item', async () => {
  const { page } = window;
  await openFile(page, 'figures.py');
  await runCommand(page, 'Principled: Scan Workspace');
  await page.locator('.statusbar-item[id*="principled"][aria-label="Principled: 3 errors; up to date"]').waitFor();
  // A window that is driven shows no toasts, so the message is read where it is kept.
  await runCommand(page, 'Notifications: Show Notifications');
  const message = page.locator('.notifications-center .monaco-list-row', { hasText: 'Principled: 3 findings in 3 files' });
  await message.waitFor();
  await page.locator('.notifications-center .monaco-list-row', { hasText: 'scanning' }).waitFor({ state: 'detached' });
  await message.locator('.monaco-button', { hasText: 'Show problems' }).click();
  const panel = page.locator('.markers-panel');
  await panel.locator('.monaco-list-row', { hasText: 'notes_server.py' }).first().waitFor();
  const words = await panel.innerText();
  expectPlainWords(words);
  for (const rule of ['model-output-to-code', 'tool-argument-to-shell']) expect(words).toContain(rule);
  await picture(page, 'problems');
  await runCommand(page, 'View: Toggle Problems');
});

test('the status item says its state in words and opens the problems', async () => {
  const { page } = window;
  await openFile(page, 'notes_server.py');
  const status = page.locator('.statusbar-item[id*="principled"]');
  await status.hover();
  const tip = page.locator('.workbench-hover', { hasText: 'Principled' });
  await tip.waitFor();
  expect(await tip.innerText()).toMatch(/^Principled: \d errors?; up to date$/);
  await picture(page, 'status', areas.status);
  await status.click();
  await page.locator('.markers-panel').waitFor();
  await runCommand(page, 'View: Toggle Problems');
});
