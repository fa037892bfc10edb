import type { Sighting } from '../../flow/sightings';
import type { Value } from '../../flow/value';
import type { Call } from '../../program/program';
import type { ToolUse } from '../../usage';
import { idOf } from './functions';
import { fieldOf } from './settings';
import { base, type Reading } from './usage';

/** Tools that are handed over in an object are called by their keys. */
export function keysOf(sightings: readonly Sighting[]): ReadonlyMap<Call, string> {
  const keys = new Map<Call, string>();
  for (const { values } of sightings) {
    for (const { value } of values.get('tools') ?? []) {
      for (const ref of value.refs) {
        if (ref.kind !== 'object') continue;
        for (const [key, field] of ref.object.fields) {
          for (const one of field.refs) if (one.kind === 'path' && one.made) keys.set(one.made, key);
        }
      }
    }
  }
  return keys;
}

/** Tools that a call only describes, with a schema; a function of the project with the same name carries them out. */
export function describedTools(reading: Reading, sightings: readonly Sighting[]): ToolUse[] {
  return sightings.flatMap((sighting) => (sighting.values.get('tools') ?? []).flatMap(({ value }) => described(value)).map((tool) => ({
    ...base(reading, sighting), title: tool.name, description: tool.description, handlers: functionsNamed(reading, tool.name), parameters: [], schema: 'given' as const, objects: [],
  })));
}

interface Described {
  readonly name: string;
  readonly description: string | undefined;
}

function described(value: Value, depth = 0): Described[] {
  if (depth > 3) return [];
  return value.refs.flatMap((ref) => {
    if (ref.kind !== 'object') return [];
    const own = { refs: [ref], taints: [] };
    const inner = fieldOf(own, 'function') ?? own;
    const name = fieldOf(inner, 'name')?.constant;
    const isSchema = ['parameters', 'input_schema', 'inputSchema', 'function'].some((field) => ref.object.fields.has(field));
    const description = fieldOf(inner, 'description')?.constant;
    if (typeof name === 'string' && isSchema) return [{ name, description: typeof description === 'string' ? description : undefined }];
    return ref.object.items.flatMap((item) => described(item, depth + 1));
  });
}

function functionsNamed({ knowledge }: Reading, name: string): string[] {
  const found = knowledge.modules.flatMap((module) => [...module.functions.values()].filter((unit) => unit.name === name).map((unit) => idOf(module, unit.node)));
  return found.length > 3 ? [] : found;
}
