import { test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();

test("P6: a language we do not have reads English; a change on Slack is followed", async () => {
  const { ana, priya, slack } = world();
  slack.changePerson("U0PRIYA", { locale: "pt-BR", tz: "America/Sao_Paulo" });
  await slack.announce("U0PRIYA", "user_change");
  await ana.types("/escalate");
  await priya.hears("Ana needs help now. Billing, phone.");
  slack.changePerson("U0PRIYA", { locale: "es-ES" });
  await slack.announce("U0PRIYA", "user_change");
  await world().timePasses(20);
  await priya.hears("Ana necesita ayuda ya. Billing, teléfono.");
});
