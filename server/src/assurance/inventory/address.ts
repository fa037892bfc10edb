/** User name, password, query and fragment of an address can be secrets: what is left without them. Empty where it is none. */
export function hostAndPath(url: string): string {
  return /^([a-z][a-z+.-]*:\/\/)(?:[^/@]*@)?([^?#]*)/i.exec(url)?.slice(1, 3).join('') ?? '';
}

/** The host of an address, with its port. */
export function hostOf(address: string): string {
  return /^(?:[a-z][a-z+.-]*:\/\/)?(?:[^/@]*@)?([^/?#]+)/i.exec(address)?.[1] ?? address;
}

/** Whether an address leads to the machine that the program runs on. */
export function isLocal(address: string): boolean {
  return /^(localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal)/.test(hostOf(address));
}
