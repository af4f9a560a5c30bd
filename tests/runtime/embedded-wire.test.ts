import { expect, test } from "vitest";
import {
  type Incoming,
  Incomings,
  fatal,
  query,
  readyState,
  rollback,
  sqlStateOf,
} from "../../src/runtime/embedded/wire.ts";

const int32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(n);
  return bytes;
};
const opening = (kind: number, body = ""): Buffer =>
  Buffer.concat([int32(8 + body.length), int32(kind), Buffer.from(body)]);
const typed = (type: string, body = ""): Buffer =>
  Buffer.concat([Buffer.from(type), int32(4 + body.length), Buffer.from(body)]);
const startup = opening(196_608, "user\0postgres\0\0");
const sync = typed("S");

/** Everything that is cut from these bytes, when they arrive in pieces of this size. */
function cut(bytes: Buffer, size: number): Incoming[] {
  const incomings = new Incomings();
  const found: Incoming[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    incomings.add(bytes.subarray(at, at + size));
    for (let next = incomings.next(); next && next.is !== "end"; next = incomings.next())
      found.push(next);
  }
  return found;
}

test.each([1, 3, 1_000])("a client's bytes are cut into turns, arriving %i at a time", (size) => {
  const pipeline = Buffer.concat([
    typed("P", "parse"),
    typed("B", "bind"),
    typed("E", "execute"),
    sync,
  ]);
  const flushed = Buffer.concat([typed("P", "parse"), typed("H")]);
  expect(
    cut(
      Buffer.concat([opening(80_877_103), startup, query("select 1"), pipeline, flushed, sync]),
      size,
    ),
  ).toEqual([
    { is: "encryption" },
    { is: "startup", bytes: startup },
    { is: "batch", bytes: query("select 1"), closed: true },
    { is: "batch", bytes: pipeline, closed: true },
    { is: "batch", bytes: flushed, closed: false },
    { is: "batch", bytes: sync, closed: true },
  ]);
});

test.each([
  ["a cancel request", opening(80_877_102, "12345678")],
  ["another protocol", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["a length that cannot be", Buffer.concat([startup, Buffer.from("Q"), int32(3)])],
  ["terminate", Buffer.concat([startup, typed("X")])],
])("%s ends the connection", (_name, bytes) => {
  const incomings = new Incomings();
  incomings.add(bytes);
  const first = incomings.next();
  expect((first?.is === "startup" ? incomings.next() : first)?.is).toBe("end");
});

test("the state of ReadyForQuery is read from an answer's end", () => {
  expect(readyState(typed("Z", "T"))).toBe("T");
  expect(readyState(typed("C", "Z"))).toBeUndefined();
  expect(readyState(Buffer.alloc(0))).toBeUndefined();
});

test("the SQLSTATE of an error is read from an answer", () => {
  expect(
    sqlStateOf(Buffer.concat([typed("N", "notice"), fatal("25P03", "ended"), typed("Z", "I")])),
  ).toBe("25P03");
  expect(sqlStateOf(Buffer.concat([typed("C", "CHECKPOINT\0"), typed("Z", "I")]))).toBeUndefined();
});

test("the rollback is complete messages", () => {
  const kinds = cut(Buffer.concat([startup, rollback]), 1_000).map((incoming) => incoming.is);
  expect(kinds).toEqual(["startup", "batch", "batch", "batch"]);
});
