import { catalogues, type MessageKey } from "../../../src/locales/index.ts";
import type { House } from "./house.ts";
import type { Seen } from "./record.ts";

/** A notification that is no whole sentence of ours: a bare name, a dash, a single word. */
export const wordless = ({ reader, where, lines }: Seen, house: House): string[] =>
  where !== "lock screen"
    ? []
    : lines
        .filter((line) => line.split(/\s+/).length < 2 || !house.read(line).some(hasWords))
        .map((line) => `${reader}: a notification that is no sentence: ${line}`);

/** A sentence that is only a place for a value reads as anything. */
const hasWords = (key: MessageKey): boolean =>
  /\p{L}/u.test(catalogues.en[key].replaceAll(/\{[^{}]*\}/g, ""));
