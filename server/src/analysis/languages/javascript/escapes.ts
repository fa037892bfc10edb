/** What the escapes of JavaScript strings and the entities of JSX text stand for. */

const SINGLE: Readonly<Record<string, string>> = {
  n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v',
};

const ESCAPE = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|[\s\S]))/g;

/** The value of a string's source text. Malformed escapes stand for themselves, less the backslash. */
export function unescapeString(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(ESCAPE, (_, long?: string, short?: string, byte?: string, octal?: string, other = '') => {
    const hex = long ?? short ?? byte;
    if (hex !== undefined) return codePoint(parseInt(hex, 16));
    if (octal !== undefined) return codePoint(parseInt(octal, 8));
    if (isLineBreak(other)) return '';
    return SINGLE[other] ?? other;
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', copy: '©', hellip: '…', mdash: '—', ndash: '–',
};

/** The value of JSX text. An entity that is not among the common ones stays as written. */
export function unescapeEntities(source: string): string {
  if (!source.includes('&')) return source;
  return source.replace(/&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z]+));/g, (whole, hex?: string, decimal?: string, name = '') => {
    if (hex !== undefined) return codePoint(parseInt(hex, 16));
    if (decimal !== undefined) return codePoint(parseInt(decimal, 10));
    return ENTITIES[name] ?? whole;
  });
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd';
}

function isLineBreak(text: string): boolean {
  return text === '\n' || text === '\r\n' || text === '\r' || text === '\u2028' || text === '\u2029';
}
