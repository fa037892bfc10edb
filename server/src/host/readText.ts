import { readFileSync, statSync } from 'node:fs';

/** Files beyond this size, in bytes, are data rather than code people wrote. */
export const maximumBytes = 1_500_000;

/** Why a file was not examined. */
export type UnreadReason = 'unreadable' | 'not-text' | 'too-large' | 'minified';

/** The bytes of a file, or why there are none. */
export type BytesRead = { readonly bytes: Buffer } | Unread;
/** The text of a file, or why there is none. */
export type TextRead = { readonly text: string } | Unread;

export interface Unread {
  readonly reason: UnreadReason;
  /** Half a sentence that goes on from the file's name: "is not UTF-8 text". */
  readonly message: string;
}

/** Reads a file's bytes. Never throws, and never waits on what is no plain file, such as a pipe. */
export function readBytes(path: string): BytesRead {
  try {
    const status = statSync(path);
    if (!status.isFile()) return { reason: 'unreadable', message: 'is not a file' };
    if (status.size > maximumBytes) return tooLarge(status.size);
    const bytes = readFileSync(path);
    return bytes.length > maximumBytes ? tooLarge(bytes.length) : { bytes };
  } catch (error) {
    return { reason: 'unreadable', message: `cannot be read (${describeFailure(error)})` };
  }
}

/** Takes bytes for UTF-8 text, a byte order mark left out. Gives the reason where they are none. */
function decodeText(bytes: Uint8Array): TextRead {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { reason: 'not-text', message: 'is UTF-16; only UTF-8 is read' };
  }
  if (bytes.includes(0)) return { reason: 'not-text', message: 'is binary' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { reason: 'not-text', message: 'is not UTF-8 text' };
  }
}

/** Reads a text file that people wrote. Never throws. */
export function readText(path: string): TextRead {
  const read = readBytes(path);
  return 'bytes' in read ? decodeText(read.bytes) : read;
}

/** Reads source code; refuses what a tool has written on a few endless lines. Never throws. */
export function decodeSource(bytes: Uint8Array): TextRead {
  const decoded = decodeText(bytes);
  if ('text' in decoded && isMinified(decoded.text)) return { reason: 'minified', message: 'is minified' };
  return decoded;
}

/** True when most of the text stands on lines that no one writes by hand. */
export function isMinified(text: string): boolean {
  if (text.length < 10_000) return false;
  let onLongLines = 0;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end - start > 2_000) onLongLines += end - start;
    start = end + 1;
  }
  return onLongLines > text.length / 2;
}

/** What went wrong with a file, in words and without a path or a stack. */
export function describeFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Record<string, string> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOTDIR: 'a part of the path is not a folder',
    EISDIR: 'it is a folder',
    ELOOP: 'its links go in circles',
    ENAMETOOLONG: 'the name is too long',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    EMFILE: 'too many files are open',
  };
  return words[code] ?? (code || (error instanceof Error ? error.message : String(error)));
}

function tooLarge(size: number): Unread {
  return { reason: 'too-large', message: `is too large (${(size / 1e6).toFixed(1)} MB)` };
}
