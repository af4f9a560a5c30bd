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
};
