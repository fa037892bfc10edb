import type { Found } from './arguments';
import type { Obj, Value } from './value';

/*
 * Where in a list of arguments the script stands that a shell is given: `['exec', container, 'sh', '-c', script]`.
 */

const shells = /^(?:.*[\\/])?(?:sh|bash|zsh|dash|ksh|fish|cmd|powershell|pwsh)(?:\.exe)?$/i;
const scriptFlag = /^(?:-[a-z]*c|\/c|-Command)$/i;
/** What a shell is told before its script, and how to go about it: `-NoProfile`, `/d`, `-ExecutionPolicy Bypass`. */
const option = /^(?:[-/]\w+|Bypass|Unrestricted|RemoteSigned|Hidden|pipefail)$/i;

/** The script of a shell that the list itself names: whatever program the list is for, a shell runs it. */
export function scriptIn(found: Found): Found | undefined {
  return firstOf(found, ({ items }) => {
    for (let at = 0; at < items.length; at++) {
      const flag = isMatch(items[at], shells) ? flagFrom(items, at + 1) : undefined;
      if (flag !== undefined) return flag;
    }
    return undefined;
  });
}

/** The script in a list of a shell's own arguments. */
export function scriptAfterOptions(found: Found): Found | undefined {
  return firstOf(found, ({ items }) => flagFrom(items, 0));
}

function firstOf({ value, node }: Found, flagOf: (list: Obj) => number | undefined): Found | undefined {
  for (const ref of value.refs) {
    if (ref.kind !== 'object') continue;
    const flag = flagOf(ref.object);
    const script = flag === undefined ? undefined : ref.object.items[flag + 1];
    if (script) return { value: script, node: node?.kind === 'list' ? node.items[flag! + 1] : undefined };
  }
  return undefined;
}

/** Where the flag stands that the script follows, with nothing but options before it. */
function flagFrom(items: readonly Value[], from: number): number | undefined {
  for (let at = from; isMatch(items[at], option); at++) if (isMatch(items[at], scriptFlag)) return at;
  return undefined;
}

function isMatch(value: Value | undefined, pattern: RegExp): boolean {
  return typeof value?.constant === 'string' && pattern.test(value.constant);
}
