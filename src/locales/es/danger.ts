import type { danger as english } from "../en/danger.ts";

/** Las dos personas de un peligro, el país del cliente y cómo acabó (docs/features.md C5, E10). */
export const danger: Record<keyof typeof english, string> = {
  "button.country": "País del cliente",
  "button.listening": "Escucho",
  "button.coaching": "Doy consejo",
  "button.joining": "Me uno",

  "point.place": "Lugar conocido",
  "point.near": "Sabemos quién está",
  "point.words": "Palabras anotadas",
  "point.asked": "Detalles preguntados",
  "point.voice": "Voz anotada",
  "point.called": "Emergencias avisadas",
  "point.told": "Lugar dicho",
  "point.offered": "Línea de ayuda ofrecida",

  "toDo.place": "¿Dónde está? Mira en la cuenta, o que pregunte el agente.",
  "toDo.near": "¿Está a salvo ahora? ¿Quién está con esa persona?",
  "toDo.words": "Anota sus palabras exactas, con la hora.",
  "toDo.asked": "¿Dónde, cuándo, qué y por qué? Anota lo que dice.",
  "toDo.voice": "Anota cómo es la voz y qué se oye detrás.",
  "toDo.called":
    "{from, select, threat {Llama a la policía desde otro teléfono.} other {¿Hay peligro ahora mismo? Llama a emergencias, aunque no quiera.}}",
  "toDo.told": "Di dónde es. Cuenta solo lo que haga falta.",
  "toDo.offered": "¿No hay peligro ahora? Ofrece una línea de ayuda y queda en llamar.",

  "danger.checked": "✓ {point}, {time}.",
  "danger.also.RSK": "El silencio está bien. No prometas guardar el secreto.",
  "danger.also.THR": "Sigue en línea, aunque ya no estén. Sin espera.",

  "page.emergencyBoth": "Donde están {person} y el cliente, llama al {number}.",
  "page.emergencyThere":
    "{where, select, known {Donde está el cliente, {country}: llama al {number}.} other {Donde está el cliente, el {number} vale en casi todas partes.}}",
  "page.fromElsewhere":
    "Cada número vale en su país. Desde otro, llama al tuyo y pide que te pasen.",
  "page.helpLine": "Línea de ayuda en {country}: {name}, {number}.",
  "page.manner":
    "{manner, select, listening {Estás a la escucha.} coaching {Das consejo a {person}.} other {Te unes a {person}.}}",
  "page.outcomeDanger": "¿Cómo acabó? {person} lee lo que pulsas.",

  "receipt.abroad":
    "El cliente está en {where, select, known {{country}} other {otro país}}. El número de aquí es el de donde estás tú.",
  "receipt.manner":
    "{holder} {manner, select, listening {está a la escucha} coaching {te da consejo} other {se une a ti}}.",
  "hold.inDanger": "Vuelve en cuanto puedas, para que nadie se quede a solas.",
  "boundary.inThreat": "En un peligro no se avisa. Sigue en línea si estás a salvo.",

  "boundary.step.said": "{behaviour}, {time}",

  "country.form.title": "País del cliente",
  "country.form.submit": "Guardar",
  "country.intro": "El número al que llamar es el del país donde está.",
  "country.where": "¿Dónde está el cliente?",
  "country.option": "{where, select, known {{country}: {number}} other {Otro país}}",
  "country.pick": "Elige un país.",

  "outcome.safe": "Está a salvo",
  "outcome.helped": "Ya hay ayuda",
  "outcome.unhurt": "Nadie salió herido",
  "outcome.personally": "Lo digo en persona",
  "outcome.unknown": "Aún no se sabe",
  "closed.ended":
    "{outcome, select, safe {{holder} dice que ya está a salvo. Gracias por seguir en línea.} helped {{holder} dice que ya hay ayuda. Gracias por seguir en línea.} unhurt {{holder} dice que nadie salió herido. Hiciste bien en pedir ayuda.} personally {{holder} te dirá en persona cómo acabó.} other {{holder} aún no sabe cómo acabó. Lo leerás aquí.}}",

  "timeline.stoppedCalling": "{person} no puede seguir llamando a emergencias, {time}",
  "timeline.checked": "{person}: {point}, {time}",
  "timeline.customerIn":
    "{person} dijo de dónde es la llamada: {where, select, known {{country}} other {otro país}}, {time}",

  "refused.noPart": "Esta parte es de otra persona. No ha cambiado nada.",
  "refused.noSuchPoint": "Ese punto no existe. No ha cambiado nada.",
  "refused.noSuchCountry": "No conocemos ese país. No ha cambiado nada.",
  "refused.checked": "Eso ya está anotado. No ha cambiado nada.",
};
