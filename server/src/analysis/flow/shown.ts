import type { Expression } from '../program/program';
import { callUnit } from './calls';
import { ancestors, findMethods, libraryBases, readWhereWritten } from './classes';
import { deepTaints } from './labels';
import { isMaskedField, masks } from './masks';
import type { Machine } from './machine';
import { written } from './names';
import { joinTaints, passesUnknown, weaken, type Shown, type Taint } from './taint';
import type { ClassUnit, FunctionUnit } from './units';
import { ofRef, type GivenArguments, type InstanceRef, type ObjectRef, type Ref, type Value } from './value';

/*
 * What is to be read of a value once it is a text, or a line of a log. An object keeps most of what it
 * holds to itself: its text is the name of its class, what its own method makes of it, or, of a record,
 * its fields.
 */

/** In a text that the program makes, or handed to the console of JavaScript as it is, which shows fields. */
type Manner = 'text' | 'console';

/** The labels that come out where a value is made a text. */
export function shown(machine: Machine, value: Value, manner: Manner = 'text'): readonly Taint[] {
  if (!value.refs.some((ref) => mayHide(machine, ref))) return value.taints;
  const all = deepTaints(value);
  if (all.every(isOpen)) return all;
  const visible = new Look(machine, manner).at(value, 0);
  return all.reduce<readonly Taint[]>((found, taint) => joinTaints(found, isOpen(taint) ? [taint] : !isIn(visible, taint) && taint.symbol ? [asShown(taint, 'nothing')] : []), visible);
}

/** The same where it may not be known what is made a text. */
export function shownWhere(machine: Machine, value: Value | undefined): readonly Taint[] | undefined {
  return value && shown(machine, value);
}

/** The same of what a call is given. */
export function shownOf(machine: Machine, { positional, named, rest, options }: GivenArguments): readonly Taint[] {
  let found: readonly Taint[] = [];
  for (const value of [...positional, ...named.values(), rest, options]) if (value) found = joinTaints(found, shown(machine, value));
  return found;
}

/** The labels of what a logger or the console is handed: of Python they make a text, of JavaScript they list fields. */
export function inLog(machine: Machine, value: Value): readonly Taint[] {
  return shown(machine, value, machine.module.family === 'python' ? 'text' : 'console');
}

function mayHide(machine: Machine, ref: Ref): boolean {
  return ref.kind === 'instance' || ref.kind === 'object' || ref.kind === 'symbol' || (ref.kind === 'path' && ref.isInstance && masks(machine, ref.path));
}

/** A label that comes out of an object along ways that are not seen, too. */
function isOpen(taint: Taint): boolean {
  return taint.symbol === undefined && passesUnknown(taint);
}

function isIn(taints: readonly Taint[], { symbol, label, origin }: Taint): boolean {
  return taints.some((other) => other.symbol === symbol && other.label === label && other.origin.id === origin.id);
}

const marked = new WeakMap<Taint, Taint>();

function asShown(taint: Taint, shows: Shown): Taint {
  if (taint.shows !== undefined) return taint;
  if (shows === 'nothing') return { ...taint, shows };
  let made = marked.get(taint);
  if (!made) marked.set(taint, (made = { ...taint, shows }));
  return made;
}

/** Objects inside each other that are looked into. */
const MAX_DEPTH = 4;

class Look {
  private readonly seen = new Set<object>();

  constructor(private readonly machine: Machine, private readonly manner: Manner) {}

  at(value: Value, depth: number): readonly Taint[] {
    let found = this.own(value);
    if (depth > MAX_DEPTH) return found;
    for (const ref of value.refs) {
      if ((ref.kind !== 'object' && ref.kind !== 'instance') || this.seen.has(ref.object)) continue;
      this.seen.add(ref.object);
      found = joinTaints(found, ref.kind === 'object' ? this.object(ref, depth) : this.instance(ref, depth));
    }
    return found;
  }

  private own({ refs, taints }: Value): readonly Taint[] {
    if (taints.length === 0) return taints;
    if (refs.some((ref) => ref.kind === 'path' && masks(this.machine, ref.path))) return taints.filter(passesUnknown);
    if (this.manner === 'console' || !refs.some((ref) => ref.kind === 'symbol')) return taints;
    return taints.map((taint) => (taint.symbol && refs.some((ref) => ref.kind === 'symbol' && ref.symbol === taint.symbol) ? asShown(taint, 'text') : taint));
  }

  private object({ object }: ObjectRef, depth: number): readonly Taint[] {
    const isPlain = object.form === 'object' && this.isJavaScript && this.manner === 'text' && !object.fields.has('toString');
    if (isPlain) return [];
    let found = object.names;
    for (const value of [...object.fields.values(), ...object.items]) found = joinTaints(found, this.at(value, depth + 1));
    return found;
  }

  private get isJavaScript(): boolean {
    return this.machine.module.family === 'javascript';
  }

  private instance(ref: InstanceRef, depth: number): readonly Taint[] {
    const names = this.isJavaScript ? ['toString'] : ['__str__', '__repr__'];
    const method = this.manner === 'console' ? undefined : names.map((name) => findMethods(ref.unit, name)).find((units) => units.length > 0);
    if (method) return method.reduce<readonly Taint[]>((found, unit) => joinTaints(found, this.told(ref, unit)), []);
    if (this.isJavaScript) return this.manner === 'console' ? this.fields(ref, depth, (name) => !name.startsWith('#')) : [];
    const fields = recordFields(this.machine, ref.unit);
    if (fields) return this.fields(ref, depth, (name) => fields.has(name));
    const base = libraryBases(ref.unit).find((path) => !plain.test(path));
    if (base === undefined) return [];
    return this.fields(ref, depth, () => true).map((taint) => weaken(taint, `what the text of \`${ref.unit.name}\` tells was not seen`));
  }

  /** What the object's own method makes a text of. Nobody calls it by name, so no step tells of it. */
  private told(ref: InstanceRef, unit: FunctionUnit): readonly Taint[] {
    const kept = deepTaints(ofRef(ref));
    return deepTaints(callUnit(this.machine, unit, ofRef(ref), undefined)).map((taint) => kept.find((one) => isIn([one], taint)) ?? taint);
  }

  private fields({ object }: InstanceRef, depth: number, isTold: (name: string) => boolean): readonly Taint[] {
    let found: readonly Taint[] = [];
    for (const [name, value] of object.fields) if (isTold(name)) found = joinTaints(found, this.at(value, depth + 1));
    return found;
  }
}

/** Bases that add nothing to the text of an object. */
const plain = /^(abc\.|builtins\.object$|typing\.(Generic|Protocol)|typing_extensions\.|enum\.|threading\.)|(^|\.)(ABC|Protocol|Generic)$/;

/** The fields that the text of a record names: of a dataclass or a model, those that are declared and not left out. Undefined for other classes. */
function recordFields(machine: Machine, unit: ClassUnit): ReadonlySet<string> | undefined {
  const isModel = libraryBases(unit).some((path) => path === 'typing.NamedTuple' || machine.facts.schemaKind(path) === 'object');
  const family = ancestors(unit);
  if (!isModel && !family.some((at) => isRecord(machine, at))) return undefined;
  const told = new Set<string>();
  for (const at of family) {
    for (const name of at.annotations.keys()) if (!isMaskedField(machine, unit, name) && !isLeftOut(at, name)) told.add(name);
  }
  return told;
}

const recordDecorator = /(^|\.)(dataclass|define|mutable|frozen|attrs|attr\.s|attributes)$/;

function isRecord(machine: Machine, unit: ClassUnit): boolean {
  return unit.node.decorators.some((decorator) => {
    const name = readWhereWritten(machine, unit, () => written(machine, decorator.kind === 'call' ? decorator.callee : decorator));
    return recordDecorator.test(name) && !(decorator.kind === 'call' && decorator.arguments.some((argument) => argument.name === 'repr' && isFalse(argument.value)));
  });
}

/** `field(repr=False)`. */
function isLeftOut(unit: ClassUnit, name: string): boolean {
  return unit.node.members.some((member) => member.kind === 'field' && member.name === name && member.value?.kind === 'call'
    && member.value.arguments.some((argument) => argument.name === 'repr' && isFalse(argument.value)));
}

function isFalse(value: Expression): boolean {
  return value.kind === 'literal' && value.value === false;
}
