import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { served, signsIn } from "../support/browse.ts";
import { stories } from "../support/stories.ts";

/** Sam is an admin and reads Spanish. */
const world = stories({
  file: organisationFile
    .replace("  Billing:\n", '  Billing:\n    hours: "Mon-Fri 08:00-20:00"\n')
    .replace(/\n+$/, "\nroles: { admins: [sam@acme.test] }\n"),
  env: served,
  people: [
    { account: "U0SAM", name: "sam", email: "sam@acme.test", tz: "Europe/Madrid", locale: "es-ES" },
  ],
});

test("P8: what the doctor finds is in the reader's language, in chat and on the page", async () => {
  const { sam } = world();
  await sam.types("/handrail");
  await sam.clicks("Ver si va bien");
  const { words } = await sam.dialog();
  expect(words).toContain("Autoprueba: Handrail pronto pedirá ayuda por su cuenta");
  expect(words).toContain("a cada hora de los próximos siete días una llamada llega a alguien");
  await sam.closesDialogs();
  const browser = await signsIn(world(), "sam", "Abrir el panel");
  const { text: page } = await browser.get("/desk/health");
  expect(page).toContain("Autoprueba: Handrail pronto");
  expect(page).not.toMatch(/not found on|reaches somebody|nobody would be asked/);
});
