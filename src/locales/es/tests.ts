import type { tests as english } from "../en/tests.ts";

/** Probar ahora: un aviso a un supervisor que dijo que sí (docs/features.md P2). */
export const tests: Record<keyof typeof english, string> = {
  "button.testNow": "Probar ahora",
  "button.testYes": "Sí, pruébame",
  "button.testNo": "Ahora no",
  "label.takeTest": "Aceptar la prueba",

  "test.form": "Probar ahora",
  "test.formAsk": "Pedir una prueba",
  "test.formIntro": "Primero le preguntamos. No se envía nada más antes de su sí.",
  "test.formWho": "Supervisor",
  "test.nobody":
    "Aún no hay ningún supervisor para probar. Añade uno a un equipo y pulsa Ver si va bien.",

  "test.asks": "{person} quiere enviarte una prueba de Handrail",
  "test.asksWhat": "Recibes un mensaje, como en una petición real. Nadie necesita ayuda.",
  "test.asksFirst": "Solo llega si pulsas Sí, pruébame. Puedes hasta las {time}.",
  "test.page": "Prueba: una petición de ayuda",
  "test.pageSummary": "Prueba: pulsa Voy yo. Nadie necesita ayuda.",
  "test.pageOnly": "Es solo una prueba. Nadie necesita ayuda.",
  "test.pagePress": "Pulsa Voy yo, como en una llamada real.",
  "test.who": "{person} la pidió.",
  "test.mine": "Prueba: la aceptaste en {seconds, plural, one {# segundo} other {# segundos}}",
  "test.counted": "Fue solo una prueba y nada se contó.",
  "test.reads": "{person} lee cuánto tardó.",
  "test.mineNo": "Prueba: ahora no",
  "test.mineNothing": "No se te envía nada.",
  "test.mineOver": "Prueba: ha terminado",

  "test.waits": "Pediste una prueba a {person}",
  "test.waitsYes": "No se envía nada más antes de su sí. Puede hasta las {time}.",
  "test.sent": "{person} dijo que sí y la prueba está en camino",
  "test.sentWaits":
    "Tiene {seconds, plural, one {# segundo} other {# segundos}}. Te decimos cómo fue.",
  "test.taken":
    "{person} aceptó la prueba en {seconds, plural, one {# segundo} other {# segundos}}, en {platform}",
  "test.missed": "Nadie aceptó la prueba",
  "test.missedAfter":
    "{person} tuvo {seconds, plural, one {# segundo} other {# segundos}}. Pregunta si la prueba está en su chat.",
  "test.missedThere": "Si está ahí, que active los avisos de Handrail.",
  "test.missedGone": "Si no está, pulsa Ver si va bien.",
  "test.declined": "{person} dijo que ahora no",
  "test.nothingSent": "No se envió nada más.",
  "test.declinedNow": "Prueba con otra persona o pregunta de nuevo en una hora.",
  "test.unanswered": "{person} no respondió",
  "test.unansweredNow": "Pregunta si llegó nuestro mensaje y prueba de nuevo.",
  "test.unreachable": "Nuestros mensajes no llegan a {person}",
  "test.unreachableNow":
    "Pídele que abra Handrail en su chat y escriba hi. Después prueba de nuevo.",

  "test.answer.asked": "Preguntado. En el chat lees lo que dice.",
  "test.answer.agreed": "Gracias. La prueba llega ahora.",
  "test.answer.taken": "Gracias. Esa era la prueba.",
  "test.refused.nobody": "No lleva ningún equipo o no podemos escribirle. Elige a otra persona.",
  "test.refused.goingOn": "Ya hay una prueba en marcha. Espera a que termine.",
  "test.refused.declined": "Dijo que ahora no. Elige a otra persona o pregunta en una hora.",
  "test.refused.notYours": "Esta prueba es para otra persona.",
  "test.refused.over": "Esta prueba ha terminado. Nadie necesita ayuda.",

  "seen.testedBy": "En una tarjeta, cuando pides enviarle una prueba, para que sepa quién fue.",
  "seen.tested": "En una tarjeta, cuando prueba Handrail contigo: qué dijiste y cuánto tardó.",
};
