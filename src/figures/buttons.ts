import { msg } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";

export const figuresButton: Button = { action: "figures.show", label: msg("button.figures") };
