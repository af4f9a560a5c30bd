import type { tab as en } from "../en/tab.ts";

/** La pestaña dentro de Teams, y lo que impide abrirla. */
export const tab: Readonly<Record<keyof typeof en, string>> = {
  "tab.wait": "Un momento: Teams nos dice quién eres.",
  "tab.noScript": "Activa los scripts para ver esta página.",
  "tab.outside":
    "Esta página se abre solo en Teams. En un navegador, pide un enlace a Handrail en tu chat.",
  "tab.noToken":
    "Teams no nos ha dicho quién eres. Pide a quienes configuran Handrail que miren el acceso de la pestaña.",
  "tab.unverified":
    "Handrail no puede comprobar lo que Teams nos ha dicho. Prueba otra vez dentro de un minuto. Quizá el Teams de tu empresa no es de aquí. Pregunta a quienes lo configuran.",
  "tab.expired":
    "Lo que Teams nos ha dicho es demasiado antiguo. Cierra esta página y ábrela otra vez en Teams.",
  "tab.foreign":
    "Lo que Teams nos ha dicho es para otra aplicación. Pide a quienes configuran Handrail que miren el acceso de la pestaña.",
  "tab.nobody":
    "Handrail aún no te conoce en Teams. Escribe handrail en tu chat con él y abre esta página otra vez.",
  "tab.noCookie":
    "Tu navegador no guarda cookies de esta página. Permítelas para Handrail, o usa la aplicación de Teams.",
  "tab.help":
    "Para pedir ayuda en una llamada, escribe escalate en tu chat con Handrail. Eso siempre funciona.",
  "tab.out": "Has cerrado la sesión.",
  "button.openChat": "Abrir el chat",
};
