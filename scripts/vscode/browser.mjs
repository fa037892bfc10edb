import { chromium } from 'playwright-core';
import { findBrowser, missingBrowser } from '../lib/system.mjs';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the installed browser without a window. Throws an Error that says how to get one. */
export async function launchBrowser() {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(missingBrowser().join('\n'));
  return chromium.launch({ executablePath, args: quiet });
}
