import type { Expression, FunctionNode, Parameter, Statement } from '../../program/program';
import type { Lowering } from './lowering';
import { pattern } from './patterns';

export function functionStatement(lowering: Lowering, node: number, out: Statement[]): void {
  defineFunction(lowering, node, node, out);
}

/**
 * Lowers a `def`.
 *
 * @param outer the `decorated_definition` around it, or the `def` itself
 */
export function defineFunction(lowering: Lowering, node: number, outer: number, out: Statement[]): void {
  const { syntax, builder } = lowering;
  const id = builder.reserveFunction();
  const start = syntax.start(outer);
  const end = syntax.end(outer);
  const decorators = decoratorsOf(lowering, outer);
  const nameNode = syntax.child(node, 'name');
  const nameSpan = { start: syntax.start(nameNode < 0 ? node : nameNode), end: syntax.end(nameNode < 0 ? node : nameNode) };
  const parameters = parametersOf(lowering, syntax.child(node, 'parameters'));
  const returnType = lowering.optionalField(node, 'return_type');
  const bodyNode = syntax.child(node, 'body');
  const outerYield = lowering.hasYield;
  lowering.hasYield = false;
  const body = lowering.suite(node);
  const isGenerator = lowering.hasYield;
  lowering.hasYield = outerYield;
  const docstring = docstringOf(body);
  const made: FunctionNode = {
    start, end, id,
    name: nameNode < 0 ? undefined : syntax.textOf(nameNode),
    nameSpan, parameters, body,
    bodySpan: { start: bodyNode < 0 ? end : syntax.start(bodyNode), end: bodyNode < 0 ? end : syntax.end(bodyNode) },
    isAsync: syntax.childOfType(node, 'async') >= 0,
    isGenerator, isArrow: false, decorators,
    ...(returnType && { returnType }),
    ...(docstring !== undefined && { docstring }),
    directives: [],
  };
  out.push({ kind: 'function', start, end, function: builder.addFunction(made) });
}

export function decoratorsOf(lowering: Lowering, outer: number): Expression[] {
  const { syntax } = lowering;
  const found: Expression[] = [];
  for (let c = outer + 1, end = syntax.next(outer); c < end; c = syntax.next(c)) {
    if (syntax.type(c) !== 'decorator') continue;
    const value = lowering.firstPart(c);
    if (value >= 0) found.push(lowering.expression(value));
  }
  return found;
}

function docstringOf(body: readonly Statement[]): string | undefined {
  const first = body[0];
  return first?.kind === 'expression' && first.value.kind === 'string' ? first.value.value : undefined;
}

export function lambda(lowering: Lowering, node: number): Expression {
  return namedLambda(lowering, node, undefined);
}

/** The value given to a name, field or key; a lambda there takes that name. */
export function namedValue(lowering: Lowering, node: number, parent: number, name: string | undefined): Expression {
  if (node < 0) return lowering.absent(parent);
  if (name !== undefined && lowering.syntax.type(node) === 'lambda') return namedLambda(lowering, node, name);
  return lowering.expression(node);
}

function namedLambda(lowering: Lowering, node: number, name: string | undefined): Expression {
  const { syntax, builder } = lowering;
  const id = builder.reserveFunction();
  const start = syntax.start(node);
  const end = syntax.end(node);
  const colon = syntax.childOfType(node, ':');
  const parameters = parametersOf(lowering, syntax.child(node, 'parameters'));
  const outerYield = lowering.hasYield;
  lowering.hasYield = false;
  // The body is a level deeper than the node: it stands in a `return`.
  lowering.depth++;
  const value = lowering.field(node, 'body');
  lowering.depth--;
  const isGenerator = lowering.hasYield;
  lowering.hasYield = outerYield;
  const made: FunctionNode = {
    start, end, id, name,
    nameSpan: { start, end: colon < 0 ? end : syntax.end(colon) },
    parameters,
    body: [{ kind: 'return', start: value.start, end: value.end, value }],
    bodySpan: { start: value.start, end: value.end },
    isAsync: false, isGenerator, isArrow: true, decorators: [], directives: [],
  };
  return { kind: 'function', start, end, function: builder.addFunction(made) };
}

/** What stands in `parameters` or `lambda_parameters`; none for a missing node. */
function parametersOf(lowering: Lowering, list: number): Parameter[] {
  const { syntax } = lowering;
  const found: Parameter[] = [];
  if (list < 0) return found;
  let isKeywordOnly = false;
  for (let c = list + 1, end = syntax.next(list); c < end; c = syntax.next(c)) {
    if (!lowering.isPart(c)) continue;
    switch (syntax.type(c)) {
      case 'keyword_separator':
        isKeywordOnly = true;
        break;
      case 'positional_separator':
      case 'ERROR':
        break;
      default: {
        const parameter = parameterOf(lowering, c, isKeywordOnly);
        if (parameter.rest === 'list') isKeywordOnly = true;
        found.push(parameter);
      }
    }
  }
  return found;
}

function parameterOf(lowering: Lowering, node: number, isKeywordOnly: boolean): Parameter {
  const { syntax } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const type = syntax.type(node);
  let name = node;
  if (type === 'typed_parameter') name = lowering.firstPart(node);
  else if (type === 'default_parameter' || type === 'typed_default_parameter') name = syntax.child(node, 'name');
  const rest = restOf(name < 0 ? '' : syntax.type(name));
  const target = pattern(lowering, name, node);
  const annotation = lowering.optionalField(node, 'type');
  const valueNode = syntax.child(node, 'value');
  const targetName = target.kind === 'name' ? target.name : undefined;
  const defaultValue = valueNode < 0 ? undefined : namedValue(lowering, valueNode, node, targetName);
  return {
    start, end, target,
    ...(defaultValue && { defaultValue }),
    ...(rest && { rest }),
    isKeywordOnly: isKeywordOnly && rest !== 'dict',
    ...(annotation && { annotation }),
    decorators: [],
    isField: false,
  };
}

function restOf(type: string): Parameter['rest'] {
  if (type === 'list_splat_pattern') return 'list';
  return type === 'dictionary_splat_pattern' ? 'dict' : undefined;
}
