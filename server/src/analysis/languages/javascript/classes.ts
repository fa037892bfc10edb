import type {
  ClassExpression, ClassMember, ClassNode, Expression, FieldMember, FunctionNode, MethodMember, Statement,
} from '../../program/program';
import { hasSameName, lowerDecorators, lowerFunction } from './functions';
import { memberName } from './keys';
import type { Lowering, NameHint } from './lowering';

export function lowerClassExpression(l: Lowering, node: number, hint?: NameHint): ClassExpression {
  return { kind: 'class', start: l.syntax.start(node), end: l.syntax.end(node), class: lowerClass(l, node, hint) };
}

export function lowerClassStatement(l: Lowering, node: number, out: Statement[]): void {
  out.push({ kind: 'class', start: l.syntax.start(node), end: l.syntax.end(node), class: lowerClass(l, node) });
}

/** A class of any form. `decorators` are those before an `export`, outside the node. */
export function lowerClass(
  l: Lowering, node: number, hint?: NameHint, decorators: readonly Expression[] = [],
): ClassNode {
  const { syntax } = l;
  const id = l.builder.reserveClass();
  const nameNode = syntax.child(node, 'name');
  const named = nameNode < 0 ? hint : l.hint(nameNode);
  const body = syntax.child(node, 'body');
  const allDecorators = [...decorators, ...lowerDecorators(l, node)];
  return l.builder.addClass({
    id,
    name: named?.name,
    nameSpan: named?.span ?? l.spanBefore(node, body),
    start: syntax.start(node),
    end: syntax.end(node),
    bases: lowerBases(l, node),
    ...implementedBy(l, node),
    keywords: [],
    decorators: allDecorators,
    members: body < 0 ? [] : lowerMembers(l, body),
  });
}

/** What a class extends, without type arguments: they change nothing about the class. */
function lowerBases(l: Lowering, node: number): Expression[] {
  const { syntax } = l;
  const heritage = syntax.childOfType(node, 'class_heritage');
  if (heritage < 0) return [];
  const clause = syntax.childOfType(heritage, 'extends_clause');
  if (clause < 0) {
    const part = l.firstPart(heritage);
    return part < 0 || syntax.type(part) === 'implements_clause' ? [] : [l.expression(part)];
  }
  return syntax.childrenIn(clause, 'value').map((value) => l.expression(value));
}

function implementedBy(l: Lowering, node: number): Pick<ClassNode, 'implements'> {
  const heritage = l.syntax.childOfType(node, 'class_heritage');
  const clause = heritage < 0 ? -1 : l.syntax.childOfType(heritage, 'implements_clause');
  return clause < 0 ? {} : { implements: l.parts(clause).map((part) => l.type(part)) };
}

function lowerMembers(l: Lowering, body: number): ClassMember[] {
  const { syntax } = l;
  const members: ClassMember[] = [];
  let decorators: Expression[] = [];
  const parts = l.parts(body);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (syntax.type(part) === 'decorator') {
      decorators.push(l.firstExpression(part));
      continue;
    }
    lowerMember(l, part, parts[i + 1], decorators, members);
    decorators = [];
  }
  return members;
}

function lowerMember(
  l: Lowering, node: number, next: number | undefined, decorators: readonly Expression[], members: ClassMember[],
): void {
  switch (l.syntax.type(node)) {
    case 'method_definition':
    case 'abstract_method_signature':
      members.push(lowerMethod(l, node, decorators));
      break;
    case 'method_signature':
      if (!isOverload(l, node, next)) members.push(lowerMethod(l, node, decorators));
      break;
    case 'field_definition':
    case 'public_field_definition':
      members.push(lowerField(l, node));
      break;
    case 'class_static_block':
      members.push(lowerStaticBlock(l, node));
      break;
    case 'ERROR':
      for (const part of l.parts(node)) {
        if (RECOVERED.has(l.syntax.type(part))) lowerMember(l, part, undefined, [], members);
      }
      break;
  }
}

const RECOVERED: ReadonlySet<string> = new Set(['method_definition', 'field_definition', 'public_field_definition']);

function isOverload(l: Lowering, node: number, next: number | undefined): boolean {
  if (next === undefined) return false;
  const type = l.syntax.type(next);
  return (type === 'method_definition' || type === 'method_signature') && hasSameName(l, node, next);
}

function lowerMethod(l: Lowering, node: number, decorators: readonly Expression[]): MethodMember {
  const { syntax } = l;
  const nameNode = syntax.child(node, 'name');
  const name = nameNode < 0 ? '' : memberName(l, nameNode);
  const hint = nameNode < 0 ? undefined : l.hint(nameNode, name);
  return { kind: 'method', name, ...roleOf(l, node), function: lowerFunction(l, node, hint, decorators) };
}

function roleOf(l: Lowering, node: number): Pick<MethodMember, 'role' | 'isStatic'> {
  const { syntax } = l;
  let role: MethodMember['role'] = 'method';
  let isStatic = false;
  for (let c = node + 1, end = syntax.next(node); c < end && syntax.fieldName(c) !== 'name'; c = syntax.next(c)) {
    const type = syntax.type(c);
    // Before a line break the grammar takes the two words together.
    if (type === 'static' || type === 'static get') isStatic = true;
    if (type === 'get' || type === 'static get') role = 'getter';
    if (type === 'set') role = 'setter';
  }
  return { role, isStatic };
}

function lowerField(l: Lowering, node: number): FieldMember {
  const { syntax } = l;
  // A field has no decorators in the program, yet what they hold is part of the file.
  lowerDecorators(l, node);
  const named = syntax.child(node, 'name');
  const nameNode = named < 0 ? syntax.child(node, 'property') : named;
  const name = nameNode < 0 ? '' : memberName(l, nameNode);
  const hint = nameNode < 0 ? undefined : l.hint(nameNode, name);
  const type = syntax.child(node, 'type');
  const annotation = type < 0 ? undefined : l.type(type);
  const value = syntax.child(node, 'value') < 0 ? undefined : l.childExpression(node, 'value', hint);
  return {
    kind: 'field', start: syntax.start(node), end: syntax.end(node), name,
    nameSpan: hint?.span ?? l.span(node),
    isStatic: roleOf(l, node).isStatic || isStaticField(l, node),
    ...(annotation && { annotation }),
    ...(value && { value }),
  };
}

function isStaticField(l: Lowering, node: number): boolean {
  for (const child of l.syntax.children(node)) {
    const field = l.syntax.fieldName(child);
    if (field === 'name' || field === 'property') return false;
    if (l.syntax.type(child) === 'static') return true;
  }
  return false;
}

/** A static block runs when the class is made; it is kept as a method that has no name code can call. */
function lowerStaticBlock(l: Lowering, node: number): MethodMember {
  const { syntax } = l;
  const start = syntax.start(node);
  const hint: NameHint = { name: 'static {}', span: { start, end: start + 'static'.length } };
  const block: FunctionNode = lowerFunction(l, node, hint);
  return { kind: 'method', name: hint.name, role: 'method', isStatic: true, function: block };
}
