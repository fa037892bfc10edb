/**
 * The checklist a team keeps in `.principled/checklist.json`.
 *
 * People and other tools edit that file too, so whatever we do not know in it is kept as it is, and
 * a file that cannot be read is never replaced.
 */
import { compareProvisions } from './codeOfPractice';

export const checklistPath = '.principled/checklist.json';

export const checklistStatuses = ['met', 'partly', 'not-met', 'not-applicable'] as const;
export type ChecklistStatus = (typeof checklistStatuses)[number];

/** The file's content, fields that we do not know included. */
export interface Checklist {
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface ChecklistChange {
  /** Provision: `2.2`. */
  readonly id: string;
  /** Undefined takes the answer back. */
  readonly status: ChecklistStatus | undefined;
}

export type ChecklistReading =
  | { readonly checklist: Checklist }
  /** Says what is wrong with the file, for a person. */
  | { readonly problem: string };

/** Reads the file's text; a file that is not there yet (undefined) or is empty reads as an empty checklist. */
export function parseChecklist(text: string | undefined): ChecklistReading {
  if (text === undefined || text.trim() === '') return { checklist: { raw: {} } };
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { problem: `it is not valid JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  if (!isRecord(raw)) return { problem: 'it does not hold a JSON object' };
  if (raw['items'] !== undefined && !isRecord(raw['items'])) return { problem: '"items" is not an object' };
  return { checklist: { raw } };
}

/** What was answered for a provision; undefined when nothing, or nothing we know, was. */
export function statusOf(checklist: Checklist, id: string): ChecklistStatus | undefined {
  const entry = itemsOf(checklist)[id];
  if (!isRecord(entry)) return undefined;
  return checklistStatuses.find((status) => status === entry['status']);
}

/**
 * Merges answers into a checklist. `date` (ISO day) is noted with every answer that changes; an
 * answer that is taken back keeps the owner and the notes somebody wrote.
 */
export function mergeChanges(checklist: Checklist, changes: readonly ChecklistChange[], date: string): Checklist {
  const items = new Map(Object.entries(itemsOf(checklist)));
  for (const { id, status } of changes) {
    if (statusOf(checklist, id) === status) continue;
    const entry = items.get(id);
    const { status: _status, date: _date, ...rest } = isRecord(entry) ? entry : {};
    if (status !== undefined) items.set(id, { status, date, ...rest });
    else if (Object.keys(rest).length > 0) items.set(id, rest);
    else items.delete(id);
  }
  return { raw: { ...checklist.raw, items: Object.fromEntries(items) } };
}

/** The file's text: version first, provisions in the order of the Code, so that changes read well in a diff. */
export function serialiseChecklist(checklist: Checklist): string {
  const { version, items: _items, ...rest } = checklist.raw;
  const entries = Object.entries(itemsOf(checklist)).sort(([a], [b]) => compareProvisions(a, b));
  const items = Object.fromEntries(entries);
  return `${JSON.stringify({ version: version ?? 1, ...rest, items }, null, 2)}\n`;
}

function itemsOf(checklist: Checklist): Readonly<Record<string, unknown>> {
  const items = checklist.raw['items'];
  return isRecord(items) ? items : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
