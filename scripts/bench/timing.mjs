import { positionAt } from './keystrokes.mjs';

/** The milliseconds of processor time that some work takes: what else the machine does counts less. */
export function timed(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** What the parser alone takes for each step, with the tree of the one before. */
export function bareParses(parser, text, steps) {
  let tree = parser.parse(text);
  const times = steps.map(({ before, after, edit }) => {
    const change = {
      startIndex: edit.start, oldEndIndex: edit.oldEnd, newEndIndex: edit.newEnd,
      startPosition: positionAt(before, edit.start), oldEndPosition: positionAt(before, edit.oldEnd),
      newEndPosition: positionAt(after, edit.newEnd),
    };
    return timed(() => {
      tree.edit(change);
      const next = parser.parse(after, tree);
      tree.delete();
      tree = next;
    });
  });
  tree.delete();
  return times;
}
