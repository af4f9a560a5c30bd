import type { common as english } from "../en/common.ts";

/** Frases que no pertenecen a ninguna función. */
export const common: Record<keyof typeof english, string> = {
  "common.sentAgain": "Enviado otra vez: puede que lo veas dos veces.",
  "common.replaced": "Hay un mensaje más nuevo abajo.",
  "common.copy": "Esto es una copia. Usa el otro mensaje, por favor.",
  "common.at": "A las {time}:",
  "common.cut": "Solo hemos guardado los primeros {count, number} caracteres.",
  "common.tooLong": "Demasiado largo: como mucho {count, number} letras.",
  "common.outage":
    "No se puede contactar con Handrail ahora. No se ha enviado nada. Llama al {phone}.",
  "common.outageNoPhone":
    "No se puede contactar con Handrail ahora. No se ha enviado nada. Pide ayuda a alguien cercano o llama a tu supervisor.",
  "common.uncertain":
    "Handrail no ha respondido. Quizá se envió, quizá no. Llama al {phone} para comprobarlo.",
  "common.uncertainNoPhone":
    "Handrail no ha respondido. Quizá se envió, quizá no. Pide ayuda a alguien cercano o llama a tu supervisor.",
  "common.addApp":
    "Handrail aún no puede escribirte en privado. Abre Aplicaciones, elige Handrail y pulsa Agregar.",
  "common.seen": "La gente de este canal lo ha visto.",
  "common.notListed":
    "Ya no estás en la lista de Handrail aquí. Si es un error, pregunta a quien lo configuró.",
  "common.notKnown": "Handrail aún no te conoce aquí. Pide a quien lo configuró que te añada.",
  "common.needHelpNow": "Si necesitas ayuda ahora, llama al {phone}.",
  "common.notMember": "Handrail es solo para miembros de este espacio de trabajo.",
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
