import type { GivenArguments, Value } from './value';

/** `open(path, "a")`, `path.open("a")`, `appendFileSync(path, …)`. */
export function isAppending(method: string, { positional, named }: GivenArguments): boolean {
  if (/^appendFile(Sync)?$/.test(method)) return true;
  if (!/^a?open$/.test(method)) return false;
  return [positional[0], positional[1], named.get('mode')].some((mode) => /^(a[bt]?\+?|a\+[bt]?)$/.test(constantText(mode) ?? ''));
}

export function constantText(value: Value | undefined): string | undefined {
  return typeof value?.constant === 'string' ? value.constant : undefined;
}
