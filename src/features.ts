import { escalations } from "./escalations/feature.ts";
import { homeOf } from "./home/feature.ts";
import { shifts } from "./people/shifts.ts";
import type { AnyFeature } from "./runtime/feature.ts";

/** Every feature, in the order of a person's home page. A new one is a folder and a line here. */
const all: readonly AnyFeature[] = [escalations, shifts];

export const features: ReadonlyMap<string, AnyFeature> = new Map([...all, homeOf(all)].map((feature) => [feature.name, feature]));
