/** What the figures have to be. A missed goal is printed as such and fails nothing. */
export const goals = {
  /** Beside the bot that stores its requests by hand: as many times its figure. */
  durable: { median: 1.25, p99: 1.5, processor: 1.4 },
  /** 250 requests a second for ten seconds. Milliseconds, and pages. */
  storm: { median: 20, missing: 0 },
  /** Handrail's own processes and its database server's, with 1,200 people. Megabytes. */
  resident: 200,
  /** With the embedded server, until it is ready. Seconds. */
  start: { first: 2, second: 1 },
  /** A step's page after its due time, 99 of 100. Milliseconds. */
  step: 250,
  /** Beside a hundred times the history: as many times the cost. */
  flat: 1.2,
  /** With something more to do than without it: as many times the page. */
  beside: 1.05,
  /** A request of a program, as many times what one on Slack takes, 99 of 100. */
  api: 1.2,
  /** A page of figures in milliseconds, and what they cost of a request's processor time. */
  figures: { page: 200, upkeep: 0.03 },
  /** A page of the desk on loopback: milliseconds until something is seen, and kilobytes. */
  desk: { paint: 300, bytes: 150 },
  /** Transactions a minute of a workspace in which nobody does anything. */
  workspace: 0.5,
  /** 10,000 people and a year of shifts until they are in force. Seconds. */
  roster: 30,
  /** A card in Teams, as many times what a bare bot takes. */
  teams: 2,
} as const;
