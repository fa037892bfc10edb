import { assess, type PrincipleState } from '../../assurance/assess';
import {
  checklistPath, checklistStatuses, emptyChecklist, isRecord, mergeChanges, serialiseChecklist,
  type AnswerChange, type ChecklistChange,
} from '../../assurance/checklist';
import { parseChecklist, placeInWords, type ChecklistReading } from '../../assurance/checklistFile';
import { findProvision } from '../../assurance/codeOfPractice';
import { toInventoryFact } from '../../assurance/inventory/fact';
import type { Knowledge } from '../../assurance/workspace';
import { toChecklistState } from '../checklistState';
import { takeFolderInventory } from '../inventory';
import type { AnswerParams, ChecklistState } from '../protocol';
import type { Session } from '../session';
import { pathOfUri } from '../uris';
import { onRequest } from '../wire';

/** Reads and saves the checklist of a workspace folder, one change after the other. */
export function handleChecklist(session: Session): void {
  let saving: Promise<unknown> = Promise.resolve();

  onRequest(session.connection, 'principled/checklist', async ({ folder }) => {
    await saving;
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

/** Taking the inventory reads every file, so only what shows it asks for it. */
export async function assessFolder(session: Session, folder: string, extent: 'with-inventory' | 'without'): Promise<FolderState> {
  const reading = readFile(session, folder);
  const inventory = extent === 'with-inventory' ? await takeFolderInventory(session, folder) : undefined;
  const gathered = await session.assurance.knowledge(folder);
  const knowledge = inventory ? { ...gathered, inventory: toInventoryFact(inventory) } : gathered;
  const checklist = 'checklist' in reading ? reading.checklist : emptyChecklist;
  return { states: assess(checklist, knowledge), reading, knowledge };
}

async function stateOf(session: Session, folder: string, failure?: string): Promise<ChecklistState> {
  const { states, reading, knowledge } = await assessFolder(session, folder, 'without');
  return toChecklistState({ folder, states, reading, knowledge, ...(failure === undefined ? {} : { failure }) });
}

async function answer(session: Session, { folder, changes }: AnswerParams): Promise<ChecklistState> {
  const { files, today } = session.services;
  if (!session.folders.all().includes(folder)) return stateOf(session, folder, 'The folder is not part of the workspace.');
  const reading = readFile(session, folder);
  // What somebody wrote is worth more than an answer: a file we cannot read is left alone.
  if ('problem' in reading) {
    return stateOf(session, folder, `${checklistPath} was not changed, because it is broken at ${placeInWords(reading.problem)}.`);
  }
  const merged = serialiseChecklist(mergeChanges(reading.checklist, wellFormed(changes), today()));
  if (merged === serialiseChecklist(reading.checklist)) return stateOf(session, folder);
  try {
    await files.write(pathOfUri(fileOf(folder)), merged);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return stateOf(session, folder, `${checklistPath} could not be saved: ${cause}`);
  }
  return stateOf(session, folder);
}

/** The file as it is on disk now, so that what others wrote meanwhile is kept. */
function readFile({ services: { files } }: Session, folder: string): ChecklistReading {
  const path = pathOfUri(fileOf(folder));
  const text = files.readText(path);
  if (text === undefined && files.isFile(path)) return { problem: { line: 1, column: 1, message: 'UTF-8 text was expected' } };
  return parseChecklist(text);
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

function fileOf(folder: string): string {
  return `${folder}/${checklistPath}`;
}
