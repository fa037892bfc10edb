import { setImmediate, setTimeout } from 'node:timers/promises';
import { examineClosed } from './closedFiles';
import type { Session } from './session';

/** Follows up what a change in one file means for others, a little at a time, while no one waits for it. */
export interface Upkeep {
  /** To be called after any change; at once when the changed file itself has had its answer. */
  kick(): void;
}

/** Rests that are waited for before the work is done between two keystrokes. */
const MOST_WAITS = 20;

/** `isCovered` names closed files whose findings are shown and have to stay true. */
export function createUpkeep(session: Session, isCovered: (uri: string) => boolean): Upkeep {
  let isRunning = false;
  let isAskedAgain = false;
  let waits = 0;

  const run = async (): Promise<void> => {
    do {
      // Who types on is not made to wait for what nobody has asked for yet.
      do {
        isAskedAgain = false;
        await setTimeout(session.services.restMilliseconds);
      } while (isAskedAgain && ++waits < MOST_WAITS);
      const isPressing = waits >= MOST_WAITS;
      waits = 0;
      isAskedAgain = false;
      // Requests come in between two pieces of work: a keystroke waits for a few milliseconds of it at most.
      do await setImmediate(); while ((isPressing || !isAskedAgain) && await session.examiner.advance());
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
