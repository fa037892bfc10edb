import { deepTaints } from './labels';
import { joinTaints, type Taint } from './taint';
import type { Value } from './value';

/** A part of a text that is put together: known, or a value. */
export type TextPart = string | Value;

const hostIsFixed = /^([a-z]+:)?\/\/[^/?#]+[/?#]|^\/[^/]|^\0[/?#]|^(data|blob):/i;

/** A text that begins so names a host that nobody else chose, or none: `https://api.example.com/`, `data:`. */
export function fixesHost(start: string): boolean {
  return !start.startsWith('\0') && hostIsFixed.test(start);
}

/**
 * The labels that decide how a text begins. Of an address that is the host: what comes after a
 * constant host, or after another value and a slash, chooses no server.
 */
export function headOf(parts: readonly TextPart[]): readonly Taint[] {
  let text = '';
  let head: readonly Taint[] = [];
  for (const part of parts) {
    if (hostIsFixed.test(text)) return head;
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    head = joinTaints(head, part.head ?? deepTaints(part));
    text += part.text ?? (part.constant !== undefined ? String(part.constant) : '\0');
  }
  return head;
}
