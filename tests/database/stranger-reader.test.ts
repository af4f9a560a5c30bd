import { expect, test } from "vitest";
import { say } from "../../src/platform/say.ts";
import { msg } from "../../src/platform/text.ts";
import type { CoreParts } from "../../src/runtime/parts.ts";
import { openCore } from "../../src/runtime/receive.ts";

test("who is not known reads the language of the organisation that lives there, without a database; elsewhere English", () => {
  const livesAs = (workspace: string) =>
    workspace === "T0ES" ? { locale: "es", timeZone: "Europe/Madrid" } : undefined;
  // A core takes its database from its parts; here there is none to ask.
  const core = openCore({ livesAs } as unknown as CoreParts);
  const there = core.strangerReader("teams", "T0ES");
  expect([there.platform, there.timeZone]).toEqual(["teams", "Europe/Madrid"]);
  expect(say(msg("common.notMember"), there)).toBe(
    "Handrail es solo para miembros de este espacio de trabajo.",
  );
  expect(say(msg("common.notMember"), core.strangerReader("slack", "T0ELSE"))).toBe(
    "Handrail is for members of this workspace only.",
  );
});
