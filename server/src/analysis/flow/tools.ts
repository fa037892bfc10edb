import type { Expression } from '../program/program';
import { writeMember } from './assign';
import { bindMethod, libraryBases, selfValue } from './classes';
import { enterAll, entrySite, TOOL } from './entries';
import type { Machine } from './machine';
import { memberOf } from './members';
import { contentsOf } from './objects';
import { applySchema } from './schema';
import { keepHandlers, keepValue, sight } from './sightings';
import { labelled } from './taint';
import { answerSign, classSign, handlerSign, isDescription, isMessageClass, isRegistration, isToolMaker, isToolMessage, kitSign, listedMethods, runMethods } from './toolShapes';
import type { CallSite, ClassUnit, FunctionUnit } from './units';
import { ofRef, UNKNOWN, type FunctionRef, type GivenArguments, type Obj, type Value } from './value';
import { impliedName } from '../program/places';

/*
 * Tools of an agent: as the SDK of their base class says, or, where no SDK of the catalogue declares
 * them, as they look. What is found so is likely.
 */

/** Methods of a class that the agent calls as a tool. */
export function enterToolClass(machine: Machine, unit: ClassUnit): void {
  if (enterKnown(machine, unit)) return;
  const sign = classSign(machine, unit);
  if (sign !== undefined) for (const name of runMethods) enterMethod(machine, unit, name, sign);
  for (const name of listedMethods(unit)) if (!runMethods.includes(name)) enterMethod(machine, unit, name, `\`${unit.name}\` is named like tools, and lists \`${name}\` among them`);
  const kit = kitSign(unit);
  for (const [name, method] of unit.methods) {
    if (name.startsWith('_')) {
      enterHandler(machine, unit, name, method);
      continue;
    }
    const isDescribed = method.node.docstring !== undefined && method.node.parameters.length > (method.isStatic ? 0 : 1) && method.node.decorators.length <= (method.isStatic ? 1 : 0);
    if (kit !== undefined && isDescribed) enterMethod(machine, unit, name, kit);
    else if (!enterHandler(machine, unit, name, method)) enterMessageHandler(machine, method, unit);
  }
}

function enterKnown(machine: Machine, unit: ClassUnit): boolean {
  let isKnown = false;
  for (const base of libraryBases(unit)) {
    for (const name of machine.facts.toolMethods(base)) {
      const bound = methodOf(unit, name);
      if (!bound) continue;
      isKnown = true;
      const sighting = sight(machine, 'tool', base, entrySite(machine, bound.unit.node));
      keepHandlers(sighting, ofRef(bound));
      for (const field of ['name', 'description']) keepValue(sighting, field, { value: fieldOf(unit, field) ?? UNKNOWN, node: undefined });
      enterAll(machine, ofRef(bound), TOOL, nameOf(bound), undefined, undefined, fieldOf(unit, 'args_schema') ?? fieldOf(unit, 'schema'));
    }
  }
  return isKnown;
}

/** What a class gives a field, for itself or for its objects. */
function fieldOf(unit: ClassUnit, name: string): Value | undefined {
  return unit.statics.get(name) ?? unit.self.fields.get(name);
}

function enterMethod(machine: Machine, unit: ClassUnit, name: string, sign: string): void {
  const bound = methodOf(unit, name);
  if (bound) enterAll(machine, ofRef(bound), TOOL, nameOf(bound), sign);
}

/** A method that has the shape of a handler of tools. */
function enterHandler(machine: Machine, unit: ClassUnit, name: string, method: FunctionUnit): boolean {
  const sign = machine.module.family === 'python' ? handlerSign(method) : undefined;
  if (sign !== undefined) enterMethod(machine, unit, name, sign);
  return sign !== undefined;
}

/** A parameter whose type is a message that a model fills in. */
function enterMessageHandler(machine: Machine, method: FunctionUnit, unit: ClassUnit | undefined): void {
  const isMessage = method.node.parameters.map(({ annotation }) => annotation !== undefined && isToolMessage(machine, annotation));
  if (!isMessage.includes(true)) return;
  const bound = unit ? bindMethod(method, selfValue(unit)).refs[0] : { kind: 'function' as const, unit: method };
  if (bound?.kind !== 'function') return;
  enterAll(machine, ofRef(bound), TOOL, nameOf(bound), `\`${method.name}\` takes a message that is named like the call of a tool`, (index) => isMessage[index] === true);
}

/** A message of a model that is carried out by a method of its own: its fields are what the model wrote. */
export function fillMessage(machine: Machine, unit: ClassUnit): void {
  const method = unit.methods.get('handle');
  if (!method || !isMessageClass(unit)) return;
  const at = nameOf({ kind: 'function', unit: method });
  const step = machine.step(at, `the model fills in \`${unit.name}\``);
  const because = `\`${unit.name}\` extends a class that is named like the call of a tool`;
  const filled = applySchema(machine, ofRef({ kind: 'class', unit }), [labelled(TOOL.label, { id: machine.siteId(at), name: unit.name }, step, because)]);
  for (const name of unit.annotations.keys()) writeMember(machine, selfValue(unit), name, memberOf(machine, filled, name));
}

/** A function at the top of a module whose signature is that of a tool. */
export function enterFunction(machine: Machine, value: Value): void {
  if (machine.isShallow || machine.module.family !== 'python') return;
  for (const ref of value.refs) {
    if (ref.kind !== 'function' || ref.unit.owner) continue;
    const sign = answerSign(ref.unit) ?? handlerSign(ref.unit);
    if (sign !== undefined) enterAll(machine, ofRef(ref), TOOL, nameOf(ref), sign);
    else enterMessageHandler(machine, ref.unit, undefined);
  }
}

function methodOf(unit: ClassUnit, name: string): FunctionRef | undefined {
  const method = unit.methods.get(name);
  const bound = method && bindMethod(method, selfValue(unit)).refs[0];
  return bound?.kind === 'function' ? bound : undefined;
}

function nameOf({ unit }: FunctionRef): Expression {
  return impliedName(unit.name, unit.node.nameSpan);
}

/** `toolkit.register(self.search)`, `Agent(tools=[search])`, `Tool(name, search)`: functions that a call makes tools. */
export function enterRegistered(machine: Machine, name: string, callee: Value, given: GivenArguments, site: CallSite): void {
  // In JavaScript tools are objects with a schema beside their handler, which the catalogue describes.
  if (machine.isShallow || machine.module.family !== 'python') return;
  const isDescribed = callee.refs.some((ref) => ref.kind === 'path' && machine.facts.toolCall(ref.path) !== undefined);
  const isMade = !isDescribed && (isToolMaker(site.name) || isRegistration(name, given.receiver?.value.refs ?? [], site.name));
  const listed = given.named.get('tools') ?? given.named.get('functions');
  const handed = [...(isMade ? [...given.positional, ...given.named.values()] : []), ...(listed ? contentsOf(listed) : [])];
  for (const value of handed) enterHanded(machine, value, site.call.callee, `is handed to \`${site.name}\` like a tool`);
}

/** `tools = [search, run]`, `self.tools = {"run": self.run}`. */
export function enterListed(machine: Machine, name: string, list: Value, from: Expression): void {
  if (machine.isShallow || machine.module.family !== 'python' || (from.kind !== 'list' && from.kind !== 'object') || !/(^|_)tools$/i.test(name)) return;
  for (const value of contentsOf(list)) enterHanded(machine, value, from, `is listed in \`${name}\``);
}

/** `{"description": …, "parameters": […], "function": calculate}`: a function with what a model is told of it. */
export function enterDescribed(machine: Machine, made: Obj, at: Expression): void {
  if (machine.isShallow || machine.module.family !== 'python' || made.fields.size < 3 || !isDescription(made)) return;
  for (const value of made.fields.values()) enterHanded(machine, value, at, 'stands beside its description and parameters, as tools do');
}

function enterHanded(machine: Machine, value: Value, at: Expression, how: string): void {
  for (const ref of value.refs) {
    if (ref.kind !== 'function' || machine.tools.has(ref.unit.uid)) continue;
    machine.tools.add(ref.unit.uid);
    enterAll(machine, ofRef(ref), TOOL, at, `\`${ref.unit.name}\` ${how}`);
  }
}

