import type { practice as english } from "../en/practice.ts";

/** Pedir ayuda con un supervisor de práctica, o para alguien (docs/features.md E15). */
export const practice: Record<keyof typeof english, string> = {
  "button.practise": "Practicar",
  "button.endPractice": "Terminar práctica",

  "practice.supervisor": "Álex (de práctica)",
  "practice.title": "Práctica: {title}",
  "practice.note":
    "Solo es práctica: no se llama a nadie. ¿Es real? Pulsa Pedir ayuda ya. O escribe {slash}escalate.",
  "practice.over": "Ha terminado.",
  "practice.counted": "No se llamó a nadie y nada se contó.",
  "practice.real": "En una llamada real pulsa Pedir ayuda ya. O escribe {slash}escalate.",
  "practice.inEarnest": "Pediste ayuda real. Tu petición tiene su propio mensaje.",
  "practice.new": "¿Es nuevo para ti? Pruébalo una vez. No se llama a nadie.",
  "practice.row": "Practica cómo pedir ayuda. No se llama a nadie.",
  "practice.running": "Practicas hasta las {time} como mucho. Pedir ayuda ya es real.",
  "practice.inRequest": "Ahora mismo pides ayuda real. Practica cuando termine.",
  "practice.already": "Ya estás practicando, en el mensaje más nuevo.",
  "practice.noDanger": "No se llamó a nadie. Si es real, pulsa Pedir ayuda ya y después Peligro.",

  "button.forColleague": "Para alguien",
  "button.showWritten": "Ver lo escrito",
  "home.forColleague": "¿Tiene alguien una llamada dura? Pide ayuda para esa persona.",
  "raise.title": "Ayuda para alguien",
  "raise.submit": "Pedir ayuda",
  "raise.intro": "Se pide ayuda ya. Esa persona lee que fuiste tú.",
  "raise.for": "¿Quién necesita ayuda?",
  "raise.pick": "Elige a una persona.",
  "raise.nobody": "Aquí no hay nadie para quien pedirla.",
  "raise.sent": "Enviado por {person}. Ya se pide ayuda.",
  "raise.reads": "Esa persona lee que fuiste tú.",
  "raise.already": "Ya pidió ayuda, y ya lo saben.",
  "raise.unknown": "No nombraste a nadie de tus equipos. Por eso la ayuda es para ti.",
  "receipt.raised": "{by} pidió ayuda para ti.",
  "receipt.raisedMayEnd": "{by} pidió ayuda para ti. ¿Todo bien? Pulsa Ya no hace falta.",
  "fact.askedBy": "La pidió",
  "fact.raiser": "{by}, para {person}",
  "timeline.raised": "{by} pidió ayuda para {agent}, {time}",

  "seen.forColleague":
    "En la lista de para quién pedir ayuda, si comparten equipo. También cuando la piden para ti.",
  "seen.raised": "En una tarjeta, cuando pides ayuda para alguien, para que sepa quién fue.",
  "seen.raiser": "En una tarjeta y en el historial, cuando pides ayuda para otra persona.",
};
