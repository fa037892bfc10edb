import type { CancellationToken } from 'vscode-languageserver';
import { assess, type PrincipleState } from '../../assurance/assess';
import {
  checklistPath, checklistStatuses, emptyChecklist, isRecord, mergeChanges, serialiseChecklist,
  type AnswerChange, type ChecklistChange,
} from '../../assurance/checklist';
import { placeInWords, type ChecklistReading } from '../../assurance/checklistFile';
import { findProvision } from '../../assurance/codeOfPractice';
import type { InventoryFact, Knowledge } from '../../assurance/workspace';
import { toInventoryFact } from '../../assurance/inventory/fact';
import { checklistUri } from '../checklistFile';
import { toChecklistState } from '../checklistState';
import type { AnswerParams, ChecklistState } from '../protocol';
import type { Session } from '../session';
import { pathOfUri } from '../uris';
import { notify, onRequest } from '../wire';

/** Reads and saves the checklist of a workspace folder, one change after the other. */
export function handleChecklist(session: Session): void {
  let saving: Promise<unknown> = Promise.resolve();

  onRequest(session.connection, 'principled/checklist', async ({ folder }) => {
    await saving;
    // Evidence is gathered without asking; what the inventory adds comes when it is there.
    session.inventories.takeSoon(folder, () => session.client().status && notify(session.connection, 'principled/checklistChanged', null));
    return stateOf(session, folder);
  });
  onRequest(session.connection, 'principled/answer', (params) => {
    const saved = saving.then(() => answer(session, params));
    saving = saved.catch(() => undefined);
    return saved;
  });
}

/** How a folder's provisions stand, and what its checklist file is like. */
export interface FolderState {
  readonly states: readonly PrincipleState[];
  readonly reading: ChecklistReading;
  readonly knowledge: Knowledge;
}

/** A report or a document needs the inventory as it is now; the checklist shows the last one, and is told of the next. */
export async function assessFolder(session: Session, folder: string, extent: 'anew' | 'known', token?: CancellationToken): Promise<FolderState> {
  const reading = session.checklists.read(folder);
  const inventory = extent === 'anew' ? await takeAnew(session, folder, token) : session.inventories.known(folder);
  const gathered = await session.assurance.knowledge(folder);
  const knowledge = inventory ? { ...gathered, inventory } : gathered;
  const checklist = 'checklist' in reading ? reading.checklist : emptyChecklist;
  return { states: assess(checklist, knowledge), reading, knowledge };
}

async function takeAnew(session: Session, folder: string, token: CancellationToken | undefined): Promise<InventoryFact | undefined> {
  const taken = await session.inventories.take(folder, token);
  return taken?.isWhole ? toInventoryFact(taken.inventory) : undefined;
}

async function stateOf(session: Session, folder: string, failure?: string): Promise<ChecklistState> {
  const { states, reading, knowledge } = await assessFolder(session, folder, 'known');
  return toChecklistState({ folder, states, reading, knowledge, ...(failure === undefined ? {} : { failure }) });
}

async function answer(session: Session, { folder, changes }: AnswerParams): Promise<ChecklistState> {
  const { files, today } = session.services;
  if (!session.folders.all().includes(folder)) return stateOf(session, folder, 'The folder is not part of the workspace.');
  const reading = session.checklists.read(folder);
  // What somebody wrote is worth more than an answer: a file we cannot read is left alone.
  if ('problem' in reading) {
    return stateOf(session, folder, `${checklistPath} was not changed, because it is broken at ${placeInWords(reading.problem)}.`);
  }
  const merged = serialiseChecklist(mergeChanges(reading.checklist, wellFormed(changes), today()));
  if (merged === serialiseChecklist(reading.checklist)) return stateOf(session, folder);
  try {
    await files.write(pathOfUri(checklistUri(folder)), merged);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return stateOf(session, folder, `${checklistPath} could not be saved: ${cause}`);
  }
  return stateOf(session, folder);
}

function wellFormed(changes: AnswerParams['changes']): ChecklistChange[] {
  return Object.entries(changes).flatMap(([id, change]) => {
    const read = findProvision(id) && isRecord(change) ? readChange(change) : {};
    return Object.keys(read).length > 0 ? [{ id, change: read }] : [];
  });
}

const textFields = ['reason', 'owner', 'date', 'notes'] as const;

/** Changes come from any client, so only well-formed fields count. */
function readChange(change: Readonly<Record<string, unknown>>): AnswerChange {
  const status = change['status'] === null ? null : checklistStatuses.find((it) => it === change['status']);
  const links = change['links'];
  const texts = textFields.flatMap((field) => {
    const value = change[field];
    return typeof value === 'string' || value === null ? [[field, value] as const] : [];
  });
  return {
    ...(status === undefined ? {} : { status }),
    ...Object.fromEntries(texts),
    ...(links === null || (Array.isArray(links) && links.every((it) => typeof it === 'string')) ? { links } : {}),
  };
}
