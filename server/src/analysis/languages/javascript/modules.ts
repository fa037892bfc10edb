import type { ExportStatement, Expression, ImportName, ImportStatement, Pattern, Span, Statement } from '../../program/program';
import { lowerClass } from './classes';
import { lowerDecorators } from './functions';
import { innerEnd, stringValue } from './literals';
import type { Lowering } from './lowering';

/** A name of an import or re-export, and whether `type` stands before it. */
interface Specifier {
  readonly name: ImportName;
  readonly isTypeOnly: boolean;
}

export function lowerImport(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const required = syntax.childOfType(node, 'import_require_clause');
  if (required >= 0) {
    const specifiers = [{ name: whole(l, l.firstPart(required)), isTypeOnly: false }];
    addImports(l, node, syntax.child(required, 'source'), specifiers, false, out);
    return;
  }
  const clause = syntax.childOfType(node, 'import_clause');
  const specifiers = clause < 0 ? [] : l.parts(clause).flatMap((part) => importSpecifiers(l, part));
  addImports(l, node, syntax.child(node, 'source'), specifiers, false, out);
}

function importSpecifiers(l: Lowering, node: number): Specifier[] {
  const { syntax } = l;
  switch (syntax.type(node)) {
    case 'identifier':
      return [{ name: { ...l.span(node), imported: 'default', local: syntax.textOf(node) }, isTypeOnly: false }];
    case 'namespace_import':
      return [{ name: whole(l, l.firstPart(node)), isTypeOnly: false }];
    case 'named_imports':
      return l.parts(node).flatMap((part) => namedSpecifier(l, part, false));
    default:
      return [];
  }
}

/** The module itself, under the name that stands at `local`. */
function whole(l: Lowering, local: number): ImportName {
  return { ...l.span(Math.max(local, 0)), imported: '*', local: local < 0 ? undefined : l.syntax.textOf(local) };
}

function namedSpecifier(l: Lowering, node: number, isReexport: boolean): Specifier[] {
  const { syntax } = l;
  const nameNode = syntax.child(node, 'name');
  if (nameNode < 0) return [];
  const imported = exportedName(l, nameNode);
  const aliasNode = syntax.child(node, 'alias');
  const alias = aliasNode < 0 ? imported : exportedName(l, aliasNode);
  const common = { ...l.span(node), imported };
  return [{
    name: isReexport ? { ...common, local: undefined, exported: alias } : { ...common, local: alias },
    isTypeOnly: hasTypeWord(l, node),
  }];
}

/** Names between braces may be strings. */
function exportedName(l: Lowering, node: number): string {
  return l.syntax.type(node) === 'string' ? stringValue(l, node) : l.syntax.textOf(node);
}

function hasTypeWord(l: Lowering, node: number): boolean {
  const { syntax } = l;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (syntax.fieldName(c) !== null) return false;
    if (syntax.type(c) === 'type' || syntax.type(c) === 'typeof') return true;
  }
  return false;
}

/** Types and values that one statement imports become two, since only the one loads the module. */
function addImports(
  l: Lowering, node: number, source: number, specifiers: readonly Specifier[], isReexport: boolean, out: Statement[],
): void {
  if (source < 0) return;
  const isWholeTypeOnly = hasTypeWord(l, node);
  const types = specifiers.filter((specifier) => isWholeTypeOnly || specifier.isTypeOnly);
  const values = specifiers.filter((specifier) => !types.includes(specifier));
  const add = (names: readonly Specifier[], isTypeOnly: boolean) => {
    const statement: ImportStatement = {
      kind: 'import', ...l.span(node),
      module: stringValue(l, source),
      moduleSpan: insideQuotes(l, source),
      names: names.map((specifier) => specifier.name),
      isTypeOnly,
      isReexport,
    };
    out.push(l.builder.addImport(statement));
  };
  if (values.length > 0 || types.length === 0) add(values, isWholeTypeOnly);
  if (types.length > 0) add(types, true);
}

function insideQuotes(l: Lowering, node: number): Span {
  const end = innerEnd(l, node);
  return { start: Math.min(l.syntax.start(node) + 1, end), end };
}

export function lowerExport(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const declaration = syntax.child(node, 'declaration');
  const source = syntax.child(node, 'source');
  if (declaration >= 0) exportDeclaration(l, node, declaration, out);
  else if (source >= 0) addImports(l, node, source, reexports(l, node), true, out);
  else exportNames(l, node, out);
}

function reexports(l: Lowering, node: number): Specifier[] {
  const { syntax } = l;
  const clause = syntax.childOfType(node, 'export_clause');
  if (clause >= 0) return l.parts(clause).flatMap((part) => namedSpecifier(l, part, true));
  const namespace = syntax.childOfType(node, 'namespace_export');
  const named = namespace < 0 ? -1 : l.firstPart(namespace);
  const exported = named < 0 ? '*' : exportedName(l, named);
  const star = named < 0 ? syntax.childOfType(node, '*') : namespace;
  return [{ name: { ...l.span(Math.max(star, node)), imported: '*', local: undefined, exported }, isTypeOnly: false }];
}

/** `export {a as b}`, `export default x` and `export = x`. */
function exportNames(l: Lowering, node: number, out: Statement[]): void {
  const { syntax } = l;
  const clause = syntax.childOfType(node, 'export_clause');
  if (clause >= 0) {
    const names = l.parts(clause).flatMap((part) => {
      const [specifier] = namedSpecifier(l, part, false);
      return specifier ? [{ exported: specifier.name.local ?? '', local: specifier.name.imported }] : [];
    });
    out.push({ kind: 'export', ...l.span(node), names });
    return;
  }
  const part = l.parts(node).find((child) => syntax.type(child) !== 'decorator');
  if (part === undefined || syntax.childOfType(node, 'namespace') >= 0) return;
  if (syntax.childOfType(node, '=') >= 0) out.push(exportAssignment(l, node, part));
  else out.push({ kind: 'export', ...l.span(node), names: [], value: exportedValue(l, node, part) });
}

/** `@dec export default class {}`: the decorators stand outside the class. */
function exportedValue(l: Lowering, node: number, part: number): Expression {
  if (l.syntax.type(part) !== 'class') return l.expression(part);
  return { kind: 'class', ...l.span(part), class: lowerClass(l, part, undefined, lowerDecorators(l, node)) };
}

/** `export = x` is `module.exports = x`. */
function exportAssignment(l: Lowering, node: number, part: number): Statement {
  const { start } = l.span(node);
  const span = { start, end: start + 'export'.length };
  const target: Pattern = {
    kind: 'place', ...span,
    place: {
      kind: 'member', ...span, object: { kind: 'name', ...span, name: 'module' },
      property: 'exports', propertySpan: span, isOptional: false,
    },
  };
  return { kind: 'assign', ...l.span(node), target, value: l.expression(part) };
}

function exportDeclaration(l: Lowering, node: number, declaration: number, out: Statement[]): void {
  const statements: Statement[] = [];
  const type = l.syntax.type(declaration);
  if (type === 'class_declaration' || type === 'abstract_class_declaration') {
    const node_ = lowerClass(l, declaration, undefined, lowerDecorators(l, node));
    statements.push({ kind: 'class', ...l.span(declaration), class: node_ });
  } else {
    l.statement(declaration, statements);
  }
  const isDefault = l.syntax.childOfType(node, 'default') >= 0;
  for (const statement of statements) {
    if (l.isInNamespace) out.push(statement);
    else out.push(exported(l, node, statement, isDefault));
  }
}

function exported(l: Lowering, node: number, declaration: Statement, isDefault: boolean): ExportStatement {
  const names = declaredNames(declaration).map((local) => ({ exported: isDefault ? 'default' : local, local }));
  return { kind: 'export', ...l.span(node), names, declaration };
}

function declaredNames(statement: Statement): string[] {
  switch (statement.kind) {
    case 'assign':
      return boundNames(statement.target);
    case 'function':
      return statement.function.name === undefined ? [] : [statement.function.name];
    case 'class':
      return statement.class.name === undefined ? [] : [statement.class.name];
    case 'type':
      return [statement.name];
    case 'block':
      return statement.body.flatMap(declaredNames);
    default:
      return [];
  }
}

function boundNames(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'default':
      return boundNames(pattern.target);
    case 'list':
      return pattern.items.flatMap((item) => (item ? boundNames(item) : []));
    case 'object': {
      const names = pattern.entries.flatMap((entry) => boundNames(entry.target));
      return pattern.rest ? [...names, ...boundNames(pattern.rest)] : names;
    }
    case 'place':
      return [];
  }
}

/** `import a = b.c`: another name for it. */
export function lowerImportAlias(l: Lowering, node: number, out: Statement[]): void {
  const [name = -1, value = -1] = l.parts(node);
  if (name < 0 || value < 0) return;
  out.push({ kind: 'assign', ...l.span(node), target: l.pattern(name), value: l.expression(value), declares: 'const' });
}
