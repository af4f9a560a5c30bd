import { createHash } from "node:crypto";
import type { Channel, Outward, Webhook } from "../platform/outward.ts";
import { Fault, isUtf8, saveAsUtf8 } from "./problems.ts";
import type { Reading } from "./section.ts";
import type { ReadFile } from "./settings.ts";
import * as shape from "./shape.ts";

/** PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event */
const pagerDuty = "https://events.pagerduty.com/v2/enqueue";

type At = readonly (string | number)[];
type Reads = { readonly reading: Reading; readonly readFile: ReadFile };

/** The file's `outward`. Each secret's file is looked into, so that a slip is told at the start. */
export function readOutward(
  reading: Reading,
  written: unknown,
  readFile: ReadFile,
): Outward | undefined {
  const at = ["outward"];
  const read = reading.section(shape.outward, written, at);
  if (read === undefined) return undefined;
  const reads = { reading, readFile };
  const webhooks = (read.webhooks ?? []).flatMap((one, nth) =>
    webhookOf(reads, one, [...at, "webhooks", nth]),
  );
  const channels = (read.second_channel ?? []).flatMap((one, nth) =>
    channelOf(reads, one, [...at, "second_channel", nth]),
  );
  refuseTwice(reading, [...at, "webhooks"], webhooks);
  refuseTwice(reading, [...at, "second_channel"], channels);
  return webhooks.length + channels.length === 0 ? undefined : { webhooks, channels };
}

function webhookOf(reads: Reads, written: unknown, at: At): Webhook[] {
  const read = reads.reading.section(shape.webhook, written, at);
  if (read === undefined) return [];
  const { url, secret_file: secretFile, events } = read;
  checkSecret(reads, [...at, "secret_file"], secretFile, signingSecret);
  return [{ target: targetOf("hook", url), url, secretFile, events }];
}

function channelOf(reads: Reads, written: unknown, at: At): Channel[] {
  const read = reads.reading.section(shape.channel, written, at);
  if (read === undefined) return [];
  const { pagerduty, webhook, email } = read;
  const given = [pagerduty, webhook, email].filter((one) => one !== undefined);
  if (given.length !== 1) {
    reads.reading.problem(
      at,
      given.length === 0 ? "says no way" : "says several ways at once",
      "Write one a line: pagerduty, webhook or email.",
    );
    return [];
  }
  if (pagerduty !== undefined) {
    const { routing_key_file: routingKeyFile, api_url: url = pagerDuty } = pagerduty;
    checkSecret(reads, [...at, "pagerduty", "routing_key_file"], routingKeyFile, routingKey);
    const target = targetOf("pagerduty", `${url} ${routingKeyFile}`);
    return [{ kind: "pagerduty", target, url, routingKeyFile }];
  }
  if (webhook !== undefined) {
    const { url, secret_file: secretFile } = webhook;
    checkSecret(reads, [...at, "webhook", "secret_file"], secretFile, signingSecret);
    return [{ kind: "webhook", target: targetOf("channel", url), url, secretFile }];
  }
  if (email === undefined) return [];
  const { smtp_url_file: smtpFile, to } = email;
  checkSecret(reads, [...at, "email", "smtp_url_file"], smtpFile, smtpUrl);
  return [{ kind: "email", target: targetOf("email", `${smtpFile} ${to.join()}`), smtpFile, to }];
}

/** An address may hold a token of its own, so it names nothing itself. */
const targetOf = (kind: string, where: string): string =>
  `${kind}-${createHash("sha256").update(where).digest("hex").slice(0, 16)}`;

function refuseTwice(reading: Reading, at: At, all: readonly { readonly target: string }[]): void {
  const seen = new Set<string>();
  all.forEach(({ target }, nth) => {
    if (seen.has(target)) reading.problem([...at, nth], "is here twice", "Remove one.");
    seen.add(target);
  });
}

type Check = (secret: string) => Fault | undefined;

function checkSecret({ reading, readFile }: Reads, at: At, path: string, check: Check): void {
  const content = readFile(path)?.trim();
  const fault =
    content === undefined
      ? new Fault(
          "names a file that cannot be read",
          "Check the path and who may read the file. It is read by Handrail's own user.",
        )
      : content === ""
        ? new Fault("names a file that is empty", "Put the secret into it, and nothing else.")
        : isUtf8(content)
          ? check(content)
          : new Fault("names a file that is not in UTF-8", saveAsUtf8);
  if (fault !== undefined) reading.problem(at, fault.what, fault.remedy);
}

/** Standard Webhooks: 24 to 64 bytes in base64, with or without `whsec_`. */
function signingSecret(secret: string): Fault | undefined {
  const text = secret.replace(/^whsec_/, "");
  const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64").length : 0;
  return bytes >= 24 && bytes <= 64
    ? undefined
    : new Fault(
        "names a file that holds no signing secret",
        "It is 24 to 64 random bytes in base64: openssl rand -base64 32.",
      );
}

const routingKey: Check = (key) =>
  /^[A-Za-z0-9]{32}$/.test(key)
    ? undefined
    : new Fault(
        "names a file that holds no routing key",
        "Copy the Integration Key of an Events API v2 integration: 32 letters and digits.",
      );

const smtpUrl: Check = (text) => {
  const url = URL.parse(text);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== ""
    ? undefined
    : new Fault(
        "names a file that holds no address of a mail server",
        "Write it like smtps://user:password@mail.example.com:465.",
      );
};
