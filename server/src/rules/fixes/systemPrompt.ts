import type { Analysis, Flow } from '../../analysis/analysis';
import type { Argument, Call, Expression, ListLiteral, ObjectLiteral } from '../../analysis/program/program';
import type { RuleFix } from '../define';
import { carriedInto, type Carried } from './carriers';
import { holds, nodesBelow, nodesOf } from './nodes';
import { placeholderEdits, valueName } from './placeholders';
import { functionAround, insertAt, quote, replace, textOf, type Edit } from './places';
import { partsOf } from './shellWords';

/** The system text stays constant and names the input, which comes in a message of the user. */
export function systemPromptFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  return userMessageFixes(flow, analysis, { title: 'Move the input to a message of the user', isDelimited: false });
}

/** Text of others stands between marks, so that the model can tell it from what the user asks. */
export function retrievedTextFixes(flow: Flow, analysis: Analysis): readonly RuleFix[] {
  return delimitedFixes(flow, analysis, 'Move the text to a delimited message of the user');
}

export function delimitedFixes(flow: Flow, analysis: Analysis, title: string): readonly RuleFix[] {
  return userMessageFixes(flow, analysis, { title, isDelimited: true });
}

interface Style {
  readonly title: string;
  /** `<page>…</page>` rather than `[page]: …`. */
  readonly isDelimited: boolean;
}

function userMessageFixes(flow: Flow, analysis: Analysis, style: Style): readonly RuleFix[] {
  const { call, value } = flow;
  const carried = call && value ? carriedInto(flow, analysis) : undefined;
  if (!call || !value || !carried) return [];
  const unit = functionAround(analysis.program, call);
  if (carried.parts.some((part) => functionAround(analysis.program, part) !== unit)) return [];
  const item = systemItem(analysis, call, value, carried);
  const edits = carried.joined ? moved(analysis, call, carried, item, style) : item && lowered(analysis, item.message);
  return edits ? [{ title: style.title, edits }] : [];
}

interface Item {
  readonly list: ListLiteral;
  readonly message: ObjectLiteral | ListLiteral;
}

/** The message of the system role that the value stands in, with the list of messages around it. */
function systemItem(analysis: Analysis, call: Call, value: Expression, carried: Carried): Item | undefined {
  const unit = functionAround(analysis.program, call);
  for (const list of nodesBelow(unit?.body ?? analysis.program.body)) {
    if (list.kind !== 'list' || !('form' in list)) continue;
    for (const message of list.items) {
      if (message.kind !== 'object' && message.kind !== 'list') continue;
      const isHere = holds(message, value) || (carried.parts[0] !== undefined && holds(message, carried.parts[0]));
      if (isHere && roleOf(message) !== undefined) return { list, message };
    }
  }
  return undefined;
}

/** The literal that names a privileged role. */
export function roleOf(message: ObjectLiteral | ListLiteral): Expression | undefined {
  const role = message.kind === 'object' ? message.entries.find((it) => it.key === 'role')?.value : message.items[0];
  return role?.kind === 'string' && /^(system|developer)$/.test(role.value) ? role : undefined;
}

/** Nothing of the message is the program's own: it is a message of the user. */
function lowered(analysis: Analysis, message: ObjectLiteral | ListLiteral): readonly Edit[] | undefined {
  const role = roleOf(message);
  const mark = role && textOf(analysis, role)[0];
  return role && mark ? [replace(role, `${mark}${message.kind === 'list' ? 'human' : 'user'}${mark}`)] : undefined;
}

function moved(analysis: Analysis, call: Call, carried: Carried, item: Item | undefined, style: Style): readonly Edit[] | undefined {
  const [part] = carried.parts;
  if (!part || carried.parts.length !== 1 || !hasWords(carried.joined)) return undefined;
  const name = valueName(part) ?? 'input';
  const content = style.isDelimited ? delimitedText(analysis, name, part) : labelledText(analysis, name, part);
  const added = item ? behind(analysis, item, content) : intoUserArgument(analysis, call, content);
  return added && [...placeholderEdits(analysis, carried, name), added];
}

/** What stays has to be more than the placeholder. */
function hasWords(joined: Expression | undefined): boolean {
  const parts = joined ? partsOf(joined) ?? [] : [];
  return parts.some((part) => (typeof part === 'string' ? /\w/.test(part) : part.kind === 'name' && /^[A-Z][A-Z_0-9]+$/.test(part.name)));
}

/** `[persona]: …` as a text of the file's language. */
function labelledText(analysis: Analysis, name: string, part: Expression): string {
  const text = textOf(analysis, part);
  if (analysis.family === 'javascript') return `\`[${name}]: \${${text}}\``;
  const mark = quote(analysis);
  if (/["'\\{}!:\n#]/.test(text)) return `${mark}[${name}]: ${mark} + str(${text})`;
  return `f${mark}[${name}]: {${text}}${mark}`;
}

/** `<page>…</page>` as a text of the file's language, each mark on a line of its own. */
function delimitedText(analysis: Analysis, name: string, part: Expression): string {
  const text = textOf(analysis, part);
  if (analysis.family === 'javascript') return `\`<${name}>\\n\${${text}}\\n</${name}>\``;
  const mark = quote(analysis);
  if (/["'\\{}!:\n#]/.test(text)) return `${mark}<${name}>\\n${mark} + str(${text}) + ${mark}\\n</${name}>${mark}`;
  return `f${mark}<${name}>\\n{${text}}\\n</${name}>${mark}`;
}

function behind(analysis: Analysis, { list, message }: Item, content: string): Edit {
  const isTuple = message.kind === 'list';
  const [open, close] = isTuple ? [analysis.text[message.start]!, analysis.text[message.end - 1]!] : ['', ''];
  const mark = quote(analysis);
  const made = isTuple ? `${open}${mark}human${mark}, ${content}${close}` : userMessage(analysis, content);
  const next = list.items[list.items.indexOf(message) + 1];
  // The items keep the layout they have: one below the other, or side by side.
  const between = next ? analysis.text.slice(message.end, next.start) : ', ';
  return insertAt(message.end, `${/^,\s*$/.test(between) ? between : ', '}${made}`);
}

function userMessage(analysis: Analysis, content: string): string {
  const mark = quote(analysis);
  if (analysis.family === 'javascript') return `{ role: ${mark}user${mark}, content: ${content} }`;
  return `{${mark}role${mark}: ${mark}user${mark}, ${mark}content${mark}: ${content}}`;
}

/** The argument that holds what the user says, where the system text has an argument of its own. */
function intoUserArgument(analysis: Analysis, call: Call, content: string): Edit | undefined {
  for (const { name, value, replaced } of namedValues(callsAround(analysis, call).flatMap((it) => it.arguments))) {
    if ((name === 'messages' || name === 'input') && value.kind === 'list') {
      const first = value.items[0];
      return insertAt(value.start + 1, `${userMessage(analysis, content)}${first ? ', ' : ''}`);
    }
    const text = textOf(analysis, value);
    if (name === 'input') return replaced(`[${userMessage(analysis, content)}, ${userMessage(analysis, text)}]`);
    if (name === 'contents' && value.kind !== 'list') return replaced(`[${content}, ${text}]`);
    if (name === 'prompt' && analysis.family === 'javascript') return replaced(`${content.slice(0, -1)}\\n\\n\${${text}}\``);
  }
  return undefined;
}

/** The call, and those that take what it makes: a configuration is an argument of the call that runs. */
function callsAround(analysis: Analysis, call: Call): readonly Call[] {
  const around: Call[] = [];
  for (const node of nodesOf(analysis.program)) if (node.kind === 'call' && node !== call && holds(node, call)) around.unshift(node);
  return [call, ...around];
}

interface NamedValue {
  readonly name: string;
  readonly value: Expression;
  /** The edit that gives the argument another value. */
  readonly replaced: (text: string) => Edit;
}

function* namedValues(given: readonly Argument[]): Generator<NamedValue> {
  for (const { name, value } of given) {
    if (name !== undefined) yield { name, value, replaced: (text) => replace(value, text) };
    if (name !== undefined || value.kind !== 'object') continue;
    for (const entry of value.entries) {
      const { key } = entry;
      if (typeof key !== 'string') continue;
      const isShorthand = entry.value.start === entry.start && entry.value.end === entry.end;
      yield { name: key, value: entry.value, replaced: (text) => replace(entry.value, isShorthand ? `${key}: ${text}` : text) };
    }
  }
}
