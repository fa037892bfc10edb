import type {
  Argument, ClassMember, ClassNode, Expression, FunctionNode, Parameter, Pattern, Program, Statement,
} from '../../../server/src/analysis/program/program';

/**
 * Writes a program as text in the manner of Lisp, one statement a line, blocks indented by two
 * spaces, so that a test can state what it expects of a lowering. Spans are left out.
 *
 * Marks: `"s"` a string, `(. a b)` a member, `(@ a i)` an index, `(call f a k=b *c **d)`,
 * `(list …)`, `(tuple …)`, `(set …)`, `{k: v}`, `_` a hole or a value that is not there.
 */
export function dump(program: Program): string {
  return block(program.body, '');
}

export function dumpExpression(e: Expression): string {
  switch (e.kind) {
    case 'name': return e.name;
    case 'string': return JSON.stringify(e.value);
    case 'literal': return literal(e.type, e.value);
    case 'template': return form('template', e.tag && `tag=${dumpExpression(e.tag)}`, ...e.parts.map(part));
    case 'binary':
    case 'compare':
    case 'logical': return form(e.operator.replace(' ', '-'), dumpExpression(e.left), dumpExpression(e.right));
    case 'unary': return form(e.operator, dumpExpression(e.operand));
    case 'call': return form(e.isNew ? 'new' : 'call', dumpExpression(e.callee), ...e.arguments.map(argument));
    case 'member': return form(e.isOptional ? '?.' : '.', dumpExpression(e.object), e.property);
    case 'index': return form(e.isOptional ? '?@' : '@', dumpExpression(e.object), dumpExpression(e.index));
    case 'slice': return form('slice', ...[e.from, e.to, e.step].map(optional));
    case 'object': return `{${e.entries.map((entry) => `${key(entry.key)}${dumpExpression(entry.value)}`).join(', ')}}`;
    case 'list': return form(e.form, ...e.items.map(dumpExpression));
    case 'function': return form(...lambda(e.function));
    case 'class': return form('class', e.class.name ?? '_', ...e.class.bases.map(dumpExpression), ...e.class.members.map(shortMember));
    case 'await': return form('await', dumpExpression(e.value));
    case 'yield': return form(e.isDelegate ? 'yield*' : 'yield', e.value && dumpExpression(e.value));
    case 'conditional': return form('?', dumpExpression(e.test), dumpExpression(e.then), dumpExpression(e.otherwise));
    case 'assignment': return form(`${e.operator ?? ''}:=`, dumpPattern(e.target), dumpExpression(e.value));
    case 'comprehension': return comprehension(e);
    case 'cast': return form('cast', dumpExpression(e.value), e.type && dumpExpression(e.type));
    case 'spread': return form('spread', dumpExpression(e.value));
    case 'element': return form('element', optional(e.tag), ...e.attributes.map(attribute), ...e.children.map(dumpExpression));
    case 'sequence': return form('sequence', ...e.items.map(dumpExpression));
    case 'unknown': return form('unknown', ...e.parts.map(dumpExpression));
  }
}

export function dumpPattern(p: Pattern): string {
  switch (p.kind) {
    case 'name': return p.name;
    case 'place': return dumpExpression(p.place);
    case 'list': return `[${p.items.map((item, i) => `${i === p.restIndex ? '*' : ''}${item ? dumpPattern(item) : '_'}`).join(' ')}]`;
    case 'object': {
      const entries = p.entries.map((entry) => `${key(entry.key)}${dumpPattern(entry.target)}`);
      if (p.rest) entries.push(`**${dumpPattern(p.rest)}`);
      return `{${entries.join(', ')}}`;
    }
    case 'default': return form('default', dumpPattern(p.target), dumpExpression(p.value));
  }
}

function form(...words: (string | undefined)[]): string {
  return `(${words.filter((word) => word !== undefined).join(' ')})`;
}

function literal(type: string, value: unknown): string {
  if (type === 'regex') return `/${String(value)}/`;
  return type === 'bytes' ? `b${JSON.stringify(value)}` : String(value);
}

function part(of: string | Expression): string {
  return typeof of === 'string' ? `'${of.replaceAll('\n', '\\n')}'` : dumpExpression(of);
}

function optional(e: Expression | undefined): string {
  return e ? dumpExpression(e) : '_';
}

function key(of: string | Expression | undefined): string {
  if (of === undefined) return '...';
  return typeof of === 'string' ? `${of}: ` : `[${dumpExpression(of)}]: `;
}

function argument(a: Argument): string {
  const mark = a.spread === 'list' ? '*' : a.spread === 'dict' ? '**' : '';
  return `${a.name === undefined ? '' : `${a.name}=`}${mark}${dumpExpression(a.value)}`;
}

function attribute(a: { readonly name: string | undefined; readonly value: Expression }): string {
  return a.name === undefined ? `...${dumpExpression(a.value)}` : `${a.name}=${dumpExpression(a.value)}`;
}

function comprehension(e: Extract<Expression, { kind: 'comprehension' }>): string {
  const clauses = e.clauses.map((clause) => form(
    clause.isAsync ? 'async-for' : 'for', dumpPattern(clause.target), dumpExpression(clause.iterable),
    ...clause.conditions.map((condition) => `if=${dumpExpression(condition)}`),
  ));
  return form(`${e.form}-comprehension`, e.key && dumpExpression(e.key), dumpExpression(e.element), ...clauses);
}

// ---------------------------------------------------------------- functions and classes

function lambda(node: FunctionNode): string[] {
  const only = node.body.length === 1 ? node.body[0] : undefined;
  const value = only?.kind === 'return' && node.isArrow ? optional(only.value) : `{ ${node.body.map((s) => statement(s, '').join(' ; ')).join(' ; ')} }`;
  return [...marks(node), node.isArrow ? 'lambda' : 'function', node.name ?? '_', parameters(node.parameters), value];
}

function marks(node: FunctionNode): string[] {
  return [
    ...node.decorators.map((decorator) => `@${dumpExpression(decorator)}`),
    ...node.directives.map((directive) => `'${directive}'`),
    ...(node.isAsync ? ['async'] : []),
    ...(node.isGenerator ? ['generator'] : []),
  ];
}

function parameters(list: readonly Parameter[]): string {
  return form(...list.map((p) => [
    ...p.decorators.map((decorator) => `@${dumpExpression(decorator)} `),
    p.isField ? 'field ' : '', p.isKeywordOnly ? 'key ' : '',
    p.rest === 'list' ? '*' : p.rest === 'dict' ? '**' : '', dumpPattern(p.target),
    p.annotation ? `:${dumpExpression(p.annotation)}` : '', p.defaultValue ? `=${dumpExpression(p.defaultValue)}` : '',
  ].join('')));
}

function functionLines(node: FunctionNode, indent: string, word = 'function'): string[] {
  const returns = node.returnType && `->${dumpExpression(node.returnType)}`;
  const head = form(...marks(node), word, node.name ?? '_', parameters(node.parameters), returns);
  return [indent + head, ...lines(node.body, `${indent}  `)];
}

function classLines(node: ClassNode, indent: string): string[] {
  const head = form(
    ...node.decorators.map((decorator) => `@${dumpExpression(decorator)}`), 'class', node.name ?? '_',
    ...node.bases.map(dumpExpression), ...node.keywords.map(argument),
  );
  return [indent + head, ...node.members.flatMap((member) => memberLines(member, `${indent}  `))];
}

function memberLines(member: ClassMember, indent: string): string[] {
  if (member.kind === 'method') {
    return functionLines(member.function, indent, `${member.isStatic ? 'static ' : ''}${member.role}`);
  }
  if (member.value?.kind === 'class') return classLines(member.value.class, indent);
  return [indent + shortMember(member)];
}

function shortMember(member: ClassMember): string {
  const isStatic = member.isStatic ? 'static ' : '';
  if (member.kind === 'method') return form(`${isStatic}${member.role}`, ...lambda(member.function).slice(1));
  const annotation = member.annotation && `:${dumpExpression(member.annotation)}`;
  return form(`${isStatic}field`, member.name, annotation, member.value && dumpExpression(member.value));
}

// ---------------------------------------------------------------- statements

function block(body: readonly Statement[], indent: string): string {
  return lines(body, indent).join('\n');
}

function lines(body: readonly Statement[], indent: string): string[] {
  return body.flatMap((s) => statement(s, indent));
}

/** A part of a statement with its own block; nothing where that is empty. */
function clause(head: string, body: readonly Statement[], indent: string): string[] {
  return body.length === 0 ? [] : [`${indent}${head}`, ...lines(body, `${indent}  `)];
}

function statement(s: Statement, indent: string): string[] {
  const inner = `${indent}  `;
  const line = (...words: (string | undefined)[]): string[] => [indent + form(...words)];
  switch (s.kind) {
    case 'assign': return line(
      `${s.operator ?? ''}=`, s.declares, dumpPattern(s.target), s.annotation && `:${dumpExpression(s.annotation)}`, optional(s.value),
    );
    case 'expression': return [indent + dumpExpression(s.value)];
    case 'return': return line('return', s.value && dumpExpression(s.value));
    case 'throw': return line('throw', s.value && dumpExpression(s.value));
    case 'break':
    case 'continue': return line(s.kind);
    case 'delete': return line('delete', dumpExpression(s.target));
    case 'scope': return line(s.form, ...s.names);
    case 'type': return line('type', s.name, dumpExpression(s.type));
    case 'block': return s.body.length === 0 ? line('pass') : [...line('block'), ...lines(s.body, inner)];
    case 'if': return [...line('if', dumpExpression(s.test)), ...lines(s.then, inner), ...clause('else', s.otherwise, indent)];
    case 'loop': return [
      ...line(
        `${s.isAsync ? 'async-' : ''}${s.form}`, s.test && dumpExpression(s.test), s.target && dumpPattern(s.target),
        s.iterable && dumpExpression(s.iterable), s.update && `update=${dumpExpression(s.update)}`,
      ),
      ...lines(s.body, inner), ...clause('else', s.otherwise, indent),
    ];
    case 'try': return [
      ...line('try'), ...lines(s.body, inner),
      ...s.handlers.flatMap((h) => [
        indent + form('except', h.type && dumpExpression(h.type), h.target && `as ${dumpPattern(h.target)}`), ...lines(h.body, inner),
      ]),
      ...clause('else', s.otherwise, indent), ...clause('finally', s.finally, indent),
    ];
    case 'with': return [
      ...line(s.isAsync ? 'async-with' : 'with', ...s.items.map((item) => (
        item.target ? form('as', dumpExpression(item.value), dumpPattern(item.target)) : dumpExpression(item.value)))),
      ...lines(s.body, inner),
    ];
    case 'switch': return [
      ...line(s.fallsThrough ? 'switch' : 'match', dumpExpression(s.subject)),
      ...s.cases.flatMap((c) => [
        inner + form(
          c.isDefault ? 'default' : 'case', ...c.tests.map(dumpExpression), c.target && `as ${dumpPattern(c.target)}`,
          c.guard && `if ${dumpExpression(c.guard)}`,
        ),
        ...lines(c.body, `${inner}  `),
      ]),
    ];
    case 'import': return line(
      s.isReexport ? 're-export' : s.isTypeOnly ? 'import-type' : 'import', s.module,
      ...s.names.map((n) => `${n.imported}${n.exported === undefined ? `>${n.local ?? '_'}` : `>>${n.exported}`}`),
    );
    case 'export': return [
      ...line('export', ...s.names.map((n) => `${n.local}>${n.exported}`), s.value && `default=${dumpExpression(s.value)}`),
      ...(s.declaration ? statement(s.declaration, inner) : []),
    ];
    case 'function': return functionLines(s.function, indent);
    case 'class': return classLines(s.class, indent);
  }
}
