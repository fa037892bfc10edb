import type { Call, Expression } from '../program/program';
import { givenOf } from './arguments';
import { callValue } from './calls';
import { ancestors, baseSelf, bindMethod, constructorOf, selfValue } from './classes';
import { isError, keepWords } from './exceptions';
import { required } from './imports';
import type { Machine } from './machine';
import { lookUp } from './names';
import { UNKNOWN, type Value } from './value';

/** Calls whose meaning is the language's own: loading modules, the base class, leaving the process. */
export function specialCall(machine: Machine, call: Call): Value | undefined {
  const callee = call.callee;
  if (callee.kind === 'name') {
    switch (callee.name) {
      case 'require':
      case 'import': return load(machine, call);
      case 'super': return superOf(machine, call);
      default: return undefined;
    }
  }
  if (callee.kind !== 'member') return undefined;
  if (callee.property === '__init__') return baseMade(machine, call, callee.object);
  if (callee.object.kind !== 'name') return undefined;
  const leaves = (callee.object.name === 'sys' && callee.property === 'exit') || (callee.object.name === 'process' && callee.property === 'exit');
  if (!leaves || lookUp(machine, callee.object.name)?.refs.some((ref) => ref.kind !== 'path')) return undefined;
  givenOf(machine, call);
  machine.frame.state = undefined;
  return UNKNOWN;
}

function load(machine: Machine, call: Call): Value | undefined {
  const specifier = call.arguments[0]?.value;
  if (specifier?.kind === 'string') return required(machine, specifier.value);
  return undefined;
}

/** `super().method(…)` in Python gives the base's method; `super(…)` in JavaScript runs its constructor. */
function superOf(machine: Machine, call: Call): Value | undefined {
  const owner = ownerOf(machine);
  if (!owner) return undefined;
  if (machine.module.family === 'python') return baseSelf(owner);
  const base = ancestors(owner)[1];
  const given = givenOf(machine, call);
  const constructor = base?.methods.get('constructor');
  if (constructor) callValue(machine, bindMethod(constructor, selfValue(owner)), given, machine.callSite(call, 'super'));
  else keepWords(machine, owner, given, call);
  return UNKNOWN;
}

/** `super().__init__(…)` where no class of the project has a constructor. */
function baseMade(machine: Machine, call: Call, object: Expression): Value | undefined {
  if (object.kind !== 'call' || object.callee.kind !== 'name' || object.callee.name !== 'super') return undefined;
  const owner = ownerOf(machine);
  const base = owner && ancestors(owner)[1];
  if (!owner || (base && constructorOf(base)) || !isError(owner)) return undefined;
  keepWords(machine, owner, givenOf(machine, call), call);
  return UNKNOWN;
}

function ownerOf(machine: Machine): ReturnType<typeof ancestors>[number] | undefined {
  for (let frame: typeof machine.frame | undefined = machine.frame; frame; frame = frame.outer) if (frame.unit?.owner) return frame.unit.owner;
  return undefined;
}
