import { createTransport } from "nodemailer";
import { isLoopback } from "../../platform/network.ts";
import type { Alarm } from "../alarms/alarm.ts";
import type { Outcome } from "../store.ts";
import { secretIn, tried } from "./outcome.ts";

/** In milliseconds, for each part of the conversation. */
const timeout = 4_000;

/** Sends a mail: one sentence, the same as its subject. A name and a password travel encrypted only. */
export const tellByEmail = (
  { smtpFile, to }: { readonly smtpFile: string; readonly to: readonly string[] },
  { sentence, from }: Alarm,
): Promise<Outcome> =>
  tried(async () => {
    const url = new URL(await secretIn(smtpFile));
    const transport = createTransport({
      ...{ host: url.hostname.replace(/^\[(.*)\]$/, "$1"), secure: url.protocol === "smtps:" },
      port: url.port === "" ? undefined : Number(url.port),
      auth:
        url.username === ""
          ? undefined
          : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
      requireTLS: url.username !== "" && !isLoopback(url.hostname),
      ...{ connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout },
      // Nothing is read from the disk or fetched because a mail says so.
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    try {
      const sender = url.searchParams.get("from") ?? to[0];
      const mail = { from: { name: from, address: sender ?? "" }, to: [...to] };
      await transport.sendMail({ ...mail, subject: sentence, text: sentence });
      return { outcome: "taken" };
    } finally {
      transport.close();
    }
  });
