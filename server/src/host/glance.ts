import type { GlanceWord } from '../analysis/catalogue/glanceWords';

/** Says of a file's bytes, without decoding them, whether any of the searched words is in them. */
export type Glance = (bytes: Uint8Array) => boolean;

/**
 * Looks for many words in one pass (Wu and Manber's search over pairs of bytes): most positions are
 * jumped over without being looked at. Words are compared byte by byte in UTF-8, case counts, and
 * each needs at least two bytes; shorter ones make every file match, since nothing can be ruled out.
 */
export function createGlance(words: Iterable<GlanceWord | string>): Glance {
  const needles = Array.from(words, needleOf);
  if (needles.length === 0) return () => false;
  const shortest = Math.min(...needles.map(({ bytes }) => bytes.length));
  if (shortest < 2) return () => true;
  const shifts = shiftTable(needles, shortest);
  const endings = endingTable(needles, shortest);

  return (bytes) => {
    const last = bytes.length;
    let at = shortest - 1;
    while (at < last) {
      const pair = ((bytes[at - 1] ?? 0) << 8) | (bytes[at] ?? 0);
      const shift = shifts[pair] ?? 1;
      if (shift > 0) {
        at += shift;
        continue;
      }
      const start = at - shortest + 1;
      if (endings.get(pair)?.some((needle) => isAt(needle, bytes, start))) return true;
      at++;
    }
    return false;
  };
}

/** A word in bytes. */
interface Needle {
  readonly bytes: Uint8Array;
  readonly notAfter: Uint8Array;
  readonly notBefore: Uint8Array;
}

function needleOf(word: GlanceWord | string): Needle {
  const encoder = new TextEncoder();
  const { text, notAfter = '', notBefore = '' } = typeof word === 'string' ? { text: word } : word;
  return { bytes: encoder.encode(text), notAfter: encoder.encode(notAfter), notBefore: encoder.encode(notBefore) };
}

/** How far to go on from each pair of bytes so that no word is stepped over; 0: look closer. */
function shiftTable(needles: readonly Needle[], shortest: number): Uint8Array {
  const farthest = Math.min(shortest - 1, 255);
  const shifts = new Uint8Array(65_536).fill(farthest);
  for (const { bytes } of needles) {
    for (let end = 1; end < shortest; end++) {
      const pair = pairAt(bytes, end);
      shifts[pair] = Math.min(shifts[pair] ?? farthest, shortest - 1 - end);
    }
  }
  return shifts;
}

/** The words by the pair of bytes that ends their first `shortest` bytes. */
function endingTable(needles: readonly Needle[], shortest: number): Map<number, Needle[]> {
  const endings = new Map<number, Needle[]>();
  for (const needle of needles) {
    const pair = pairAt(needle.bytes, shortest - 1);
    endings.set(pair, [...(endings.get(pair) ?? []), needle]);
  }
  return endings;
}

function pairAt(needle: Uint8Array, end: number): number {
  return ((needle[end - 1] ?? 0) << 8) | (needle[end] ?? 0);
}

function isAt({ bytes: word, notAfter, notBefore }: Needle, bytes: Uint8Array, start: number): boolean {
  const end = start + word.length;
  if (end > bytes.length) return false;
  for (let i = 0; i < word.length; i++) {
    if (word[i] !== bytes[start + i]) return false;
  }
  return !(start > 0 && notAfter.includes(bytes[start - 1]!)) && !(end < bytes.length && notBefore.includes(bytes[end]!));
}
