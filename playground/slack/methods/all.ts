import { apps } from "./apps.ts";
import { chat } from "./chat.ts";
import { conversations } from "./conversations.ts";
import type { Method } from "./method.ts";
import { groups } from "./groups.ts";
import { users } from "./users.ts";
import { views } from "./views.ts";

/** The Web API methods that this double knows; any other answers `unknown_method`. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({ ...apps, ...chat, ...views, ...users, ...groups, ...conversations }),
);
