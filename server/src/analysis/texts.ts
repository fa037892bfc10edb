/** Engines make a copy of what is shorter, and let what is longer point into the text that it was cut from. */
const SLICED = 13;

/** The same letters, of which no other text is a part: what is kept of a file must not hold on to all of it. */
export function detached(text: string): string {
  // Put together anew, and cut from that.
  return text.length < SLICED ? text : ` ${text}`.slice(1);
}

/** Gives parts of texts to be kept, each once, however often it is written. */
export class Parts {
  private readonly known = new Map<string, string>();

  own(part: string): string {
    if (part.length < SLICED) return part;
    const known = this.known.get(part);
    if (known !== undefined) return known;
    const own = detached(part);
    this.known.set(own, own);
    return own;
  }
}
