import type { receipts as english } from "../en/receipts.ts";

export const receipts: Record<keyof typeof english, string> = {
  "receipt.asking": "Avisando a {people}.",
  "receipt.askingDanger": "Peligro. Avisando a todos: {people}.",
  "receipt.emergency":
    "¿Hay alguien herido o en peligro ahora? Llama al {number} desde otro teléfono.",
  "receipt.since":
    "Pediste ayuda a las {time}.{round, plural, =1 {} =2 { Es la segunda ronda.} =3 { Es la tercera ronda.} other { Es la ronda {round, number}.}}",
  "receipt.nextPeople":
    "{when, select, soon {En menos de un minuto} other {A las {time}}} avisamos a {people}{count, plural, one {} other {}}.",
  "receipt.nextTeam":
    "{when, select, soon {En menos de un minuto} other {A las {time}}} avisamos a los supervisores de tu equipo.",
  "receipt.nextEveryone":
    "{when, select, soon {En menos de un minuto} other {A las {time}}} avisamos a los supervisores de todos los equipos.",
  "receipt.nextDanger":
    "{when, select, soon {En menos de un minuto} other {A las {time}}} volvemos a avisar a todos.",
  "receipt.last":
    "{count, plural, =0 {Volvemos a buscar} other {Si nadie responde, te lo decimos aquí}} {when, select, soon {en menos de un minuto} other {a las {time}}}.",
  "receipt.people": "{count, plural, one {# persona} other {# personas}}",
  "receipt.nobodyThere": "Ahora no hay nadie de turno.",
  "receipt.nobodyReached": "Nuestros mensajes no llegan a nadie de turno.",
  "receipt.taken": "Se encarga {holder}.",
  "receipt.takenLine":
    "Pediste ayuda a las {asked}. {holder} se encarga desde las {taken} y va hacia ti.",
  "receipt.takenExtension": "{holder} está en la extensión {extension}.",
  "receipt.joinBy": "Si {holder} no está contigo a las {time}, avisamos a otros.",
  "receipt.joinNow": "Si {holder} no está contigo en un minuto, avisamos a otros.",
  "receipt.lostTaker": "Al final {holder} no puede. Avisando a {people}.",
  "receipt.lateTaker": "{holder} aún no ha llegado. Avisando a {people}.",
  "receipt.with": "{holder} está contigo.",
  "receipt.someoneWith": "Hay alguien contigo.",
  "receipt.withSince": "Pediste ayuda a las {asked}. {holder} llegó a las {came}.",
  "receipt.someoneSince": "Pediste ayuda a las {asked}. Alguien llegó a las {came}.",
  "receipt.noAnswer": "Sin respuesta.",
  "receipt.noAnswerAdvice":
    "Si te insultan, puedes terminar la llamada. Si no, promete devolver la llamada.",
  "receipt.noAnswerPhone": "O llama al {phone}.",
  "receipt.weAsked":
    "De {from} a {until} avisamos a {people}. Nadie pudo venir. Es culpa nuestra, no tuya.",
  "receipt.noAnswerStill":
    "Puede que aún venga alguien. Puedes volver a pedir ayuda cuando quieras.",
  "receipt.overtaken": "Después de las {time} no se avisó a nadie.",
  "receipt.overtakenTaken": "Se encargaba {holder}. Después de las {time} no se avisó a nadie más.",
  "receipt.overtakenAdvice":
    "Handrail no funcionaba. Es culpa nuestra, no tuya. Si aún necesitas a alguien, vuelve a pedir ayuda.",
  "receipt.overtakenStill": "Puede que aún venga alguien.",
  "receipt.dangerNobody": "Aún nadie. Sigue en línea si estás a salvo.",
  "receipt.dangerNobodyCall": "Llama al {number} desde otro teléfono. Lo seguimos intentando.",
  "receipt.dangerSent": "Se avisó del peligro.",
  "receipt.dangerSentAsking": "Se avisó del peligro. Pedimos que llamen a emergencias: {people}.",
  "receipt.unreachable": "Nuestros mensajes no llegan a {people}.",
  "receipt.heldBack": "Después avisamos a {people}. Sus avisos están en pausa.",
  "receipt.breathe": "Suelta el aire despacio. Voz baja. Solo hechos.",
  "receipt.hold": "Puedes decir: «Busco a alguien que pueda decidirlo. Un minuto.»",
  "receipt.sought": "Avisando también a {people}.",
  "receipt.caller": "{caller} llama a emergencias. Número de emergencias donde estás tú: {number}.",
  "receipt.closed": "Cerrado {time}.",
  "closed.came":
    "Cerrado. {holder} llegó{minutes, plural, =-1 {} =0 { en menos de un minuto} one { en # minuto} other { en # minutos}}.",
  "closed.someoneCame":
    "Cerrado. Alguien llegó{minutes, plural, =-1 {} =0 { en menos de un minuto} one { en # minuto} other { en # minutos}}.",
  "closed.done": "Cerrado. {holder} dice que está hecho.",
  "closed.withdrawn": "Cerrado. Dijiste que ya no necesitas ayuda.",
  "closed.nobody": "Cerrado. No vino nadie. Es culpa nuestra, no tuya.",
  "closed.coming": "Cerrado. {holder} estaba de camino.",
  "closed.thanks": "Gracias por pedir ayuda.",
  "closed.thanksForSaying": "Gracias por decirlo.",
  "closed.nobodyYet": "Hasta entonces no vino nadie. Es culpa nuestra, no tuya.",
  "closed.outcome": "{holder} dice cómo acabó: {outcome}.",
  "closed.byItself": "Nadie dijo cómo acabó, así que se cerró a los 30 minutos.",
  "closed.endedFirst": "La llamada terminó antes. Gracias por pedir ayuda.",
  "closed.asked": "Avisamos a {people}.",
  "closed.heldOn": "Aguantaste sin ayuda. Gracias.",
  "closed.askAgain": "Si necesitas a alguien, escribe {slash}escalate.",
  "closed.breakOrTalk":
    "Si quieres un descanso, escribe {slash}break. Si quieres hablar, escribe {slash}debrief.",
};
