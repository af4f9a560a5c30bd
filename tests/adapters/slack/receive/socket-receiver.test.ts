import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocketServer, type WebSocket as Socket } from "ws";
import { type SlackAdapter, slackAdapter } from "../../../../adapters/slack/index.ts";
import {
  SocketReceiver,
  type SocketReceiverOptions,
} from "../../../../adapters/slack/receive/socket-receiver.ts";
import { controlsOf, type SlackDouble } from "../../../../playground/slack.ts";
import { msg } from "../../../../src/platform/text.ts";
import { faultOf } from "../../../../src/runtime/log.ts";
import { ANA, SAM, startDouble } from "../../../playground/app.ts";
import { notice, RecordingCore, secret, send, world } from "../world.ts";

const appToken = "xapp-1";
const opened = { type: "app_home_opened", user: ANA, tab: "home" };

/** Log lines as text, as they would be written. */
function notes() {
  const logged: string[] = [];
  const note = (fields: object, message: string) =>
    void logged.push(
      JSON.stringify(fields, (_, value) => (value instanceof Error ? faultOf(value) : value)) +
        message,
    );
  return { logged, log: { info: note, warn: note, error: note } };
}

async function line(options: Parameters<typeof startDouble>[0] = {}) {
  const double = await startDouble({ appToken, wait: async () => undefined, ...options });
  onTestFinished(() => double.stop());
  const core = new RecordingCore();
  const { logged, log } = notes();
  const adapter = slackAdapter(
    { signingSecrets: [], botToken: "xoxb-for-tests", appToken, apiUrl: double.url },
    core,
    log,
  );
  await started(adapter, double, 1);
  return { double, core, adapter, logged };
}

async function started(
  adapter: SlackAdapter,
  double: SlackDouble,
  connections: number,
): Promise<void> {
  onTestFinished(() => adapter.stop());
  await adapter.start();
  await double.until(() => double.socket.connections === connections);
}

describe("Socket Mode", () => {
  it("is instead of the door", async () => {
    expect((await line()).adapter.routes).toEqual({});
    const both = await world({ appToken });
    expect(both.adapter.routes).toEqual({});
    expect(Object.keys((await world()).adapter.routes)).toEqual(["/slack/events"]);
  });

  it("brings every kind of gesture to the core as the door does, and its answer back", async () => {
    const { double, core } = await line();
    core.answer = { notice: notice("Asking Sam.") };
    expect(await double.command(ANA, "/escalate now")).toMatchObject({ status: 200 });
    expect(core.gestures[0]).toMatchObject({
      kind: "word",
      word: "escalate",
      text: "now",
      sender: { workspace: "T0ACME", account: ANA },
    });
    expect(double.desk(ANA).messages).toMatchObject([{ ephemeral: true, text: "Asking Sam." }]);

    await double.shortcut(ANA, "escalate");
    await double.openHome(SAM);
    expect(core.gestures.map(({ kind }) => kind)).toEqual(["word", "word", "home"]);
    // Nobody here listens to it: taken all the same, or Slack would send it again.
    expect(await double.event({ type: "message" })).toMatchObject({ status: 200 });
    expect(
      await double.pressRaw({ type: "view_closed", team: { id: "T0ACME" }, user: { id: ANA } }),
    ).toMatchObject({ status: 200 });
    expect(core.gestures).toHaveLength(3);
  });

  it("answers a form in its place", async () => {
    const { double, core } = await line();
    core.answer = {
      form: {
        kind: "form",
        form: "note.write",
        subject: "n1",
        title: msg("why.form.title"),
        submit: msg("why.form.submit"),
        lines: [],
        fields: [{ type: "text", name: "words", label: msg("why.words"), long: false, max: 300 }],
      },
    };
    await double.command(ANA, "/handrail");
    const dialog = await double.until(() => double.desk(ANA).dialog);
    const { blocks } = (dialog?.view ?? {}) as { blocks?: unknown[] };
    const actionId = controlsOf(blocks).find(({ input }) => input)?.actionId ?? "";
    core.answer = { errors: { words: msg("common.tryAgain") } };
    await double.submit(ANA, dialog?.id ?? "", { words: { [actionId]: "x" } });
    expect(Object.keys(double.desk(ANA).dialog?.errors ?? {})).toEqual(["words"]);
    core.answer = {};
    await double.submit(ANA, dialog?.id ?? "", { words: { [actionId]: "y" } });
    expect(double.desk(ANA).dialog).toBeUndefined();
  });

  it("answers only what is stored", async () => {
    const { double, core } = await line();
    const storing = Promise.withResolvers<void>();
    const receive = core.receive.bind(core);
    core.receive = async (gesture) => {
      await storing.promise;
      return receive(gesture);
    };
    let answered = false;
    const typed = double.command(ANA, "/escalate").then((sent) => ((answered = true), sent));
    // Another envelope goes down the line and back meanwhile.
    await double.event({ type: "message" });
    expect(answered).toBe(false);
    storing.resolve();
    expect(await typed).toMatchObject({ status: 200 });
  });

  it("in an outage of ours a person reads so, and an event is left for Slack to send again", async () => {
    let mend = () => undefined as void;
    const { double, core, logged } = await line({ answerWithin: 1_500, wait: async () => mend() });
    mend = () => void (core.fault = undefined);
    core.fault = new Error("secret words of a driver");
    await double.command(ANA, "/escalate");
    expect(double.desk(ANA).messages[0]?.text).toContain("5000");
    expect(await double.event(opened)).toMatchObject({ status: 0, failure: "http_timeout" });
    expect(await double.event(opened, { retries: true })).toMatchObject({
      status: 200,
      attempts: 2,
    });
    expect(core.gestures).toMatchObject([{ kind: "home" }]);
    expect(logged.join()).not.toContain("secret words");
  });

  it("says the answer another way when the line goes while it is made", async () => {
    const { double, core } = await line();
    const storing = Promise.withResolvers<void>();
    core.receive = async () => {
      await storing.promise;
      return { notice: notice("Asking Sam."), reader: core.strangerReader() };
    };
    const typed = double.command(ANA, "/escalate");
    await double.event({ type: "message" });
    double.socket.drop();
    expect(await typed).toMatchObject({ status: 0, failure: "connection_failed" });
    // Once it calls again, it knows.
    await double.until(() => double.socket.delivered.length === 2);
    storing.resolve();
    await double.until(() => double.desk(ANA).messages.some(({ text }) => text === "Asking Sam."));
  });

  it("two instances hold a line each; each payload comes to one of them", async () => {
    const { double, core } = await line();
    const other = new RecordingCore();
    const { log } = notes();
    await started(
      slackAdapter(
        { signingSecrets: [], botToken: "xoxb-for-tests", appToken, apiUrl: double.url },
        other,
        log,
      ),
      double,
      2,
    );
    for (let i = 0; i < 6; i++) await double.command(ANA, "/escalate");
    expect([core.gestures.length, other.gestures.length]).toEqual([3, 3]);
    expect(
      new Set([...core.gestures, ...other.gestures].map(({ delivery }) => delivery)).size,
    ).toBe(6);
  });

  it("what came in is answered before it hangs up, and nothing is called any more", async () => {
    const { double, core, adapter } = await line();
    const storing = Promise.withResolvers<void>();
    core.receive = async () => {
      await storing.promise;
      return { reader: core.strangerReader() };
    };
    const typed = double.command(ANA, "/escalate");
    await double.event({ type: "message" });
    const stopped = adapter.stop();
    storing.resolve();
    expect(await typed).toMatchObject({ status: 200 });
    await stopped;
    await double.until(() => double.socket.connections === 0);
    expect(double.calls("apps.connections.open")).toHaveLength(1);
  });

  it("a Slack that is away does not stop the start; it is called until it is there", async () => {
    const double = await startDouble({ appToken });
    onTestFinished(() => double.stop());
    const trouble = double.trouble({
      method: "apps.connections.open",
      count: 3,
      how: { error: "internal_error" },
    });
    const { log, logged } = notes();
    await started(
      slackAdapter(
        { signingSecrets: [], botToken: "xoxb-for-tests", appToken, apiUrl: double.url },
        new RecordingCore(),
        log,
      ),
      double,
      1,
    );
    expect(trouble.met).toBe(3);
    expect(logged.filter((text) => text.includes("internal_error")).length).toBe(3);
    expect(logged.join()).not.toContain("ticket");
    expect(logged.join()).not.toContain(appToken);
  });

  it("needs a token, or a secret", () => {
    const { log } = notes();
    expect(() =>
      slackAdapter({ signingSecrets: [], botToken: "x" }, new RecordingCore(), log),
    ).toThrow("signing secret");
    expect(() =>
      slackAdapter({ signingSecrets: [secret], botToken: "x" }, new RecordingCore(), log),
    ).not.toThrow();
  });
});

/** A bare server of ours: it says nothing that it is not told to. */
async function server(options: Partial<SocketReceiverOptions> = {}) {
  const listening = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => listening.once("listening", resolve));
  const lines: Socket[] = [];
  const wakes: (() => void)[] = [];
  listening.on("connection", (socket) => {
    lines.push(socket);
    for (const wake of wakes.splice(0)) wake();
  });
  const { port } = listening.address() as { port: number };
  const { log, logged } = notes();
  let opens = 0;
  const receiver = new SocketReceiver({
    address: async () => {
      opens += 1;
      return `ws://127.0.0.1:${port}/`;
    },
    background: () => undefined,
    answerElsewhere: async () => undefined,
    log,
    ...options,
  });
  receiver.init({ processEvent: async () => undefined });
  onTestFinished(async () => {
    await receiver.stop();
    for (const socket of listening.clients) socket.terminate();
    listening.close();
  });
  return {
    receiver,
    logged,
    opens: () => opens,
    /** The line with this number, from 0, as soon as it is there. */
    async line(number: number): Promise<Socket> {
      while (lines[number] === undefined) await new Promise<void>((resolve) => wakes.push(resolve));
      return lines[number];
    },
  };
}

const hello = JSON.stringify({ type: "hello" });
/** Sends something that nobody listens to, and waits for what comes back. */
async function answerTo(socket: Socket, envelope_id: string): Promise<unknown> {
  const answer = once(socket, "message") as Promise<[Buffer]>;
  socket.send(
    JSON.stringify({
      envelope_id,
      type: "events_api",
      payload: { type: "event_callback", event: { type: "other" } },
    }),
  );
  return JSON.parse((await answer)[0].toString());
}
const closed = async (socket: Socket): Promise<string> => {
  if (socket.readyState !== socket.CLOSED) await once(socket, "close");
  return "closed";
};

describe("a line", () => {
  it.each(["warning", "refresh_requested", "link_disabled"])(
    "that Slack will end (%s) is used until then, with the next one open",
    async (reason) => {
      const { receiver, line } = await server();
      await receiver.start();
      const first = await line(0);
      first.send(hello);
      // It is in use before it hears of its end: one of both at once is another case, below.
      expect(await answerTo(first, "e1")).toEqual({ envelope_id: "e1" });
      first.send(JSON.stringify({ type: "disconnect", reason }));
      (await line(1)).send(hello);
      expect(await answerTo(first, "e2")).toEqual({ envelope_id: "e2" });
    },
  );

  it("that hears of its end with its greeting is replaced too", async () => {
    const { receiver, line } = await server();
    await receiver.start();
    const first = await line(0);
    first.send(hello);
    first.send(JSON.stringify({ type: "disconnect", reason: "warning" }));
    (await line(1)).send(hello);
    expect(await answerTo(first, "e1")).toEqual({ envelope_id: "e1" });
  });

  it("that Slack forgets to end is ended by us", async () => {
    const { receiver, line } = await server({ timing: { leaving: 20 } });
    await receiver.start();
    const first = await line(0);
    first.send(hello);
    first.send(JSON.stringify({ type: "disconnect", reason: "warning" }));
    (await line(1)).send(hello);
    expect(await closed(first)).toBe("closed");
  });

  it("that is never greeted is given up", async () => {
    const { receiver, line, logged } = await server({ timing: { hello: 20 } });
    await receiver.start();
    await closed(await line(0));
    await line(1);
    expect(logged.join()).toContain("no_greeting");
  });

  it("whose pings stop is dead, whatever TCP says", async () => {
    const { receiver, line } = await server({ timing: { silence: 50 } });
    await receiver.start();
    const first = await line(0);
    first.send(hello);
    first.ping();
    (await line(1)).send(hello);
    expect(await closed(first)).toBe("closed");
  });

  it("ignores what is no envelope, and does not die of it", async () => {
    const { receiver, line } = await server();
    await receiver.start();
    const first = await line(0);
    const deep = `{"envelope_id":"e","type":"x","payload":${"[".repeat(60_000)}${"]".repeat(60_000)}}`;
    for (const bad of [
      "",
      "{",
      "[]",
      "1",
      "null",
      '"hello"',
      '{"type":1}',
      deep,
      '{"__proto__":{"type":"hello"}}',
      "x".repeat(300_000),
    ])
      first.send(bad);
    first.send(
      JSON.stringify({
        type: "interactive",
        envelope_id: "e0",
        payload: { type: "other", a: "x".repeat(256 * 1024) },
      }),
    );
    first.send(Buffer.from(hello));
    // Slack's own client dies of this one: an event without an event.
    first.send(hello);
    first.send('{"type":"events_api","envelope_id":"e1","payload":{"type":"app_rate_limited"}}');
    first.send('{"type":"events_api","envelope_id":"e2"}');
    const answers: unknown[] = [];
    await new Promise<void>((resolve) =>
      first.on("message", (data) => {
        answers.push(JSON.parse((data as Buffer).toString()));
        if (answers.length === 2) resolve();
      }),
    );
    expect(answers).toEqual([{ envelope_id: "e1" }, { envelope_id: "e2" }]);
  });

  it.each([
    "ws://slack.example/link",
    "http://127.0.0.1/",
    "wss:",
    "ws://127.0.0.1.slack.example/",
    undefined,
  ])("is not opened to %s", async (url) => {
    const asked = Promise.withResolvers<void>();
    let times = 0;
    const { receiver, logged } = await server({
      address: async () => {
        if (++times === 2) asked.resolve();
        return url;
      },
    });
    await receiver.start();
    await asked.promise;
    expect(logged[0]).toContain("socket_address");
  });

  it("is called more and more slowly while it is refused", async () => {
    const at: number[] = [];
    const enough = Promise.withResolvers<void>();
    const { receiver } = await server({
      timing: { pause: 40, longest: 160 },
      address: async () => {
        at.push(performance.now());
        if (at.length === 7) enough.resolve();
        throw new Error("no");
      },
    });
    await receiver.start();
    await enough.promise;
    await receiver.stop();
    const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    // Each pause is half to all of 0, 40, 80, 160, 160, 160 ms; a busy machine only adds to it.
    for (const [index, least] of [0, 20, 40, 80, 80, 80].entries())
      expect(pauses[index]).toBeGreaterThanOrEqual(least - 2);
    expect(at).toHaveLength(7);
  });

  it("that brought something and went is followed by the next at once, however often", async () => {
    const { receiver, line } = await server({ timing: { pause: 60_000 } });
    await receiver.start();
    for (let number = 0; number < 4; number++) {
      const each = await line(number);
      each.send(hello);
      expect(await answerTo(each, "e")).toEqual({ envelope_id: "e" });
      each.terminate();
    }
  });

  it("waits as long as Slack asks", async () => {
    const { api, adapter } = await world({ appToken });
    const at: number[] = [];
    const again = Promise.withResolvers<void>();
    api.scripts.set("apps.connections.open", (response) => {
      if (at.push(performance.now()) === 2) again.resolve();
      send(response, {}, 429, { "retry-after": "1" });
    });
    await adapter.start();
    await again.promise;
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });
});
