import type { Expression, Literal } from '../../program/program';
import type { Lowering } from './lowering';

/** What a string literal or several adjacent ones consist of. */
interface Pieces {
  /** Text and interpolated expressions in turn; texts are never adjacent. */
  readonly parts: (string | Expression)[];
  isBytes: boolean;
}

export function string(lowering: Lowering, node: number): Expression {
  const pieces: Pieces = { parts: [], isBytes: false };
  addPieces(lowering, node, pieces);
  return literal(lowering, node, pieces);
}

/** `"a" "b" f"{c}"`: one literal. Plain strings in a template still count as strings of the file. */
export function concatenatedString(lowering: Lowering, node: number): Expression {
  const { syntax, builder } = lowering;
  const pieces: Pieces = { parts: [], isBytes: false };
  const children = lowering.parts(node);
  for (const child of children) {
    if (syntax.type(child) === 'string') addPieces(lowering, child, pieces);
  }
  const result = literal(lowering, node, pieces);
  if (result.kind !== 'template') return result;
  for (const child of children) {
    const value = plainText(lowering, child);
    if (value !== undefined) builder.string(syntax.start(child), syntax.end(child), value);
  }
  return result;
}

/** Puts the plain strings below a node among those of the file, without lowering anything. */
export function collectStrings(lowering: Lowering, node: number): void {
  const { syntax, builder } = lowering;
  for (let n = node, end = syntax.next(node); n < end; n++) {
    const value = plainText(lowering, n);
    if (value !== undefined) builder.string(syntax.start(n), syntax.end(n), value);
  }
}

/** The value of a node that is a string literal without interpolation. */
export function plainText(lowering: Lowering, node: number): string | undefined {
  const { syntax } = lowering;
  if (syntax.type(node) !== 'string' || syntax.childOfType(node, 'interpolation') >= 0) return undefined;
  const pieces: Pieces = { parts: [], isBytes: false };
  addPieces(lowering, node, pieces);
  const text = pieces.parts[0] ?? '';
  return pieces.isBytes || typeof text !== 'string' ? undefined : text;
}

function literal(lowering: Lowering, node: number, pieces: Pieces): Expression {
  const { syntax, builder } = lowering;
  const start = syntax.start(node);
  const end = syntax.end(node);
  const text = pieces.parts[0] ?? '';
  if (pieces.parts.length > 1 || typeof text !== 'string') return { kind: 'template', start, end, parts: pieces.parts };
  if (!pieces.isBytes) return builder.string(start, end, text);
  const bytes: Literal = { kind: 'literal', start, end, type: 'bytes', value: text };
  return bytes;
}

function addPieces(lowering: Lowering, node: number, pieces: Pieces): void {
  const { syntax } = lowering;
  let isRaw = false;
  let isBytes = false;
  for (let c = node + 1, end = syntax.next(node); c < end; c = syntax.next(c)) {
    switch (syntax.type(c)) {
      case 'string_start': {
        const marks = syntax.textOf(c);
        isRaw = /^[a-z]*r/i.test(marks);
        isBytes = /^[a-z]*b/i.test(marks);
        if (isBytes) pieces.isBytes = true;
        break;
      }
      case 'string_content':
        addText(pieces, contentText(lowering, c, isRaw, isBytes));
        break;
      case 'interpolation':
        addInterpolation(lowering, c, pieces);
        break;
    }
  }
}

function addText(pieces: Pieces, text: string): void {
  if (text === '') return;
  const last = pieces.parts.length - 1;
  const previous = pieces.parts[last];
  if (typeof previous === 'string') pieces.parts[last] = previous + text;
  else pieces.parts.push(text);
}

function contentText(lowering: Lowering, node: number, isRaw: boolean, isBytes: boolean): string {
  const { syntax } = lowering;
  const end = syntax.next(node);
  if (node + 1 === end) return withPlainNewlines(syntax.textOf(node));
  let text = '';
  let at = syntax.start(node);
  for (let c = node + 1; c < end; c = syntax.next(c)) {
    const type = syntax.type(c);
    if (type === 'escape_sequence' ? isRaw : type !== 'escape_interpolation') continue;
    text += syntax.slice(at, syntax.start(c));
    const written = syntax.textOf(c);
    text += type === 'escape_sequence' ? unescape(written, isBytes) : written.slice(0, 1);
    at = syntax.end(c);
  }
  return withPlainNewlines(text + syntax.slice(at, syntax.end(node)));
}

/** Python reads a line end of any kind as `\n`. */
function withPlainNewlines(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': '', '\r': '',
};

function unescape(written: string, isBytes: boolean): string {
  const letter = written[1] ?? '';
  const simple = SIMPLE_ESCAPES[letter];
  if (simple !== undefined) return simple;
  if (letter >= '0' && letter <= '7') return octal(written);
  if (letter === 'x') return character(Number.parseInt(written.slice(2), 16));
  if (isBytes) return written;
  if (letter === 'u' || letter === 'U') return character(Number.parseInt(written.slice(2), 16));
  // The names of characters are not worth a table: a key or prompt written this way is not read.
  return letter === 'N' ? '\uFFFD' : written;
}

function octal(written: string): string {
  const digits = /^[0-7]+/.exec(written.slice(1))?.[0] ?? '';
  return character(Number.parseInt(digits, 8)) + written.slice(1 + digits.length);
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

/** `{value!r:>{width}}`: the value, then what its format is made of. `{value=}` also writes its own text. */
function addInterpolation(lowering: Lowering, node: number, pieces: Pieces): void {
  const { syntax } = lowering;
  const value = syntax.child(node, 'expression');
  if (value < 0) return;
  const equals = syntax.childOfType(node, '=');
  if (equals >= 0) addText(pieces, syntax.slice(syntax.start(node) + 1, syntax.start(syntax.next(equals))));
  const format = syntax.childOfType(node, 'format_specifier');
  pieces.parts.push(converted(lowering, node, lowering.expression(value), format));
  if (format < 0) return;
  for (let c = format + 1, end = syntax.next(format); c < end; c = syntax.next(c)) {
    const part = syntax.type(c) === 'format_expression' ? syntax.child(c, 'expression') : -1;
    if (part >= 0) pieces.parts.push(lowering.expression(part));
  }
}

/** `{name!r}` is `repr(name)`, and only a number can be written as `{width:.2f}`. */
function converted({ syntax }: Lowering, node: number, value: Expression, format: number): Expression {
  const conversion = syntax.childOfType(node, 'type_conversion');
  const name = conversion >= 0 && /^!\s*[ra]$/.test(syntax.textOf(conversion)) ? 'repr'
    : format >= 0 && /[bdeEfFgGoxX%]$/.test(syntax.textOf(format)) ? 'float' : undefined;
  if (name === undefined) return value;
  const { start, end } = value;
  return { kind: 'call', callee: { kind: 'name', name, start, end }, arguments: [{ value, start, end }], isNew: false, start, end };
}
