import type { doctor as english } from "../en/doctor.ts";

/** Lo que se encuentra al comprobar, en el chat y en la página (docs/features.md P8). */
export const doctor: Record<keyof typeof english, string> = {
  "doctor.line": "{about}: {says}",
  "doctor.remedy": "→ {remedy}",
  "doctor.selfTest": "Autoprueba",
  "doctor.selfTest.good":
    "Handrail pidió ayuda por su cuenta hace {count, plural, =0 {menos de un minuto} one {un minuto} other {# minutos}}, y todo funcionó",
  "doctor.selfTest.soon":
    "Handrail pronto pedirá ayuda por su cuenta, por primera vez desde su inicio",
  "doctor.selfTest.missing":
    "ninguna autoprueba ha salido bien desde hace {count, plural, one {un minuto} other {# minutos}}: no se ejecuta",
  "doctor.selfTest.failed.call":
    "Handrail pide ayuda por su cuenta y la llamada no se acepta; la última buena, hace {count} minutos",
  "doctor.selfTest.failed.page":
    "Handrail pide ayuda por su cuenta y el aviso no sale a tiempo; la última buena, hace {count} minutos",
  "doctor.selfTest.failed.clock":
    "Handrail pide ayuda por su cuenta y el siguiente paso llega tarde; la última buena, hace {count} minutos",
  "doctor.selfTest.failed.answer":
    "Handrail pide ayuda por su cuenta y la respuesta se pierde; la última buena, hace {count} minutos",
  "doctor.selfTest.failed.arrival":
    "Handrail pide ayuda por su cuenta y la llegada se pierde; la última buena, hace {count} minutos",
  "doctor.selfTest.failed.end":
    "Handrail pide ayuda por su cuenta y el final se pierde; la última buena, hace {count} minutos",
  "doctor.selfTest.failed.settled":
    "Handrail pide ayuda por su cuenta y un mensaje queda sin actualizar; la última buena, hace {count} minutos",
  "doctor.selfTest.remedy":
    "Una llamada real puede fallar igual. Mira el registro y vuelve a iniciar Handrail.",
  "doctor.clock.good": "el reloj de esta máquina coincide",
  "doctor.clock.apart": "el reloj de esta máquina se desvía {seconds} s",
  "doctor.clock.remedy": "Activa la sincronización horaria (NTP) en esta máquina.",
  "doctor.noReason": "sin motivo",
  "doctor.away": "no responde",
  "doctor.slack.away.remedy":
    "Esta máquina debe llegar a {host}: revisa la red, un proxy o SLACK_API_URL.",
  "doctor.slack.invalid_auth": "Slack no conoce el token de SLACK_BOT_TOKEN",
  "doctor.slack.not_authed": "SLACK_BOT_TOKEN está vacío",
  "doctor.slack.token_revoked": "SLACK_BOT_TOKEN fue revocado",
  "doctor.slack.token_expired": "SLACK_BOT_TOKEN ha caducado",
  "doctor.slack.account_inactive": "la app se quitó del espacio de trabajo",
  "doctor.slack.refuses": "rechaza SLACK_BOT_TOKEN ({code})",
  "doctor.slack.install": "Instala la app de nuevo y copia el Bot User OAuth Token (xoxb-…).",
  "doctor.slack.person": "SLACK_BOT_TOKEN es el token de una persona, no de un bot",
  "doctor.slack.useBot": "Usa el Bot User OAuth Token (xoxb-…).",
  "doctor.slack.taken": "acepta el token, espacio {name} ({id})",
  "doctor.slack.other": "el token es del espacio {name} ({id}), y el archivo nombra {named}",
  "doctor.slack.other.remedy":
    "Escribe {id} en workspaces: slack, o usa el token del otro espacio.",
  "doctor.slack.scope": "falta el permiso {scope}",
  "doctor.slack.scope.remedy":
    "Añádelo en la configuración de la app, en OAuth & Permissions, e instálala de nuevo.",
  "doctor.slack.scopes": "tiene todos los permisos necesarios",
  "doctor.slack.optional":
    "falta el permiso opcional {scope}; docs/platforms.md {row} dice para qué sirve",
  "doctor.slack.secret": "un secreto de firma no parece de Slack",
  "doctor.slack.secret.remedy":
    "Tiene 32 caracteres, 0-9 y a-f: Basic Information, Signing Secret.",
  "doctor.slack.socket": "Socket Mode se abre",
  "doctor.slack.noSocket": "Socket Mode no se abre",
  "doctor.slack.noSocket.remedy":
    "Actívalo en la configuración de la app; SLACK_APP_TOKEN necesita connections:write.",
  "doctor.added.off": "se añadieron {count} espacios, y Add to Slack está apagado",
  "doctor.added.off.remedy": "Vuelve a poner SLACK_CLIENT_ID, SLACK_CLIENT_SECRET y HANDRAIL_URL.",
  "doctor.added.none": "aún no se añadió ningún espacio",
  "doctor.added.work": "{works} de {count} espacios aceptan su token y dan permisos suficientes",
  "doctor.added.sealed": "{workspace} tiene un token que ninguna clave de aquí abre",
  "doctor.added.sealed.remedy": "Añade a HANDRAIL_KEYS la clave de antes, al final de la lista.",
  "doctor.added.ended": "{workspace} tiene un token caducado; se renueva cuando hace falta",
  "doctor.added.away": "no se pudo preguntar por {workspace}: Slack no responde",
  "doctor.tryAgain": "Inténtalo de nuevo.",
  "doctor.added.refused": "{workspace} no acepta su token ({code})",
  "doctor.added.scopes": "{workspace} no da {scopes}",
  "doctor.added.again": "Alguien de ese espacio abre /slack/install otra vez.",
  "doctor.tab": "Pestaña de Teams",
  "doctor.tab.none": "no hay ninguna",
  "doctor.tab.none.remedy": "Pon HANDRAIL_URL y haz otra vez el paquete de la app.",
  "doctor.tab.exposed": "el registro expone {resource}",
  "doctor.tab.closed": "el registro no expone {resource}: allí nadie puede entrar",
  "doctor.tab.closed.remedy": "Sigue los pasos de docs/operating.md, The tab in Teams.",
  "doctor.tab.unknown": "Microsoft no dice si se puede entrar allí ({code})",
  "doctor.teams.client": "{setting} no vale o ha caducado",
  "doctor.teams.client.remedy":
    "Crea un secreto nuevo en el registro de la app del bot y copia su valor, no su id.",
  "doctor.teams.app": "{setting} no se conoce donde preguntamos",
  "doctor.teams.tenant": "{setting} no es un inquilino que Microsoft conozca",
  "doctor.teams.tenant.remedy": "Copia el Directory (tenant) ID del registro de la app.",
  "doctor.teams.app.variables":
    "Compáralo con el registro de la app. Un bot de un solo inquilino necesita también MicrosoftAppTenantId y MicrosoftAppType.",
  "doctor.teams.app.file":
    "Compáralo con el registro de la app, que debe estar en el inquilino de su tenant_id.",
  "doctor.teams.passwordFile": "el secreto de su password_file",
  "doctor.teams.token": "el bot recibe su token",
  "doctor.teams.away": "el inicio de sesión de Microsoft no responde",
  "doctor.teams.noToken": "el bot no recibe un token ({code})",
  "doctor.teams.keys": "se pueden leer las claves con que firma Microsoft",
  "doctor.teams.noKeys":
    "no se pueden leer las claves con que firma Microsoft: se rechazaría cada mensaje",
  "doctor.reach": "Esta máquina debe llegar a {host}: revisa la red o un proxy.",
  "doctor.platforms": "plataformas",
  "doctor.platforms.none": "no hay ninguna: al iniciar se abre el campo de pruebas",
  "doctor.platforms.slow": "aún no han respondido",
  "doctor.platforms.slow.remedy": "Vuelve a mirar en un momento.",
  "doctor.people": "Personas",
  "doctor.people.good": "se encontró a todas las personas del archivo",
  "doctor.people.lost":
    "sin encontrar en ninguna plataforma: {names}{more, plural, =0 {} other { y # más}}",
  "doctor.people.slack":
    "En Slack la dirección debe ser la de su perfil. O escribe su cuenta en people: accounts.",
  "doctor.people.teams":
    "En Teams instala la app para esas personas, o que le escriban una vez. O escribe su cuenta en people: accounts.",
  "doctor.people.both":
    "En Slack la dirección debe ser la de su perfil. En Teams instala la app para esas personas, o que le escriban una vez. O escribe su cuenta en people: accounts.",
  "doctor.hours.good": "a cada hora de los próximos siete días una llamada llega a alguien",
  "doctor.hours.nobody": "{levels}: no se avisaría a nadie {when}",
  "doctor.hours.always": "a ninguna hora de los próximos siete días",
  "doctor.hours.question":
    "Si las preguntas deben sonar entonces, pon de turno a quien supervise el equipo.",
  "doctor.hours.remedy":
    "Pon a alguien de supervisión de turno, o que un paso avise a todos. A quien no se encuentra no se le avisa.",
  "span.more": "{spans} y {count} veces más",
};
