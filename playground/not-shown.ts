/**
 * A person cannot do something because it is not on their screen: a button is gone, or a dialog is
 * closed.
 */
export class NotShown extends Error {
  override readonly name = "NotShown";
}
