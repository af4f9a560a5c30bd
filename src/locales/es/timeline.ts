import type { timeline as english } from "../en/timeline.ts";

export const timeline: Record<keyof typeof english, string> = {
  "timeline.form.title": "Historial",
  "timeline.opened": "{person} pidió ayuda, {time}",
  "timeline.asked":
    "{reason, select, silence {Aún sin respuesta. } callForHelp {¿Quién llama a emergencias? } other {}}Se avisó a {people}{route, select, here { por esta aplicación} elsewhere { por la otra aplicación} both { por las dos aplicaciones} other {}}, {time}",
  "timeline.heldBack": "Después se avisa a {people}, avisos en pausa, {time}",
  "timeline.waiting": "Aún nadie a quien avisar, pronto volvemos a buscar, {time}",
  "timeline.skipped": "Paso {step, number} saltado, no había nadie, {time}",
  "timeline.widened":
    "También se avisó a {people}{route, select, here { por esta aplicación} elsewhere { por la otra aplicación} both { por las dos aplicaciones} other {}}, {time}",
  "timeline.exhausted": "Sin respuesta, {time}",
  "timeline.overtaken":
    "Handrail volvió a funcionar, {time}. No se avisó a nadie después de las {since}",
  "timeline.keptTrying": "Aún nadie, lo seguimos intentando, {time}",
  "timeline.acknowledged": "{person} se encarga, {time}",
  "timeline.passedOn": "{person} lo dejó para otra persona, {time}",
  "timeline.gaveBack": "{person} lo devolvió, {time}",
  "timeline.lapsed": "{person} no llegó a tiempo, {time}",
  "timeline.handedTo": "{person} pidió a {to} que se encargara, {time}",
  "timeline.here":
    "{holder} {manner, select, listening {está a la escucha con} coaching {da consejo a} joining {se une a} other {está con}} {person}, {time}",
  "timeline.someoneHere": "{person} dijo que ya hay alguien, {time}",
  "timeline.holderHere": "{person} dijo que ya está {holder}, {time}",
  "timeline.helpSaid":
    "{person} dijo que {called, select, true {se llamó a emergencias} other {no hizo falta llamar a emergencias}}, {time}",
  "timeline.nudged": "Se le recordó a {person}, {time}",
  "timeline.calledAgain": "{person} volvió a pedir ayuda, {time}",
  "timeline.levelled": "{person} dijo: {level}, {time}",
  "timeline.categorised": "{person} dijo por qué, {time}",
  "timeline.described": "{person} escribió algo, {time}",
  "timeline.callingForHelp": "{person} llama a emergencias, {time}",
  "timeline.unreachable": "No se pudo avisar a {person} por mensaje, {time}",
  "timeline.withdrawn": "{person} ya no necesita ayuda, {time}",
  "timeline.done": "{person} dijo que está hecho, {time}",
  "timeline.callEnded": "{person} dijo que la llamada terminó, {time}",
  "timeline.closedByItself": "Se cerró solo, {time}",
  "timeline.outcome": "{person} anotó cómo acabó, {time}",
};
