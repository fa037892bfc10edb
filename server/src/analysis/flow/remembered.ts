/** Names that are remembered; a project has fewer different ones by far than uses of them. */
const MAX_REMEMBERED = 50_000;

/** Keeps the answers of a pure question about a name: the same names are asked about at every use. */
export function remembered<T>(ask: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = ask(name);
    if (answers.size >= MAX_REMEMBERED) answers.clear();
    answers.set(name, answer);
    return answer;
  };
}
