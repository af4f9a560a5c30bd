import { expect, test, vi } from "vitest";
import { finder } from "../../../adapters/web/desk/draw/people-field.ts";
import { msg, type Reader } from "../../../src/platform/text.ts";

test("P2: a hundred names are read once each, however many people there are", () => {
  const known = Array.from({ length: 1_000 }, (_, number) => `p${number}`);
  const knownAs = (id: string) => ({ name: `Zoë ${id}`, email: `${id}@acme.test` });
  const reader = { platform: "slack", locale: "en", timeZone: "UTC", knownAs } as unknown as Reader;
  const label = msg("setup.form.agents");
  const find = finder({ type: "people", name: "agents", label, value: [], known }, reader);
  const reads = vi.spyOn(String.prototype, "normalize");
  const found = Array.from({ length: 100 }, (_, number) => find(`zoe p${number}`));
  expect(reads.mock.calls.length).toBe(100);
  reads.mockRestore();
  expect(found.every(({ near }) => near.length > 0)).toBe(true);
});
