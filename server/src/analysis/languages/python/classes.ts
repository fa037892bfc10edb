import type {
  Argument, AssignStatement, ClassMember, ClassNode, Expression, FieldMember, FunctionNode, MethodMember, Pattern,
  Statement,
} from '../../program/program';
import { callArguments } from './access';
import { decoratorsOf, defineFunction } from './functions';
import type { Lowering } from './lowering';

export function classStatement(lowering: Lowering, node: number, out: Statement[]): void {
  defineClass(lowering, node, node, out);
}

export function decoratedStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const definition = lowering.syntax.child(node, 'definition');
  if (definition < 0) return lowering.statementsIn(node, out);
  if (lowering.syntax.type(definition) === 'class_definition') defineClass(lowering, definition, node, out);
  else defineFunction(lowering, definition, node, out);
}

function defineClass(lowering: Lowering, node: number, outer: number, out: Statement[]): void {
  const { syntax, builder } = lowering;
  const id = builder.reserveClass();
  const start = syntax.start(outer);
  const end = syntax.end(outer);
  const decorators = decoratorsOf(lowering, outer);
  const nameNode = syntax.child(node, 'name');
  const nameSpan = { start: syntax.start(nameNode < 0 ? node : nameNode), end: syntax.end(nameNode < 0 ? node : nameNode) };
  const superclasses = syntax.child(node, 'superclasses');
  const bases: Expression[] = [];
  const keywords: Argument[] = [];
  for (const argument of superclasses < 0 ? [] : callArguments(lowering, superclasses)) {
    if (argument.name !== undefined || argument.spread === 'dict') keywords.push(argument);
    else if (argument.spread) bases.push({ kind: 'spread', start: argument.start, end: argument.end, value: argument.value });
    else bases.push(argument.value);
  }
  const members: ClassMember[] = [];
  addMembers(lowering.suite(node), members);
  const made: ClassNode = {
    start, end, id, name: nameNode < 0 ? undefined : syntax.textOf(nameNode), nameSpan, bases, keywords, decorators, members,
  };
  out.push({ kind: 'class', start, end, class: builder.addClass(made) });
}

/**
 * Methods and fields among the statements of a class body, also those under a condition. Other
 * statements run once while the class is made and give it nothing that has a name.
 */
function addMembers(body: readonly Statement[], out: ClassMember[]): void {
  for (const statement of body) {
    switch (statement.kind) {
      case 'function':
        out.push(method(statement.function));
        break;
      case 'class':
        out.push(nestedClass(statement.class));
        break;
      case 'assign':
        addFields(statement, statement.target, statement.value, out);
        break;
      case 'if':
        addMembers(statement.then, out);
        addMembers(statement.otherwise, out);
        break;
      case 'try':
        addMembers(statement.body, out);
        for (const handler of statement.handlers) addMembers(handler.body, out);
        addMembers(statement.otherwise, out);
        addMembers(statement.finally, out);
        break;
      case 'with':
      case 'loop':
      case 'block':
        addMembers(statement.body, out);
        break;
      case 'break': case 'continue': case 'delete': case 'export': case 'expression': case 'import': case 'return':
      case 'scope': case 'switch': case 'throw': case 'type':
        break;
    }
  }
}

function method(node: FunctionNode): MethodMember {
  let role: MethodMember['role'] = 'method';
  let isStatic = false;
  for (const decorator of node.decorators) {
    const name = lastName(decorator);
    if (name === 'staticmethod') isStatic = true;
    else if (name === 'setter' || name === 'deleter') role = 'setter';
    else if (name.endsWith('property') || name === 'getter') role = 'getter';
  }
  // `@tool("…") def search(query)`: what a decorator makes of a function of a class need not be a method at all.
  if (role === 'method' && node.decorators.length > 0 && !takesReceiver(node)) isStatic = true;
  return { kind: 'method', name: node.name ?? '', role, isStatic, function: node };
}

/** By the name of the first parameter, which is free, but hardly ever chosen freely. */
function takesReceiver({ parameters }: FunctionNode): boolean {
  const [first] = parameters;
  return first === undefined || first.rest !== undefined || first.target.kind !== 'name' || isReceiverName.test(first.target.name);
}

const isReceiverName = /^_*(self|cls|klass|class|mcs|mcls|metacls|this|me|slf|instance|s|c)?_*\d*$|self|cls/i;

/** `x` of `x`, `a.x` and `a.x(…)`. */
function lastName(decorator: Expression): string {
  const named = decorator.kind === 'call' ? decorator.callee : decorator;
  if (named.kind === 'name') return named.name;
  return named.kind === 'member' ? named.property : '';
}

function nestedClass(node: ClassNode): FieldMember {
  const { start, end, nameSpan } = node;
  return {
    kind: 'field', start, end, name: node.name ?? '', nameSpan, isStatic: true,
    value: { kind: 'class', start, end, class: node },
  };
}

function addFields(statement: AssignStatement, target: Pattern, value: Expression | undefined, out: ClassMember[]): void {
  if (value?.kind === 'assignment') {
    // `a = b = c` makes two fields of one value.
    addFields(statement, value.target, value.value, out);
    addFields(statement, target, innermost(value), out);
    return;
  }
  if (target.kind === 'list') {
    const values = value?.kind === 'list' && value.items.length === target.items.length ? value.items : [];
    target.items.forEach((item, i) => { if (item) addFields(statement, item, values[i], out); });
    return;
  }
  if (target.kind !== 'name') return;
  const { annotation } = statement;
  out.push({
    kind: 'field', start: statement.start, end: statement.end, name: target.name,
    nameSpan: { start: target.start, end: target.end },
    isStatic: !annotation || isClassVariable(annotation),
    ...(annotation && { annotation }),
    ...(value && { value }),
  });
}

function innermost(value: Expression): Expression {
  let found = value;
  while (found.kind === 'assignment') found = found.value;
  return found;
}

function isClassVariable(annotation: Expression): boolean {
  return lastName(annotation.kind === 'index' ? annotation.object : annotation) === 'ClassVar';
}
