import type { aftercare as english } from "../en/aftercare.ts";

export const aftercare: Readonly<Record<keyof typeof english, string>> = {
  "button.careAnswer": "Responder",
  "button.careBreak20": "20 min",
  "button.careBreak10": "10 min",
  "button.careBreak5": "5 min",
  "button.careTalk": "Hablar con alguien",
  "button.easingFollow": "Pregúntame esos días",
  "button.easingStop": "No preguntar más",

  "care.title": "Una pregunta, si quieres. Tres segundos.",
  "care.whoSees": "Solo lo ves tú. No entra en ninguna tendencia.",
  "care.why": "Sáltala si quieres: nadie se entera.",
  "care.form.title": "Una pregunta",
  "care.form.now": "¿Cómo estás ahora mismo?",
  "care.now.steady": "Bien",
  "care.now.wobbly": "Regular",
  "care.now.shaken": "Me ha afectado",
  "care.form.easing": "{day}, aquella llamada: ¿va pesando menos?",
  "care.form.easing28": "Esa llamada de hace cuatro semanas: ¿va pesando menos?",
  "care.easing.yes": "Sí",
  "care.easing.same": "Igual",
  "care.easing.harder": "Más",
  "care.offer": "¿Qué te ayudaría? O seguir: tú decides.",
  "care.follow": "Si quieres, una pregunta los días 1, 3 y 28: ¿va pesando menos? Solo en turno.",
  "care.followed":
    "Te pregunto los días 1, 3 y 28 tras esa llamada, cuando estés en turno. Puedes pararlo cada vez.",
  "care.easingEnded": "No volveré a preguntar.",
  "care.professional":
    "No va a menos como podría. Alguien con formación puede ayudar: salud laboral o tu médico.",
};
