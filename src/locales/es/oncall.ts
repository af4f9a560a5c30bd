import type { oncall as english } from "../en/oncall.ts";

/** Con el cliente en línea: el límite y la espera (docs/features.md C3, C4). */
export const oncall: Record<keyof typeof english, string> = {
  "behaviour.swearing": "Palabrotas sobre el problema",
  "behaviour.insults": "Insultos o gritos contra ti",
  "behaviour.threat": "Amenaza sin detalles",
  "behaviour.serious": "Sexual, odio o amenaza clara",
  "behaviour.crisis": "En crisis, mal o con confusión",

  "button.boundary": "Límite",
  "button.otherBehaviour": "Ahora es otra cosa",
  "button.endCall": "Terminar la llamada",
  "button.hold": "En espera",
  "button.back": "De vuelta",

  "boundary.ask": "¿Qué hace el cliente? Basta con pulsar una vez.",
  "boundary.listen": "Es por el problema, no por ti. No hace falta avisar.",
  "boundary.warning": "Aviso {number, number} a las {time}.",
  "boundary.next": "Si vuelve a pasar, pulsa Límite.",
  "boundary.last": "Era el último aviso. Si vuelve a pasar, puedes terminar.",
  "boundary.end": "Ya puedes terminar. Nadie tiene que permitirlo.",
  "boundary.notYourFault": "No estuvo bien y no es culpa tuya.",
  "boundary.detailed":
    "¿La amenaza dice un lugar, una hora o un modo? Pulsa Peligro y sigue en línea si estás a salvo.",
  "boundary.inDanger": "Sigue en línea si estás a salvo. Si no puedes más, puedes terminar.",
  "boundary.paused": "En una llamada así no hay avisos. Un supervisor decide contigo.",
  "boundary.mayHarm": "¿Puede hacerse daño? Pulsa Peligro.",

  "boundary.step.warning": "Aviso {number, number}: {behaviour}, {time}",
  "boundary.step.end": "El agente puede terminar la llamada: {behaviour}, {time}",
  "boundary.step.paused": "Sin avisos, decide un supervisor: {behaviour}, {time}",

  "say.insults.first":
    "{channel, select, chat {Escribe: «Con gusto le ayudo. No respondo a mensajes con insultos. Dígame qué necesita y sigo.»} email {Escribe: «Con gusto le ayudo. No respondo a mensajes con insultos. Dígame qué necesita y sigo.»} other {Di: «Quiero resolverlo con usted. No puedo mientras me insulta. ¿Seguimos sin eso?»}}",
  "say.insults.again":
    "{channel, select, chat {Escribe: «Ya lo he pedido una vez. No puedo ayudar con insultos. ¿Qué necesita?»} email {Escribe: «Ya lo he pedido una vez. No puedo ayudar con insultos. ¿Qué necesita?»} other {Di: «Ya lo he pedido una vez. Quiero ayudar, y no puedo mientras me insulta.»}}",
  "say.insults.last":
    "{channel, select, chat {Escribe: «Si hay más insultos termino este chat, y puede escribirnos por correo.»} email {Escribe: «Si hay más insultos dejo de responder, y puede llamarnos por teléfono.»} other {Di: «{number, plural, =1 {Quiero resolverlo con usted.} =2 {Ya lo he pedido una vez.} other {Ya lo he pedido antes.}} Si vuelve a pasar termino esta llamada, y puede escribirnos por correo.»}}",
  "say.threat.first":
    "{channel, select, chat {Escribe: «Lo tomo como una amenaza. Solo puedo seguir sin eso.»} email {Escribe: «Lo tomo como una amenaza. Solo puedo seguir sin eso.»} other {Di: «Lo tomo como una amenaza. Solo puedo seguir sin eso.»}}",
  "say.threat.last":
    "{channel, select, chat {Escribe: «Lo tomo como una amenaza. Si lo repite, termino el chat y lo comunico.»} email {Escribe: «Lo tomo como una amenaza. Si lo repite, dejo de responder y lo comunico.»} other {Di: «Lo tomo como una amenaza. Si lo repite, termino la llamada y lo comunico.»}}",
  "say.end.insults":
    "{channel, select, chat {Escribe: «Termino el chat ahora por el lenguaje. Su caso sigue abierto. Tendrá noticias por correo.»} email {Escribe: «Dejo de responder ahora por el lenguaje. Su caso sigue abierto. Tendrá noticias nuestras.»} other {Di: «Termino la llamada ahora por el lenguaje. Su caso sigue abierto. Tendrá noticias por correo.»}}",
  "say.end.threat":
    "{channel, select, chat {Escribe: «Termino el chat ahora por la amenaza. Su caso sigue abierto. Tendrá noticias por correo.»} email {Escribe: «Ya no respondo más, por la amenaza. Su caso sigue abierto. Tendrá noticias nuestras.»} other {Di: «Termino la llamada ahora por la amenaza. Su caso sigue abierto. Tendrá noticias por correo.»}}",
  "say.end.serious":
    "{channel, select, chat {Escribe: «Eso no es aceptable. Termino el chat.»} email {Escribe: «Eso no es aceptable. Dejo de responder.»} other {Di: «Eso no es aceptable. Termino la llamada.»}}",

  "closed.withinPolicy": "Cerrado. Terminaste según las normas.",
  "closed.thenEnd": "Luego termina. No esperes respuesta.",
  "closed.neverAgainst": "Consta que fue según las normas, y nunca cuenta en tu contra.",

  "hold.goBack":
    "{told, plural, =1 {45 segundos en espera. Vuelve ya.} other {2 minutos en espera. Vuelve ya.}}",
  "hold.since": "En espera desde las {time}.",
  "hold.say":
    "{channel, select, chat {Escribe} email {Escribe} other {Di}}: «Busco a alguien que pueda decidirlo. Vuelvo en un minuto, aunque sea para decirle cómo va.»",
  "hold.sayBack":
    "{channel, select, chat {Escribe} email {Escribe} other {Di}}: «Seguimos en ello, gracias por esperar. ¿Sigue en línea o le llamo a la hora que prefiera?»",

  "page.howWithinPolicy": "{person} terminó la llamada, según las normas.",
  "timeline.endedCall": "{person} terminó la llamada según las normas, {time}",
  "timeline.putOnHold": "{person} puso al cliente en espera, {time}",
  "timeline.toldToGoBack": "Se pidió a {person} que volviera de la espera, {time}",
  "timeline.wentBack":
    "Fin de la espera tras {minutes, plural, =0 {} other {# min }}{seconds, number} s, {time}",

  "refused.noEndYet": "Primero va un aviso: pulsa Límite. Llamada terminada está siempre ahí.",
  "refused.notOnHold": "No hay nadie en espera. No se ha cambiado nada.",
};
