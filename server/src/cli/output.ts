import { statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeFailure } from '../host/readText';
import { printable } from '../lint/escape';
import type { Services } from './services';

/** Says early that the output cannot be written, rather than after a long scan. */
export function checkOutput(written: string | undefined, services: Services): void {
  if (written === undefined) return;
  const path = resolve(services.folder, written);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${written}: cannot be written (it is a folder)`);
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw new Error(`${written}: cannot be written (there is no such folder)`);
}

/** Writes to a file, or to the terminal without one. */
export function write(text: string, output: string | undefined, services: Services): void {
  if (output === undefined) {
    services.stdout.write(text);
    return;
  }
  try {
    writeFileSync(resolve(services.folder, output), text);
  } catch (error) {
    throw new Error(`${output}: cannot be written (${describeFailure(error)})`, { cause: error });
  }
}

/** Tells the user something beside the output. */
export function say(services: Services, message: string): void {
  services.stderr.write(`principled: ${printable(message)}\n`);
}

/** A line on the terminal for scans of more than a second; nothing where there is no terminal. */
export function showProgress({ stderr, now }: Services): { readonly show: (files: number) => void; readonly clear: () => void } {
  if (stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let due = now() + 1000;
  let isShown = false;
  return {
    show(files) {
      if (now() < due) return;
      due = now() + 200;
      isShown = true;
      stderr.write(`\r${files} files`);
    },
    clear() {
      if (isShown) stderr.write('\r\u001b[K');
    },
  };
}
