import { readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { readPack } from "../../src/packs/rules.ts";

const whole = {
  ...{ id: "ours", name: "Ours", licence: "CC0-1.0", attribution: "Us.", permission: "We wrote it." },
  items: ["I slept."],
  options: [
    { label: "No", value: 0 },
    { label: "Yes", value: 1 },
  ],
};
const read = (pack: object, licence: string | undefined = "Anybody may.") => readPack(JSON.stringify(pack), licence);

it("K8: a pack with everything is read", () => expect(read(whole)).toEqual({ pack: whole }));

it.each([
  ["no licence", { licence: undefined }],
  ["no licence", { licence: "  " }],
  ["no attribution", { attribution: 7 }],
  ["no permission", { permission: "" }],
  ["no items", { items: [] }],
  ["no items", { items: ["", "x"] }],
  ["no options", { options: [{ label: "No", value: 0 }] }],
  ["no options", { options: [{ label: "No", value: 0 }, { label: "Yes" }] }],
  ["no id", { id: "" }],
  ["no name", { name: null }],
])("K8: %s, refused: %o", (why, less) => expect(read({ ...whole, ...less })).toEqual({ refused: [why] }));

it("K8: without the licence beside it nothing else counts", () => {
  expect(readPack(JSON.stringify(whole), undefined)).toEqual({ refused: ["no licence file"] });
  expect(read(whole, " ")).toEqual({ refused: ["no licence file"] });
});

it.each(["", "no JSON", "[]", "null", '"x"'])("K8: %o is no pack", (json) =>
  expect(readPack(json, "x")).toEqual({ refused: ["unreadable"] }),
);

it("K8: what is shipped is a name with its licence and attribution, holds no item, and is off", () => {
  const shipped = readdirSync("packs");
  expect(shipped).toEqual(["who5"]);
  const json = readFileSync("packs/who5/pack.json", "utf8");
  expect(readPack(json, readFileSync("packs/who5/LICENCE", "utf8"))).toEqual({ refused: ["no permission", "no items", "no options"] });
  expect(json).toContain("WHO does not endorse this product.");
});
