import type { Analysis, Flow } from '../../analysis/analysis';
import type { Expression, Pattern, Span, Statement } from '../../analysis/program/program';
import { bare, holds, nodesBelow, nodesOf } from './nodes';
import { functionAround } from './places';
import { partsOf } from './shellWords';

/** Parts of one joined text, or one whole value, that bring a flow's value in. */
export interface Carried {
  readonly parts: readonly Expression[];
  /** The text they are joined into; absent where the value is handed over as it is. */
  readonly joined: Expression | undefined;
}

const MAX_DEPTH = 5;

/** Where, counted back from the sink, the value of a flow is put into a text; in this file only. */
export function carriedInto(flow: Flow, analysis: Analysis): Carried | undefined {
  const origin = flow.steps[0];
  if (!flow.value || origin?.file !== analysis.file) return undefined;
  const search = new Search(analysis, origin.span);
  const found = search.spot(flow.value, 0);
  if (found) return found;
  // The value came in as an argument: the call is a step of its way.
  for (const step of [...flow.steps].reverse()) {
    const call = step.file === analysis.file && step.text.endsWith('takes it') ? callAt(analysis, step.span) : undefined;
    for (const given of call?.arguments ?? []) {
      const inside = search.spot(given.value, 0);
      if (inside) return inside;
    }
  }
  return undefined;
}

function callAt(analysis: Analysis, span: Span): (Expression & { kind: 'call' }) | undefined {
  for (const node of nodesOf(analysis.program)) if (node.kind === 'call' && node.end === span.end && node.callee.start === span.start) return node;
  return undefined;
}

class Search {
  constructor(private readonly analysis: Analysis, private readonly origin: Span) {}

  spot(value: Expression, depth: number): Carried | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const inner = bare(value);
    const parts = textParts(inner);
    if (parts) {
      const carrying = parts.filter((part) => this.carries(part, 0));
      const [only] = carrying;
      const isJoined = only !== undefined && carrying.length === 1 && textParts(bare(only)) !== undefined;
      if (isJoined) return this.spot(only, depth + 1);
      return carrying.length > 0 ? { parts: carrying, joined: inner } : undefined;
    }
    const members = elementsOf(inner);
    if (members) {
      for (const member of members) {
        const found = this.carries(member, 0) ? this.spot(member, depth + 1) : undefined;
        if (found) return found;
      }
      return undefined;
    }
    return this.named(inner, depth);
  }

  private named(value: Expression, depth: number): Carried | undefined {
    for (const given of this.givenTo(value)) {
      const found = this.carries(given, 0) && !holds(given, value) ? this.spot(given, depth + 1) : undefined;
      if (found && (found.joined || found.parts[0] !== bare(given))) return found;
    }
    return this.carries(value, 0) ? { parts: [value], joined: undefined } : undefined;
  }

  private carries(value: Expression, depth: number): boolean {
    if (holds(value, this.origin)) return true;
    if (depth > MAX_DEPTH) return false;
    for (const node of nodesBelow(value)) {
      if (node.kind !== 'name' && node.kind !== 'member') continue;
      if (node.kind === 'name' && this.isBoundAtOrigin(node.name, node)) return true;
      if (this.givenTo(node as Expression).some((given) => !holds(given, node) && this.carries(given, depth + 1))) return true;
    }
    return false;
  }

  /** The origin is a parameter, or a name taken out of an object. */
  private isBoundAtOrigin(name: string, at: Span): boolean {
    const unit = functionAround(this.analysis.program, at);
    const parameters = unit?.parameters.filter((it) => holds(it, this.origin) || holds(this.origin, it)) ?? [];
    if (parameters.some((it) => binds(it.target, name))) return true;
    return this.assignments(at).some((it) => holds(it.target, this.origin) && binds(it.target, name));
  }

  /** Values assigned to a name or field, or added to the list that it is. */
  private givenTo(value: Expression): Expression[] {
    const isField = value.kind === 'member' && value.object.kind === 'name' && /^(self|this)$/.test(value.object.name);
    if (value.kind !== 'name' && !isField) return [];
    const found: Expression[] = [];
    for (const statement of this.assignments(value)) {
      if (statement.value && isTarget(statement.target, value)) found.push(statement.value);
    }
    return found;
  }

  /** Assignments of the function around, and of the module; for fields those of the whole file. */
  private assignments(at: Expression | Span): { target: Pattern; value: Expression | undefined }[] {
    const { program } = this.analysis;
    const own = functionAround(program, at);
    const found: { target: Pattern; value: Expression | undefined }[] = [];
    for (const node of nodesOf(program)) {
      const unit = functionAround(program, node);
      if (unit !== undefined && unit !== own && !('kind' in at && at.kind === 'member')) continue;
      if (node.kind === 'assign' || node.kind === 'assignment') found.push(node);
      else found.push(...added(node));
    }
    return found;
  }
}

/** `messages.append(x)` gives the list one more value. */
function added(node: Expression | Statement): { target: Pattern; value: Expression }[] {
  if (node.kind !== 'call' || node.callee.kind !== 'member' || !/^(append|push|extend|insert|unshift)$/.test(node.callee.property)) return [];
  const { object } = node.callee;
  const target: Pattern | undefined = object.kind === 'name' ? object : object.kind === 'member' ? { kind: 'place', place: object, start: object.start, end: object.end } : undefined;
  return target ? node.arguments.map((it) => ({ target, value: it.value })) : [];
}

function isTarget(target: Pattern, value: Expression): boolean {
  if (value.kind === 'name') return binds(target, value.name);
  return value.kind === 'member' && target.kind === 'place' && target.place.kind === 'member' && target.place.property === value.property;
}

function binds(target: Pattern, name: string): boolean {
  switch (target.kind) {
    case 'name': return target.name === name;
    case 'list': return target.items.some((it) => it !== undefined && binds(it, name));
    case 'object': return target.entries.some((it) => binds(it.target, name)) || (target.rest !== undefined && binds(target.rest, name));
    case 'default': return binds(target.target, name);
    case 'place': return false;
  }
}

/** The inserted parts of a joined text; undefined for a value that is no text of the program. */
function textParts(value: Expression): Expression[] | undefined {
  const parts = partsOf(value);
  if (parts) return parts.filter((part): part is Expression => typeof part === 'object');
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.property !== 'join') return undefined;
  const list = value.callee.object.kind === 'list' ? value.callee.object : value.arguments[0]?.value;
  return list?.kind === 'list' ? [...list.items] : undefined;
}

function elementsOf(value: Expression): readonly Expression[] | undefined {
  switch (value.kind) {
    case 'list': return value.items;
    case 'object': return value.entries.map((it) => it.value);
    case 'spread': return [value.value];
    case 'comprehension': return [value.element];
    case 'call': return value.arguments.length > 0 ? value.arguments.map((it) => it.value) : undefined;
    default: return undefined;
  }
}
