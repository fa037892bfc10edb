import { setTimeout as sleep } from 'node:timers/promises';

/** Lets work wait until a document has not changed for a while. */
export class Rest {
  private readonly lastChange = new Map<string, number>();

  constructor(private readonly milliseconds: number) {}

  touch(uri: string): void {
    this.lastChange.set(uri, performance.now());
  }

  forget(uri: string): void {
    this.lastChange.delete(uri);
  }

  /** Resolves at once for a document that was only opened. */
  async until(uri: string): Promise<void> {
    for (;;) {
      const changed = this.lastChange.get(uri);
      const remaining = changed === undefined ? 0 : changed + this.milliseconds - performance.now();
      if (remaining <= 0) return;
      await sleep(remaining);
    }
  }
}
