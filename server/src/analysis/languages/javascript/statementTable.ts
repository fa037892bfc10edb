import type { Statement } from '../../program/program';
import { lowerClassStatement } from './classes';
import { lowerFunctionStatement, lowerStrayMethod } from './functions';
import { lowerDo, lowerFor, lowerForIn, lowerWhile } from './loops';
import type { Lowering } from './lowering';
import { lowerExport, lowerImport, lowerImportAlias } from './modules';
import {
  lowerBlock, lowerBreak, lowerContinue, lowerDeclaration, lowerDeclarator, lowerExpressionStatement, lowerIf,
  lowerLabeled, lowerNothing, lowerReturn, lowerSwitch, lowerThrow, lowerTry, lowerWith,
} from './statements';
import { lowerAmbient, lowerEnum, lowerInterface, lowerNamespace, lowerTypeAlias } from './typeStatements';

type LowerStatement = (l: Lowering, node: number, out: Statement[]) => void;

/** Every node type that is a statement, and those that broken source may leave standing as one. */
export const STATEMENTS: ReadonlyMap<string, LowerStatement> = new Map<string, LowerStatement>([
  ['expression_statement', lowerExpressionStatement],
  ['lexical_declaration', lowerDeclaration],
  ['variable_declaration', lowerDeclaration],
  ['using_declaration', lowerDeclaration],
  ['variable_declarator', lowerDeclarator],
  ['function_declaration', lowerFunctionStatement],
  ['generator_function_declaration', lowerFunctionStatement],
  ['function_signature', lowerFunctionStatement],
  ['method_definition', lowerStrayMethod],
  ['class_declaration', lowerClassStatement],
  ['abstract_class_declaration', lowerClassStatement],
  ['return_statement', lowerReturn],
  ['throw_statement', lowerThrow],
  ['break_statement', lowerBreak],
  ['continue_statement', lowerContinue],
  ['statement_block', lowerBlock],
  ['labeled_statement', lowerLabeled],
  ['if_statement', lowerIf],
  ['switch_statement', lowerSwitch],
  ['try_statement', lowerTry],
  ['with_statement', lowerWith],
  ['while_statement', lowerWhile],
  ['do_statement', lowerDo],
  ['for_statement', lowerFor],
  ['for_in_statement', lowerForIn],
  ['import_statement', lowerImport],
  ['import_alias', lowerImportAlias],
  ['export_statement', lowerExport],
  ['type_alias_declaration', lowerTypeAlias],
  ['interface_declaration', lowerInterface],
  ['enum_declaration', lowerEnum],
  ['internal_module', lowerNamespace],
  ['module', lowerNamespace],
  ['ambient_declaration', lowerAmbient],
  ['empty_statement', lowerNothing],
  ['debugger_statement', lowerNothing],
]);
