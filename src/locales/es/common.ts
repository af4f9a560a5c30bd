import type { common as english } from "../en/common.ts";

/** Frases que no pertenecen a ninguna función. */
export const common: Record<keyof typeof english, string> = {
  "common.sentAgain": "Enviado de nuevo: puede ser una repetición.",
  "common.replaced": "Hay un mensaje más nuevo abajo.",
  "common.copy": "Esto es una copia. Usa el otro mensaje, por favor.",
  "common.at": "A las {time}:",
  "common.cut": "Acortado: solo se guardan los primeros {count, number} caracteres.",
  "common.outage":
    "No se puede contactar con Handrail ahora. No se ha enviado nada. Llama al {phone}.",
  "common.outageNoPhone":
    "No se puede contactar con Handrail ahora. No se ha enviado nada. Pide ayuda a alguien cercano o llama a tu supervisor.",
  "common.uncertain":
    "Handrail no ha respondido: puede que se haya enviado o puede que no. Para asegurarte, llama al {phone}.",
  "common.uncertainNoPhone":
    "Handrail no ha respondido: puede que se haya enviado o puede que no. Pide ayuda a alguien cerca o llama a tu supervisor.",
  "common.addApp":
    "Handrail aún no puede escribirte en privado. Para cambiarlo: Aplicaciones, Handrail, Agregar.",
  "common.seen": "Lo han visto los compañeros de este canal.",
  "common.notListed":
    "Ya no estás en la lista de Handrail aquí, así que nada de esto te toca ya. Pregunta a quien lo instaló.",
  "common.notKnown": "Handrail aún no te conoce aquí. Pide a quien lo instaló que te añada.",
  "common.needHelpNow": "Si necesitas ayuda ahora, llama al {phone}.",
  "common.notMember": "Handrail es solo para miembros de este espacio.",
  "common.answerHere": "Handrail tiene una respuesta para ti.",
  "common.pageHere": "Tu página de Handrail está aquí.",
  "common.nothing": "No hay nada aquí.",
  "common.andMore": "Y {count, number} más.",
  "common.close": "Cerrar",
  "common.tryAgain": "No se ha abierto. Vuelve a pulsar.",
  "common.more": "Más",
  "common.noted": "Anotado.",
  "common.below": "La respuesta está más abajo.",
  "common.choose": "Elige una opción.",
};
