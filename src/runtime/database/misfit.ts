/** What an operator has to put right before this can start: where, what is wrong, and the remedy, as sentences. */
export class Misfit extends Error {
  override readonly name: string = "Misfit";
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
  constructor(where: string, what: string, remedy: string) {
    super(what);
    this.where = where;
    this.what = what;
    this.remedy = remedy;
  }
}
