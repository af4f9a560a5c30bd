import type { answers as english } from "../en/answers.ts";

/** Lo que un supervisor responde sin acercarse (docs/features.md E10). */
export const answers: Record<keyof typeof english, string> = {
  "button.approve": "Aprobar",
  "button.offerInstead": "Ofrecer otra cosa…",
  "button.callBack": "Devolver llamada",
  "button.takeOver": "Atiendo yo",
  "button.call": "Llamar",

  "verdict.approve": "sí, aprobado",
  "verdict.offer": "ofrecer otra cosa",
  "verdict.callBack": "devolver la llamada",
  "verdict.takeOver": "atiende la llamada",

  "receipt.approve": "{holder}: sí, aprobado.",
  "receipt.offer": "{holder}: ofrece esto en su lugar.",
  "receipt.callBack": "{holder}: promete devolver la llamada.",
  "receipt.takeOver": "{holder} atiende ahora esta llamada.",
  "receipt.answeredSince": "Pediste ayuda a las {asked}. {holder} respondió a las {answered}.",
  "receipt.nameATime": "Di una hora, no «pronto».",
  "say.approve":
    "{channel, select, chat {Escribe} email {Escribe} other {Di}}: «Sí, puedo hacerlo por usted.»",
  "say.offer":
    "{channel, select, chat {Escribe} email {Escribe} other {Di}}: «Esto es lo que puedo hacer ahora por usted.»",
  "say.callBack":
    "{channel, select, chat {Escribe: «Quiero hacerlo bien. ¿Cuándo puedo llamarle?»} email {Escribe: «Quiero hacerlo bien. ¿Cuándo puedo llamarle?»} other {Di: «Quiero hacerlo bien. ¿Cuándo puedo volver a llamarle?»}}",
  "say.takeOver":
    "{channel, select, chat {Escribe: «Sigue con usted alguien que puede decidirlo. No tendrá que repetirlo.»} email {Escribe: «Sigue con usted alguien que puede decidirlo. No tendrá que repetirlo.»} other {Di: «Le paso con alguien que puede decidirlo. No tendrá que repetirlo.»}}",
  "closed.answered":
    "Cerrado. {holder} respondió{minutes, plural, =-1 {} =0 { en menos de un minuto} one { tras # minuto} other { tras # minutos}}.",
  "home.ownAnswered": "{holder} te respondió a las {time}.",
  "page.titleAnswered": "Respondiste a {person}: {verdict}",
  "page.answered": "{holder} respondió: {verdict}.",
  "timeline.answered": "{person} respondió: {verdict}, {time}",

  "offer.form.title": "Ofrecer otra cosa",
  "offer.form.submit": "Enviar",
  "offer.intro": "El agente lo lee enseguida.",
  "offer.listed": "De la lista de tu equipo",
  "offer.words": "Con tus palabras",
  "offer.wordsHint": "Nunca el nombre de un cliente. Se guarda 30 días y lo ven quienes ayudan.",
  "offer.nothing": "Elige una opción o escribe una línea.",
  "offer.tooLong": "Como mucho {count, number} caracteres. No se envió nada.",
  "words.offered": "Se ofreció en su lugar:",

  "refused.answered": "{holder} fue antes: {verdict}.",
  "refused.inDanger": "Ahora es un peligro. No se envió nada. La tarjeta dice qué ayuda.",
  "refused.noSuchOffer": "Eso no está en la lista. No se envió nada.",
};
