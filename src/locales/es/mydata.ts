import type { mydata as english } from "../en/mydata.ts";

/** Lo que se guarda de una persona, lo que otros ven de ella, una copia y su fin. */
export const mydata: Record<keyof typeof english, string> = {
  "button.myData": "Mis datos",
  "button.mySeen": "Qué ven otros de mí",
  "button.myExport": "Copiar mis datos",
  "button.myErase": "Borrar…",
  "button.myEraseNow": "Borrar ahora",
  "mydata.what":
    "Guardamos tu nombre y tu puesto del archivo de tu empresa, y tu turno y descanso de ahora. También tus peticiones de ayuda y quién vino, y tus promesas.",
  "mydata.checkins":
    "Guardamos 90 días tus check-ins y tus llamadas duras, con una clave solo tuya. Handrail solo los abre para ti. Ningún supervisor ni responsable puede leerlos.",
  "mydata.never":
    "Nunca guardamos notas ni listas sobre ti, tu ánimo, por qué descansas ni el nombre de un cliente.",
  "mydata.operatorCopied":
    "Un operador hizo una copia de tus datos: {when}. No incluye tus respuestas.",
  "mydata.operatorErased": "Un operador borró tus datos por ti: {when}.",
  "mydata.confirm":
    "Se borran tus respuestas de check-in y tus llamadas duras, con su clave. Se borran tus deseos para hablarlo, también con quién nunca. Se borra lo que escribiste en peticiones y promesas ya cerradas. No se puede deshacer.",
  "mydata.erased": "Borrado, con la clave que lo abría. No vamos a preguntarte nada más.",
  "mydata.form.seen.title": "Qué ven otros",
  "mydata.form.export.title": "Una copia de mis datos",
  "mydata.form.back": "Volver",
  "mydata.copy":
    "Esto es solo para ti, en JSON. Nada de esto se envió al chat. Copia las partes una tras otra.",
  "mydata.part": "Parte {part, number} de {of, number}",
  "mydata.pages":
    "Tu historia tiene {count, number} páginas. Cada una es JSON por sí sola, solo para ti. Nada de esto se envió al chat.",
  "button.myPage": "Página {page, number}",
  "button.myLaterPages": "Más páginas",

  "seen.intro":
    "Cada sitio donde otros leen tu nombre, quiénes son y por qué. Entre comillas, sus palabras.",
  "seen.quote": "«{words}»",
  "seen.notified": "{row} El aviso también te nombra.",
  "seen.people": "Hoy: {people}{more, plural, =0 {} other { y # más}}.",
  "seen.to.team": "Quien lleva tu equipo: {teams}",
  "seen.to.helpers": "A quién se puede avisar para ayudarte",
  "seen.to.desk": "La mesa de tiempo real",
  "seen.to.contacts": "Personas de contacto",
  "seen.to.leads": "Responsables de bienestar",
  "seen.to.admins": "Quien ajusta Handrail",
  "seen.setup": "Al ajustar un equipo, o al probar a quién llega una llamada.",
  "seen.setupVersion": "Quién cambió los datos, y cuándo.",
  "seen.to.heads": "Quien dirige la atención",
  "seen.to.besideThem": "A quién se avisa además de ti",
  "seen.to.partner": "Quien habla contigo",
  "seen.to.callers": "Quien pide ayuda",
  "seen.to.promisers": "Quien hace contigo llamadas prometidas",
  "seen.to.swappers": "Quien cambia turnos contigo",
  "seen.to.seekers": "Quien pide que alguien le contacte",
  "seen.to.colleagues": "Todos los compañeros",
  "seen.onShift": "En su tablero, mientras estás de turno, para saber quién está.",
  "seen.onNow":
    "En la página Ahora, si estás de turno, fuera o en una llamada, para no dejar a nadie solo.",
  "seen.onScreen":
    "En la pantalla de una sala, si tu equipo tiene una. Allí está solo tu nombre de pila.",
  "seen.onPeople": "En la página Personas: los días y las horas de tus turnos.",
  "seen.inSetUp": "En la página Ajustes: en qué equipos estás.",
  "seen.onRequests":
    "En la lista de llamadas de tu equipo, durante 30 días, para ver qué pasó y cuándo.",
  "seen.madeScreen":
    "En la página Ahora, cuando haces un enlace para una pantalla, para que sepan de quién es.",
  "seen.asks":
    "En su tablero, o al empezar su turno, mientras tu petición está abierta, para que nadie espere.",
  "seen.away":
    "En su tablero y en tarjetas, desde que sales a descansar, porque organizan la cobertura. Nunca leen por qué.",
  "seen.waits":
    "En su tablero y en tarjetas, mientras esperas un descanso, para que hagan sitio. Nunca leen por qué.",
  "seen.page":
    "En una tarjeta, cuando pides ayuda, para que puedan ir. Lleva tu equipo, tu puesto y tu extensión.",
  "seen.list":
    "En su página, o al empezar su turno, mientras tu petición está abierta, para que alguien se encargue.",
  "seen.timeline": "En el historial de tu petición, si lo abren, para ver qué pasó y cuándo.",
  "seen.handover": "En la tarjeta de quien tiene tu petición, para repetir lo que sabe.",
  "seen.inHandover": "En la tarjeta y en la nota de una petición en la que ya ayudaste.",
  "seen.inNote": "En la nota de su petición, que fuiste o respondiste, y cuándo.",
  "seen.words":
    "Lo que escribiste al pedir ayuda, si lo abren, para que no lo digas dos veces. Se guarda 30 días.",
  "seen.thanks": "En una tarjeta, cuando les das las gracias, para que lo sepan. Llega una vez.",
  "seen.thanked": "En su propia tarjeta, para darte las gracias y leer que lo hicieron.",
  "seen.cause": "En una tarjeta, cuando te encargas de una causa, para que los demás lo sepan.",
  "seen.coverElsewhere":
    "En una tarjeta, si compartes llamadas con su equipo o no hay nadie del tuyo, para que alguien haga sitio.",
  "seen.desk":
    "En una tarjeta, igual en cada descanso, para que no te planifiquen llamadas. Nunca leen por qué.",
  "seen.contact":
    "En una tarjeta, cuando pides a una persona, para que te contacte. No leen el motivo. El aviso no lleva nombre.",
  "seen.talk":
    "En una tarjeta, en su página o en un chat para los dos, después de su sí. Dice dónde encontrarte.",
  "seen.round":
    "En una tarjeta, si te apuntaste a las charlas regulares y te toca con esa persona, para quedar.",
  "seen.wishes":
    "Tu nombre está en la lista donde eligen con quién hablar, o con quién no. Solo ellos ven lo que eligen.",
  "seen.theirs":
    "Si tienes uno de estos papeles, tu nombre está en su página como esta. Así saben quién lee qué.",
  "seen.asked":
    "En una tarjeta, cuando te avisamos, para saber quién puede ir. También dice si pausaste los avisos o no te llegan.",
  "seen.taken":
    "En una tarjeta, cuando te encargas, para saber que la ayuda está cerca. Lleva tu extensión. También si tuviste que dejarlo.",
  "seen.came":
    "En el historial, si lo abren, para que nadie tenga que adivinar. Dice cuándo te avisamos y si fuiste, lo dejaste o llegaste tarde.",
  "seen.holds": "En una tarjeta, en su página o tablero, para saber que pueden parar.",
  "seen.give":
    "En el historial y en la lista de a quién encargar una petición, para que otra persona pueda seguir.",
  "seen.promiseBoard":
    "En su panel, o al empezar su turno, si tienes una promesa a un cliente. Dice cuándo, y no qué.",
  "seen.promiseLate":
    "En una tarjeta, si la llamada que prometiste va diez minutos tarde. Entonces pueden abrir sus palabras.",
  "seen.promise":
    "En una tarjeta, cuando una promesa pasa de una persona a la otra. Tu nombre también está en la lista para pasarla.",
  "seen.swaps":
    "En una tarjeta, si cambias un turno, das tu puesto o modificas un turno suyo. Tu nombre está en la lista para cambiar.",
  "seen.shift":
    "En una tarjeta, si alguien trabaja en tu puesto o se modifica tu turno. Tu nombre está en la lista. Nunca por qué.",
  "seen.changes": "En la lista de personas cuyo turno pueden modificar por un día.",
  "seen.changedBy": "En una tarjeta, cuando modificas un turno de alguien de su equipo.",
  "seen.madeRoom":
    "En una tarjeta, cuando haces sitio para un descanso, para que nadie lo haga dos veces.",
  "seen.asksYou":
    "En una tarjeta, cuando te avisamos y cuando dices que sí, para saber quién viene.",
  "seen.afterTalk": "Después de una conversación que fue demasiado, para saber a quién acudir.",
  "seen.contactTaken":
    "En una tarjeta, cuando dices que lo harás tú, para que nadie lo haga dos veces.",
  "seen.onPeopleSwaps": "En la página Personas: qué turnos cambias o pides, nunca por qué.",
  "seen.keyOnPage": "En la página de claves: cuáles creaste.",
  "seen.keyMade": "Cuándo diste una clave a otro programa, y qué puede hacer.",
  "seen.exported": "Cuándo exportaste cifras en las que están.",
  "seen.leads":
    "Números de grupos en los que respondieron cinco o más. Nunca tu nombre, ni una respuesta tuya.",
};
