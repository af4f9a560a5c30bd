/** Exports of figures by an admin, and the pack for the duty of care. */
export const exported = {
  "button.export": "Export",
  "button.download": "Download",
  "exports.home": "Export figures of teams, without names.",
  "exports.title": "Export figures",
  "exports.submit": "Export",
  "exports.kind": "What",
  "exports.kind.csv": "Figures for a spreadsheet (CSV)",
  "exports.kind.json": "Figures for a program (JSON)",
  "exports.kind.pack": "Duty of care: all in one zip",
  "exports.pick": "Choose what to export.",
  "exports.teamHint": "Nothing chosen: all teams.",
  "exports.told.everybody": "Everyone it is about reads that you made it, and when.",
  "exports.ready": "It is ready. You can fetch it in your browser until {time}.",
  "exports.notAnAdmin": "Only admins can export figures.",
  "exports.noTeam": "There is no such team. Nothing was exported.",
  "exports.heading": "Exports",
  "exports.told": "{date}: {person} exported the figures of {team}",
  "exports.toldAll": "{date}: {person} exported the figures of all teams",

  "pack.title": "How we look after people on calls",
  "pack.of": "{organisation}, {team}. Made on {date, date, ::dMMMMy}.",
  "pack.figures": "Help in time, cover, promises and more, by team and finished week.",
  "pack.figuresAgain": "The same numbers for programs.",
  "pack.calls":
    "{count, plural, one {# hard call} other {# hard calls}}, with what was done and how each ended.",
  "pack.policies":
    "{count, plural, one {# policy} other {# policies}} by which help was asked for. Each hard call says which.",
  "pack.rules": "What it says, and what not",
  "pack.never":
    "No name, no id of a person, no words anyone typed, and nothing of how anyone feels.",
  "pack.blocks": "Hard calls carry the first day of their four weeks, never a time.",
  "pack.empty": "An empty value is too few to show, or none.",
  "pack.leftOut": "Some hard calls are left out: fewer than five of their kind.",
} as const;
