/** `a.b()` for a fact about `a.b().c`: what such a call gives has to be followed. */
export function resultsBefore(paths: Iterable<string>): ReadonlySet<string> {
  const results = new Set<string>();
  for (const path of paths) {
    for (let at = path.indexOf('()'); at >= 0; at = path.indexOf('()', at + 2)) results.add(path.slice(0, at + 2));
  }
  return results;
}
