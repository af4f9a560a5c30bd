import type { outward as english } from "../en/outward.ts";

/** Lo que se lee fuera del chat (docs/features.md I5). */
export const outward: Record<keyof typeof english, string> = {
  "alarm.from": "Handrail, {organisation}",
  "alarm.danger": "Peligro sin respuesta en {team} desde las {time}.",
  "alarm.contact": "Alguien pidió hablar con una persona. Nadie responde desde las {time}.",
  "alarm.platform": "{platform} no acepta avisos de ayuda desde las {time}.",
  "alarm.selfTest": "Las llamadas de ayuda pueden no llegar: la autoprueba falla desde las {time}.",
  "alarm.over": "Ya pasó: {what}",
};
