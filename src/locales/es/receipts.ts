import type { receipts as english } from "../en/receipts.ts";

export const receipts: Record<keyof typeof english, string> = {
  "receipt.asking": "Avisando a {people}.",
  "receipt.askingDanger": "Peligro. Llamando a todos: {people}.",
  "receipt.emergency":
    "¿Hay alguien herido o a punto de estarlo? Llama al {number} desde otro teléfono.",
  "receipt.since":
    "Pediste ayuda a las {time}.{round, plural, =1 {} =2 { Es la segunda ronda.} =3 { Es la tercera ronda.} other { Es la ronda {round, number}.}}",
  "receipt.nextPeople":
    "{when, select, soon {En menos de un minuto} other {A las {time}}} se avisa a {people}{count, plural, one {} other {}}.",
  "receipt.nextTeam":
    "{when, select, soon {En menos de un minuto} other {A las {time}}} se avisa a los supervisores de tu equipo.",
  "receipt.nextEveryone":
    "{when, select, soon {En menos de un minuto} other {A las {time}}} se avisa a todos los supervisores de turno.",
  "receipt.nextDanger":
    "{when, select, soon {En menos de un minuto} other {A las {time}}} se vuelve a avisar a todos.",
  "receipt.last":
    "{count, plural, =0 {Volvemos a mirar} other {Si nadie responde, te lo decimos aquí}} {when, select, soon {en menos de un minuto} other {a las {time}}}.",
  "receipt.people": "{count, plural, one {# persona} other {# personas}}",
  "receipt.nobodyThere": "Ahora no hay nadie de turno.",
  "receipt.nobodyReached": "A nadie de turno le llega un mensaje.",
  "receipt.taken": "Lo tiene {holder}.",
  "receipt.takenLine": "Pediste ayuda a las {asked}. {holder} lo tomó a las {taken} y va hacia ti.",
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
    "De {from} a {until} avisamos a {people}. Nadie pudo venir. Es cosa nuestra, no tuya.",
  "receipt.noAnswerStill": "Alguien aún puede tomarlo. Puedes volver a pedir cuando quieras.",
  "receipt.overtaken": "Después de las {time} no se avisó a nadie.",
  "receipt.overtakenTaken": "Lo tenía {holder}; después de las {time} no se avisó a nadie más.",
  "receipt.overtakenAdvice":
    "Handrail no estaba. Es cosa nuestra, no tuya. Si aún necesitas a alguien, vuelve a pedir.",
  "receipt.overtakenStill": "Alguien aún puede tomarlo.",
  "receipt.dangerNobody": "Aún nadie. Sigue en línea si estás a salvo.",
  "receipt.dangerNobodyCall": "Llama al {number} desde otro teléfono. Seguimos intentando.",
  "receipt.dangerSent": "Se avisó del peligro.",
  "receipt.dangerSentAsking": "Se avisó del peligro. Buscamos quien llame a emergencias: {people}.",
  "receipt.unreachable": "No se puede avisar a {people} por mensaje.",
  "receipt.heldBack": "Después se avisa a {people}. Tiene las notificaciones en pausa.",
  "receipt.breathe": "Suelta el aire despacio. Voz baja. Solo hechos.",
  "receipt.hold": "Puedes decir: «Busco a alguien que pueda decidirlo. Un minuto.»",
  "receipt.sought": "Avisando también a {people}.",
  "receipt.caller": "{caller} llama a emergencias. Número: {number}.",
  "receipt.closed": "Cerrado {time}.",
  "closed.came":
    "Cerrado. {holder} llegó{minutes, plural, =-1 {} =0 { en menos de un minuto} one { en # minuto} other { en # minutos}}.",
  "closed.someoneCame":
    "Cerrado. Alguien llegó{minutes, plural, =-1 {} =0 { en menos de un minuto} one { en # minuto} other { en # minutos}}.",
  "closed.done": "Cerrado. {holder} dice que está hecho.",
  "closed.withdrawn": "Cerrado. Ya no necesitas ayuda.",
  "closed.nobody": "Cerrado. No vino nadie. Es cosa nuestra, no tuya.",
  "closed.coming": "Cerrado. {holder} estaba de camino.",
  "closed.thanks": "Gracias por pedir ayuda.",
  "closed.thanksForSaying": "Gracias por decirlo.",
  "closed.nobodyYet": "Hasta entonces no vino nadie. Es cosa nuestra, no tuya.",
  "closed.outcome": "Así acabó, dice {holder}: {outcome}.",
  "closed.byItself": "Nadie dijo cómo acabó, así que se cerró a los 30 minutos.",
  "closed.endedFirst": "La llamada terminó antes. Gracias por pedir ayuda.",
  "closed.asked": "Avisamos a {people}.",
  "closed.heldOn": "Aguantaste sin ayuda. Gracias.",
  "closed.askAgain": "Si necesitas a alguien, escribe {slash}escalate.",
  "closed.breakOrTalk":
    "Si quieres un descanso, escribe {slash}break. Si quieres hablar, escribe {slash}debrief.",
};
