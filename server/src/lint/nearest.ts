import { distance } from 'fastest-levenshtein';

/** The name that was most likely meant, or undefined when none is close. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  const lower = written.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    const d = distance(lower, name.toLowerCase());
    if (d < bestDistance) {
      best = name;
      bestDistance = d;
    }
  }
  return best;
}

/** The words "; did you mean `x`?", or nothing when no name is close. */
export function suggestion(written: string, names: Iterable<string>): string {
  const name = nearest(written, names);
  return name === undefined ? '' : `; did you mean \`${name}\`?`;
}
