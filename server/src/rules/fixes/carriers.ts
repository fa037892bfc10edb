import type { Analysis, Flow } from '../../analysis/analysis';
import type { Expression, Span } from '../../analysis/program/program';
import { assignmentsTo, assignmentsToField, namesBound } from './assignments';
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
  /** Values in which nothing was found, with the depth at which they were looked into: deeper down there is not more. */
  private readonly carryingNothing = new Map<Expression, number>();

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
    if (depth > MAX_DEPTH || (this.carryingNothing.get(value) ?? Infinity) <= depth) return false;
    // While it is looked into, what leads back to it brings nothing new.
    this.carryingNothing.set(value, depth);
    for (const node of nodesBelow(value)) {
      if (node.kind !== 'name' && node.kind !== 'member') continue;
      const isCarrying = (node.kind === 'name' && this.isBoundAtOrigin(node.name, node))
        || this.givenTo(node as Expression).some((given) => !holds(given, node) && this.carries(given, depth + 1));
      if (!isCarrying) continue;
      this.carryingNothing.delete(value);
      return true;
    }
    return false;
  }

  /** The origin is a parameter, or a name taken out of an object. */
  private isBoundAtOrigin(name: string, at: Span): boolean {
    const { program } = this.analysis;
    const parameters = functionAround(program, at)?.parameters.filter((it) => holds(it, this.origin) || holds(this.origin, it)) ?? [];
    if (parameters.some((it) => namesBound(it.target).includes(name))) return true;
    return assignmentsTo(program, name, at).some((it) => holds(it.target, this.origin));
  }

  /** Values assigned to a name or field, or added to the list that it is. */
  private givenTo(value: Expression): Expression[] {
    const { program } = this.analysis;
    const isField = value.kind === 'member' && value.object.kind === 'name' && /^(self|this)$/.test(value.object.name);
    const found = isField ? assignmentsToField(program, value.property) : value.kind === 'name' ? assignmentsTo(program, value.name, value) : [];
    return found.flatMap((it) => it.value ?? []);
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
