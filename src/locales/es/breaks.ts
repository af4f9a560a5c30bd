import type { breaks as en } from "../en/breaks.ts";

/** Descansos, y lo que ven los supervisores: quién y hasta cuándo, nunca por qué. */
export const breaks: Readonly<Record<keyof typeof en, string>> = {
  "button.startBreak": "Empezar {minutes, number} min",
  "button.breakMinutes": "{minutes, number} min",
  "button.moreBreak": "+10 min",
  "button.imBack": "He vuelto",
  "button.callOver": "Terminó mi llamada, empezar descanso",
  "button.declineBreak": "No, gracias",
  "button.noBreak": "Ya no",
  "button.makeRoom": "Hacer sitio",

  "button.board": "Mostrar el tablero",
  "label.makeRoom": "Hacer sitio para {person}",

  "break.none": "Tienes un descanso cuando lo necesites.",
  "break.offer":
    "¿Te vendría bien un descanso? {minutes, plural, one {# minuto} other {# minutos}}, o lo que elijas.",
  "break.choose": "¿Cuánto tiempo te vendría bien?",
  "break.otherLength": "Otra duración",
  "break.seen": "Tu supervisor ve que no estás y sobre qué hora vuelves. No el motivo.",
  "break.away": "Ahora. Vuelves sobre las {time}.",
  "break.summaryAway": "Tu descanso: vuelves sobre las {time}.",
  "break.about": "Tu descanso empieza sobre las {time}.",
  "break.waits": "Tu descanso empieza en cuanto alguien te cubra.",
  "break.afterCall": "Tu descanso empieza después de esta llamada.",
  "break.afterChats": "Tu descanso empieza después de tus chats abiertos.",
  "break.phone": "Pon {code} en tu teléfono.",
  "break.noNewCall": "Para que no entre otra llamada: pon {code} en tu teléfono.",
  "break.pressThen": "Pulsa cuando termine.",
  "break.bridge": "Toma cinco minutos ahora, hasta las {time}. El resto viene después.",
  "break.why": "Todavía no, porque ahora hay muy pocas personas más en la línea.",
  "break.next": "Eres la siguiente persona.",
  "break.ahead": "{count, plural, one {# persona va} other {# personas van}} antes.",
  "break.coverAsked": "Se pide a los supervisores que te cubran. No leen el motivo.",
  "break.latest": "Si nadie te cubre antes de las {time}, empieza después de tu llamada.",
  "break.idea.5":
    "Ahora va bien: soltar el aire el doble de lento que al tomarlo, diez veces. Agua fría. Mirar por la ventana.",
  "break.idea.10":
    "Ahora va bien: un paseo lento sin teléfono, o un té con alguien, sin hablar de la llamada.",
  "break.idea.20":
    "Ahora va bien: un cuarto tranquilo con los pies en alto, o un paseo lento fuera y luego agua.",
  "break.nudge": "Se acabó el tiempo, cuando estés a punto.",
  "break.nudgeMore": "Diez minutos más están bien.",
  "break.back": "Qué bien que hayas vuelto.",
  "break.soft": "Si tu trabajo lo permite: primero diez minutos de correo, chat o cierre.",
  "break.declined": "De acuerdo. Escribe {slash}break cuando quieras.",
  "break.over": "Este descanso está cerrado.",
  "break.again": "Tienes otro cuando lo necesites: escribe {slash}break.",
  "break.refused.length": "Di los minutos, de 1 a {most, number}: {slash}break 10. O elige aquí.",
  "break.refused.away": "Ya estás en un descanso, hasta las {time} más o menos.",
  "break.refused.notAway": "Ahora no estás en un descanso. No ha cambiado nada.",
  "break.refused.notYours": "Solo puede hacerlo la propia persona o su supervisor.",
  "break.refused.closed": "Eso ya no encaja. No ha cambiado nada.",
  "break.refused.noNeed": "Ya nadie espera esto. Gracias.",

  "cover.waits": "Hace falta cobertura: {person} espera un descanso.",
  "cover.needed": "Hace falta cobertura mientras {person} no está.",
  "cover.soon": "Pronto hace falta cobertura: {person} descansa después de una llamada.",
  "cover.counts":
    "{away, plural, =0 {No falta nadie más} one {Falta # persona} other {Faltan # personas}}; el límite es {limit, number}. ¿Puedes conectarte o liberar a alguien?",
  "cover.since": "Espera desde las {time}.",
  "cover.away": "{person} no está, vuelve sobre las {time}.",
  "cover.made": "{by} hizo sitio para {person}.",
  "cover.thanks": "Gracias. Se le dice a {person}.",
  "desk.away": "{person}, ausente hasta las {time}, con permiso.",
  "desk.over": "Esta ausencia ha terminado.",
  "cover.over": "Ya no hace falta cobertura.",

  "board.title": "Ahora: {teams}",
  "board.open":
    "{person} pide ayuda desde las {time}{status, select, exhausted {: aún sin respuesta} other {}}.",
  "board.held": "{holder} atiende a {person}, desde las {time}.",
  "board.waits": "{person} espera un descanso.",
  "board.waitsCount":
    "{count, plural, one {Una persona espera} other {# personas esperan}} un descanso.",
  "board.soon": "{person} descansa después de una llamada.",
  "board.quiet": "No falta nadie, nadie espera, nada está abierto.",
  "board.onShift": "De turno: {people}.",
  "board.onShiftMore": "De turno: {people} y {count, number} más.",
  "board.nobody": "No hay nadie de turno.",
  "board.planning":
    "{teams}: de {staffed, number} personas pueden faltar {limit, number} a la vez. Entonces se responde en 20 segundos cerca del {figure, number} %, donde con todas es el 85 % (para planificar: llamadas de seis minutos).",
  "board.few":
    "{teams}: {count, plural, one {queda # persona} other {quedan # personas}}. ¿Puede alguien de vosotros atender la línea?",
  "board.footer": "Cómo está ahora. No se guarda nada.",
  "board.posted": "El tablero está en tus mensajes.",
  "board.notYours": "El tablero es para quienes dirigen un equipo.",

  "home.board": "Tus equipos ahora",
  "breaks.week":
    "{team}: {offered, number} ofrecidos tras llamadas duras, {taken, number} tomados, {deferred, number} con más de 15 minutos de espera.",
  "home.breakWeek": "Descansos de la semana pasada",
  "help.break": "Escribe {slash}break: un descanso, con relevo. La respuesta nunca es no.",
};
