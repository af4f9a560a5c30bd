import type { mydata as english } from "../en/mydata.ts";

/** Lo que se guarda de una persona, lo que otros ven de ella, una copia y su fin. */
export const mydata: Record<keyof typeof english, string> = {
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
  "mydata.copy":
    "JSON, solo para ti: nada de esto se envió al chat. Copia las partes una tras otra.",
  "mydata.part": "Parte {part, number} de {of, number}",
  "mydata.pages":
    "Una historia larga: {count, number} páginas. Cada una es JSON por sí sola, solo para ti: nada de esto se envió al chat.",
  "button.myPage": "Página {page, number}",
  "button.myLaterPages": "Más páginas",

  "seen.intro":
    "Cada sitio donde otros leen tu nombre, quiénes son y por qué. Entre comillas, sus palabras.",
  "seen.quote": "«{words}»",
  "seen.notified": "{row} El aviso también te nombra.",
  "seen.people": "Hoy: {people}{more, plural, =0 {} other { y # más}}.",
  "seen.to.team": "Quien lleva tu equipo: {teams}",
  "seen.to.helpers": "A quién se puede llamar para ayudarte",
  "seen.to.desk": "La mesa de tiempo real",
  "seen.to.contacts": "Personas de contacto",
  "seen.to.leads": "Responsables de bienestar",
  "seen.to.besideThem": "A quién se llama además de ti",
  "seen.to.partner": "Quien habla contigo",
  "seen.to.callers": "Quien pide ayuda",
  "seen.to.seekers": "Quien pide que alguien le contacte",
  "seen.to.colleagues": "Todos los compañeros",
  "seen.onShift": "En su panel, mientras estás de turno, para saber quién está.",
  "seen.asks": "En su panel, mientras tu petición está abierta, para que nadie se quede esperando.",
  "seen.away":
    "En su panel y en una tarjeta, mientras sales de pausa o estás en ella, porque organizan la cobertura. Nunca leen por qué.",
  "seen.waits":
    "En su panel y en una tarjeta, mientras esperas una pausa, para que hagan sitio. Nunca leen por qué.",
  "seen.page":
    "En una tarjeta, cuando pides ayuda, para que puedan ir. Lleva tu equipo, tu puesto y tu extensión.",
  "seen.list":
    "En su página de inicio, mientras tu petición está abierta, para que alguien la tome.",
  "seen.timeline": "En el historial de tu petición, si lo abren, para ver qué pasó y cuándo.",
  "seen.words":
    "Lo que escribiste al pedir ayuda, si lo abren, para que no lo digas dos veces. Se guarda 30 días.",
  "seen.coverElsewhere":
    "En una tarjeta, si compartes llamadas con su equipo o no hay nadie del tuyo, para que alguien haga sitio.",
  "seen.desk":
    "En una tarjeta, igual en cada pausa, para que no te planifiquen llamadas. Nunca leen por qué.",
  "seen.contact":
    "En una tarjeta, cuando pides a una persona, para que te contacte. No leen el motivo. El aviso no lleva nombre.",
  "seen.talk":
    "En una tarjeta, en su página o en un chat para los dos, después de su sí. Dice dónde encontrarte.",
  "seen.round": "En una tarjeta, si te apuntaste a las rondas y os toca juntos, para que os veáis.",
  "seen.wishes":
    "Tu nombre está en la lista donde eligen con quién hablar, o con quién no. Solo ellos ven lo que eligen.",
  "seen.theirs":
    "Tu nombre está en su página como esta, si tienes uno de estos papeles, para saber quién lee qué.",
  "seen.asked":
    "En una tarjeta, cuando se te llama, para saber quién puede ir. También si pausaste los avisos o no te llegan.",
  "seen.taken":
    "En una tarjeta, cuando la tomas, para saber que la ayuda está cerca. Lleva tu extensión. También si tuviste que dejarla.",
  "seen.came":
    "En el historial, si lo abren: cuándo se te llamó, la tomaste, la pasaste o llegaste tarde, para que nadie tenga que adivinar.",
  "seen.holds": "En una tarjeta, en su página o panel, para saber que pueden parar.",
  "seen.give":
    "En el historial y en la lista de a quién pasar una petición, para que pueda cambiar de manos.",
  "seen.madeRoom":
    "En una tarjeta, cuando haces sitio para una pausa, para que nadie lo haga dos veces.",
  "seen.asksYou":
    "En una tarjeta, cuando se te llama y cuando dices que sí, para saber quién viene.",
  "seen.afterTalk": "Después de una conversación que fue demasiado, para saber a quién acudir.",
  "seen.contactTaken": "En una tarjeta, cuando dices que lo harás tú, para que no seáis dos.",
  "seen.leads":
    "Números de grupos en los que respondieron cinco o más. Nunca tu nombre, ni una respuesta tuya.",
};
