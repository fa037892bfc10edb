import type { IndexReply, IndexRequest } from '../host/index/service';
import type { UserFacts } from '../lint/config';
import type { Messages } from './messages';

/** A thread that keeps an index, as far as the server talks to it. */
export interface IndexThread {
  post(request: IndexRequest): void;
  onReply(listener: (reply: IndexReply) => void): void;
  /** It is gone, and why. */
  onEnd(listener: (reason: string) => void): void;
  terminate(): Promise<unknown>;
}

/** Which files of the workspace import which, open or not. Kept by another thread; without one nothing is known. */
export interface ProjectIndex {
  /** Makes it for the folders and settings of now, unless that is what it was made for. */
  start(): Promise<void>;
  /** Files that may pass values into this one, the nearest first. */
  callersOf(path: string): Promise<readonly string[]>;
  changed(paths: readonly string[]): void;
  /** Files have come or gone, or configuration has changed. */
  forget(): void;
  stop(): Promise<void>;
}

interface Dependencies {
  readonly startThread: (() => IndexThread) | undefined;
  readonly folders: () => readonly string[];
  readonly facts: () => Promise<UserFacts>;
  /** Where the client lets this product keep a file between starts. */
  readonly cacheFile: () => string | undefined;
  readonly messages: Messages;
}

/** Time that is given to write the index down before the server ends, in milliseconds. */
const LAST_WORDS = 2_000;

export function createProjectIndex({ startThread, folders, facts, cacheFile, messages }: Dependencies): ProjectIndex {
  let talk: Talk | undefined;
  let madeFor: string | undefined;
  return {
    async start() {
      const file = cacheFile();
      const options = { folders: folders(), facts: await facts(), ...(file === undefined ? {} : { cacheFile: file }) };
      const key = JSON.stringify(options);
      if (!startThread || key === madeFor || options.folders.length === 0) return;
      madeFor = key;
      talk ??= new Talk(startThread(), messages);
      talk.post({ kind: 'start', options });
    },
    callersOf: async (path) => talk?.callersOf(path) ?? [],
    changed: (paths) => talk?.post({ kind: 'changed', paths }),
    forget: () => talk?.post({ kind: 'forget' }),
    stop: async () => talk?.stop(),
  };
}

/** A conversation with the thread. Once that is gone, nothing is known, and nobody waits for it. */
class Talk {
  private isEnded = false;
  private questions = 0;
  private readonly waiting = new Map<number, (paths: readonly string[]) => void>();
  private stopped = (): void => undefined;

  constructor(private readonly thread: IndexThread, private readonly messages: Messages) {
    thread.onReply((reply) => this.hear(reply));
    thread.onEnd((reason) => this.end(reason));
  }

  post(request: IndexRequest): void {
    if (!this.isEnded) this.thread.post(request);
  }

  callersOf(path: string): Promise<readonly string[]> {
    return new Promise((resolve) => {
      if (this.isEnded) return resolve([]);
      this.waiting.set(++this.questions, resolve);
      this.post({ kind: 'callers', id: this.questions, path });
    });
  }

  async stop(): Promise<void> {
    if (this.isEnded) return;
    await new Promise<void>((resolve) => {
      this.stopped = resolve;
      this.post({ kind: 'stop' });
      setTimeout(resolve, LAST_WORDS).unref();
    });
    this.isEnded = true;
    await this.thread.terminate();
  }

  private hear(reply: IndexReply): void {
    switch (reply.kind) {
      case 'built': return this.messages.log(`Index of the workspace: ${reply.counts.files} source files, ${reply.counts.unread} as they were known; ${reply.milliseconds} ms.`);
      case 'problem': return this.messages.log(`Index of the workspace: ${reply.message}`);
      case 'stopped': return this.stopped();
      case 'callers':
        this.waiting.get(reply.id)?.(reply.paths);
        this.waiting.delete(reply.id);
    }
  }

  private end(reason: string): void {
    if (!this.isEnded) this.messages.log(`The index of the workspace has ended: ${reason}`);
    this.isEnded = true;
    for (const answer of this.waiting.values()) answer([]);
    this.waiting.clear();
    this.stopped();
  }
}
