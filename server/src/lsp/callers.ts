import { setImmediate, setTimeout } from 'node:timers/promises';
import { languageOfPath } from '../host/languages';
import type { Session } from './session';
import { uriOfPath } from './uris';

/** Analyses closed files that pass values into open ones, in the background: what they do there is then found by itself. */
export interface Callers {
  /** To be called when a document was opened, or other files may have come to import it. */
  look(path: string): void;
  /** The same for all open documents. */
  lookAgain(): void;
}

/** Files analysed for one document; the nearest come first. */
const MOST_FOR_ONE = 24;
/** Files analysed for all documents together: each takes memory. */
const MOST = 300;

export function createCallers(session: Session): Callers {
  const asked = new Set<string>();
  const prepared = new Set<string>();
  let isRunning = false;

  const prepare = async (path: string): Promise<boolean> => {
    const language = languageOfPath(path);
    const text = session.services.files.readText(path);
    if (!language || text === undefined || session.findByPath(path)) return false;
    prepared.add(path);
    await session.examiner.prepare({ uri: uriOfPath(path), path, language, text });
    return true;
  };
  const work = async (path: string): Promise<void> => {
    const callers = (await session.index.callersOf(path)).slice(0, MOST_FOR_ONE);
    const analysed = new Set(await session.examiner.analysed());
    let isNew = false;
    for (const caller of callers) {
      if (analysed.has(caller) || prepared.size >= MOST || !session.findByPath(path)) continue;
      isNew = (await prepare(caller)) || isNew;
      await setImmediate(); // A keystroke never waits for more than one file.
    }
    if (isNew) session.followUp();
  };
  const run = async (): Promise<void> => {
    // What was opened is answered first.
    await setTimeout(session.services.restMilliseconds);
    for (const path of asked) {
      asked.delete(path);
      await work(path);
    }
    isRunning = false;
  };
  const look = (path: string): void => {
    if (languageOfPath(path) === undefined) return;
    asked.add(path);
    if (isRunning) return;
    isRunning = true;
    run().catch((error: unknown) => {
      isRunning = false;
      session.messages.log(`Callers were not analysed: ${String(error)}`);
    });
  };
  return {
    look,
    lookAgain() {
      for (const { path } of session.documents.all()) look(path);
    },
  };
}
