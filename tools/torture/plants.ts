/**
 * Faults of the kind that suites like these are for. Each is put into a copy of the tree, never
 * into the tree.
 */
export interface Plant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /** How many days it takes to meet it; 60 unless said. */
  readonly seeds?: number;
  /** A second place, of the same file. */
  readonly also?: { readonly find: string; readonly put: string };
}

export const plants: readonly Plant[] = [
  {
    name: "a timer is carried out by whoever sees it",
    file: "src/runtime/command/read.ts",
    find: "(dueAt === undefined || dueAt > at)",
    put: "dueAt !== undefined && dueAt > at",
  },
  {
    name: "the request is read without a lock",
    file: "src/escalations/store.ts",
    find: "} for update`;",
    put: "}`;",
  },
  {
    name: "a late result is written over a newer attempt",
    file: "src/runtime/messages/settlements.ts",
    find: "and m.attempt = r.attempt\n",
    put: "\n",
  },
  {
    name: "a redelivery is carried out again",
    file: "src/runtime/command/read.ts",
    find: "if (claim?.first === false && by",
    put: "if (claim?.first === undefined && by",
  },
  {
    name: "a repeated post does not say so",
    file: "src/runtime/messages/sender.ts",
    find: "const again = claimed.unsure && !posted;",
    put: "const again = claimed.unsure && posted;",
  },
  {
    name: "what nobody can be sure of counts as not sent",
    file: "src/runtime/messages/sender.ts",
    find: "unsure: claimed.address === null, doubt",
    put: "unsure: false, doubt",
  },
  {
    name: "nobody looks whether the taker arrived",
    file: "src/escalations/times.ts",
    find: 'return request.status === "acknowledged" ? request.joinBy : undefined;',
    put: "return undefined;",
  },
  {
    name: "a second person takes what is taken",
    file: "src/escalations/rules/presses.ts",
    find:
      'if (isTaken(request) && !soughtOf(request).includes(by)) return refuse("taken");\n' +
      "  const joinBy",
    put: "const joinBy",
  },
  {
    name: "the timer is locked before the request",
    file: "src/runtime/command/read.ts",
    find: "const [claim, loaded, dueAt, own] = await together(",
    put: `const [dueAt, claim, loaded, own] = await together(
    "timer" in source ? lockTimer(tx, feature.name, source.subject, source.timer) : undefined,`,
    also: {
      find: `find) : undefined,
    "timer" in source ? lockTimer(tx, feature.name, source.subject, source.timer) : undefined,`,
      put: "find) : undefined,",
    },
  },
  {
    name: "of two copies in doubt both send",
    file: "src/runtime/transact.ts",
    seeds: 160,
    find: "return isOf(result, uncertain) ? uncertain : result;",
    put:
      'return "said" in result && result.repeated && uncertain !== undefined' +
      " ? uncertain : result;",
  },
  {
    name: "a call may begin after its lease",
    file: "src/runtime/messages/sender.ts",
    find: "if (performance.now() > claimed.startBy)",
    put: "if (performance.now() > claimed.startBy + 1e9)",
  },
  {
    name: "one directory for every organisation",
    file: "src/runtime/directory/directory.ts",
    find: "let known = this.#organisations.get(id);",
    put: "let known = [...this.#organisations.values()][0];",
  },
  {
    name: "nobody hears that a page can never arrive",
    file: "src/runtime/messages/unprompted.ts",
    find: "if (others > 0 || message.priority",
    put: "if (others >= 0 || message.priority",
  },
];
