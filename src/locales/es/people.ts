import type { people as english } from "../en/people.ts";

/** Turnos, la página de inicio y la ayuda. */
export const people: Record<keyof typeof english, string> = {
  "shift.on": "Estás de turno hasta las {time}.",
  "shift.off": "Estás fuera de turno. Nadie te avisará.",
  "shift.usage": "Di shift on o shift off.",
  "shift.differ": "Si hoy cambia tu horario, dilo aquí.",
  "button.shiftOn": "Entrar de turno",
  "button.shiftOff": "Salir de turno",
  "button.onCall": "En llamada",
  "button.offCall": "Fin de llamada",
  "presence.onCall": "Estás en llamada. Te avisamos al final, pero en un peligro al momento.",
  "presence.offCall": "Ya te podemos avisar.",
  "account.title": "Sobre tu cuenta",
  "account.claimed": "Otra cuenta tiene tu dirección. Se llama {name}.",
  "account.claimedWhat":
    "Si es tuya, podrá hacer aquí lo mismo que tú. Si no, avisa a quien gestiona tu espacio.",
  "account.bound": "{name} también es tu cuenta.",
  "account.refused": "{name} no eres tú, y no puede hacer nada aquí.",
  "account.unbound":
    "Tu sitio aquí es ahora de otra cuenta. Si es un error, pregunta a quien configuró Handrail.",
  "account.closed": "Esto ya está contestado.",
  "account.notYours": "Esto no es para ti.",
  "button.accountMine": "Soy yo",
  "button.accountNotMine": "No soy yo",
  "shift.change": "¿Alguien trabaja otras horas un día? Cámbialo aquí.",
  "home.onShift": "Estás de turno.",
  "home.nothing": "No hay nada pendiente para ti.",
  "home.forYou": "Para ti",
  "home.team": "Equipo",
  "home.settings": "Ajustes",
  "home.contact": "Una persona de aquí te contacta. Lee que lo pediste, no por qué.",
  "home.myData": "Qué se guarda de ti, qué ven los demás y cómo borrarlo.",
  "help.title": "Si una llamada es dura, pide ayuda. Nadie pregunta antes por qué.",
  "help.words": "Escribe {slash}escalate: viene un supervisor. Con esa palabra basta.",
  "help.debrief": "Escribe {slash}debrief: alguien con quien hablar de una llamada dura.",
  "help.checkin": "Escribe {slash}checkin: ¿cómo estás? Solo tú puedes abrir lo que respondes.",
  "help.shift": "Escribe {slash}shift: si estás de turno y en llamada.",
  "help.call":
    "En peligro ahora: {emergency}. Para hablar con alguien, de día y de noche: {name}, {number}.",
  "help.callAnywhere": "En peligro ahora: {emergency}. Para hablar con alguien: findahelpline.com.",
  "help.callCompany": "La línea de tu empresa: {number}.",
};
