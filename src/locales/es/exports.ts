/** Exportar cifras, y el paquete del deber de cuidado. */
export const exported = {
  "button.export": "Exportar",
  "button.download": "Descargar",
  "exports.home": "Exportar cifras de equipos, sin nombres.",
  "exports.title": "Exportar cifras",
  "exports.submit": "Exportar",
  "exports.kind": "Qué",
  "exports.kind.csv": "Cifras para una hoja (CSV)",
  "exports.kind.json": "Cifras para un programa (JSON)",
  "exports.kind.pack": "Deber de cuidado: todo en un zip",
  "exports.pick": "Elige qué exportar.",
  "exports.told.everybody": "Todos los que están en ello leen que lo hiciste, y cuándo.",
  "exports.ready": "Está listo. Puedes bajarlo en tu navegador hasta las {time}.",
  "exports.link": "Ya está. El enlace vale una vez, hasta las {time}.",
  "exports.notAnAdmin": "Solo quien administra puede exportar cifras.",
  "exports.noTeam": "No hay un equipo así. No se exportó nada.",
  "exports.heading": "Datos y programas",
  "exports.told": "{date}: {person} exportó las cifras de {team}",
  "exports.toldAll": "{date}: {person} exportó todas las cifras",

  "pack.title": "Cómo cuidamos a quien está en llamadas",
  "pack.of": "{organisation}, {team}. Hecho el {date, date, ::dMMMMy}.",
  "pack.figures": "Ayuda a tiempo, relevos, promesas y más, por equipo y semana cerrada.",
  "pack.figuresAgain": "Las mismas cifras para programas.",
  "pack.calls":
    "{count, plural, one {# llamada dura} other {# llamadas duras}}, con lo que se hizo y cómo acabó cada una.",
  "pack.policies":
    "{count, plural, one {# norma} other {# normas}} con las que se pidió ayuda. Las llamadas duras con equipo dicen cuál.",
  "pack.rules": "Qué dice y qué no",
  "pack.never":
    "Ni un nombre, ni una clave de persona, ni palabras escritas, ni cómo se siente nadie.",
  "pack.blocks": "Cada llamada dura lleva el primer día de sus cuatro semanas, nunca una hora.",
  "pack.empty": "Un valor vacío es muy pocos para mostrar, o ninguno.",
  "pack.leftOut": "Faltan llamadas duras: eran menos de cinco de su tipo.",
} as const;
