import type { machine as english } from "../en/machine.ts";

/** Lo que se encuentra de la máquina y su base de datos (docs/features.md P8). */
export const machine: Record<keyof typeof english, string> = {
  "doctor.configuration": "configuración",
  "doctor.configuration.good": "se puede leer",
  "doctor.process.off": "no se ejecuta ahora en el puerto {port}",
  "doctor.process.off.remedy": "Si escucha en otro puerto, da a esta orden el mismo PORT.",
  "doctor.process.good": "se ejecuta en el puerto {port}",
  "doctor.process.notReady": "se ejecuta y no está listo: {reason}",
  "doctor.process.log": "Mira su registro.",
  "doctor.process.other": "otro programa usa el puerto {port}",
  "doctor.process.other.remedy": "Para ese programa, o pon otro PORT.",
  "doctor.database": "base de datos",
  "doctor.database.good": "la base de datos responde",
  "doctor.database.own": "la base de datos propia responde",
  "doctor.database.none": "{folder} aún no tiene base de datos: el primer inicio la crea",
  "doctor.database.away": "la base de datos no responde",
  "doctor.database.away.remedy": "Mira que esté en marcha y que {setting} lleve a ella.",
  "doctor.database.old": "es anterior a PostgreSQL 15",
  "doctor.database.old.remedy": "Usa un servidor más nuevo.",
  "doctor.database.version": "PostgreSQL {version}",
  "doctor.database.unbound":
    "el usuario {login} es superusuario o se salta la seguridad por filas, que separa las organizaciones",
  "doctor.database.unbound.remedy":
    "Usa un usuario que no sea ni lo uno ni lo otro; docs/operating.md dice cómo crearlo.",
  "doctor.database.roles":
    "faltan los roles handrail_app y handrail_sweep, y {login} no puede crearlos",
  "doctor.database.roles.remedy": "Como administrador: {statements}",
  "doctor.database.empty": "aún no tiene tablas: el primer inicio las crea",
  "doctor.tables": "tablas",
  "doctor.tables.newer": "las puso al día una versión más nueva de Handrail ({names})",
  "doctor.tables.newer.remedy": "Usa esa versión también aquí.",
  "doctor.tables.good": "son las de esta versión",
  "doctor.tables.waiting": "esperan {count} cambios: el próximo inicio los hace",
  "doctor.backups": "copias de seguridad",
  "doctor.backups.yours": "con DATABASE_URL no se hace ninguna copia por sí sola",
  "doctor.backups.yours.remedy":
    "Ejecuta npm run backup -- FILE cada día, o usa las copias de la propia base de datos.",
  "doctor.backups.none": "aún no hay ninguna copia; la primera llega pronto",
  "doctor.backups.good": "la más nueva tiene {hours} h",
  "doctor.backups.old":
    "la más nueva tiene {hours} h; se hace una cada seis horas mientras Handrail se ejecuta",
  "doctor.backups.old.remedy":
    "Mira que el disco tenga sitio y que Handrail se ejecute. Ahora a mano: npm run backup -- FILE",
  "doctor.file.new": "Handrail aún no lo leyó: lo hace el próximo inicio",
  "doctor.file.good": "es la versión en uso",
  "doctor.file.other": "no es la versión en uso",
  "doctor.file.other.remedy": "Envía SIGHUP a Handrail, o inícialo de nuevo.",
  "doctor.chat": "configuración en el chat",
  "doctor.chat.good": "la versión {version} está en uso, como se hizo en el chat",
  "doctor.chat.waits": "la versión {version} se hizo en el chat y aún no está en uso",
  "doctor.chat.waits.remedy": "El chat dice por qué.",
  "doctor.demo": "demostración",
  "doctor.demo.left": "sus personas y ejemplos siguen en esta base de datos",
  "doctor.demo.left.remedy":
    "Detén Handrail, borra la carpeta HANDRAIL_DATA_DIR e inícialo de nuevo, antes de que lo usen personas reales.",
  "doctor.keys.texts": "{count, plural, one {1 texto cifrado} other {# textos cifrados}}",
  "doctor.keys.free": "nada de {organisation} necesita ya la clave {kid}",
  "doctor.keys.free.remedy": "Se puede quitar cuando ya no haya copias que la necesiten.",
  "doctor.keys.needed": "la clave {kid} aún abre {texts} de {organisation}",
  "doctor.keys.needed.remedy":
    "Consérvala: se cifran de nuevo en una hora mientras Handrail se ejecuta.",
  "doctor.keys.unknown": "{texts} de {organisation} no se abren con ninguna clave de aquí",
  "doctor.keys.unknown.remedy": "Añade la clave de antes, al final de la lista.",
  "doctor.keys.good": "la clave más nueva abre cada texto cifrado de {organisation}",
  "doctor.receiver.mail": "correo a {addresses}",
  "doctor.receiver.stopped": "respondió 410 Gone, así que ya no se le dice nada",
  "doctor.receiver.stopped.remedy":
    "Quítalo del archivo, o arréglalo y envía SIGHUP para probarlo otra vez.",
  "doctor.receiver.failing": "falla desde hace {minutes} minutos ({code}); esperan {waiting}",
  "doctor.receiver.good": "no tiene fallos ahora",
  "doctor.receiver.missed": "se ha perdido {count} hasta ahora: cada uno esperó un día",
  "doctor.receiver.missed.remedy": "Pregunta a la API por lo que se perdió.",
  "doctor.receiver.private":
    "Su nombre lleva a una dirección privada, que se rechaza. Usa una pública.",
  "doctor.receiver.secret": "No se puede leer el archivo con su secreto. Revisa quién puede.",
  "doctor.receiver.elsewhere": "Nos envía a otro sitio. Escribe la dirección final.",
  "doctor.receiver.refuses": "Nos rechaza. Revisa su secreto y su dirección.",
  "doctor.receiver.runs":
    "Mira que esté en marcha. Lo que espera se dice en los diez minutos después de su vuelta.",
  "doctor.roster.unread": "no se puede leer",
  "doctor.roster.unread.remedy":
    "Revisa su ruta y quién puede leerlo. Hasta entonces cuentan los horarios.",
  "doctor.roster.endless": "no se pudo leer hasta el final",
  "doctor.roster.endless.remedy": "Busca una regla que nunca termina.",
  "doctor.roster.leftOut": "{what}; se deja fuera",
  "doctor.roster.good": "cuentan {count} de {all} turnos",
  "doctor.roster.more": "y {count} errores más",
  "doctor.roster.shifts": "la semana de abajo va por los turnos que Handrail leyó",
  "doctor.roster.hours":
    "la semana de abajo va por los horarios de los equipos: los turnos están en la base de datos",
};
