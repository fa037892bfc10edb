import type { Found } from './arguments';
import { join } from './joining';
import type { Obj, Value } from './value';

/*
 * Where in a list of arguments the script stands that a shell is given: `['exec', container, 'sh', '-c', script]`.
 */

const shells = /^(?:.*[\\/])?(?:sh|bash|zsh|dash|ksh|fish|cmd|powershell|pwsh)(?:\.exe)?$/i;
const scriptFlag = /^(?:-[a-z]*c|\/c|-Command)$/i;
/** What a shell is told before its script, and how to go about it: `-NoProfile`, `/d`, `-ExecutionPolicy Bypass`. */
const option = /^(?:[-/]\w+|Bypass|Unrestricted|RemoteSigned|Hidden|pipefail)$/i;

/** Hands what stands behind the host to the shell of that machine. */
const remoteShell = /^(?:.*[\\/])?ssh(?:\.exe)?$/;
const optionWithValue = /^-[BbcDEeFIiJLlmOopQRSWw]$/;

/** `adb` puts all that stands behind `shell` into one text, with blanks between, for the shell of the device. */
const deviceBridge = /^(?:.*[\\/])?adb(?:\.exe)?$/;
const deviceShell = /^(?:shell|exec-out)$/;
const deviceOption = /^-[stHPL]$/;

/** The script of a shell that the list itself names: whatever program the list is for, a shell runs it. */
export function scriptIn(found: Found): Found | undefined {
  return firstOf(found, ({ items, isExact }) => {
    for (let at = 0; at < items.length; at++) {
      const flag = isMatch(items[at], shells) ? flagFrom(items, at + 1) : undefined;
      if (flag !== undefined) return flag;
    }
    return isExact ? remoteFrom(items) : undefined;
  }) ?? onDevice(found, true);
}

/** What a device's shell is given in a list of arguments: of the bridge, which the list begins with, or of the bridge's own. */
export function onDevice({ value, node }: Found, isNamed: boolean): Found | undefined {
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || !ref.object.isExact || (isNamed && !isMatch(ref.object.items[0], deviceBridge))) continue;
    const { items } = ref.object;
    let at = isNamed ? 1 : 0;
    while (isMatch(items[at], /^-/)) at += isMatch(items[at], deviceOption) ? 2 : 1;
    if (!isMatch(items[at], deviceShell) || at + 1 >= items.length) continue;
    const words = items.slice(at + 1);
    return { value: words.length === 1 ? words[0]! : { refs: [], taints: words.reduce(join).taints }, node: node?.kind === 'list' && words.length === 1 ? node.items[at + 1] : undefined };
  }
  return undefined;
}

/** Where the host stands that the command follows: `['ssh', '-p', port, host, command]`. */
function remoteFrom(items: readonly Value[]): number | undefined {
  if (!isMatch(items[0], remoteShell)) return undefined;
  let host = 1;
  while (isMatch(items[host], /^-/)) host += isMatch(items[host], optionWithValue) ? 2 : 1;
  return host + 1 < items.length ? host : undefined;
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

/** It is such a text, or one of several that it may be is: which shell there is depends on the system. */
function isMatch(value: Value | undefined, pattern: RegExp): boolean {
  return typeof value?.constant === 'string' ? pattern.test(value.constant) : value?.among?.some((text) => pattern.test(text)) ?? false;
}
