import type { Browser } from 'playwright-core';

/** Starts the installed browser without a window. Throws an Error that says how to get one. */
export function launchBrowser(): Promise<Browser>;
