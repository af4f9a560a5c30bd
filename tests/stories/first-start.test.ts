import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asking } from "../support/checkins.ts";
import { Somebody } from "../support/person.ts";
import { slackClient } from "../support/slack-client.ts";
import { type House, openHouse } from "./crash-child.ts";

/* The first minutes of an installation, as a real process: Slack has no batch, and looks up fifty people a minute. */

describe("while people are still looked up", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    // Without account ids: everybody is found by e-mail.
    writeFileSync(
      house.env["HANDRAIL_CONFIG"] ?? "",
      asking.replaceAll("lee@acme.test", "dana@acme.test").replaceAll(/, accounts: \{[^}]*\}/g, ""),
    );
  });
  afterAll(() => house.stop());
  const personOf = (name: string) =>
    new Somebody(name, slackClient(house.slack, `U0${name.toUpperCase()}`));

  test("E1: who asks reads why nobody is asked, and is heard as soon as somebody is found", async () => {
    const [ana, ...supervisors] = [personOf("ana"), personOf("sam"), personOf("priya")];
    house.slack.trouble({ method: "users.lookupByEmail", how: { status: 429, retryAfter: 4 } });
    await house.start();
    const asked = await house.slack.command("U0ANA", "/escalate", { channel: "C0GENERAL" });
    expect(asked.body).toContain("Nobody on shift can be reached by message.");
    expect(asked.body).not.toContain("Nobody is on shift");
    const first = await house.slack.until(() =>
      supervisors.find((one) => one.rings().includes("Ana needs help now. Billing, phone.")),
    );
    await ana.sees("Asking");
    await first?.clicks("I've got it");
    await ana.sees("has it.");
  });

  test("K1: invitations written before anybody was found arrive", async () => {
    const ben = personOf("ben");
    await ben.sees("Would you like a check-in, at a time you choose?");
    await house
      .asOwner("select 1 from handrail.undelivered")
      .then((rows) => expect(rows).toEqual([]));
  });
});
