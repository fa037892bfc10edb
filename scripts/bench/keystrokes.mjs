/** Keystrokes before anything is measured: the machine code of hot functions is made meanwhile. */
export const WARM_UP = 10;

/**
 * Keystrokes spread over a text: a letter typed at the end of a word in every so many lines, each
 * taken back by the next. Each has the text `before` and `after` it, and the range it replaced.
 */
export function keystrokes(text, places) {
  const lines = text.split('\n');
  const steps = [];
  for (let at = 0; at < places; at++) {
    const start = endOfWord(text, lines, Math.floor(((at + 0.5) * lines.length) / places));
    const longer = `${text.slice(0, start)}x${text.slice(start)}`;
    steps.push({ before: text, after: longer, edit: { start, oldEnd: start, newEnd: start + 1 } });
    steps.push({ before: longer, after: text, edit: { start, oldEnd: start + 1, newEnd: start } });
  }
  return steps;
}

/** The offset behind the last word of the first line from `line` on that has one. */
function endOfWord(text, lines, line) {
  let offset = 0;
  for (let at = 0; at < lines.length; at++) {
    const word = /^.*[A-Za-z](?=[^A-Za-z]*$)/.exec(lines[at]);
    if (at >= line && word) return offset + word[0].length;
    offset += lines[at].length + 1;
  }
  throw new Error('There is no word from that line on.');
}

/** Row and column, both from 0, in UTF-16 units. */
export function positionAt(text, offset) {
  const before = text.slice(0, offset);
  const line = before.lastIndexOf('\n') + 1;
  return { row: before.split('\n').length - 1, column: offset - line };
}

/** What is inserted by a step. */
export function insertedText({ after, edit }) {
  return after.slice(edit.start, edit.newEnd);
}
