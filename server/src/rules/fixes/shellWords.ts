import type { Expression } from '../../analysis/program/program';

/** A word of a command: its constant and its inserted parts, in order. */
export type Word = readonly (string | Expression)[];

/** Programs that run what they are given, and words that only a shell understands. */
const interpreters = new Set([
  'sh', 'bash', 'zsh', 'dash', 'ksh', 'fish', 'cmd', 'cmd.exe', 'powershell', 'pwsh', 'python', 'python3', 'node', 'deno', 'bun',
  'perl', 'ruby', 'php', 'osascript', 'env', 'sudo', 'ssh', 'xargs', 'eval', 'exec', 'cd', 'export', 'set', 'unset', 'source', '.',
  'alias', 'type', 'trap', 'read', 'ulimit', 'umask', 'if', 'for', 'while', 'until', 'case', 'time', 'function', 'select', 'then',
]);

/** The constant and inserted parts of a text that the program joins; undefined for any other value. */
export function partsOf(value: Expression): readonly (string | Expression)[] | undefined {
  switch (value.kind) {
    case 'string': return [value.value];
    case 'template': return value.tag ? undefined : value.parts;
    case 'binary': return value.operator === '+' ? joined(value.left, value.right) : formatted(value.operator, value.left, value.right);
    case 'call': return format(value);
    default: return undefined;
  }
}

function joined(left: Expression, right: Expression): readonly (string | Expression)[] | undefined {
  const before = partsOf(left) ?? [left];
  const after = partsOf(right) ?? [right];
  return [...before, ...after];
}

/** Python's `"… %s …" % x`. */
function formatted(operator: string, left: Expression, right: Expression): readonly (string | Expression)[] | undefined {
  if (operator !== '%' || left.kind !== 'string' || right.kind === 'object') return undefined;
  const values = right.kind === 'list' ? right.items : [right];
  return filled(left.value.split('%s'), values, '%');
}

/** Python's `"… {} …".format(x)`. */
function format(call: Expression & { kind: 'call' }): readonly (string | Expression)[] | undefined {
  const { callee } = call;
  if (callee.kind !== 'member' || callee.property !== 'format' || callee.object.kind !== 'string') return undefined;
  if (call.arguments.some((it) => it.name !== undefined || it.spread)) return undefined;
  return filled(callee.object.value.split('{}'), call.arguments.map((it) => it.value), '{');
}

function filled(texts: readonly string[], values: readonly Expression[], special: string): readonly (string | Expression)[] | undefined {
  if (texts.length !== values.length + 1 || texts.some((it) => it.includes(special))) return undefined;
  return texts.flatMap((text, index) => (values[index] ? [text, values[index]] : [text]));
}

/**
 * The words of a command in which a shell would do nothing but split it. Undefined where quotes,
 * pipes, redirections, globs or variables make it more than that, or where the program is not constant.
 */
export function commandWords(value: Expression): readonly Word[] | undefined {
  const parts = partsOf(value);
  if (!parts || !parts.some((it) => typeof it === 'object')) return undefined;
  const splitter = new Splitter();
  for (const part of parts) {
    if (!(typeof part === 'string' ? splitter.text(part) : splitter.value(part))) return undefined;
  }
  const words = splitter.finish();
  const program = words?.[0];
  if (!program || program.length !== 1 || typeof program[0] !== 'string') return undefined;
  const name = program[0].slice(program[0].lastIndexOf('/') + 1);
  return interpreters.has(name) || program[0].includes('=') ? undefined : words;
}

class Splitter {
  private readonly words: (string | Expression)[][] = [];
  private word: (string | Expression)[] | undefined;
  private quote: string | undefined;

  text(text: string): boolean {
    for (const char of text) if (!(this.quote === undefined ? this.plain(char) : this.quoted(char))) return false;
    return true;
  }

  value(value: Expression): boolean {
    // A joined list is several words, and what a helper returns may have been quoted by hand.
    if (value.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'join') return false;
    (this.word ??= []).push(value);
    return true;
  }

  finish(): readonly Word[] | undefined {
    if (this.quote !== undefined) return undefined;
    this.endWord();
    return this.words;
  }

  private plain(char: string): boolean {
    if (char === ' ' || char === '\t') {
      this.endWord();
      return true;
    }
    if (char === '"' || char === "'") {
      this.quote = char;
      this.word ??= [];
      return true;
    }
    if (/[|&;<>()$`\\*?[\]{}!#~\n\r]/.test(char)) return false;
    this.add(char);
    return true;
  }

  private quoted(char: string): boolean {
    if (char === this.quote) {
      this.quote = undefined;
      return true;
    }
    if (char === '\n' || (this.quote === '"' && /[$`\\!]/.test(char))) return false;
    this.add(char);
    return true;
  }

  private add(char: string): void {
    const word = (this.word ??= []);
    const last = word.length - 1;
    if (typeof word[last] === 'string') word[last] += char;
    else word.push(char);
  }

  private endWord(): void {
    if (this.word) this.words.push(this.word.length > 0 ? this.word : ['']);
    this.word = undefined;
  }
}
