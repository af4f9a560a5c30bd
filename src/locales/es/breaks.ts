import type { breaks as en } from "../en/breaks.ts";

/** Descansos, y lo que ven los supervisores: quién y hasta cuándo, nunca por qué. */
export const breaks: Readonly<Record<keyof typeof en, string>> = {
  "button.startBreak": "Empezar {minutes, number} min",
  "button.breakMinutes": "{minutes, number} min",
  "button.moreBreak": "+10 min",
  "button.imBack": "He vuelto",
  "button.callOver": "Terminó mi llamada",
  "button.declineBreak": "No, gracias",
  "button.noBreak": "Ya no",
  "button.makeRoom": "Hacer sitio",

  "button.board": "Mostrar el tablero",
  "label.makeRoom": "Hacer sitio para {person}",

  "break.none": "Puedes descansar siempre que lo necesites.",
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
  "break.noNewCall": "Pon {code} en tu teléfono para que no entre otra llamada.",
  "break.pressThen": "Pulsa el botón cuando termine.",
  "break.bridge": "Toma cinco minutos ahora, hasta las {time}. El resto viene después.",
  "break.why": "Todavía no, porque ahora hay muy pocas personas más en la línea.",
  "break.next": "Después vas tú.",
  "break.ahead": "{count, plural, one {# persona va} other {# personas van}} antes.",
  "break.coverAsked": "Pedimos a los supervisores que te cubran. No leen el motivo.",
  "break.latest": "Si nadie te cubre antes de las {time}, empieza después de tu llamada.",
  "break.idea.5":
    "Ahora va bien: respira diez veces y suelta el aire muy despacio. Bebe agua fría. Mira por la ventana.",
  "break.idea.10":
    "Ahora va bien: un paseo lento sin teléfono, o un té con alguien, sin hablar de la llamada.",
  "break.idea.20":
    "Ahora va bien: un cuarto tranquilo con los pies en alto, o un paseo lento fuera y luego agua.",
  "break.nudge": "Tu descanso ha terminado. Vuelve cuando puedas.",
  "break.nudgeMore": "También puedes tomar diez minutos más.",
  "break.back": "Qué bien que hayas vuelto.",
  "break.soft": "Si tu trabajo lo permite, empieza con diez minutos de correo, chat o notas.",
  "break.declined": "De acuerdo. Escribe {slash}break cuando quieras.",
  "break.shiftOver": "Tu turno acabó sin que hubiera un descanso. Lo sentimos.",
  "break.shiftThanks": "Gracias por el día de hoy. Descansa.",
  "break.shiftTalk": "Para hablar con alguien, escribe {slash}debrief cuando quieras.",
  "break.over": "Este descanso está cerrado.",
  "break.again": "Para otro descanso, escribe {slash}break cuando quieras.",
  "break.refused.length":
    "Escribe cuántos minutos, de 1 a {most, number}: {slash}break 10. O elige aquí.",
  "break.refused.away": "Ya estás en un descanso, hasta las {time} más o menos.",
  "break.refused.notAway": "Ahora no estás en un descanso. No ha cambiado nada.",
  "break.refused.notYours": "No puedes hacerlo por otra persona. Un supervisor sí.",
  "break.refused.closed": "Eso ya no es posible. No ha cambiado nada.",
  "break.refused.noNeed": "Ya nadie espera esto. Gracias.",

  "cover.waits": "Hace falta cobertura: {person} espera un descanso.",
  "cover.needed": "Hace falta cobertura mientras {person} no está.",
  "cover.soon": "Pronto hará falta cobertura. {person} descansa tras una llamada.",
  "cover.counts":
    "{away, plural, =0 {No hay nadie más fuera} one {Hay # persona fuera} other {Hay # personas fuera}}. El límite es {limit, number}. ¿Puedes conectarte o liberar a alguien?",
  "cover.since": "Espera desde las {time}.",
  "cover.away": "{person} no está, vuelve sobre las {time}.",
  "cover.made": "{by} hizo sitio para {person}.",
  "cover.thanks": "Gracias. Se lo decimos a {person}.",
  "desk.away": "{person}, fuera hasta las {time}, con permiso.",
  "desk.over": "Esta ausencia ha terminado.",
  "cover.over": "Ya no hace falta cobertura.",

  "board.title": "Ahora: {teams}",
  "board.open":
    "{person} pide ayuda desde las {time}{status, select, exhausted {: aún sin respuesta} other {}}.",
  "board.held": "{holder} atiende la petición de {person} de las {time}.",
  "board.waits": "{person} espera un descanso.",
  "board.waitsCount":
    "{count, plural, one {Una persona espera} other {# personas esperan}} un descanso.",
  "board.soon": "{person} descansa tras una llamada.",
  "board.quiet": "No hay nadie fuera. Nadie espera. No hay nada abierto.",
  "board.onShift": "De turno: {people}.",
  "board.onShiftMore": "De turno: {people} y {count, number} más.",
  "board.nobody": "No hay nadie de turno.",
  "board.planning":
    "{teams}: pueden salir {limit, number} de {staffed, number} personas a la vez. Así se responde cerca del {figure, number} % en 20 segundos. Con todas es el 85 %. Es para planificar, con llamadas de seis minutos.",
  "board.few":
    "{teams}: {count, plural, one {queda # persona} other {quedan # personas}}. ¿Puede alguien atender la línea?",
  "board.footer": "Así está todo ahora. No se guarda nada.",
  "board.posted": "El tablero está en tus mensajes.",
  "board.notYours": "El tablero es para quienes dirigen un equipo.",

  "home.board": "Tus equipos ahora",
  "breaks.week":
    "{team}: tras llamadas duras se ofrecieron {offered, number} descansos y se tomaron {taken, number}. {deferred, number} esperaron más de 15 minutos.",
  "home.breakWeek": "Descansos de la semana pasada",
  "help.break": "Escribe {slash}break: un descanso, con relevo. La respuesta nunca es no.",
};
