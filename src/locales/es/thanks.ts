import type { thanks as english } from "../en/thanks.ts";

/** Gracias, y llamadas con clientes amables (docs/features.md A6). */
export const thanks: Record<keyof typeof english, string> = {
  "button.thank": "Dar gracias a {person}",
  "button.goodCall": "Buena llamada",

  "thanks.title": "{person} te da las gracias.",
  "thanks.line": "Por tu ayuda a las {time}. No hace falta que respondas.",
  "thanks.said": "Diste las gracias a {holder}.",
  "thanks.already": "Ya diste las gracias a {holder}. No se envió nada más.",
  "thanks.nobody": "Nadie ayudó con esta, así que no hay a quien dar las gracias.",
  "thanks.left": "{holder} ya no está aquí. No se envió nada.",
  "timeline.thanked": "{person} dio las gracias a {to}, {time}",

  "good.home": "¿Fue amable un cliente? Apúntalo para tu equipo.",
  "good.logged": "Apuntado para tu equipo. Nadie ve quién lo hizo.",
  "good.already": "Esta llamada ya está apuntada.",
  "good.enough": "Contamos diez al día como máximo.",
  "good.noTeam":
    "Las buenas llamadas se cuentan por equipo. No estás en un equipo que las atienda.",
  "good.week": "{team}: {count, number} buenas llamadas o más la semana pasada.",
  "good.thanks": "Gracias por apuntarlas.",
};
