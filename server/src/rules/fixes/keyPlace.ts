import type { Analysis } from '../../analysis/analysis';
import type { Expression, Span, Statement } from '../../analysis/program/program';
import { providerNamed, type Provider } from '../data/keyNames';
import { providerOfKey } from '../data/keyShapes';
import { calleePath } from './callees';
import { holds, isSame, nodesBelow } from './nodes';
import { placeOf, textOf } from './places';

/** The expressions around a literal, outermost first, the literal at the end. */
export function expressionsAround(analysis: Analysis, at: Span): readonly Expression[] {
  const statement = placeOf(analysis.program, at)?.statement ?? analysis.program.body.find((it) => holds(it, at));
  const found: Expression[] = [];
  for (const node of statement ? nodesBelow(statement) : []) {
    if (holds(node, at) && !isSame(node, statement!)) found.push(node as Expression);
  }
  return found;
}

/** What shows people how a key looks: `placeholder: 'sk-…'`, `<input placeholder="sk-…">`. */
const sampling = /^(place_?holder|examples?|sample|hint|help(er)?(_?text)?|tooltip|metavar|description)$/i;

/** The text stands where a form, a help page or a schema shows a sample of what is to be typed. */
export function isSample(analysis: Analysis, at: Span): boolean {
  return expressionsAround(analysis, at).some((node) => namesAround(node, at).some((name) => sampling.test(name)));
}

/** What a literal is called by what is directly around it: key, attribute or named argument. */
function namesAround(node: Expression, at: Span): readonly string[] {
  switch (node.kind) {
    case 'object': return node.entries.filter((it) => isSame(it.value, at)).map((it) => String(it.key ?? ''));
    case 'element': return node.attributes.filter((it) => isSame(it.value, at)).map((it) => it.name ?? '');
    case 'call': return node.arguments.filter((it) => isSame(it.value, at)).map((it) => it.name ?? '');
    default: return [];
  }
}

/** Whose key it is, by its shape, the variable it stands for, the class or field it is given to, the SDK. */
export function keyOwner(analysis: Analysis, at: Span, value: string, sdk: string): Provider | undefined {
  const around = [...expressionsAround(analysis, at)].reverse();
  const texts: string[] = [providerOfKey(value) ?? ''];
  for (const node of around) {
    texts.push(environmentName(analysis, node) ?? '');
    if (node.kind === 'object') texts.push(...node.entries.filter((it) => holds(it, at)).map((it) => String(it.key ?? '')));
    if (node.kind === 'call') texts.push(...node.arguments.filter((it) => holds(it, at)).map((it) => it.name ?? ''), textOf(analysis, node.callee));
  }
  return providerNamed([...texts, targetText(analysis, placeOf(analysis.program, at)?.statement), sdk]);
}

function targetText(analysis: Analysis, statement: Statement | undefined): string {
  const inner = statement?.kind === 'export' ? statement.declaration : statement;
  return inner?.kind === 'assign' ? textOf(analysis, inner.target) : '';
}

/** `X` of `os.environ["X"]`, `os.getenv("X")`, `process.env.X`. */
export function environmentName(analysis: Analysis, value: Expression): string | undefined {
  if (value.kind === 'member' && calleePath(analysis, value.object) === 'process.env') return value.property;
  if (value.kind === 'index' && isEnvironment(analysis, value.object)) return value.index.kind === 'string' ? value.index.value : undefined;
  if (value.kind === 'logical') return environmentName(analysis, value.left);
  if (value.kind !== 'call') return undefined;
  const path = calleePath(analysis, value.callee) ?? '';
  const name = value.arguments[0]?.value;
  return /^os\.(environ\.(get|setdefault|pop)|getenv)$/.test(path) && name?.kind === 'string' ? name.value : undefined;
}

function isEnvironment(analysis: Analysis, value: Expression): boolean {
  return ['os.environ', 'process.env'].includes(calleePath(analysis, value) ?? '');
}
