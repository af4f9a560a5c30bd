import { expect, test } from "vitest";
import { told } from "../support/doors.ts";
import { stories } from "../support/stories.ts";

/** Sam reads Spanish, in Madrid; Carla reads Spanish and asks. The others read English in London. */
const world = stories({
  people: [
    { account: "U0SAM", name: "sam", email: "sam@acme.test", tz: "Europe/Madrid", locale: "es-ES" },
    {
      account: "U0CARLA",
      name: "carla",
      email: "carla@acme.test",
      tz: "Europe/Madrid",
      locale: "es-LA",
    },
  ],
});

const clock = (words: string, before: string) =>
  new RegExp(`${before}\\D*(\\d\\d):(\\d\\d)`).exec(words)?.slice(1).map(Number) ?? [];

test("P6: everybody reads their own language, and times in their own zone", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await sam.hears("Ana necesita ayuda ya. Billing, teléfono.");
  await priya.hears("Ana needs help now. Billing, phone.");
  const [inMadrid = 0, minutes] = clock(sam.last().words, "Desde");
  const [inLondon = 0, same] = clock(priya.last().words, "Since");
  expect([inMadrid, minutes]).toEqual([(inLondon + 1) % 24, same]);
  expect(sam.last().buttons).toEqual([
    ...["Voy yo", "Aprobar", "Ofrecer otra cosa…", "Pasar", "Devolver llamada", "Atiendo yo"],
    ...["Escucho", "Doy consejo", "Me uno"],
    ...(told === "teams" ? ["Llamar"] : []),
    "Abrir llamada",
  ]);

  await sam.clicks("Voy yo");
  await ana.hears("Sam has it.");
  await sam.sees("Te encargas tú: Ana", "Ve con Ana antes de las");
  await sam.opens("Encargar a…");
  await sam.closesDialogs();
  await sam.clicks("Estoy con Ana");
  await sam.clicks("Hecho");
  await sam.sees("¿Cómo acabó? Solo si quieres.");
  await sam.clicks("Resuelto");
  await sam.sees("Anotado: Resuelto.", "Gracias.");
  expect((await sam.opens("Historial")).words).toContain("Sam se encarga, ");
  await sam.closesDialogs();
});

test("P6: an agent reads Spanish from the first answer to the last", async () => {
  const { carla, dana } = world();
  await carla.types("/escalate");
  await carla.isTold("Avisando a Dana.", "Un minuto.");
  await dana.hears("Carla needs help now. Deliveries, chat.");
  await carla.clicks("Peligro");
  await carla.sees("Peligro. Avisando a todos: Dana, Priya y Sam.", "Suelta el aire despacio.");
  await carla.clicks("Ya no hace falta");
  await carla.sees("Cerrado. Dijiste que ya no necesitas ayuda.");
  await carla.types("/escalate");
  await carla.isTold("Avisando a Dana.");
  await carla.answers("Decir por qué", "Abuso: insultos de odio");
  await carla.sees("Eso es abuso: no está bien y no es culpa tuya.");
  await carla.closesDialogs();
  await carla.opensHome();
  await carla.untilHome("Pedir ayuda ya");
  expect(carla.home().buttons[0]).toBe("Pedir ayuda ya");
  const read = [...carla.messages(), carla.home()]
    .map(({ summary, words, buttons }) => [summary, words, ...buttons].join(" "))
    .join(" ");
  expect(read.match(/\b(the|you|asking|help|closed|danger)\b/gi)).toBeNull();
});
