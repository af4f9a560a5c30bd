/** The history of a request: a line for each event, its time to the second at the end. */
export const timeline = {
  "timeline.form.title": "Timeline",
  "timeline.opened": "{person} asked for help, {time}",
  "timeline.asked":
    "{reason, select, silence {No answer yet. } callForHelp {Who calls for help? } other {}}Asked {people}{route, select, here { in this app} elsewhere { in the other app} both { in both apps} other {}}, {time}",
  "timeline.heldBack": "{people} will be asked next, notifications are paused, {time}",
  "timeline.waiting": "Nobody to ask yet, looking again soon, {time}",
  "timeline.skipped": "Step {step, number} skipped, nobody was there, {time}",
  "timeline.widened":
    "Also asked {people}{route, select, here { in this app} elsewhere { in the other app} both { in both apps} other {}}, {time}",
  "timeline.exhausted": "No answer, {time}",
  "timeline.overtaken": "Handrail was running again, {time}. Nobody was asked after {since}",
  "timeline.keptTrying": "Nobody yet, we keep trying, {time}",
  "timeline.acknowledged": "{person} took it, {time}",
  "timeline.passedOn": "{person} passed it on, {time}",
  "timeline.gaveBack": "{person} gave it back, {time}",
  "timeline.lapsed": "{person} was not there in time, {time}",
  "timeline.handedTo": "{person} asked {to} to take it, {time}",
  "timeline.here":
    "{holder} {manner, select, listening {listens in with} coaching {coaches} joining {joins} other {is with}} {person}, {time}",
  "timeline.someoneHere": "{person} said that someone is there, {time}",
  "timeline.holderHere": "{person} said that {holder} is there, {time}",
  "timeline.helpSaid":
    "{person} said that help was {called, select, true {called} other {not needed}}, {time}",
  "timeline.nudged": "{person} was reminded, {time}",
  "timeline.calledAgain": "{person} asked for help again, {time}",
  "timeline.levelled": "{person} said: {level}, {time}",
  "timeline.categorised": "{person} said why, {time}",
  "timeline.described": "{person} wrote something, {time}",
  "timeline.callingForHelp": "{person} calls for help, {time}",
  "timeline.unreachable": "{person} could not be reached by message, {time}",
  "timeline.withdrawn": "{person} does not need help any more, {time}",
  "timeline.done": "{person} said it is done, {time}",
  "timeline.callEnded": "{person} said the call has ended, {time}",
  "timeline.closedByItself": "Closed by itself, {time}",
  "timeline.outcome": "{person} noted how it ended, {time}",
} as const;
