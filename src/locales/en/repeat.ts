/** A case that comes back, and what is agreed for it (docs/features.md C8). */
export const repeat = {
  "button.setPlan": "Set a plan",
  "button.endPlan": "End plan",

  "repeat.contacts":
    "{count, plural, =3 {Third contact} =4 {Fourth contact} =5 {Fifth contact} other {# contacts}} on this case in 30 days.{planned, select, false { No plan yet.} other {}}",
  "repeat.plan": "Agreed plan until {date, date, ::dMMMM}:",
  "repeat.name":
    "This looks like a name. A case number is safer: press Say why, then In words, to change it.",
  "repeat.tooLong": "A case reference has {count, number} characters at most. Nothing was saved.",

  "plan.form.title": "Set a plan",
  "plan.form.submit": "Save",
  "plan.intro":
    "Who takes the next call on this case reads it, and who is asked to help. You can change it at any time.",
  "plan.words": "What is agreed",
  "plan.wordsHint": "For example: written contact only. Never a customer''s name.",
  "plan.until": "Last day",
  "plan.review": "Look at it again",
  "plan.reviewHint": "We remind you then. If you have left, we remind the team''s supervisors.",
  "plan.beforeEnd": "A week before the end",
  "plan.day": "{date, date, ::dMMMMyyyy}",
  "plan.empty": "Write what is agreed.",
  "plan.tooLong": "At most {count, number} characters. Nothing was saved.",
  "plan.noDay": "Choose a day within a year. Nothing was saved.",
  "plan.reviewLate": "The review comes before the last day. Nothing was saved.",
  "plan.noCase": "This call has no case that came back, so there is nothing to plan.",
  "plan.over": "This plan has ended.",
  "plan.saved": "Saved. The plan ends by itself after {date, date, ::dMMMM}.",
  "plan.ended": "The plan has ended. Nobody reads it any more.",
  "plan.reviewSummary": "A plan is due for a look.",
  "plan.reviewTitle": "Is this plan still right?",
  "plan.endsByItself": "It ends by itself. To keep or change it, set it again.",

  "timeline.planned": "The plan for this case changed, {time}",
} as const;
