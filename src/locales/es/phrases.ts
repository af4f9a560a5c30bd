import type { phrases as english } from "../en/phrases.ts";

/** *Respira* y *Qué decir*: frases cortas, para decirlas aunque alguien grite (docs/features.md C1, C7). */
export const phrases: Record<keyof typeof english, string> = {
  "button.breathe": "Respira",
  "button.say": "Qué decir",

  "breathe.1": "Pies en el suelo.",
  "breathe.2": "Inspira por la nariz, cuenta tres.",
  "breathe.3": "Suelta despacio, cuenta seis.",
  "breathe.4": "Otra vez, dos veces. Luego habla.",

  "say.lead":
    "{channel, select, chat {Escribe: {sentence}} email {Escribe: {sentence}} other {Di: {sentence}}}",
  "say.with.any": "«Vamos a resolverlo juntos. Primero, cuéntemelo todo.»",
  "say.with.ANG": "«Entiendo su enfado. Vamos a resolverlo juntos, paso a paso.»",
  "say.with.ABU": "«Quiero resolverlo con usted. Sigamos con el problema.»",
  "say.with.THR": "«Le escucho. Cuénteme qué ha pasado.»",
  "say.with.RSK": "«Gracias por decírmelo. Sigo aquí con usted.»",
  "say.with.SAF": "«Sigo aquí con usted. ¿Dónde está ahora?»",
  "say.with.VUL": "«Gracias por contármelo. ¿Qué se lo haría más fácil?»",
  "say.with.CMP": "«Quiere que esto se arregle. Lo anotamos juntos, con sus palabras.»",
  "say.with.AUT": "«No puedo decidirlo solo yo. Veamos qué puedo hacer ya.»",
  "say.with.LEG": "«Lo anoto tal cual, para que le responda el equipo adecuado.»",
  "say.with.TEC": "«Vamos a encontrarlo juntos. ¿Qué ve primero?»",
  "say.with.LAN": "«Vamos despacio, paso a paso.»",
  "say.with.VIP": "«Veo lo que esto le para. ¿Qué es lo primero?»",
  "say.with.REP": "«Tengo lo que nos contó antes. Veamos cómo está.»",
  "say.with.FRD":
    "{channel, select, chat {«Quiero cuidar su cuenta. Le escribo a la dirección que tenemos.»} email {«Quiero cuidar su cuenta. Le escribo a la dirección que tenemos.»} other {«Quiero cuidar su cuenta. Le llamo yo al número que tenemos.»}}",
  "say.with.letDown": "«Contaba con nosotros. Vamos a arreglarlo juntos.»",
  "say.with.noTime": "«Tiene poco tiempo. Este es el plan en una frase.»",
  "say.with.worried": "«Lo entiendo, da qué pensar. Vamos paso a paso.»",
  "say.with.money": "«Gracias por contármelo. Veamos qué se puede hacer.»",
  "say.with.lost": "«Se lo digo más sencillo. Pregúnteme cuando quiera.»",
  "say.with.passedAround": "«Ya lo ha contado bastante. Ahora lo llevo yo, y sigo con ello.»",
  "say.with.heard": "«Quiero entenderlo bien. Cuéntemelo todo.»",

  "say.ask":
    "{channel, select, chat {Pregunta una a una, y espera cada respuesta:} email {Pregunta las tres en un solo correo:} other {Pregunta cuando termine, una a una:}}",
  "say.ask.1": "«¿Qué pasó justo antes de que fallara?»",
  "say.ask.2": "«¿Qué es lo más importante para usted ahora?»",
  "say.ask.3": "«Si hoy pudiera arreglar una sola cosa, ¿cuál sería?»",

  "say.sorry.trouble":
    "{channel, select, chat {Sentirlo por la molestia, siempre vale: «Siento el tiempo que le lleva esto.»} email {Sentirlo por la molestia, siempre vale: «Siento que haya tenido que escribirnos.»} other {Sentirlo por la molestia, siempre vale: «Siento que haya tenido que insistir.»}}",
  "say.sorry.fault":
    "{channel, select, chat {Por un fallo nuestro, solo si lo sabes: «Nos equivocamos. Así lo arreglamos.»} email {Por un fallo nuestro, solo si lo sabes: «Nos equivocamos, y lo siento. Así lo arreglamos.»} other {Por un fallo nuestro, solo si lo sabes: «Nos equivocamos. Así lo arreglamos.»}}",
  "say.sorry.checkFirst":
    "Por un fallo nuestro: consulta antes. Pregunta a tu supervisor antes de decir que fue nuestro.",

  "say.thanks":
    "{channel, select, chat {Para cerrar: «Gracias por verlo conmigo. Siguiente paso: …, para el ….»} email {Para cerrar: «Gracias por escribirnos. Siguiente paso: …, para el …. Le escribo antes de ese día.»} other {Para cerrar: «Gracias por contárnoslo. Siguiente paso: …, para el ….»}}",

  "refused.noSuchCard": "Esa tarjeta no existe. Pulsa otra vez Qué decir.",
};
