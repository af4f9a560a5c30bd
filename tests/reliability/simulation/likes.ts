/** How gladly people press what, by feature and verb. What only opens something is not pressed. */
const liking: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  escalations: {
    acknowledge: 6,
    passOn: 2,
    approve: 1.5,
    callBack: 0.5,
    takeOver: 0.5,
    arrived: 5,
    giveBack: 1,
    give: 1,
    done: 3,
    callForHelp: 3,
    danger: 0.3,
    notDanger: 0.6,
    callEnded: 0.7,
    dontNeed: 0.4,
    here: 1.5,
    why: 0.5,
    another: 0.2,
    escalate: 0.3,
    record: 0.5,
  },
  breaks: { start: 2, back: 2, more: 0.6, decline: 0.4, callOver: 1.5, makeRoom: 2 },
  debriefs: {
    peer: 3,
    supervisor: 1,
    outside: 2,
    none: 0.5,
    yes: 4,
    notNow: 1,
    leave: 0.3,
    finish: 2,
    stop: 0.3,
    withdraw: 0.3,
    fine: 2,
    pause: 0.5,
    meToo: 1,
    willing: 1,
    unwilling: 0.2,
  },
  checkins: { keep: 5, when: 2, stop: 0.4, skip: 2, fewer: 0.5, start: 1, noStart: 0.2 },
};

/** How often an action is chosen, relative to others; zero where it is never pressed. */
export const likes = (action: string): number =>
  liking[action.split(".")[0] ?? ""]?.[verb(action)] ?? 0;

/** An action without its feature. */
export const verb = (action: string): string => action.split(".")[1] ?? "";
