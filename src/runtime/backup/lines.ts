/** A stream of bytes, taken apart: lines, and the rows of a COPY. */
export class Lines {
  readonly #pieces: AsyncIterator<Buffer>;
  #left: Buffer = Buffer.alloc(0);

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** The next line without its end; undefined when there is none, or only a part of one. */
  async next(): Promise<string | undefined> {
    for (;;) {
      const end = this.#left.indexOf("\n");
      if (end >= 0) {
        const line = this.#left.subarray(0, end).toString();
        this.#left = this.#left.subarray(end + 1);
        return line;
      }
      if (!(await this.#more())) return undefined;
    }
  }

  /** Everything up to a line `\.`, which is left out. @throws there is no such line */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      // Whole lines alone, so that they begin where a line begins.
      const lines = this.#left.subarray(0, this.#left.lastIndexOf("\n") + 1);
      const end = lines.indexOf("\\.\n") === 0 ? 0 : lines.indexOf("\n\\.\n") + 1;
      const found = end > 0 || lines.indexOf("\\.\n") === 0;
      const rows = found ? lines.subarray(0, end) : lines;
      this.#left = this.#left.subarray(rows.length + (found ? 3 : 0));
      if (rows.length > 0) yield rows;
      if (found) return;
      if (!(await this.#more())) throw new Error("the rows have no end");
    }
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#pieces.next();
    if (done === true) return false;
    this.#left = this.#left.length === 0 ? value : Buffer.concat([this.#left, value]);
    return true;
  }
}
