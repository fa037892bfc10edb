import type { CatalogueFile } from '../../../server/src/analysis/catalogue/format';

export type Language = CatalogueFile['language'];

/** An expression and where the catalogue says it goes: `config@2.system_instruction`. */
export interface Placement { readonly reference: string; readonly code: string }

interface Slot { code?: string; readonly below: Map<string, Slot> }

const emptySlot = (): Slot => ({ below: new Map() });

/** The text between the brackets of a call that has each expression at its place. */
export function argumentsFor(language: Language, placements: readonly Placement[]): string {
  const positional: Slot[] = [];
  const named = new Map<string, Slot>();
  for (const { reference, code } of placements) {
    if (reference === 'this') continue;
    const [head = '', ...path] = (reference === '*' ? '0' : reference.replace(/\+/, '')).split('.');
    const [name = '', position] = head.split('@');
    const slot = /^\d+$/.test(name) ? positionalSlot(positional, Number(name))
      : language === 'javascript' && position !== undefined ? positionalSlot(positional, Number(position))
        : namedSlot(named, name);
    place(slot, path, code);
  }
  const written = Array.from(positional, (slot) => write(language, slot ?? emptySlot()));
  for (const [name, slot] of named) written.push(language === 'python' ? `${name}=${write(language, slot)}` : `{ ${name}: ${write(language, slot)} }`);
  return written.join(', ');
}

function positionalSlot(slots: Slot[], at: number): Slot {
  return (slots[at] ??= emptySlot());
}

function namedSlot(slots: Map<string, Slot>, name: string): Slot {
  let slot = slots.get(name);
  if (!slot) slots.set(name, (slot = emptySlot()));
  return slot;
}

function place(slot: Slot, path: readonly string[], code: string): void {
  if (path[0] === 'script') {
    ['"sh"', '"-c"', code].forEach((one, index) => place(slot, [String(index)], one));
    return;
  }
  if (path[0] === 'flagged') {
    ['"-c"', code].forEach((one, index) => place(slot, [String(index)], one));
    return;
  }
  if (path[0] === 'bridged') {
    ['"shell"', code].forEach((one, index) => place(slot, [String(index)], one));
    return;
  }
  const [first, ...rest] = path;
  if (first === undefined) slot.code = code;
  else place(namedSlot(slot.below, first), rest, code);
}

function write(language: Language, slot: Slot): string {
  if (slot.below.size === 0) return slot.code ?? (language === 'python' ? 'None' : 'undefined');
  const keys = [...slot.below.keys()];
  if (!keys.every((key) => /^\d+$/.test(key))) {
    return `{${[...slot.below].map(([key, inner]) => `${JSON.stringify(key)}: ${write(language, inner)}`).join(', ')}}`;
  }
  // A list whose first element alone is wanted stands beside the parts after it.
  const items = Array.from({ length: Math.max(...keys.map(Number)) + 1 }, (_, index) => slot.below.get(String(index)) ?? emptySlot());
  if (slot.code !== undefined && !slot.below.has('0')) items[0] = { code: slot.code, below: new Map() };
  return `[${items.map((item) => write(language, item)).join(', ')}]`;
}
