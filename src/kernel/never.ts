/** Closes a `switch`: an unhandled case is a compile error, and a bug with a name at run time. */
export function never(value: never): never {
  throw new Error(`unhandled case ${JSON.stringify(value)}`);
}
