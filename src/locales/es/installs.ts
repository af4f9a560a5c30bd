import type { installs as english } from "../en/installs.ts";

/** Añadir Handrail a un espacio de trabajo, y un espacio que nadie ha configurado. */
export const installs: Record<keyof typeof english, string> = {
  "button.setUp": "Configurar Handrail",
  "welcome.title": "Handrail está aquí",
  "welcome.nobodyYet": "Aún no se puede pedir ayuda a nadie. Handrail no conoce tus equipos.",
  "welcome.next": "Hazlo ahora, o que lo haga quien lleva este espacio.",
  "welcome.isSetUp": "Handrail está configurado, y ya se puede pedir ayuda.",
  "notSetUp.here": "Handrail aún no está configurado aquí, así que no se avisó a nadie.",
  "notSetUp.youMay": "Lo puedes hacer ahora.",
  "notSetUp.others": "Pide a quien administra este espacio que lo configure.",
  "install.addedTitle": "Handrail se añadió a {name}",
  "install.greeted": "Handrail te ha escrito en Slack. Sigue allí.",
  "install.known": "Tu gente ya puede usarlo en Slack.",
  "install.wholeOrganisation": "Elige en Slack quién lo tiene: vale para todos tus espacios.",
  "install.openSlack": "Abrir Slack",
  "install.chooseWorkspaces": "Elegir espacios",
  "install.notAddedTitle": "Handrail no se añadió",
  "install.again": "Empezar de nuevo",
  "install.denied": "Se canceló en Slack. No cambió nada.",
  "install.state": "Esta página vale una vez, por diez minutos, donde se empezó. Empieza de nuevo.",
  "install.scopes": "Slack no concedió todo lo que Handrail necesita. Falta: {scopes}.",
  "install.scopesNext": "No se guardó nada. Empieza de nuevo y permítelo todo.",
  "install.refused": "Slack no lo confirmó. No cambió nada.",
  "install.away": "Ahora no se pudo terminar. Empieza de nuevo en un minuto.",
};
