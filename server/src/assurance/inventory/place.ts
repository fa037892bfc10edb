import type { Place } from '../../analysis/usage';

/** Tells places apart. */
export function placeKey({ file, span }: Place): string {
  return `${file}:${span.start}:${span.end}`;
}
