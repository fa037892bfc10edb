import { setImmediate } from 'node:timers/promises';
import { examineClosed } from './closedFiles';
import type { Session } from './session';

/** Follows up what a change in one file means for others, a little at a time, while no one waits for it. */
export interface Upkeep {
  /** To be called after any change; at once when the changed file itself has had its answer. */
  kick(): void;
}

/** `isCovered` names closed files whose findings are shown and have to stay true. */
export function createUpkeep(session: Session, isCovered: (uri: string) => boolean): Upkeep {
  let isRunning = false;
  let isAskedAgain = false;

  const run = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      // Requests come in between two pieces of work: a keystroke never waits for more than one file.
      do await setImmediate(); while (await session.examiner.advance());
      if (session.examiner.isOutdated(session.documents.all())) session.refresh();
      await refreshClosed(session, isCovered);
    } while (isAskedAgain);
    isRunning = false;
  };

  return {
    kick() {
      isAskedAgain = true;
      if (isRunning) return;
      isRunning = true;
      run().catch((error: unknown) => {
        isRunning = false;
        session.messages.log(`Dependent files were not brought up to date: ${String(error)}`);
      });
    },
  };
}

async function refreshClosed(session: Session, isCovered: (uri: string) => boolean): Promise<void> {
  for (const uri of session.examiner.outdatedClosed()) {
    if (isCovered(uri)) await examineClosed(session, uri);
    await setImmediate();
  }
}
