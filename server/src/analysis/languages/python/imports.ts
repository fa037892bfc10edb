import type { ImportName, ImportStatement, Span, Statement } from '../../program/program';
import type { Lowering } from './lowering';

/** `import a.b, c as d`: one statement for each module. */
export function importStatement(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  for (const child of syntax.childrenIn(node, 'name')) {
    const isAliased = syntax.type(child) === 'aliased_import';
    const moduleNode = isAliased ? syntax.child(child, 'name') : child;
    if (moduleNode < 0) continue;
    const module = dotted(lowering, moduleNode);
    const local = isAliased ? alias(lowering, child) : module.split('.', 1)[0];
    add(lowering, node, module, spanOf(lowering, moduleNode), [{ ...spanOf(lowering, child), imported: '*', local }], out);
  }
}

/** `from ..a import b as c, d` and `from a import *`. */
export function fromImport(lowering: Lowering, node: number, out: Statement[]): void {
  const { syntax } = lowering;
  const moduleNode = syntax.child(node, 'module_name');
  if (moduleNode < 0) return;
  add(lowering, node, dotted(lowering, moduleNode), spanOf(lowering, moduleNode), importedNames(lowering, node), out);
}

export function futureImport(lowering: Lowering, node: number, out: Statement[]): void {
  const word = lowering.syntax.childOfType(node, '__future__');
  const span = spanOf(lowering, word < 0 ? node : word);
  add(lowering, node, '__future__', span, importedNames(lowering, node), out);
}

function importedNames(lowering: Lowering, node: number): ImportName[] {
  const { syntax } = lowering;
  const names: ImportName[] = [];
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    if (syntax.type(c) === 'wildcard_import') names.push({ ...spanOf(lowering, c), imported: '*', local: undefined });
    if (syntax.fieldName(c) !== 'name') continue;
    const isAliased = syntax.type(c) === 'aliased_import';
    const nameNode = isAliased ? syntax.child(c, 'name') : c;
    const imported = nameNode < 0 ? '' : dotted(lowering, nameNode);
    if (imported === '') continue;
    names.push({ ...spanOf(lowering, c), imported, local: isAliased ? alias(lowering, c) : imported });
  }
  return names;
}

function add(
  lowering: Lowering, node: number, module: string, moduleSpan: Span, names: readonly ImportName[], out: Statement[],
): void {
  if (module === '') return;
  const statement: ImportStatement = {
    kind: 'import', ...spanOf(lowering, node), module, moduleSpan, names,
    isTypeOnly: lowering.isTypeOnly, isReexport: false,
  };
  out.push(lowering.builder.addImport(statement));
}

function alias(lowering: Lowering, node: number): string | undefined {
  const name = lowering.syntax.child(node, 'alias');
  return name < 0 ? undefined : lowering.syntax.textOf(name);
}

/** A dotted name may be written with spaces or over several lines. */
function dotted(lowering: Lowering, node: number): string {
  return lowering.syntax.textOf(node).replace(/[\s\\]+/g, '');
}

function spanOf(lowering: Lowering, node: number): Span {
  return { start: lowering.syntax.start(node), end: lowering.syntax.end(node) };
}
