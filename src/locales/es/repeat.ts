import type { repeat as english } from "../en/repeat.ts";

/** Un caso que vuelve, y lo acordado para él (docs/features.md C8). */
export const repeat: Record<keyof typeof english, string> = {
  "button.setPlan": "Acordar un plan",
  "button.endPlan": "Terminar plan",

  "repeat.contacts":
    "{count, plural, =3 {Tercer contacto} =4 {Cuarto contacto} =5 {Quinto contacto} other {# contactos}} por este caso en 30 días.{planned, select, false { Aún no hay plan.} other {}}",
  "repeat.plan": "Plan acordado hasta el {date, date, ::dMMMM}:",
  "repeat.name":
    "Parece un nombre. Mejor un número de caso: pulsa Decir por qué y luego Con palabras para cambiarlo.",
  "repeat.tooLong":
    "Una referencia tiene como mucho {count, number} caracteres. No se guardó nada.",

  "plan.form.title": "Acordar un plan",
  "plan.form.submit": "Guardar",
  "plan.intro":
    "Lo lee quien atiende la próxima llamada de este caso, y a quien se pide ayuda. Puedes cambiarlo cuando quieras.",
  "plan.words": "Lo acordado",
  "plan.wordsHint": "Por ejemplo: solo por escrito. Nunca el nombre de un cliente.",
  "plan.until": "Último día",
  "plan.review": "Volver a mirarlo",
  "plan.reviewHint": "Te avisamos ese día. Si ya no estás, avisamos a quienes llevan el equipo.",
  "plan.beforeEnd": "Una semana antes del final",
  "plan.day": "{date, date, ::dMMMMyyyy}",
  "plan.empty": "Escribe lo acordado.",
  "plan.tooLong": "Como mucho {count, number} caracteres. No se guardó nada.",
  "plan.noDay": "Elige un día dentro de un año. No se guardó nada.",
  "plan.reviewLate": "La revisión va antes del último día. No se guardó nada.",
  "plan.noCase": "Esta llamada no tiene un caso que haya vuelto, así que no hay nada que acordar.",
  "plan.over": "Este plan ha terminado.",
  "plan.saved": "Guardado. El plan termina solo después del {date, date, ::dMMMM}.",
  "plan.ended": "El plan ha terminado. Ya no lo lee nadie.",
  "plan.reviewSummary": "Toca mirar un plan.",
  "plan.reviewTitle": "¿Sigue siendo bueno este plan?",
  "plan.endsByItself": "Termina solo. Para mantenerlo o cambiarlo, acuérdalo de nuevo.",

  "timeline.planned": "Cambió el plan de este caso, {time}",
};
