import { findArguments } from './arguments';
import { byAgent, entrySite, ownParameters, parametersFrom, parameterTaint, TOOL } from './entries';
import { enter } from './entering';
import { parameterName } from './functions';
import { noteServer } from './lifespans';
import type { Machine } from './machine';
import { memberOf } from './members';
import { contentsOf } from './objects';
import { insideOf, takenApart } from './parameters';
import { applySchema } from './schema';
import { keepArguments, keepHandlers, keepValue, sight } from './sightings';
import { weaken } from './taint';
import type { CallSite, ModuleUnit } from './units';
import { ofRef, UNKNOWN, type FunctionRef, type GivenArguments, type Obj, type Value } from './value';

type ToolCall = NonNullable<ReturnType<Machine['facts']['toolCall']>>;

/** `Tool(name, search, description)`: a function that a call of the catalogue makes a tool. */
export function enterDescribedTool(machine: Machine, tool: ToolCall, given: GivenArguments, site: CallSite): void {
  if (tool.each !== undefined) {
    const { each, ...one } = tool;
    for (const { value } of findArguments(machine, given, each)) for (const item of contentsOf(value)) enterDescribedTool(machine, one, { positional: [item], named: new Map(), rest: undefined }, site);
    return;
  }
  const schema = schemaAmong(machine, (tool.schema ?? []).flatMap((reference) => findArguments(machine, given, reference)).map(({ value }) => value));
  const sighting = sight(machine, 'tool', site.name, site, { fact: tool });
  keepArguments(machine, sighting, 'name', given, tool.name);
  keepArguments(machine, sighting, 'description', given, tool.description);
  keepArguments(machine, sighting, 'schema', given, tool.schema);
  keepValue(sighting, 'receiver', given.receiver);
  for (const { value } of findArguments(machine, given, tool.handler)) {
    keepHandlers(sighting, value);
    for (const ref of value.refs) {
      if (ref.kind !== 'function') continue;
      machine.tools.add(ref.unit.uid);
      if (given.receiver) noteServer(machine, ref.unit, given.receiver.value);
      const isBySignature = tool.parameter === undefined && machine.module.family === 'python';
      const from = isBySignature ? argumentsByName(machine, ref, schema, site) : argumentAt(machine, ref, tool.parameter ?? '0', schema, site);
      enter(machine, ofRef(ref), from, site, byAgent(ref.unit));
    }
  }
}

/** `tool(name, description, schema, handler)` and `tool(name, schema, handler)`: words are no schema. */
function schemaAmong(machine: Machine, values: readonly Value[]): Value | undefined {
  return values.find((value) => isSchema(machine, value)) ?? values.find(({ text, constant }) => text === undefined && constant === undefined);
}

const handlerNames = ['execute', 'handler', 'handle', 'run', 'call', 'callback', 'func', 'function', 'fn', 'invoke', 'implementation'];
const schemaNames = ['parameters', 'inputSchema', 'input_schema', 'argsSchema', 'args_schema', 'parametersSchema', 'paramsSchema', 'schema', 'input', 'inputs', 'args', 'arguments'];

/**
 * `{ name, description, inputSchema: z.object(…), handler }`: a function beside words and a schema for a
 * model is a tool of whichever server or agent takes it.
 */
export function noteOffered(machine: Machine, { fields }: Obj): void {
  if (machine.isShallow || machine.module.family !== 'javascript' || !fields.has('description')) return;
  const schema = schemaNames.map((name) => fields.get(name)).find((value) => value !== undefined && isSchema(machine, value));
  if (!schema) return;
  for (const name of handlerNames) {
    for (const ref of fields.get(name)?.refs ?? []) if (ref.kind === 'function' && !machine.module.offered.has(ref.unit)) machine.module.offered.set(ref.unit, { handler: ref, schema });
  }
}

/** A schema of a library, a shape made of such, or one as JSON says it. */
function isSchema(machine: Machine, value: Value): boolean {
  return value.refs.some((ref) => {
    if (ref.kind === 'path') return ref.isInstance && machine.facts.schemaKind(ref.path.replace(/\(\)$/, '')) !== undefined;
    if (ref.kind !== 'object') return false;
    const { fields } = ref.object;
    if (fields.get('type')?.constant === 'object') return fields.has('properties');
    return fields.size > 0 && [...fields.values()].every((field) => field.refs.some((one) => one.kind === 'path' && one.isInstance && machine.facts.schemaKind(one.path.replace(/\(\)$/, '')) !== undefined));
  });
}

/** Those of a module that nothing in it has registered or called: who takes them was not seen. */
export function enterOffered(machine: Machine, module: ModuleUnit): void {
  for (const [unit, { handler, schema }] of module.offered) {
    if (machine.tools.has(unit.uid) || machine.entered.has(unit) || module.called.has(unit) || !machine.frame.state) continue;
    machine.tools.add(unit.uid);
    const site = entrySite(machine, unit.node);
    const likely = `\`${unit.name}\` stands beside a description and a schema, as tools do; who calls it was not seen`;
    enter(machine, ofRef(handler), argumentAt(machine, handler, placeOfArguments(handler), schema, site, likely), site, byAgent(unit));
  }
}

/** What some agents give beside it, and before: `execute(toolCallId, params, signal)`. */
const isOfCall = /^_*((tool_?)?(call|use|request)_?id|id|ctx|context|extra|signal|event)?_*$/i;

function placeOfArguments(handler: FunctionRef): string {
  const given = handler.unit.node.parameters.slice(ownParameters(handler));
  const place = given.findIndex((parameter, index) => !isOfCall.test(parameterName(parameter, index + ownParameters(handler))));
  return String(Math.max(place, 0));
}

/** The one parameter that holds all that the model gives. */
function argumentAt(machine: Machine, ref: FunctionRef, at: string, schema: Value | undefined, site: CallSite, likely?: string): GivenArguments {
  const { unit } = ref;
  const [head = '0', ...path] = at.split('.');
  const index = Number(head);
  const parameter = unit.node.parameters[index + ownParameters(ref)];
  const positional: Value[] = Array.from({ length: index + 1 }, () => UNKNOWN);
  if (parameter) {
    positional[index] = takenApart(machine, parameter, index, (name) => {
      const taint = parameterTaint(unit, parameter, name, TOOL);
      const taints = [likely === undefined ? taint : weaken(taint, likely)];
      return schema ? insideOf(machine, path, applySchema(machine, schema, taints, site)) : { refs: [], taints };
    });
  }
  return { positional, named: new Map(), rest: undefined };
}

/** A function of Python is a tool by its signature: the model gives every parameter, as far as a schema lets it. */
function argumentsByName(machine: Machine, ref: FunctionRef, schema: Value | undefined, site: CallSite): GivenArguments {
  const given = parametersFrom(machine, ref, TOOL, undefined, () => true);
  return schema ? throughSchema(machine, given, schema, site) : given;
}

/** What a model gives as a schema lets it: every parameter by its name, or the one object that holds them all. */
export function throughSchema(machine: Machine, given: GivenArguments, schema: Value, site: CallSite): GivenArguments {
  if (!isSchema(machine, schema) && !schema.refs.some(({ kind }) => kind === 'class')) return given;
  if (machine.module.family === 'javascript') {
    const [first, ...others] = given.positional;
    return first && first.taints.length > 0 ? { ...given, positional: [applySchema(machine, schema, first.taints, site), ...others] } : given;
  }
  const checked = (value: Value): Value => {
    const [taint] = value.taints;
    return taint ? memberOf(machine, applySchema(machine, schema, value.taints, site), taint.origin.name) : value;
  };
  return { ...given, positional: given.positional.map(checked), named: new Map([...given.named].map(([name, value]) => [name, checked(value)])) };
}
