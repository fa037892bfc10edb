import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Conversation } from './conversation';

/** A helper that runs what it is given, and a file that gives it a model's reply. */
export const helper = 'import os\n\n\ndef run(command):\n    os.system(command)\n';
export const caller = [
  'from openai import OpenAI', 'from helper import run', '', '', 'def main(task):',
  '    reply = OpenAI().responses.create(model="m", input=task).output_text', '    run(reply)', '',
].join('\n');

const mostMilliseconds = 15_000;

/** What a client asks about findings: what is `found` now, what it `becomes` in the end, and that a file has `changed` on disk. */
export function asking(talk: () => Conversation): {
  found(uri: string): Promise<unknown[]>; becomes(uri: string, expected: unknown[]): Promise<void>; changed(name: string, type: 1 | 2 | 3): void;
} {
  const found = async (uri: string): Promise<unknown[]> => (await talk().pull(uri)).map((it) => [it.range.start.line + 1, it.code]);
  return {
    found,
    async becomes(uri, expected) {
      const end = performance.now() + mostMilliseconds;
      let last: unknown[] = [];
      while (performance.now() < end) {
        last = await found(uri);
        if (JSON.stringify(last) === JSON.stringify(expected)) return;
        await sleep(10);
      }
      expect(last).toEqual(expected);
    },
    changed: (name, type) => void talk().client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: talk().uri(name), type }] }),
  };
}
