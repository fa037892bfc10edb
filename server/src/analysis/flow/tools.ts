import type { Expression } from '../program/program';
import { ancestors, bindMethod, libraryBases, selfValue } from './classes';
import { enterAll, entrySite, TOOL } from './entries';
import type { Machine } from './machine';
import { written } from './names';
import { keepHandlers, keepValue, sight } from './sightings';
import type { CallSite, ClassUnit } from './units';
import { ofRef, UNKNOWN, type FunctionRef, type GivenArguments, type Ref, type Value } from './value';

/*
 * Tools of an agent that no SDK of the catalogue declares: told by the names that nearly every
 * framework gives to its own base class, decorator and registration. What is found so is likely.
 */

const baseName = /(^|[a-z_])Tools?_?(Base|Interface)?$/;
/** Methods that frameworks call with what the model chose. */
const runs = ['_run', '_arun', 'run', 'arun', '_execute', 'execute', 'aexecute', '_call', 'call', '__call__', 'forward', 'invoke', 'ainvoke'];
const decorators = /^(tool|tools?_?wrapper|tool_?function|(agent|function|llm|ai|mcp|register|as|action|kernel)_?tool|(kernel|ai|llm)_?function)$/i;
const registrations = /^(register|add)_?(tool|function)s?$/i;
const owners = /Tools?(_?(kit|set|box|Base|Registry|Manager|Collection))?$/i;
/** What a framework hands to every tool beside the model's arguments. */
const ofFramework = /^(run_?manager|callbacks?|callback_manager|config|ctx|context|session|state|runtime|agent|llm|model|memory|logger|timeout|kwargs|self_?)$/i;

/** A parameter that the framework fills, by its name. */
export function isOfFramework(name: string): boolean {
  return ofFramework.test(name);
}

/** `@tool`, `@server.tool()`, `@register_tool("name")`, whose origin is not known. */
export function isToolDecorator(machine: Machine, decorator: Expression): boolean {
  const name = written(machine, decorator.kind === 'call' ? decorator.callee : decorator);
  return decorators.test(name.slice(name.lastIndexOf('.') + 1));
}

/** Methods of a class that the agent calls as a tool: as the base class of its SDK says, or one named like a tool. */
export function enterToolClass(machine: Machine, unit: ClassUnit): void {
  let isKnown = false;
  for (const base of libraryBases(unit)) {
    for (const name of machine.facts.toolMethods(base)) {
      const bound = methodOf(unit, name);
      if (!bound) continue;
      isKnown = true;
      const sighting = sight(machine, 'tool', base, entrySite(machine, bound.unit.node));
      keepHandlers(sighting, ofRef(bound));
      for (const field of ['name', 'description']) keepValue(sighting, field, { value: unit.statics.get(field) ?? unit.self.fields.get(field) ?? UNKNOWN, node: undefined });
      enterAll(machine, ofRef(bound), TOOL, nameOf(bound));
    }
  }
  const base = isKnown ? undefined : toolBase(unit);
  if (base === undefined) return;
  for (const name of runs) {
    const bound = methodOf(unit, name);
    if (bound) enterAll(machine, ofRef(bound), TOOL, nameOf(bound), `\`${unit.name}\` extends \`${base}\`, which is named like the tools of an agent`);
  }
}

/** The base that makes a class a tool, by its name. */
function toolBase(unit: ClassUnit): string | undefined {
  return ancestors(unit).slice(1).map(({ name }) => name).concat(libraryBases(unit).map(lastPart)).find((name) => baseName.test(name));
}

function methodOf(unit: ClassUnit, name: string): FunctionRef | undefined {
  const method = unit.methods.get(name);
  const bound = method && bindMethod(method, selfValue(unit)).refs[0];
  return bound?.kind === 'function' ? bound : undefined;
}

function nameOf({ unit }: FunctionRef): Expression {
  return { kind: 'name', name: unit.name, start: unit.node.nameSpan.start, end: unit.node.nameSpan.end };
}

/** `toolkit.register(self.search)`, `Agent(tools=[search])`: functions that a call makes tools. */
export function enterRegistered(machine: Machine, name: string, receiver: Value | undefined, given: GivenArguments, site: CallSite): void {
  // In JavaScript tools are objects with a schema beside their handler, which the catalogue describes.
  if (machine.isShallow || machine.module.family !== 'python') return;
  const isRegistration = registrations.test(name) || (name === 'register' && receiver?.refs.some(isToolbox));
  const listed = given.named.get('tools') ?? given.named.get('functions');
  const handed = [...(isRegistration ? [...given.positional, ...given.named.values()] : []), ...(listed ? itemsOf(listed) : [])];
  for (const value of handed) {
    for (const ref of value.refs) {
      if (ref.kind !== 'function' || machine.tools.has(ref.unit.uid)) continue;
      machine.tools.add(ref.unit.uid);
      enterAll(machine, ofRef(ref), TOOL, site.call.callee, `\`${ref.unit.name}\` is handed to \`${site.name}\` like a tool`);
    }
  }
}

function isToolbox(ref: Ref): boolean {
  if (ref.kind !== 'instance') return false;
  return [...ancestors(ref.unit).map(({ name }) => name), ...libraryBases(ref.unit).map(lastPart)].some((name) => owners.test(name));
}

function itemsOf(list: Value): readonly Value[] {
  return list.refs.flatMap((ref) => (ref.kind === 'object' ? [...ref.object.items, ...ref.object.fields.values()] : []));
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
