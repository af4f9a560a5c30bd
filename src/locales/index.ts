import { coach as enCoach } from "./en/coach.ts";
import { common as enCommon } from "./en/common.ts";
import { escalations as enEscalations } from "./en/escalations.ts";
import { people as enPeople } from "./en/people.ts";
import { coach as esCoach } from "./es/coach.ts";
import { common as esCommon } from "./es/common.ts";
import { escalations as esEscalations } from "./es/escalations.ts";
import { people as esPeople } from "./es/people.ts";

const en = { ...enCoach, ...enCommon, ...enEscalations, ...enPeople } as const;

/** Every sentence a person can read, by name. A key that is not in the catalogue does not compile. */
export type MessageKey = keyof typeof en;
export type Catalogue = Readonly<Record<MessageKey, string>>;

const es: Catalogue = { ...esCoach, ...esCommon, ...esEscalations, ...esPeople };

export const catalogues = { en, es } as const satisfies Record<string, Catalogue>;
export type Language = keyof typeof catalogues;
