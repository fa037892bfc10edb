import { summarise } from './functions';
import type { Machine } from './machine';
import { memberOfObject } from './objects';
import type { GivenArguments, Ref, Value } from './value';

/*
 * What a client or a model was made with and sees each of its calls: a `fetch` of one's own, a transport,
 * middleware. What was followed says itself whether it writes a record.
 */

const seeing = /^_?(fetch|custom_?fetch|http_?(async_?)?client|async_?http_?client|transport|middlewares?|event_hooks|hooks|callback_manager|interceptors?)$/i;
/** Clients of libraries that may be made with hooks of their own. */
const MAX_DEPTH = 2;
/** Whose calls take a configuration with callbacks. */
const chains = /^(@?lang(chain|graph))/;

/** Whether one of them writes a record of each call; or why one may. */
export function watchedBy(machine: Machine, path: string, given: GivenArguments): true | string | undefined {
  const model = given.named.get('model') ?? memberOfObject(given.positional[0], 'model') ?? modelOf(given.receiver?.value);
  for (const value of [given.receiver?.value, model]) {
    const seen = value && seenBy(machine, value, 0);
    if (seen !== undefined) return seen;
  }
  return chains.test(path) ? configured(given) : undefined;
}

/** The model that an agent was made with. */
function modelOf(made: Value | undefined): Value | undefined {
  return made?.refs.map((ref) => (ref.kind === 'path' ? memberOfObject(ref.schema, 'model') : undefined)).find((model) => model !== undefined);
}

function seenBy(machine: Machine, made: Value, depth: number): true | string | undefined {
  for (const ref of made.refs) {
    if (ref.kind !== 'path' || !ref.schema) continue;
    for (const from of ref.schema.refs) {
      if (from.kind !== 'object') continue;
      for (const [name, value] of from.object.fields) {
        const seen = seeing.test(name) ? watches(machine, name, value, depth) : isLoud(name, value) ? LOUD : holding.test(name) && depth < MAX_DEPTH ? heldBy(machine, value, depth) : undefined;
        if (seen !== undefined) return seen;
      }
    }
  }
  return undefined;
}

/** What a chain, a crew or a task runs: models, and agents with models of their own. */
const holding = /^(llms?|(chat_?|language_?)?models?|manager_?llm|agents?|tasks?|(llm_?)?chain|agent_?executor)$/i;

function heldBy(machine: Machine, held: Value, depth: number): true | string | undefined {
  const all = [held, ...held.refs.flatMap((ref) => (ref.kind === 'object' && ref.object.form === 'list' ? ref.object.items : []))];
  for (const one of all) {
    const seen = seenBy(machine, one, depth + 1);
    if (seen !== undefined) return seen;
  }
  return undefined;
}

/** `model.verbose = true`: as if it had been made so. */
export function noteLoud(property: string, value: Value, object: Value): void {
  if (!isLoud(property, value)) return;
  for (const ref of object.refs) {
    if (ref.kind !== 'path' || !ref.isInstance) continue;
    for (const from of ref.schema?.refs ?? []) if (from.kind === 'object') from.object.fields.set(property, value);
  }
}

const LOUD = 'what is called was made `verbose`, and tells each of its steps';

/** `Crew(verbose=True)`: where what it tells ends up, the one who runs the program decides. */
function isLoud(name: string, { constant }: Value): boolean {
  return name === 'verbose' && (constant === true || (typeof constant === 'number' && constant > 0));
}

function watches(machine: Machine, name: string, value: Value, depth: number): true | string | undefined {
  if (value.constant !== undefined) return undefined;
  const because = `\`${name}\` that the client was made with was not resolved, and may record the call`;
  if (value.refs.length === 0) return because;
  const said = value.refs.map((ref) => watching(machine, ref, because, depth));
  return said.find((one) => one === true) ?? said.find((one) => one !== undefined);
}

function watching(machine: Machine, ref: Ref, because: string, depth: number): true | string | undefined {
  switch (ref.kind) {
    case 'function': {
      const { logs, suspects } = summarise(machine, ref.unit);
      return logs ? true : suspects.size > 0 ? because : undefined;
    }
    case 'object': {
      const held = [...ref.object.fields.values(), ...ref.object.items].flatMap(({ refs }) => refs);
      const said = held.map((one) => watching(machine, one, because, depth + 1));
      return said.find((one) => one === true) ?? said.find((one) => one !== undefined);
    }
    case 'path': return depth < MAX_DEPTH ? seenBy(machine, { refs: [ref], taints: [] }, depth + 1) : undefined;
    case 'instance':
    case 'symbol': return because;
    default: return undefined;
  }
}

/** `chain.invoke(input, config)`: who calls the function may have put callbacks into what it hands on. */
function configured(given: GivenArguments): string | undefined {
  const config = given.named.get('config') ?? given.positional[1];
  const isOpen = config !== undefined && config.refs.length > 0 && config.refs.every(({ kind }) => kind === 'symbol');
  return isOpen ? 'the configuration that it is handed was not resolved, and may hold callbacks' : undefined;
}
