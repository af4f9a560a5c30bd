/** What a second channel reads, when chat reaches nobody (docs/features.md I5). */
export const outward = {
  "alarm.from": "Handrail, {organisation}",
  "alarm.danger": "Danger unanswered in {team} since {time}.",
  "alarm.contact": "Somebody asked for a person to talk to. No answer since {time}.",
  "alarm.platform": "{platform} has taken no call for help since {time}.",
  "alarm.selfTest": "Calls for help may not arrive: the self-test fails since {time}.",
  "alarm.over": "Over now: {what}",
} as const;
