import type { Flow } from '../analysis/analysis';
import type { Expression, FunctionNode, Pattern, Program, Span, Statement } from '../analysis/program/program';

/** Places that rest on one decision: the first, and those that are reached only when it was passed. */
export function byDecision(flows: readonly Flow[], program: Program, text: string): readonly (readonly Flow[])[] {
  const groups: { readonly key: string | undefined; readonly branches: readonly string[]; readonly flows: Flow[] }[] = [];
  for (const flow of [...flows].sort((a, b) => a.at.start - b.at.start)) {
    const owner = ownerOf(program, flow.at);
    const key = owner && decisionOf(flow, owner, text);
    const branches = owner ? branchesTo(owner.body, flow.at) : [];
    const known = key === undefined ? undefined : groups.find((group) => group.key === key && group.branches.every((branch, index) => branch === branches[index]));
    if (known) known.flows.push(flow);
    else groups.push({ key, branches, flows: [flow] });
  }
  return groups.map((group) => group.flows);
}

/** The branches that lead to a place in a function, the outermost first. */
function branchesTo(statements: readonly Statement[], at: Span): string[] {
  const statement = statements.find((one) => one.start <= at.start && at.end <= one.end);
  if (!statement) return [];
  for (const [index, { body, isBranch }] of bodiesOf(statement).entries()) {
    const first = body[0];
    const last = body[body.length - 1];
    if (!first || !last || at.start < first.start || last.end < at.end) continue;
    return [...(isBranch ? [`${statement.start}:${index}`] : []), ...branchesTo(body, at)];
  }
  return [];
}

interface Body { readonly body: readonly Statement[]; readonly isBranch: boolean }

function bodiesOf(statement: Statement): Body[] {
  const branch = (body: readonly Statement[]): Body => ({ body, isBranch: true });
  const straight = (body: readonly Statement[]): Body => ({ body, isBranch: false });
  switch (statement.kind) {
    case 'if': return [branch(statement.then), branch(statement.otherwise)];
    case 'loop': return [branch(statement.body), branch(statement.otherwise)];
    case 'with':
    case 'block': return [straight(statement.body)];
    case 'try': return [straight(statement.body), ...statement.handlers.map((one) => branch(one.body)), branch(statement.otherwise), straight(statement.finally)];
    case 'switch': return statement.cases.map((one) => branch(one.body));
    default: return [];
  }
}

/**
 * Names the decision that a path rests on: the same value from the same source, come the same way
 * into the same function, with nothing chosen since but where below it to look. Undefined where the
 * parts of the path are not all in sight.
 */
function decisionOf(flow: Flow, owner: FunctionNode, text: string): string | undefined {
  if (!flow.value) return undefined;
  const roots = rootsOf(flow.value, { text, bindings: bindingsOf(owner) }, 0);
  if (!roots || roots.size === 0) return undefined;
  const way = flow.steps.slice(0, -1).map((step) => `${step.file}:${step.span.start}:${step.text}`);
  return [owner.id, flow.likelyBecause === undefined, ...[...roots].sort(), ...way].join('\n');
}

/** The innermost function around a place. */
function ownerOf({ functions }: Program, { start, end }: Span): FunctionNode | undefined {
  return functions.findLast((node) => node.start <= start && end <= node.end);
}

interface Scope {
  readonly text: string;
  /** What each name of the function is bound to; undefined for one that is bound twice, or to no expression. */
  readonly bindings: ReadonlyMap<string, Expression | undefined>;
}

/** Names that are looked through to say what a path is made of. */
const MAX_DEPTH = 8;

/** Functions and methods that build a path, or give a part of one, from what they are given. */
const building = /^(join|joinpath|Path|PurePath|PosixPath|str|String|fspath|abspath|realpath|normpath|normalize|resolve|absolute|expanduser|dirname|with_suffix|with_name|strip|trim|format|toString)$/;
const parts = /^(parent|name|stem|suffix)$/;
/** Modules whose functions these are. */
const modules = /^(os|osp|path|ospath|posixpath|pathlib|nodePath|Path)$/;

/** The expressions that a path is built from, as they are written; undefined when one of them is not the same throughout the function. */
function rootsOf(expression: Expression, scope: Scope, depth: number): Set<string> | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const all = (items: readonly Expression[]): Set<string> | undefined => union(items.map((item) => rootsOf(item, scope, depth + 1)));
  switch (expression.kind) {
    case 'string':
    case 'literal': return new Set();
    case 'name': return rootsOfName(expression.name, scope, depth);
    case 'template': return all(expression.parts.filter((part) => typeof part !== 'string'));
    case 'binary': return all([expression.left, expression.right]);
    case 'await':
    case 'cast': return all([expression.value]);
    case 'member': return parts.test(expression.property) ? all([expression.object]) : written(expression, scope);
    case 'call': {
      const { callee } = expression;
      const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
      if (!building.test(name) || expression.arguments.some((argument) => argument.spread)) return written(expression, scope);
      const receiver = callee.kind === 'member' && !isModule(callee.object) ? [callee.object] : [];
      return all([...receiver, ...expression.arguments.map((argument) => argument.value)]);
    }
    default: return written(expression, scope);
  }
}

function rootsOfName(name: string, scope: Scope, depth: number): Set<string> | undefined {
  if (!scope.bindings.has(name)) return new Set([name]);
  const value = scope.bindings.get(name);
  return value && rootsOf(value, scope, depth + 1);
}

function isModule(expression: Expression): boolean {
  if (expression.kind === 'member') return expression.property === 'path' && isModule(expression.object);
  return expression.kind === 'name' && modules.test(expression.name);
}

function written({ start, end }: Expression, { text }: Scope): Set<string> {
  return new Set([text.slice(start, end)]);
}

function union(sets: readonly (Set<string> | undefined)[]): Set<string> | undefined {
  const made = new Set<string>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const item of set) made.add(item);
  }
  return made;
}

function bindingsOf(node: FunctionNode): Map<string, Expression | undefined> {
  const bindings = new Map<string, Expression | undefined>();
  const bind = (target: Pattern | undefined, value?: Expression): void => {
    for (const name of target ? namesOf(target) : []) bindings.set(name, bindings.has(name) || target?.kind !== 'name' ? undefined : value);
  };
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === 'assign') bind(statement.target, statement.operator === undefined ? statement.value : undefined);
      if (statement.kind === 'loop') bind(statement.target);
      if (statement.kind === 'with') statement.items.forEach((item) => bind(item.target));
      if (statement.kind === 'try') statement.handlers.forEach((handler) => bind(handler.target));
      for (const { body } of bodiesOf(statement)) visit(body);
    }
  };
  visit(node.body);
  // A parameter that is bound again is not the same throughout; one that is not is its own root.
  for (const name of node.parameters.flatMap((parameter) => namesOf(parameter.target))) if (bindings.has(name)) bindings.set(name, undefined);
  return bindings;
}

function namesOf(target: Pattern): string[] {
  switch (target.kind) {
    case 'name': return [target.name];
    case 'default': return namesOf(target.target);
    case 'list': return target.items.flatMap((item) => (item ? namesOf(item) : []));
    case 'object': return [...target.entries.map((entry) => entry.target), ...(target.rest ? [target.rest] : [])].flatMap(namesOf);
    default: return [];
  }
}
