import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories({
  people: [
    {
      account: "U0CARLA",
      name: "carla",
      email: "carla@acme.test",
      tz: "Europe/Madrid",
      locale: "es-ES",
    },
  ],
});
/** As if she had never spoken to us, and the file knew her e-mail alone. */
async function isUnknown() {
  await world().asOwner("delete from handrail.accounts where name ilike 'carla%'");
  // Somebody else's command is the first to notice.
  await world().ana.types("/shift on");
}

test("E1: somebody's first words ever are a command like any other, and answered in their own language", async () => {
  const { carla, dana } = world();
  await isUnknown();
  await carla.types("/escalate");
  await dana.hears("Carla needs help now. Deliveries, chat.");
  await carla.sees("Avisando a Dana.");
  await dana.clicks("I've got it");
  await carla.hears("Se encarga Dana.");
});

test("so are first words with a plain answer, and those that only open something", async () => {
  const { carla } = world();
  await isUnknown();
  await carla.types("/shift on");
  await carla.isTold("Estás de turno hasta las");
  await isUnknown();
  await carla.types("/handrail");
  await carla.isTold("Si una llamada es dura, pide ayuda.");
  expect(carla.screen()).not.toContain("If a call");
});
