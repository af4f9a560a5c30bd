/**
 * Something a person cannot do because it is not on their screen: a button that is gone, a dialog
 * that is closed.
 */
export class NotShown extends Error {
  override readonly name = "NotShown";
}
