/** Check-ins, quién ayuda y qué se guarda de una persona. */
export const checkins = {
  "button.checkIn": "Check-in",
  "button.checkInSkip": "Saltar",
  "button.checkInFewer": "Menos a menudo",
  "button.keepTime": "Dejar esta hora",
  "button.chooseTime": "Elegir hora",
  "button.noThanks": "No, gracias",
  "button.checkInStop": "No preguntar más",
  "button.contactMe": "Que alguien me contacte ahora",
  "button.offerBreak": "Pausa de 20 min",
  "button.offerIdeas": "Ideas para una pausa",

  "checkin.inviteTitle": "¿Quieres un check-in a una hora tuya?",
  "checkin.invite":
    "Veinte segundos: cuatro toques sobre tu trabajo, palabras solo si quieres. {day} a las {time}, hora tuya, y solo en turno.",
  "checkin.inviteWhy":
    "No llega nada si no dejas o eliges una hora. Tu responsable no ve qué eliges.",
  "checkin.promptTitle": "Un check-in, si quieres. Veinte segundos.",
  "checkin.promptWhy": "Te llega porque elegiste esta hora. Escribe {slash}checkin para cambiarla.",
  "checkin.promptWhyRarer":
    "Te llega una de cada {every, plural, one {vez} other {# veces}}. Escribe {slash}checkin para cambiarlo.",
  "checkin.whoSees":
    "Tus respuestas solo te las mostramos a ti. Los demás ven proporciones de grupos de cinco o más.",
  "checkin.recorded": "Si se graba tu pantalla, esto también se graba.",
  "checkin.help":
    "En peligro ahora: {emergency}. Para hablar con alguien, de día y de noche: {name}, {number}.",
  "checkin.helpAnywhere":
    "En peligro ahora: {emergency}. Para hablar con alguien: findahelpline.com.",
  "checkin.helpCompany": "La línea de tu empresa: {number}.",

  "checkin.form.title": "Check-in",
  "checkin.form.submit": "Guardar",
  "checkin.form.energy": "¿Cómo está tu batería esta semana?",
  "checkin.form.strain": "¿Cuánto te pesaron las llamadas?",
  "checkin.form.help": "Cuando quisiste ayuda, ¿la hubo?",
  "checkin.form.turn": "Esta semana",
  "checkin.form.note": "¿Algo más, con tus palabras?",
  "checkin.noteHint":
    "Nadie más lo lee. Tampoco lo vigila nadie: para hablar con una persona, llama o pulsa el botón.",
  "checkin.energy.1": "1 – vacía",
  "checkin.energy.2": "2",
  "checkin.energy.3": "3",
  "checkin.energy.4": "4",
  "checkin.energy.5": "5 – llena",
  "checkin.strain.1": "1 – nada",
  "checkin.strain.2": "2",
  "checkin.strain.3": "3",
  "checkin.strain.4": "4",
  "checkin.strain.5": "5 – mucho",
  "checkin.help.always": "siempre",
  "checkin.help.mostly": "casi siempre",
  "checkin.help.sometimes": "a veces",
  "checkin.help.rarely": "pocas veces",
  "checkin.help.not-needed": "no me hizo falta",
  "checkin.turn.q0": "Pude desconectar después del trabajo.",
  "checkin.turn.q1": "Pude decidir cómo llevar las llamadas.",
  "checkin.turn.q2": "Pude hacer una pausa cuando la necesité.",
  "checkin.turn.q3": "Alguien se fijó en el buen trabajo.",
  "checkin.turn.q4": "Ayudé a alguien de una forma que importó.",
  "checkin.turn.q5": "Me parecería bien terminar una llamada abusiva.",
  "checkin.turn.yes": "sí",
  "checkin.turn.partly": "en parte",
  "checkin.turn.no": "no",
  "checkin.nothing": "Responde al menos una, o cierra esto.",

  "checkin.form.when.title": "Elegir hora",
  "checkin.form.keep": "Dejarla",
  "checkin.form.day": "¿Qué día?",
  "checkin.form.time": "¿A qué hora?",
  "checkin.ownTime": "En tu propia hora: {zone}.",
  "checkin.weekdays": "De lunes a viernes",
  "checkin.day.1": "Lunes",
  "checkin.day.2": "Martes",
  "checkin.day.3": "Miércoles",
  "checkin.day.4": "Jueves",
  "checkin.day.5": "Viernes",
  "checkin.day.6": "Sábado",
  "checkin.day.7": "Domingo",

  "checkin.kept": "Queda así.",
  "checkin.chosen": "Queda a tu hora.",
  "checkin.next": "El próximo: {day} a las {time}.",
  "checkin.stopped": "No llegará nada. Escribe {slash}checkin cuando quieras.",
  "checkin.skipped": "Saltado. Nadie lo ve.",
  "checkin.rarer": "Desde ahora, la mitad de veces.",
  "checkin.rarest": "Ya llega lo menos posible. Puedes pararlo.",
  "checkin.saved": "Guardado. Solo se te muestra a ti.",
  "checkin.ready": "Un check-in lleva veinte segundos.",
  "checkin.off": "Los check-ins no están activados para tu equipo.",
  "checkin.over": "Este ya pasó.",
  "checkin.invitationOver": "Escribe {slash}checkin cuando quieras.",
  "checkin.is.answered": "Hecho, gracias.",
  "checkin.is.skipped": "Saltado.",
  "checkin.is.passed": "Este ya pasó.",

  "checkin.offerToday":
    "Semana dura. ¿Quieres algo? Una pausa, una persona o una idea para parar: tú decides.",
  "checkin.offerLasting":
    "Esto ya dura un poco. Salud laboral o tu médico también pueden ayudar con eso.",
  "checkin.ideas5":
    "5 min: suelta el aire el doble de lento, diez veces. O agua fría y mirar por una ventana.",
  "checkin.ideas10":
    "10 min: un paseo lento sin el móvil, o un té con alguien, sin hablar de la llamada.",
  "checkin.ideas20":
    "20 min: un cuarto tranquilo con los pies en alto, o un paseo lento fuera y luego agua.",
  "crisis.title": "Has escrito algo que importa. Por favor, habla con alguien ahora.",
  "crisis.person":
    "O pulsa abajo: una persona de aquí te contacta. Lee que lo has pedido, no lo que escribiste.",

  "button.contactTake": "Contacto yo con {person}",
  "button.contactPass": "Ahora no puedo",
  "button.contactNotNow": "Ya no hace falta",
  "contact.asking": "Pedimos a alguien que te contacte.",
  "contact.askingWhom":
    "Se lo pedimos a {person}. Si no puede, en tres minutos se lo pedimos a otra persona.",
  "contact.comes": "{person} te va a contactar.",
  "contact.noAnswer": "Todavía no contesta nadie. Se lo pedimos otra vez; por favor, llama ahora.",
  "contact.nobody": "No hemos podido avisar a nadie. Por favor, llama ahora.",
  "contact.dutyPhone": "Alguien de aquí, por teléfono: {phone}.",
  "contact.withdrawn": "Ahora no te contactará nadie. Puedes pedirlo otra vez cuando quieras.",
  "contact.over": "Esto ya terminó.",
  "contact.taken": "{person} sabe que le vas a contactar. Hazlo ahora, por favor.",
  "contact.passed": "Se lo pedimos ahora a la siguiente persona.",
  "contact.pageSummary": "Alguien del equipo pregunta por ti.",
  "contact.summary": "Novedades de lo que pediste.",
  "checkin.summary": "Algo para ti, cuando tengas un momento.",
  "contact.page": "{person} pide que le contacten ahora.",
  "contact.pageHow":
    "Lo pidió a las {time}. No dio motivo y no hace falta. Una llamada o unas palabras tranquilas, ahora.",
  "contact.pageMine": "Vas a contactar con {person}. Hazlo ahora, por favor.",
  "contact.pageTaken": "Lo tiene {holder}.",
  "contact.pageOver": "Ya no hace falta.",

  "button.myData": "Mis datos",
  "button.mySeen": "Qué ven otros de mí",
  "button.myExport": "Una copia",
  "button.myErase": "Borrar…",
  "button.myEraseNow": "Borrar ahora",
  "mydata.what":
    "Se guarda de ti: nombre y puesto del archivo de tu empresa, tu turno y tu pausa de ahora, peticiones de ayuda y quién vino.",
  "mydata.checkins":
    "Respuestas de check-in y llamadas duras: 90 días, con una clave solo tuya. Handrail no las abre para nadie más: ni para responsables.",
  "mydata.never":
    "Nunca se guarda: una nota, un puesto o un ánimo tuyo, por qué hiciste una pausa, el nombre de un cliente.",
  "mydata.confirm":
    "Borra tus respuestas de check-in y tus llamadas duras con su clave, tus deseos para hablarlo (también con quién no quieres coincidir) y lo que escribiste en peticiones ya cerradas. No se puede deshacer.",
  "mydata.erased": "Borrado, con la clave que lo abría. No se te preguntará más.",
  "mydata.form.seen.title": "Qué ven otros",
  "mydata.form.export.title": "Una copia de mis datos",
  "mydata.form.back": "Volver",
  "mydata.sees": "{person} ve ahora de ti:",
  "mydata.seesNothing": "Nada.",
  "mydata.copy":
    "JSON, solo para ti: nada de esto se envió al chat. Copia las partes una tras otra.",
  "mydata.part": "Parte {part, number} de {of, number}",
  "mydata.pages":
    "Una historia larga: {count, number} páginas. Cada una es JSON por sí sola, solo para ti: nada de esto se envió al chat.",
  "button.myPage": "Página {page, number}",
  "button.myLaterPages": "Más páginas",

  "checkin.home": "Check-ins",
  "checkin.homeNext": "El próximo: {day} a las {time}, hora tuya.",
  "checkin.homeNone": "Ninguno previsto. Puedes hacer uno cuando quieras.",
  "button.startThought": "Una idea al empezar",
  "button.noStartThought": "Sin idea al empezar",
  "checkin.startTitle": "Quince segundos antes de empezar.",
  "checkin.startThought":
    "Piensa en alguien a quien ayudaste hace poco. ¿Con qué andarán hoy las primeras personas que llamen?",
  "checkin.startWhy": "Te llega porque lo pediste, al empezar tu turno. No se te pregunta nada.",
  "checkin.start":
    "Llega al empezar tu turno, según el horario de tu equipo o cuando lo dices: una vez por turno.",
  "checkin.noStart": "Ya no llegará.",
} as const;
