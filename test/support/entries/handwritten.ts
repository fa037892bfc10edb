import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Label } from '../../../server/src/analysis/analysis';
import type { Program } from './program';

interface Table {
  readonly programs: Readonly<Record<string, { readonly flow?: Label; readonly noFlow?: Label; readonly found?: string; readonly text: string }>>;
  readonly knownOtherwise: readonly string[];
}

const table = parse(readFileSync(join(import.meta.dirname, '../../data/entry-points.yaml'), 'utf8')) as Table;

/** Entries of the table, to see that none of them is about something that is gone. */
export const handwritten: readonly string[] = Object.keys(table.programs);

export function handwrittenProgram(id: string): Program | undefined {
  const entry = table.programs[id];
  if (!entry) return undefined;
  const { text, flow, noFlow, found } = entry;
  return { text, ...(found === undefined ? {} : { found }), isHeld: ({ flows }) => flows.some((one) => one.label === (flow ?? noFlow)) === (flow !== undefined) };
}

const otherwise = table.knownOtherwise.map((pattern) => new RegExp(pattern));

export function isKnownOtherwise(id: string): boolean {
  return otherwise.some((pattern) => pattern.test(id));
}
