import { NO_PARENT, NO_ROOT, OF_PATHS, REWRITTEN } from './families';
import { cleared } from './labels';
import type { Taint } from './taint';
import { withTaints, type GivenArguments, type Value } from './value';

/** Joins that begin at no root but the first one's: `path.join('/srv', '/etc')` is `/srv/etc`. */
const below = /^(node:)?path(\.(posix|win32))?\.join$/;

/** What gives a text another form, in which it can hold what it did not before. */
const decoding = /(^|\.)(decodeURI(Component)?|unquote(_plus|_to_bytes)?|unescape|atob|b64decode|urlsafe_b64decode)$/;

/** What a call is given, with what the call itself makes of it as a part of a path. */
export function laidDown(path: string, given: GivenArguments): GivenArguments {
  if (decoding.test(path) || (path === 're.sub' && rewrites(given))) return { ...given, positional: given.positional.map(decoded) };
  if (!below.test(path) || given.positional.length < 2 || isRoot(given.positional[0]!)) return given;
  return { ...given, positional: given.positional.map((part, index) => (index === 0 ? part : cleared(part, NO_ROOT))) };
}

function rewrites({ positional }: GivenArguments): boolean {
  return !/^[^.]+$/.test(String(positional[1]?.constant ?? ''));
}

function isRoot({ constant }: Value): boolean {
  return typeof constant === 'string' && /^([\\/]*|[a-z]:[\\/]*)$/i.test(constant);
}

/** What is left of a text where parts of it were taken out or made dots has `..` where it had `.x.`. */
export function rewritten(taints: readonly Taint[], { constant }: Value): readonly Taint[] {
  return typeof constant === 'string' && /^[^.]+$/.test(constant) ? taints : taints.map(unlaid);
}

function decoded(value: Value): Value {
  return withTaints(value, value.taints.map(unlaid));
}

function unlaid(taint: Taint): Taint {
  const left = taint.cleared & NO_PARENT ? taint.cleared & ~OF_PATHS : taint.cleared;
  const cleared = taint.symbol ? left | REWRITTEN : left;
  return cleared === taint.cleared ? taint : { ...taint, cleared };
}
