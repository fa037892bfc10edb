import type { UserFacts } from '../lint/config';
import type { Linter } from '../lint/linter';
import type { Messages } from './messages';
import type { ServerStatus } from './protocol';
import type { SettingsStore } from './settings';

/** Holds the linter, and makes another when the facts that users declared have changed. */
export interface Engine {
  /** Undefined when it could not be started; the user was told why. Waits for {@link start}. */
  linter(): Promise<Linter | undefined>;
  /** To be called once the client can be asked and told. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Dependencies {
  readonly createLinter: (facts: UserFacts) => Promise<Linter>;
  readonly settings: SettingsStore;
  /** Paths of the workspace folders. */
  readonly roots: () => readonly string[];
  readonly messages: Messages;
  readonly setStatus: (status: ServerStatus) => void;
}

interface Current {
  readonly factsKey: string;
  readonly linter: Promise<Linter | undefined>;
}

export function createEngine(deps: Dependencies): Engine {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => { open = resolve; });
  let current: Current | undefined;

  const linter = async (): Promise<Linter | undefined> => {
    await gate;
    const facts = await deps.settings.facts();
    const factsKey = JSON.stringify(facts);
    if (current?.factsKey !== factsKey) {
      const before = current;
      current = { factsKey, linter: create(deps, facts) };
      if (before) disposeAfter(current, before);
    }
    const made = await current.linter;
    made?.setRoots(deps.roots());
    return made;
  };

  return {
    linter,
    async start() {
      open();
      await linter();
    },
    async stop() {
      (await current?.linter)?.dispose();
    },
  };
}

/** Never rejects: without an engine the server still answers, with nothing. */
async function create({ createLinter, messages, setStatus }: Dependencies, facts: UserFacts): Promise<Linter | undefined> {
  setStatus({ state: 'starting' });
  try {
    const linter = await createLinter(facts);
    setStatus({ state: 'ready' });
    return linter;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    messages.error(`code is not examined: ${reason}`, error instanceof Error ? (error.stack ?? reason) : reason);
    setStatus({ state: 'stopped', reason });
    return undefined;
  }
}

/** A request that was handed the old linter uses it in the same turn, so it may go in the next. */
function disposeAfter(next: Current, before: Current): void {
  void Promise.all([next.linter, before.linter]).then(([, old]) => setImmediate(() => old?.dispose()));
}
