import type { people as english } from "../en/people.ts";

/** Turnos, la página de inicio y la ayuda. */
export const people: Record<keyof typeof english, string> = {
  "shift.on": "Estás de turno hasta las {time}.",
  "shift.off": "Estás fuera de turno. Nadie te avisará.",
  "shift.usage": "Di shift on o shift off.",
  "button.shiftOn": "Entrar de turno",
  "button.shiftOff": "Salir de turno",
  "button.onCall": "En llamada",
  "button.offCall": "Fin de llamada",
  "presence.onCall": "Estás en llamada: se te avisa al final, salvo peligro.",
  "presence.offCall": "Ya se te puede avisar.",
  "home.you": "Tú",
  "home.onShift": "Estás de turno.",
  "home.offShift": "Estás fuera de turno.",
  "home.onCall": "Estás en llamada.",
  "help.title": "Si una llamada es dura, pide ayuda. Nadie pregunta antes por qué.",
  "help.words": "Escribe {slash}escalate cuando quieras. Un gesto basta.",
  "help.debrief": "Escribe {slash}debrief para hablar con alguien de una llamada dura.",
  "help.checkin":
    "Escribe {slash}checkin para ver cómo estás. Solo tú puedes abrir lo que respondes.",
  "help.shift": "Escribe {slash}shift on o {slash}shift off si cambia tu horario.",
};
