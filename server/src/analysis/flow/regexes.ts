/*
 * Regular expressions as automata: which texts one can match. What cannot be expressed, such as a
 * look ahead, is left out, which admits more texts than the expression does, never fewer.
 */

/** Characters as bits: those of ASCII that can be printed, white space that cannot, and all others as one. */
export type Characters = bigint;

export interface Edge {
  readonly to: number;
  /** Undefined for a step that takes no character. */
  readonly takes: Characters | undefined;
  readonly only?: 'start' | 'end';
}

/** States by their number, with the steps out of each. */
export interface Automaton {
  readonly edges: readonly (readonly Edge[])[];
  readonly start: number;
  readonly end: number;
  /** It refuses texts with `..` by a look ahead. */
  readonly refusesParents: boolean;
}

const FIRST = 32;
const SPACE = 95;
const OTHER = 96;
export const ANY: Characters = (1n << 97n) - 1n;

export function charactersOf(text: string): Characters {
  let all = 0n;
  for (const one of text) all |= 1n << BigInt(indexOf(one));
  return all;
}

function indexOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code >= FIRST && code < FIRST + SPACE) return code - FIRST;
  return code < FIRST ? SPACE : OTHER;
}

/** The characters of a set, with one for all that are not of ASCII. */
export function spelled(characters: Characters): string {
  let text = '';
  for (let at = 0; at <= OTHER; at++) if ((characters >> BigInt(at)) & 1n) text += at === SPACE ? '\n' : at === OTHER ? '\u00e9' : String.fromCharCode(FIRST + at);
  return text;
}

const DIGITS = charactersOf('0123456789');
const WORD = DIGITS | charactersOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_');
const WHITE = charactersOf(' \n');
const classes = new Map<string, Characters>([['d', DIGITS], ['w', WORD], ['s', WHITE], ['D', ANY & ~DIGITS], ['W', ANY & ~WORD], ['S', ANY & ~WHITE]]);

/** More states than this are not looked through. */
const MAX_STATES = 1500;
/** A part that is repeated more often than this is taken to be repeated without end. */
const MAX_REPEATED = 8;

/** The automaton of an expression that is looked for anywhere in a text; undefined for one that is not understood. */
export function automatonOf(pattern: string): Automaton | undefined {
  try {
    return new Builder(pattern).whole();
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class NotUnderstood extends Error {}

/** A part of the automaton, from one state to another. */
interface Part {
  readonly from: number;
  readonly to: number;
}

class Builder {
  private readonly edges: Edge[][] = [];
  private at = 0;
  private refusesParents = false;

  constructor(private readonly pattern: string) {}

  whole(): Automaton {
    const start = this.state();
    const inner = this.alternatives();
    if (this.at < this.pattern.length) throw new NotUnderstood();
    const end = this.state();
    this.edges[start]!.push({ to: start, takes: ANY });
    this.edges[end]!.push({ to: end, takes: ANY });
    this.link(start, inner.from);
    this.link(inner.to, end);
    return { edges: this.edges, start, end, refusesParents: this.refusesParents };
  }

  private state(): number {
    if (this.edges.length >= MAX_STATES) throw new NotUnderstood();
    return this.edges.push([]) - 1;
  }

  private link(from: number, to: number, takes?: Characters, only?: 'start' | 'end'): void {
    this.edges[from]!.push({ to, takes, ...(only ? { only } : {}) });
  }

  private part(takes?: Characters, only?: 'start' | 'end'): Part {
    const from = this.state();
    const to = this.state();
    this.link(from, to, takes, only);
    return { from, to };
  }

  private alternatives(): Part {
    const from = this.state();
    const to = this.state();
    do {
      const one = this.sequence();
      this.link(from, one.from);
      this.link(one.to, to);
    } while (this.takes('|'));
    return { from, to };
  }

  private sequence(): Part {
    const first = this.state();
    let last = first;
    while (this.at < this.pattern.length && !/[|)]/.test(this.pattern[this.at]!)) {
      const one = this.repeated();
      this.link(last, one.from);
      last = one.to;
    }
    return { from: first, to: last };
  }

  private takes(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private repeated(): Part {
    const before = this.at;
    const one = this.atom();
    const after = this.at;
    const counted = /^(?:([?*+])|\{(\d+)(?:(,)(\d*))?\})[?+]?/.exec(this.pattern.slice(this.at, this.at + 24));
    if (!counted) return one;
    const [text, mark, least, comma, most] = counted;
    const from = mark === '+' ? 1 : mark ? 0 : Number(least);
    const to = mark === '?' ? 1 : mark ? Infinity : comma === undefined ? from : most === '' ? Infinity : Number(most);
    const again = (): Part => {
      this.at = before;
      return this.atom();
    };
    const many = this.many(one, again, Math.min(from, MAX_REPEATED), to > MAX_REPEATED ? Infinity : to);
    this.at = after + text.length;
    return many;
  }

  /** The part as often as it is needed, then as often as it may be. */
  private many(one: Part, again: () => Part, least: number, most: number): Part {
    const first = this.state();
    let last = first;
    let next: Part | undefined = one;
    const take = (): Part => {
      const part = next ?? again();
      next = undefined;
      this.link(last, part.from);
      return part;
    };
    for (let count = 0; count < least; count++) last = take().to;
    const end = this.state();
    if (most === Infinity) {
      const part = take();
      this.link(part.to, last);
    } else {
      for (let count = least; count < most; count++) {
        this.link(last, end);
        last = take().to;
      }
    }
    this.link(last, end);
    return { from: first, to: end };
  }

  private atom(): Part {
    const mark = this.pattern[this.at++];
    switch (mark) {
      case '^': return this.part(undefined, 'start');
      case '$': return this.part(undefined, 'end');
      case '.': return this.part(ANY & ~charactersOf('\n'));
      case '(': return this.group();
      case '[': return this.part(this.set());
      case '\\': return this.escape();
      case undefined: throw new NotUnderstood();
      default: return this.part(charactersOf(mark));
    }
  }

  private group(): Part {
    const lead = /^\?(?:P?<[A-Za-z_]\w*>|[:>]|[isu]+[:)]|<?[=!])/.exec(this.pattern.slice(this.at, this.at + 80));
    if (!lead && this.pattern[this.at] === '?') throw new NotUnderstood();
    this.at += lead?.[0].length ?? 0;
    if (lead?.[0].endsWith(')')) return this.part();
    const from = this.at;
    const inner = this.alternatives();
    if (!this.takes(')')) throw new NotUnderstood();
    if (!lead || !/^\?<?[=!]$/.test(lead[0])) return inner;
    if (lead[0] === '?!' && /^\.\*\\\.\\\.$/.test(this.pattern.slice(from, this.at - 1))) this.refusesParents = true;
    return this.part();
  }

  private escape(): Part {
    const mark = this.pattern[this.at++];
    if (mark === 'A') return this.part(undefined, 'start');
    if (mark === 'z' || mark === 'Z') return this.part(undefined, 'end');
    if (mark === 'b' || mark === 'B') return this.part();
    return this.part(this.escaped(mark));
  }

  private escaped(mark: string | undefined): Characters {
    const known = classes.get(mark ?? '');
    if (known !== undefined) return known;
    if (mark !== undefined && /[tnrfv0]/.test(mark)) return charactersOf('\n');
    const code = mark === undefined ? undefined : this.code(mark);
    if (code !== undefined) return charactersOf(String.fromCodePoint(code));
    if (mark === undefined || /[A-Za-z1-9]/.test(mark)) throw new NotUnderstood();
    return charactersOf(mark);
  }

  /** `\x2f`, `\u4e00`, `\u{1F600}`. */
  private code(mark: string): number | undefined {
    const digits = (mark === 'x' ? /^[\da-f]{2}/i : mark === 'u' ? /^(?:[\da-f]{4}|\{[\da-f]{1,5}\})/i : undefined)?.exec(this.pattern.slice(this.at, this.at + 8))?.[0];
    if (digits === undefined) return undefined;
    this.at += digits.length;
    return parseInt(digits.replace(/[{}]/g, ''), 16);
  }

  private set(): Characters {
    const isOthers = this.takes('^');
    let all = 0n;
    for (let isFirst = true; ; isFirst = false) {
      const mark = this.pattern[this.at++];
      if (mark === undefined) throw new NotUnderstood();
      if (mark === ']' && !isFirst) return isOthers ? ANY & ~all : all;
      const first = this.oneOf(mark);
      const isRange = /^-[^\]]/.test(this.pattern.slice(this.at, this.at + 2)) && isSingle(first);
      if (!isRange) {
        all |= first;
        continue;
      }
      this.at++;
      const last = this.oneOf(this.pattern[this.at++]!);
      all |= isSingle(last) ? between(first, last) : ANY;
    }
  }

  private oneOf(mark: string): Characters {
    return mark === '\\' ? this.escaped(this.pattern[this.at++]) : charactersOf(mark);
  }
}

function isSingle(characters: Characters): boolean {
  return (characters & (characters - 1n)) === 0n;
}

/** From one character to another, both of which are bits. */
function between(first: Characters, last: Characters): Characters {
  return last < first ? ANY : (last << 1n) - first;
}
