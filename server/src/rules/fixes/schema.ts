import type { Analysis, Flow } from '../../analysis/analysis';
import type { Call } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { calleePath } from './callees';
import { pythonName } from './imports';
import { moduleMember } from './modules';
import { freeName, isSame, nodesOf } from './nodes';
import { aboveComments, indentUnit, insertAt, newline, replace, textOf, topStatement, type Edit } from './places';
import { shapeOf, type Field, type FieldType, type Shape } from './shapes';

/** A schema with the fields that the code uses, and the parse through it. */
export function schemaFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  const call = parseCall(flow, analysis);
  const top = call && topStatement(analysis.program, call);
  if (!call || !top) return [];
  const shape = completed(shapeOf(analysis, call), flow, analysis);
  if (shape.fields.size === 0) return [];
  const at = aboveComments(analysis, top);
  const known = ownSchema(analysis, shape, call);
  if (known !== undefined) return [{ title: `Validate with \`${known}\``, edits: [throughOwn(analysis, call, shape, known)] }];
  const isPython = analysis.family === 'python';
  const edits = isPython ? pythonEdits(analysis, call, shape, at) : scriptEdits(analysis, call, shape, at);
  return [{ title: `Validate with a ${isPython ? 'pydantic model' : 'zod schema'}, then fill in the fields`, edits }];
}

/** A schema that the file has already, under the name that the variable asks for. */
function ownSchema(analysis: Analysis, shape: Shape, call: Call): string | undefined {
  const wanted = className(shape.variable);
  if (wanted === 'Reply') return undefined;
  if (analysis.family === 'python') {
    const own = analysis.program.classes.find((it) => it.name === wanted && it.end < call.start);
    return own?.bases.some((it) => it.kind === 'name' && it.name === 'BaseModel') ? wanted : undefined;
  }
  const names = [wanted, `${wanted}Schema`, `${wanted[0]!.toLowerCase()}${wanted.slice(1)}Schema`];
  for (const statement of analysis.program.body) {
    const inner = statement.kind === 'export' ? statement.declaration : statement;
    if (inner?.kind !== 'assign' || inner.target.kind !== 'name' || !names.includes(inner.target.name) || statement.end > call.start) continue;
    if (inner.value && /^z\s*\.\s*(strict)?[oO]bject\(/.test(textOf(analysis, inner.value))) return inner.target.name;
  }
  return undefined;
}

function throughOwn(analysis: Analysis, call: Call, shape: Shape, name: string): Edit {
  if (analysis.family === 'python') return replace(call, pythonParse(analysis, call, shape, name));
  return replace(call, `${name}${shape.isList ? '.array()' : ''}.parse(${textOf(analysis, call)})`);
}

/** Plain dictionaries come out, so that the code after it reads its fields as before. */
function pythonParse(analysis: Analysis, call: Call, shape: Shape, name: string): string {
  return shape.isList
    ? `[${name}.model_validate(item).model_dump() for item in ${textOf(analysis, call)}]`
    : `${name}.model_validate_json(${textOf(analysis, call.arguments[0]!)}).model_dump()`;
}

function parseCall(flow: Flow, analysis: Analysis): Call | undefined {
  for (const node of nodesOf(analysis.program)) {
    if (node.kind !== 'call' || !isSame(node, flow.at)) continue;
    const isParser = ['json.loads', 'JSON.parse'].includes(calleePath(analysis, node.callee) ?? '');
    return isParser && node.arguments.length === 1 && !node.arguments[0]?.spread ? node : undefined;
  }
  return undefined;
}

/** Fields that are used in other functions are known from the flows. */
function completed(shape: Shape, flow: Flow, analysis: Analysis): Shape {
  const fields = new Map(shape.fields);
  if (fields.size === 0) {
    for (const other of analysis.flows) {
      const isField = other.family === 'field-use' && isSame(other.at, flow.at) && other.steps[0]?.file === analysis.file;
      if (isField && !fields.has(other.sink)) fields.set(other.sink, { type: 'text' });
    }
  }
  for (const name of fields.keys()) if (!/^[A-Za-z]\w*$/.test(name) || name.startsWith('model_')) fields.delete(name);
  return { ...shape, fields };
}

/** `Recipe` for the variable `recipe`; names that say nothing give `Reply`. */
function className(variable: string | undefined): string {
  if (variable === undefined || /^(data|parsed|result|obj|object|json|payload|value|res|response|reply|output|out|args|arguments|content|raw|[a-z])$/i.test(variable)) return 'Reply';
  return variable.replace(/(^|_+)([A-Za-z0-9])/g, (_all, _before, letter: string) => letter.toUpperCase());
}

const pythonTypes: Readonly<Record<FieldType, string>> = { text: 'str', number: 'float', boolean: 'bool', list: 'list', object: 'dict' };
const zodTypes: Readonly<Record<FieldType, string>> = {
  text: 'string()', number: 'number()', boolean: 'boolean()', list: 'array(z.any())', object: 'record(z.string(), z.any())',
};

function pythonEdits(analysis: Analysis, call: Call, shape: Shape, at: number): readonly Edit[] {
  const base = pythonName(analysis, 'pydantic', 'BaseModel');
  const name = freeName(analysis.program, className(shape.variable), 'Reply', 'ModelReply');
  const lines = newline(analysis);
  const fields = [...shape.fields].map(([field, about]) => `${indentUnit(analysis)}${field}: ${pythonField(analysis, about)}${lines}`);
  const model = `class ${name}(${base.text}):${lines}${fields.join('')}${lines}${lines}`;
  return [...base.edits, insertAt(at, model), replace(call, pythonParse(analysis, call, shape, name))];
}

function pythonField(analysis: Analysis, field: Field): string {
  const type = pythonTypes[field.type];
  if (!field.defaultValue) return type;
  const { kind } = field.defaultValue;
  if (kind === 'string' || (kind === 'literal' && field.type !== 'text')) return `${type} = ${textOf(analysis, field.defaultValue)}`;
  if ((kind === 'list' || kind === 'object') && /^[[{]\s*[\]}]$/.test(textOf(analysis, field.defaultValue))) return `${type} = ${textOf(analysis, field.defaultValue)}`;
  return `${type} | None = None`;
}

function scriptEdits(analysis: Analysis, call: Call, shape: Shape, at: number): readonly Edit[] {
  const z = moduleMember(analysis, 'zod', 'z');
  const base = className(shape.variable);
  const name = freeName(analysis.program, `${base[0]!.toLowerCase()}${base.slice(1)}Schema`, 'replySchema', 'modelReplySchema');
  const lines = newline(analysis);
  const end = /;[ \t]*\r?$/m.test(analysis.text) ? ';' : '';
  const fields = [...shape.fields].map(([field, { type }]) => `${indentUnit(analysis)}${field}: ${zodTypes[type].replace(/\bz\./g, `${z.text}.`).replace(/^/, `${z.text}.`)},${lines}`);
  const schema = `const ${name} = ${z.text}.object({${lines}${fields.join('')}})${end}${lines}${lines}`;
  const parser = shape.isList ? `${z.text}.array(${name})` : name;
  return [...z.edits, insertAt(at, schema), replace(call, `${parser}.parse(${textOf(analysis, call)})`)];
}
