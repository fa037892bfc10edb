import type { FlowStep } from '../analysis';
import { parameterName } from './functions';
import type { Symbol } from './symbol';
import { withSteps } from './taint';
import { stepAt, type CallSite, type FunctionUnit } from './units';
import { withTaints, type Bindings, type Value } from './value';
import { mentionsAround } from '../program/mentions';
import { spanning } from '../program/places';
import type { Span } from '../program/program';

/** A call of a function of the project. */
export interface Entry {
  readonly unit: FunctionUnit;
  readonly site: CallSite;
  /** Those that were told already. */
  readonly steps: Map<Symbol, FlowStep>;
}

/** Whether a symbol of this base is a parameter of the function: not one of a function around it, nor a result inside. */
export function isOwn(unit: FunctionUnit, base: string): boolean {
  const at = unit.uid.length;
  return base.charAt(at) === ':' && base.charAt(at + 1) !== 'r' && base.startsWith(unit.uid);
}

/** What a function was given, for those who read it later: its story says that it went in here. */
export function entered({ unit, site }: Omit<Entry, 'steps'>, bindings: Bindings): Bindings {
  let made: Map<string, Value> | undefined;
  for (const [base, value] of bindings) {
    if (value.taints.length > 0 && isOwn(unit, base)) (made ??= new Map(bindings)).set(base, takenBy(unit, site, base, value));
  }
  return made ?? bindings;
}

function takenBy(unit: FunctionUnit, site: CallSite, base: string, value: Value): Value {
  const index = Number(base.slice(base.lastIndexOf(':') + 1));
  const parameter = unit.node.parameters[index];
  const steps = [goingIn(unit, site, parameter ? parameterName(parameter, index) : 'this')];
  return withTaints(value, value.taints.map((taint) => withSteps(taint, steps)));
}

/** A value goes into a function of the project as one of its parameters. */
export function goingIn(unit: FunctionUnit, site: CallSite, parameter: string): FlowStep {
  return { ...stepAt(site.module, placeOf(site), `\`${parameter}\` of ${shownName(unit, site)} takes it`), way: 'in' };
}

/** A value comes out of a function of the project. */
export function comingOut(unit: FunctionUnit, site: CallSite): FlowStep {
  return { ...stepAt(site.module, placeOf(site), `${shownName(unit, site)} returns it`), way: 'out' };
}

/** What a function of the project throws comes out of it. */
export function throwingOut(unit: FunctionUnit, site: CallSite): FlowStep {
  return { ...stepAt(site.module, placeOf(site), `${shownName(unit, site)} throws it`), way: 'out' };
}

/** As the code calls it: a constructor by its class, a callable object by its own name; nothing that has no name. */
export function calledName({ name, node, owner }: FunctionUnit, site: CallSite): string | undefined {
  if (node.name === undefined) return undefined;
  if (owner && (name === '__init__' || name === 'constructor')) return `${owner.name}()`;
  if (isUnnamed(site)) return undefined;
  return name.startsWith('__') ? /[\w$]+$/.exec(site.name)?.[0].concat('()') : `${name}()`;
}

/** `for line in lines`, `pages[0]`: what the language calls by itself, and the code does not name. */
function isUnnamed({ name, call: { callee } }: CallSite): boolean {
  return /^(__\w+__|\[Symbol\..*|next)$/.test(name) && callee.kind !== 'member' && !(callee.kind === 'name' && callee.name === name);
}

/** A name that does not stand where the call is: `fn(*args)`, `table[name](text)`, a link of a chain. There it says what is called. */
function shownName(unit: FunctionUnit, site: CallSite): string {
  if (isUnnamed(site)) return /iter|next/i.test(site.name) ? 'the iterator' : 'the object';
  const name = calledName(unit, site);
  const shown = name === undefined ? 'the function' : `\`${name}\``;
  return isWritten(unit, site, name) ? shown : `${shown}, called by way of \`${site.name}()\`,`;
}

function isWritten({ node, module }: FunctionUnit, site: CallSite, name: string | undefined): boolean {
  if (name === undefined) return module === site.module && site.call.start <= node.start && node.end <= site.call.end;
  const own = name.replace('()', '');
  if (site.name === own || site.name.endsWith(`.${own}`)) return true;
  const { names, members } = mentionsAround(site.call);
  return names.has(own) || members.has(own);
}

function placeOf({ call }: CallSite): Span {
  return spanning(call.callee, call);
}

/** How labels come out of a call. */
export interface Leaving {
  readonly steps: readonly FlowStep[];
  readonly name: string | undefined;
  readonly since: number;
}
