/**
 * The checklist a team keeps in `.principled/checklist.json`: answers, and how they change.
 *
 * People and other tools edit that file too, so whatever we do not know in it is kept as it is.
 */
import { compareProvisions } from './codeOfPractice';

export const checklistPath = '.principled/checklist.json';

export const checklistStatuses = ['met', 'partly', 'not-met', 'not-applicable'] as const;
export type ChecklistStatus = (typeof checklistStatuses)[number];

export const statusWords: Readonly<Record<ChecklistStatus, string>> = {
  met: 'met', partly: 'partly met', 'not-met': 'not met', 'not-applicable': 'not applicable',
};

/** What a team says of one provision. Every field may be missing. */
export interface Answer {
  readonly status?: ChecklistStatus;
  /** Why the provision does not apply; asked for with `not-applicable`. */
  readonly reason?: string;
  readonly owner?: string;
  /** ISO day of the answer. */
  readonly date?: string;
  readonly notes?: string;
  /** Paths below the folder, or addresses. */
  readonly links?: readonly string[];
}

/** The fields of an answer to set; null takes a field back, absence leaves it. */
export type AnswerChange = { readonly [Field in keyof Answer]?: Exclude<Answer[Field], undefined> | null };

export interface ChecklistChange {
  /** Provision: `2.2`. */
  readonly id: string;
  readonly change: AnswerChange;
}

/** The file's content, fields that we do not know included. */
export interface Checklist {
  readonly raw: Readonly<Record<string, unknown>>;
}

export const emptyChecklist: Checklist = { raw: {} };

/** What was answered for a provision; fields of a wrong type count as missing. */
export function answerOf(checklist: Checklist, id: string): Answer {
  const entry = itemsOf(checklist)[id];
  if (!isRecord(entry)) return {};
  const status = checklistStatuses.find((one) => one === entry['status']);
  const links = Array.isArray(entry['links']) ? entry['links'].filter((link) => typeof link === 'string' && link !== '') : [];
  return {
    ...(status ? { status } : {}),
    ...textField(entry, 'reason'),
    ...textField(entry, 'owner'),
    ...textField(entry, 'date'),
    ...textField(entry, 'notes'),
    ...(links.length > 0 ? { links } : {}),
  };
}

/**
 * Merges changes into a checklist. `today` (ISO day) is noted with every status that changes, unless
 * the change brings a date of its own. An answer that is taken back keeps what else somebody wrote.
 */
export function mergeChanges(checklist: Checklist, changes: readonly ChecklistChange[], today: string): Checklist {
  const items = new Map(Object.entries(itemsOf(checklist)));
  for (const { id, change } of changes) {
    const before = items.get(id);
    const entry = merged(isRecord(before) ? before : {}, withDate(change, answerOf({ raw: { items: { [id]: before } } }, id), today));
    if (Object.keys(entry).length > 0) items.set(id, entry);
    else items.delete(id);
  }
  return { raw: { ...checklist.raw, items: Object.fromEntries(items) } };
}

function withDate(change: AnswerChange, before: Answer, today: string): AnswerChange {
  const isSame = change.status === undefined || (change.status ?? undefined) === before.status;
  if (isSame || change.date !== undefined) return change;
  return { ...change, date: change.status === null ? null : today };
}

/** Our fields in a fixed order, then whatever else there was. */
const order = ['status', 'reason', 'owner', 'date', 'notes', 'links'] as const;

function merged(entry: Readonly<Record<string, unknown>>, change: AnswerChange): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const field of order) {
    const value = change[field] === undefined ? entry[field] : change[field];
    if (value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)) result[field] = value;
  }
  const { status: _s, reason: _r, owner: _o, date: _d, notes: _n, links: _l, ...others } = entry;
  return { ...result, ...others };
}

/** The file's text: version first, provisions in the order of the Code, so that changes read well in a diff. */
export function serialiseChecklist(checklist: Checklist): string {
  const { $schema, version, items: _items, ...rest } = checklist.raw;
  const entries = Object.entries(itemsOf(checklist)).sort(([a], [b]) => compareProvisions(a, b));
  const head = { ...($schema === undefined ? {} : { $schema }), version: version ?? 1 };
  return `${JSON.stringify({ ...head, ...rest, items: Object.fromEntries(entries) }, null, 2)}\n`;
}

function itemsOf(checklist: Checklist): Readonly<Record<string, unknown>> {
  const items = checklist.raw['items'];
  return isRecord(items) ? items : {};
}

function textField<Field extends string>(entry: Readonly<Record<string, unknown>>, field: Field): { readonly [F in Field]?: string } {
  const value = entry[field];
  return typeof value === 'string' && value !== '' ? { [field]: value } as { [F in Field]: string } : {};
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
