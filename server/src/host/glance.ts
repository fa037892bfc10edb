/** Says of a file's bytes, without decoding them, whether any of the searched words is in them. */
export type Glance = (bytes: Uint8Array) => boolean;

/**
 * Looks for many words in one pass (Wu and Manber's search over pairs of bytes): most positions are
 * jumped over without being looked at. Words are compared byte by byte in UTF-8, case counts, and
 * each needs at least two bytes; shorter ones make every file match, since nothing can be ruled out.
 */
export function createGlance(words: Iterable<string>): Glance {
  const needles = [...new Set(words)].map((word) => new TextEncoder().encode(word));
  if (needles.length === 0) return () => false;
  const shortest = Math.min(...needles.map((needle) => needle.length));
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

/** How far to go on from each pair of bytes so that no word is stepped over; 0: look closer. */
function shiftTable(needles: readonly Uint8Array[], shortest: number): Uint8Array {
  const farthest = Math.min(shortest - 1, 255);
  const shifts = new Uint8Array(65_536).fill(farthest);
  for (const needle of needles) {
    for (let end = 1; end < shortest; end++) {
      const pair = pairAt(needle, end);
      shifts[pair] = Math.min(shifts[pair] ?? farthest, shortest - 1 - end);
    }
  }
  return shifts;
}

/** The words by the pair of bytes that ends their first `shortest` bytes. */
function endingTable(needles: readonly Uint8Array[], shortest: number): Map<number, Uint8Array[]> {
  const endings = new Map<number, Uint8Array[]>();
  for (const needle of needles) {
    const pair = pairAt(needle, shortest - 1);
    endings.set(pair, [...(endings.get(pair) ?? []), needle]);
  }
  return endings;
}

function pairAt(needle: Uint8Array, end: number): number {
  return ((needle[end - 1] ?? 0) << 8) | (needle[end] ?? 0);
}

function isAt(needle: Uint8Array, bytes: Uint8Array, start: number): boolean {
  if (start + needle.length > bytes.length) return false;
  for (let i = 0; i < needle.length; i++) {
    if (needle[i] !== bytes[start + i]) return false;
  }
  return true;
}
