/** A place as people count it: line and column from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the lines of a text begin. Line ends are LF, CR LF and a lone CR, as in editors. */
export class Lines {
  private readonly starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    for (const end of text.matchAll(/\r\n|\r|\n/g)) starts.push(end.index + end[0].length);
    this.starts = starts;
  }

  get count(): number {
    return this.starts.length;
  }

  /** The line that holds the offset, from 1. Offsets outside the text count to its nearest end. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  positionAt(offset: number): Position {
    const bounded = Math.min(Math.max(offset, 0), this.text.length);
    const line = this.lineAt(bounded);
    return { line, column: bounded - this.startOf(line) + 1 };
  }

  /** The offset at which a line begins; the end of the text for a line behind the last. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? this.text.length;
  }

  /** A line's text without its line end; empty where there is no such line. */
  textOf(line: number): string {
    return this.text.slice(this.startOf(line), this.startOf(line + 1)).replace(/[\r\n]+$/, '');
  }
}
