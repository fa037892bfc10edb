import { findArguments } from './arguments';
import { byAgent, ownParameters, parametersFrom, parameterTaint, TOOL } from './entries';
import { enter } from './entering';
import type { Machine } from './machine';
import { memberOf } from './members';
import { insideOf, takenApart } from './parameters';
import { applySchema } from './schema';
import { keepArguments, keepHandlers, keepValue, sight } from './sightings';
import type { CallSite } from './units';
import { ofRef, UNKNOWN, type FunctionRef, type GivenArguments, type Value } from './value';

type ToolCall = NonNullable<ReturnType<Machine['facts']['toolCall']>>;

/** `Tool(name, search, description)`: a function that a call of the catalogue makes a tool. */
export function enterDescribedTool(machine: Machine, tool: ToolCall, given: GivenArguments, site: CallSite): void {
  const schema = tool.schema?.map((reference) => findArguments(machine, given, reference)[0]?.value).find((value) => value !== undefined);
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
      const isBySignature = tool.parameter === undefined && machine.module.family === 'python';
      const from = isBySignature ? argumentsByName(machine, ref, schema, site) : argumentAt(machine, ref, tool.parameter ?? '0', schema, site);
      enter(machine, ofRef(ref), from, site, byAgent(ref.unit));
    }
  }
}

/** The one parameter that holds all that the model gives. */
function argumentAt(machine: Machine, ref: FunctionRef, at: string, schema: Value | undefined, site: CallSite): GivenArguments {
  const { unit } = ref;
  const [head = '0', ...path] = at.split('.');
  const index = Number(head);
  const parameter = unit.node.parameters[index + ownParameters(ref)];
  const positional: Value[] = Array.from({ length: index + 1 }, () => UNKNOWN);
  if (parameter) {
    positional[index] = takenApart(machine, parameter, index, (name) => {
      const taints = [parameterTaint(unit, parameter, name, TOOL)];
      return schema ? insideOf(machine, path, applySchema(machine, schema, taints, site)) : { refs: [], taints };
    });
  }
  return { positional, named: new Map(), rest: undefined };
}

/** A function of Python is a tool by its signature: the model gives every parameter, as far as a schema lets it. */
function argumentsByName(machine: Machine, ref: FunctionRef, schema: Value | undefined, site: CallSite): GivenArguments {
  const given = parametersFrom(machine, ref, TOOL, undefined, () => true);
  if (!schema) return given;
  const checked = (value: Value): Value => {
    const [taint] = value.taints;
    return taint ? memberOf(machine, applySchema(machine, schema, value.taints, site), taint.origin.name) : value;
  };
  return { ...given, positional: given.positional.map(checked), named: new Map([...given.named].map(([name, value]) => [name, checked(value)])) };
}
