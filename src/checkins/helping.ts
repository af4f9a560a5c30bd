import { msg } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";

/** Always one tap away: somebody real, named in the organisation's file. */
export const contactMe: Button = { action: "contacts.ask", label: msg("button.contactMe") };
