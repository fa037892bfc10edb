import { findProvision, principles, roles } from '../../assurance/codeOfPractice';
import {
  answerOf, checklistPath, checklistStatuses, emptyChecklist, mergeChanges, serialiseChecklist,
  type Checklist, type ChecklistChange,
} from '../../assurance/checklist';
import { parseChecklist, placeInWords } from '../../assurance/checklistFile';
import type { ChecklistState, TickParams } from '../protocol';
import type { Session } from '../session';
import { pathOfUri } from '../uris';
import { onRequest } from '../wire';

/** Reads and saves the checklist of a workspace folder, one change after the other. */
export function handleChecklist(session: Session): void {
  let saving: Promise<unknown> = Promise.resolve();

  onRequest(session.connection, 'principled/checklist', async ({ folder }) => {
    await saving;
    return read(session, folder);
  });
  onRequest(session.connection, 'principled/tick', (params) => {
    const saved = saving.then(() => tick(session, params));
    saving = saved.catch(() => undefined);
    return saved;
  });
}

function read(session: Session, folder: string): ChecklistState {
  const reading = parseChecklist(session.services.files.readText(pathOfUri(fileOf(folder))));
  if ('problem' in reading) return toState(folder, emptyChecklist, broken(placeInWords(reading.problem)));
  return toState(folder, reading.checklist);
}

async function tick(session: Session, { folder, changes }: TickParams): Promise<ChecklistState> {
  const { files, today } = session.services;
  const path = pathOfUri(fileOf(folder));
  if (!session.folders.all().includes(folder)) return toState(folder, emptyChecklist, 'The folder is not part of the workspace.');
  const text = files.readText(path);
  if (text === undefined && files.isFile(path)) return toState(folder, emptyChecklist, broken('it is not readable as text'));
  const reading = parseChecklist(text);
  // What somebody wrote is worth more than a tick: a file we cannot read is left alone.
  if ('problem' in reading) return toState(folder, emptyChecklist, broken(placeInWords(reading.problem)));
  const merged = mergeChanges(reading.checklist, wellFormed(changes), today());
  try {
    await files.write(path, serialiseChecklist(merged));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return toState(folder, reading.checklist, `${checklistPath} could not be saved: ${cause}`);
  }
  return toState(folder, merged);
}

function wellFormed(changes: TickParams['changes']): ChecklistChange[] {
  return Object.entries(changes).flatMap(([id, wanted]) => {
    const status = checklistStatuses.find((it) => it === wanted);
    return findProvision(id) && (status || wanted === null) ? [{ id, change: { status: status ?? null } }] : [];
  });
}

function toState(folder: string, checklist: Checklist, problem?: string): ChecklistState {
  return {
    principles: principles.map(({ number, title, provisions }) => ({
      number,
      title,
      provisions: provisions.map(({ id, level, brief, summary, roles: bearers }) => {
        const { status } = answerOf(checklist, id);
        return { id, level, brief, summary, roles: bearers, ...(status ? { status } : {}) };
      }),
    })),
    roles: roles.map(({ id, name }) => ({ id, name })),
    file: fileOf(folder),
    ...(problem === undefined ? {} : { problem }),
  };
}

function fileOf(folder: string): string {
  return `${folder}/${checklistPath}`;
}

function broken(cause: string): string {
  return `${checklistPath} was not changed, because ${cause}.`;
}
