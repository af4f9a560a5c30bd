import type { aftercare as english } from "../en/aftercare.ts";

export const aftercare: Readonly<Record<keyof typeof english, string>> = {
  "button.careAnswer": "Responder",
  "button.careBreak20": "20 min",
  "button.careBreak10": "10 min",
  "button.careBreak5": "5 min",
  "button.careTalk": "Hablar con alguien",
  "button.easingFollow": "Sí, pregúntame",
  "button.easingStop": "No preguntar más",

  "care.title": "Una pregunta, si quieres. Tres segundos.",
  "care.whoSees": "Solo lo ves tú. No entra en ninguna tendencia.",
  "care.why": "Puedes saltarla. Nadie se entera.",
  "care.form.title": "Una pregunta",
  "care.form.now": "¿Cómo estás ahora mismo?",
  "care.now.steady": "Bien",
  "care.now.wobbly": "Regular",
  "care.now.shaken": "Me ha afectado",
  "care.form.easing": "{day}, aquella llamada: ¿te pesa menos?",
  "care.form.easing28": "Esa llamada de hace cuatro semanas: ¿te pesa menos?",
  "care.easing.yes": "Sí",
  "care.easing.same": "Igual",
  "care.easing.harder": "Pesa más",
  "care.offer": "¿Qué te vendría bien? También puedes seguir. Tú eliges.",
  "care.follow": "Si quieres, te preguntamos los días 1, 3 y 28: ¿te pesa menos? Solo en turno.",
  "care.offerTitle": "Podemos preguntarte cómo va, otros días.",
  "care.offerWhy": "Las dos respuestas están bien. Nadie se entera.",
  "care.declined": "De acuerdo. No te preguntamos.",
  "care.followed":
    "Te preguntamos los días 1, 3 y 28 tras esa llamada, si estás en turno. Puedes pararlo cada vez.",
  "care.easingEnded": "No volveremos a preguntar.",
  "care.professional":
    "Todavía pesa. Hay personas formadas para esto: el servicio de salud del trabajo o tu médico.",
};
