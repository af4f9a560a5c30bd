import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Rubbish is collected so often: V8 lets a heap that may be large grow before it looks, and that is nothing that anybody holds. */
const collectEvery = 250;

/** How much more memory a process holds resident after so many runs than after the first fifth of them, which warm it up. */
export class Growth {
  readonly #warm: number;
  readonly #collect: () => void;
  #runs = 0;
  #before = 0;

  constructor(runs: number) {
    this.#warm = Math.ceil(runs / 5);
    setFlagsFromString("--expose-gc");
    this.#collect = runInNewContext("gc") as () => void;
  }

  /** After each run. */
  ran(): void {
    if (++this.#runs % collectEvery === 0) this.#collect();
    if (this.#runs === this.#warm) this.#before = this.#resident();
  }

  /** @throws where it was never warm: then nothing was measured */
  megabytes(): number {
    if (this.#before === 0) throw new Error(`only ${this.#runs} runs`);
    return (this.#resident() - this.#before) / 1_000_000;
  }

  #resident(): number {
    this.#collect();
    return process.memoryUsage().rss;
  }
}
