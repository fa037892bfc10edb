import type { Analysis, Flow } from '../../analysis/analysis';
import type { Expression, Name } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { guarded } from './guard';
import { pythonName } from './imports';
import { semicolon } from './logRecord';
import { freeName, nodesBelow } from './nodes';
import { aboveComments, functionAround, indentUnit, insertAt, newline, quote, textOf, topStatement, type Edit } from './places';

const message = 'this host is not on the list';

/** The host has to be on a list, which the user fills in. */
export function urlFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const { value } = flow;
  const top = value && topStatement(analysis.program, value);
  if (!value || !top || value.kind === 'object' || value.kind === 'list') return [];
  const at = aboveComments(analysis, top);
  const edits = analysis.family === 'python' ? pythonEdits(analysis, value, at) : scriptEdits(analysis, value, at);
  return edits ? [{ title: 'Check the host against a list, then fill in the hosts', edits }] : [];
}

/** A list that the module has already, from an earlier fix for instance, serves again. */
function hostList(analysis: Analysis, name: string): { hosts: string; isKnown: boolean } {
  const isKnown = analysis.program.body.some((it) => it.kind === 'assign' && it.target.kind === 'name' && it.target.name === name);
  return { hosts: isKnown ? name : freeName(analysis.program, name, `${name}_2`), isKnown };
}

/** A name of the function can be checked as it is; anything else is evaluated once, under a name. */
function named(analysis: Analysis, value: Expression): { name: string; isNew: boolean } {
  if (value.kind === 'name' && isLocal(analysis, value)) return { name: value.name, isNew: false };
  return { name: freeName(analysis.program, 'address', 'target'), isNew: true };
}

function isLocal(analysis: Analysis, value: Name): boolean {
  const unit = functionAround(analysis.program, value);
  if (!unit) return true;
  const targets = [...nodesBelow(unit.parameters), ...nodesBelow(unit.body)];
  return targets.some((it) => (it.kind === 'assign' && [...nodesBelow(it.target)].some((name) => isNamed(name, value)))
    || (it.kind === 'loop' && it.target !== undefined && isNamed(it.target, value)))
    || [...nodesBelow(unit.parameters)].some((it) => isNamed(it, value));
}

function isNamed(node: { readonly kind: string }, value: Name): boolean {
  return node.kind === 'name' && 'name' in node && node.name === value.name;
}

function pythonEdits(analysis: Analysis, value: Expression, at: number): readonly Edit[] | undefined {
  const parse = pythonName(analysis, 'urllib.parse', 'urlparse');
  const { name, isNew } = named(analysis, value);
  const { hosts, isKnown } = hostList(analysis, 'ALLOWED_HOSTS');
  const mark = quote(analysis);
  const lines = newline(analysis);
  const edits = guarded(analysis, value, [
    ...(isNew ? [`${name} = ${textOf(analysis, value)}`] : []),
    `if ${parse.text}(${name}).hostname not in ${hosts}:`,
    `${indentUnit(analysis)}raise ValueError(${mark}${message}${mark})`,
  ], name);
  const list = insertAt(at, `${hosts} = {${mark}example.com${mark}}${lines}${lines}${lines}`);
  return edits && [...parse.edits, ...(isKnown ? [] : [list]), ...edits];
}

function scriptEdits(analysis: Analysis, value: Expression, at: number): readonly Edit[] | undefined {
  const { name, isNew } = named(analysis, value);
  const { hosts, isKnown } = hostList(analysis, 'allowedHosts');
  const mark = quote(analysis);
  const end = semicolon(analysis);
  const lines = newline(analysis);
  const edits = guarded(analysis, value, [
    ...(isNew ? [`const ${name} = ${textOf(analysis, value)}${end}`] : []),
    `if (!${hosts}.includes(new URL(${name}).hostname)) throw new Error(${mark}${message}${mark})${end}`,
  ], name);
  const list = insertAt(at, `const ${hosts} = [${mark}example.com${mark}]${end}${lines}${lines}`);
  return edits && [...(isKnown ? [] : [list]), ...edits];
}
