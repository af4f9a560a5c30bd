import { common as enCommon } from "./en/common.ts";
import { common as esCommon } from "./es/common.ts";

const en = { ...enCommon } as const;

/** Every sentence a person can read, by name. A key that is not in the catalogue does not compile. */
export type MessageKey = keyof typeof en;
export type Catalogue = Readonly<Record<MessageKey, string>>;

const es: Catalogue = { ...esCommon };

export const catalogues = { en, es } as const satisfies Record<string, Catalogue>;
export type Language = keyof typeof catalogues;
