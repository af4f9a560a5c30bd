/**
 * Faults of the kind that suites like these are for. Each is put into a copy of the tree, never
 * into the tree.
 */
export interface Plant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /** A second place, of the same file. */
  readonly also?: { readonly find: string; readonly put: string };
}

export const plants: readonly Plant[] = [
  {
    name: "a timer is carried out by every instance that sees it",
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
    find: "and m.attempt = r.attempt for update",
    put: "for update",
  },
  {
    name: "a redelivery is carried out again",
    file: "src/runtime/command/read.ts",
    find: "if (claim?.first === false && by",
    put: "if (claim?.first === undefined && by",
  },
  {
    name: "a repeated post does not say so",
    file: "src/runtime/messages/prepare.ts",
    find: "const again = claimed.unsure && !posted;",
    put: "const again = claimed.unsure && posted;",
  },
  {
    name: "what nobody can be sure of counts as not sent",
    file: "src/runtime/messages/settlement.ts",
    find: "unsure: !posted,",
    put: "unsure: false,",
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
    file: "src/runtime/command/redelivery.ts",
    find: "transaction !== undefined && own.has(transaction);",
    put: "transaction !== undefined;",
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
  {
    name: "of several who are told one is left out",
    file: "src/runtime/messages/outputs.ts",
    find: "const tells = tellsOf(effects);",
    put: "const tells = tellsOf(effects).slice(0, 2);",
  },
  {
    name: "what follows in another feature is not written",
    file: "src/runtime/messages/timers.ts",
    find: "...follows.map((follow) => ({ ...follow, at })),",
    put: "...follows.slice(9).map((follow) => ({ ...follow, at })),",
  },
  {
    name: "a timer that a state needs is not set",
    file: "src/runtime/messages/timers.ts",
    find: 'effect.do === "later" ?',
    put: 'effect.do === "later" && effect.command !== "lapse" ?',
  },
  {
    name: "a message is leased that somebody is sending",
    file: "src/runtime/messages/claims.ts",
    find: "(coalesce(${table}.lease_until <= ${now}, true) and",
    put: "(true and",
  },
  {
    name: "a result covers a newer wish",
    file: "src/runtime/messages/settlements.ts",
    find: "case become when 'shown' then version else shown_version end",
    put: "case become when 'shown' then wanted_version else shown_version end",
  },
  {
    name: "a lost lease leaves no mark",
    file: "src/runtime/messages/claims.ts",
    find: " or coalesce(${table}.lease_until <= ${now} and ${table}.address is null, false)",
    put: "",
  },
  {
    name: "an edit of a lost lease counts as shown",
    file: "src/runtime/messages/claims.ts",
    find: "<= ${now} then null else ${table}.shown_hash end",
    put: "<= ${now} then ${table}.shown_hash else ${table}.shown_hash end",
  },
  {
    name: "two who ask for a break do not wait for each other",
    file: "src/breaks/store.ts",
    find: "select pg_advisory_xact_lock(",
    put: "select (",
  },
  {
    name: "two commands of one person do not wait for each other",
    file: "src/runtime/command/claim.ts",
    find: "      for no key update\n",
    put: "",
  },
  {
    name: "a commit whose answer is lost counts as none",
    file: "src/runtime/database/commit.ts",
    find: 'throw new Uncertain("commit", { cause: error });',
    put: 'throw new Unavailable("commit", { cause: error });',
  },
  {
    name: "messages are locked in no order",
    file: "src/runtime/messages/outputs.ts",
    find: "order by view, account_id, occasion for update",
    put: "order by created_at, handrail.now(), random() for update",
  },
  {
    name: "an answer is not stored with its delivery",
    file: "src/runtime/messages/outputs.ts",
    find: "answer = ${JSON.stringify(outputs.said)}::jsonb",
    put: "answer = null",
  },
];
