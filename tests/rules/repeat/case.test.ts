import fc from "fast-check";
import { describe as group, expect, it } from "vitest";
import type { Facts } from "../../../src/escalations/commands.ts";
import { looksLikeName, normalised } from "../../../src/escalations/repeat/reference.ts";
import { describe } from "../../../src/escalations/repeat/rules.ts";
import { Situation } from "../../support/given.ts";
import { openVault } from "../../../src/runtime/keys.ts";

group("C8: a reference", () => {
  it("is one, however it was typed", () => {
    for (const typed of ["case-4821b", " CASE 4821 B", "Case/4821.b", "ｃａｓｅ４８２１ｂ"])
      expect(normalised(typed)).toBe("CASE4821B");
  });

  it("property: it stays as it is when it is normalised again; what is between its letters counts for nothing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(normalised(normalised(text))).toBe(normalised(text));
        expect(normalised([...text].join(" - "))).toBe(
          normalised([...text].map((c) => normalised(c)).join("")),
        );
      }),
    );
  });

  it("that looks like a name is told apart from one that does not", () => {
    for (const name of [
      "Maria",
      "maria gonzalez",
      "O'Neill, Sean",
      "José-Luis Pérez",
      "Ana de la Cruz",
    ])
      expect([name, looksLikeName(name)]).toEqual([name, true]);
    for (const other of ["CASE-4821", "RF-2041", "4821", "ABC", "AB CD 12", "#77", "refund", ""])
      expect([other, looksLikeName(other)]).toEqual([other, false]);
  });
});

group("C8: a mark", () => {
  const [one, two] = [7, 8].map((byte) => ({
    kid: `k${byte}`,
    key: new Uint8Array(32).fill(byte),
  }));
  if (one === undefined || two === undefined) throw new Error("no keys");
  it("is the newest key's first, then those of older keys; of another organisation it is another", () => {
    const [newest, older] = openVault([two, one]).marks("acme/case", "4821");
    expect(older).toBe(openVault([one]).marks("acme/case", "4821")[0]);
    expect(newest).toMatch(/^k8\.[\w-]{43}$/);
    expect(openVault([two]).marks("rival/case", "4821")[0]).not.toBe(newest);
    expect(openVault([two]).marks("acme/case", "4822")[0]).not.toBe(newest);
  });
});

group("C8: given a request, when its case is named", () => {
  const said = (earlier: Facts["earlier"], lookups?: number) => {
    const situation = new Situation();
    situation.escalates();
    const given = { at: 1, by: "ana", via: "a", newId: "n", seed: 0 };
    const request = { ...situation.state, ...(lookups === undefined ? {} : { lookups }) };
    return describe(request, true, given, { ...situation.facts, earlier });
  };
  it("then the third contact is recognised, and any contact where there is a plan", () => {
    expect(said(undefined)).not.toHaveProperty("referred");
    expect(said({ contacts: 1, planned: false })).not.toHaveProperty("repeat");
    expect(said({ contacts: 2, planned: false })).toMatchObject({ repeat: { contacts: 3 } });
    expect(said({ contacts: 0, planned: true })).toMatchObject({ repeat: { contacts: 1 } });
  });
  it("then a fourth reference is not looked up any more", () => {
    expect(said({ contacts: 9, planned: true }, 2)).toHaveProperty("repeat");
    expect(said({ contacts: 9, planned: true }, 3)).not.toHaveProperty("repeat");
  });
  it("then another reference is another case", () => {
    const situation = new Situation();
    situation.escalates();
    situation.earlier = { contacts: 2, planned: false };
    situation.when("ana", { do: "describe", worded: true });
    expect(situation.state.repeat).toEqual({ contacts: 3 });
    expect(situation.when("ana", { do: "planned" }).events).toHaveLength(1);
    situation.earlier = { contacts: 0, planned: false };
    situation.when("ana", { do: "describe", worded: true });
    expect(situation.state.repeat).toBeUndefined();
    expect(situation.when(undefined, { do: "planned" }).refused).toBe("not-open");
  });
});
