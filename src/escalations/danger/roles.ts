import { type DangerRoles, type Request, holderOf } from "../request.ts";

/* What is still missing in a danger: it needs two people (docs/features.md E8, C5). */

/** Nobody calls the emergency services but perhaps the partner (docs/features.md C5). */
export const lacksSecond = ({ partner, caller }: DangerRoles): boolean =>
  caller === undefined || caller === partner;

/** A danger in which nobody calls the emergency services yet (docs/features.md E8). */
export const needsCaller = (request: Request): boolean =>
  request.level === "danger" && request.danger.caller === undefined;

/** Who stays on the line calls as well: a second may take that over at any time (docs/features.md E8). */
export const hasBothRoles = (request: Request): boolean =>
  request.level === "danger" &&
  request.danger.caller !== undefined &&
  request.danger.caller === holderOf(request);

/** A danger in which nobody said themselves that they call for help (docs/features.md C5). */
export const nobodySaidHelp = (request: Request): boolean =>
  request.level === "danger" &&
  request.checked?.called === undefined &&
  (needsCaller(request) || request.danger.alone);
