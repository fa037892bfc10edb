import type { Adapter } from '../adapter';
import { chain, slice } from './access';
import { classStatement, decoratedStatement } from './classes';
import { comprehensionOf, dictionary, listOf, spread } from './collections';
import { forStatement, ifStatement, strayAs, tryStatement, whileStatement, withStatement } from './compound';
import { functionStatement, lambda } from './functions';
import { fromImport, futureImport, importStatement } from './imports';
import { Lowering, type ToExpression, type ToStatements } from './lowering';
import { matchStatement } from './match';
import { binary, boolean, comparison, conditional, unary } from './operators';
import {
  awaitExpression, constant, dottedName, ellipsis, genericType, identifier, memberType, number, parenthesized,
  unionType, wrapped, yieldExpression,
} from './simple';
import {
  assertStatement, assignExpression, deleteStatement, execStatement, expressionStatement, jump, namedExpression,
  passStatement, printStatement, raiseStatement, returnStatement, scope, typeAlias,
} from './statements';
import { concatenatedString, string } from './strings';

/** Python 3, and Python 2 as far as the grammar reads it. */
export const pythonAdapter: Adapter = {
  lower: (syntax, language) => new Lowering(syntax, { expressions, statements }).program(language),
};

const tuple = listOf('tuple');
const list = listOf('list');

const expressions: ReadonlyMap<string, ToExpression> = new Map<string, ToExpression>([
  ['identifier', identifier],
  ['dotted_name', dottedName],
  ['true', constant('boolean', true)],
  ['false', constant('boolean', false)],
  ['none', constant('null', null)],
  ['integer', number],
  ['float', number],
  ['ellipsis', ellipsis],
  ['string', string],
  ['concatenated_string', concatenatedString],
  ['call', chain],
  ['attribute', chain],
  ['subscript', chain],
  ['slice', slice],
  ['binary_operator', binary],
  ['boolean_operator', boolean],
  ['comparison_operator', comparison],
  ['not_operator', unary],
  ['unary_operator', unary],
  ['conditional_expression', conditional],
  ['named_expression', namedExpression],
  ['assignment', assignExpression],
  ['augmented_assignment', assignExpression],
  ['lambda', lambda],
  ['await', awaitExpression],
  ['yield', yieldExpression],
  ['parenthesized_expression', parenthesized],
  ['as_pattern', strayAs],
  ['list', list],
  ['list_pattern', list],
  ['tuple', tuple],
  ['tuple_pattern', tuple],
  ['expression_list', tuple],
  ['pattern_list', tuple],
  ['set', listOf('set')],
  ['dictionary', dictionary],
  ['list_splat', spread],
  ['list_splat_pattern', spread],
  ['dictionary_splat', spread],
  ['list_comprehension', comprehensionOf('list')],
  ['set_comprehension', comprehensionOf('set')],
  ['dictionary_comprehension', comprehensionOf('dict')],
  ['generator_expression', comprehensionOf('generator')],
  ['type', wrapped],
  ['constrained_type', wrapped],
  ['splat_type', spread],
  ['generic_type', genericType],
  ['union_type', unionType],
  ['member_type', memberType],
]);

/** Clauses that lost their statement in broken source: what stands in them still runs. */
const within: ToStatements = (lowering, node, out) => lowering.statementsIn(node, out);

const statements: ReadonlyMap<string, ToStatements> = new Map<string, ToStatements>([
  ['expression_statement', expressionStatement],
  ['return_statement', returnStatement],
  ['delete_statement', deleteStatement],
  ['raise_statement', raiseStatement],
  ['assert_statement', assertStatement],
  ['pass_statement', passStatement],
  ['break_statement', jump('break')],
  ['continue_statement', jump('continue')],
  ['global_statement', scope('global')],
  ['nonlocal_statement', scope('nonlocal')],
  ['print_statement', printStatement],
  ['exec_statement', execStatement],
  ['type_alias_statement', typeAlias],
  ['import_statement', importStatement],
  ['import_from_statement', fromImport],
  ['future_import_statement', futureImport],
  ['if_statement', ifStatement],
  ['for_statement', forStatement],
  ['while_statement', whileStatement],
  ['try_statement', tryStatement],
  ['with_statement', withStatement],
  ['match_statement', matchStatement],
  ['function_definition', functionStatement],
  ['class_definition', classStatement],
  ['decorated_definition', decoratedStatement],
  ['block', within],
  ['elif_clause', within],
  ['else_clause', within],
  ['except_clause', within],
  ['finally_clause', within],
  ['case_clause', within],
]);
