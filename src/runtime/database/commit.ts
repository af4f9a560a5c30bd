import type { RawBuilder } from "kysely";
import pg from "pg";
import { Unavailable } from "../../platform/errors.ts";
import { type Deadline, Uncertain } from "../command/deadline.ts";
import type { Connection } from "./statements.ts";
import { firstFault } from "./together.ts";

/** A statement that is not sent yet. */
export type Statement = RawBuilder<unknown>;
/** What a statement returned. */
export type Rows = readonly Record<string, unknown>[];

/** What a command writes. All of it is sent at once, with the commit: nothing can be read in between. */
export interface Writing<T> {
  readonly statements: readonly Statement[];
  /** Called once all of it is committed. `rowsOf` tells what a statement returned; what was not sent returned nothing. */
  readonly done: (rowsOf: (statement: Statement | undefined) => Rows) => T;
}

/** Of an `Uncertain`: it is certain that it was committed, and what failed after it is our own fault. */
export const committed = "committed";

type Ended = Pick<Connection<never>, "end">;

/**
 * Sends the statements and the commit in one go.
 * @throws {Unavailable} its person was told already that nothing was sent, so nothing is
 * @throws {Uncertain} the answer to the commit was lost
 * @throws what the database refused: it rolled back instead of committing
 */
export async function writeAndCommit<T, Tables>(
  connection: Pick<Connection<Tables>, "db" | "send" | "end">,
  { statements, done }: Writing<T>,
  deadline: Deadline | undefined,
): Promise<T> {
  // All of them before the first is sent: one that cannot be written must not leave half of them.
  const compiled = statements.map((statement) => statement.compile(connection.db));
  if (deadline?.mayCommit() === false) throw new Unavailable("answered without it");
  const sent = compiled.map(({ sql, parameters }) => connection.send(sql, parameters));
  const [answers, commit] = await Promise.all([
    Promise.allSettled(sent),
    endWithCommit(connection, deadline).then(
      () => undefined,
      (fault: unknown) => ({ fault }),
    ),
  ]);
  if (commit?.fault instanceof Uncertain) throw commit.fault;
  const fault = firstFault(answers) ?? commit;
  if (fault !== undefined) throw fault.fault;
  const rows = new Map(
    answers.map((answer, index) => [
      statements[index],
      answer.status === "fulfilled" ? (answer.value.rows as Rows) : [],
    ]),
  );
  try {
    return done((statement) => rows.get(statement) ?? []);
  } catch (cause) {
    throw new Uncertain(committed, { cause });
  }
}

/** Commits what was only read, or written by statements that were waited for. @throws as `writeAndCommit` does */
export async function commitAlone(
  connection: Ended,
  deadline: Deadline | undefined,
): Promise<void> {
  if (deadline?.mayCommit() === false) throw new Unavailable("answered without it");
  await endWithCommit(connection, deadline);
}

async function endWithCommit(connection: Ended, deadline: Deadline | undefined): Promise<void> {
  let ended: Pick<pg.QueryResult, "command">;
  try {
    ended = await connection.end("commit");
  } catch (error) {
    // Only what PostgreSQL itself refuses (a deferred constraint, a serialization failure) is known to be rolled back.
    if (!(error instanceof pg.DatabaseError) || !/^(23|40)/.test(error.code ?? ""))
      throw new Uncertain("commit", { cause: error });
    deadline?.nothingCommitted();
    throw error;
  }
  if (ended.command === "COMMIT") return;
  deadline?.nothingCommitted();
  throw new Error("a failed statement was passed over, and its transaction rolled back");
}
