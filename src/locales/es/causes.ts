import type { causes as english } from "../en/causes.ts";

/** Lo que trae las mismas llamadas, y quién lo arregla (docs/features.md A5). */
export const causes: Record<keyof typeof english, string> = {
  "button.causeOwn": "Me encargo",
  "button.causeChange": "Cambiar",
  "button.causeDone": "Ya está hecho",
  "button.causeDecline": "Rechazar",
  "button.causes": "Por qué llamaron",

  "cause.summary": "{team}: una causa que mirar.",
  "cause.title": "{team}, {count, number} veces o más en una semana: {cause}",
  "cause.ask": "¿Puedes arreglar lo que hay detrás? Trata del trabajo y de ningún agente.",
  "cause.owner": "Lo lleva {person}, hasta el {date, date, ::dMMMM}.",
  "cause.done": "Hecho. El equipo lo lee dos semanas.",
  "cause.declined": "Rechazado.",
  "cause.saved": "Guardado. El equipo lo lee. Te avisamos el {date, date, ::dMMMM}.",
  "cause.over": "Este ya está cerrado. No se cambió nada.",
  "cause.notAHead": "Solo puede hacerlo quien dirige la atención.",
  "cause.noDay": "Elige un día dentro de un año. No se guardó nada.",
  "cause.empty": "Escribe unas palabras.",
  "cause.tooLong": "Como mucho {count, number} caracteres. No se guardó nada.",
  "cause.doing": "Tu equipo dijo: {what}. Se hace: {doing}, hasta el {date, date, ::dMMMM}.",
  "cause.wasDone": "Tu equipo dijo: {what}. Hecho: {doing}.",

  "cause.form.title": "Arreglar la causa",
  "cause.form.submit": "Guardar",
  "cause.form.intro": "Los agentes del equipo lo leen en su página. Nunca el nombre de nadie.",
  "cause.form.what": "Qué es",
  "cause.form.whatHint": "Por ejemplo: entregas tarde",
  "cause.form.doing": "Qué se hace",
  "cause.form.doingHint": "Por ejemplo: una furgoneta más",
  "cause.form.due": "Hasta",
  "cause.form.decline": "Rechazar",
  "cause.form.declineIntro": "Los demás leen por qué. Se abre de nuevo si sigue.",
  "cause.form.reason": "Por qué no",
  "cause.form.reasonHint": "Basta una línea.",

  "cause.weeks.home": "Por qué se pidió ayuda, por semana.",
  "cause.weeks.title": "Por qué llamaron",
  "cause.weeks.row": "{team}, semana del {date, date, ::dMMMM}: {cause}: {count, number} o más",
  "cause.weeks.none":
    "Aún no hay números. Hacen falta cinco llamadas, y cinco agentes en el equipo.",
  "cause.weeks.rule": "De cinco en cinco, de equipos con cinco agentes o más. Lo menor no se ve.",
};
