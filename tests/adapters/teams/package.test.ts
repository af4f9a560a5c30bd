import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AppManifestUtils } from "@microsoft/app-manifest";
import { unzipSync, unzlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { extensionCommands } from "../../../adapters/teams/receive/gestures.ts";
import { words } from "../../../adapters/teams/receive/command-words.ts";
import { catalogues } from "../../../src/locales/index.ts";
import { icons } from "../../../tools/teams-icons.ts";
import { packageFiles, packagesOf, zipPackage } from "../../../tools/teams-package.ts";
import { filesBelow, sourcesOf } from "../../support/house.ts";

const ours = {
  bot: "11111111-2222-4333-8444-555555555555",
  id: "99999999-2222-4333-8444-555555555555",
  site: "https://acme.test/handrail",
};
const offered = [...words];
const folder = "adapters/teams/package";
const schemas = join(
  import.meta.dirname,
  "../../../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.29",
);
type Schema = Parameters<typeof AppManifestUtils.validateAgainstSchema>[1];
type Manifest = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];

const json = (path: string): Record<string, unknown> =>
  JSON.parse(sourcesOf([`${folder}/${path}`]).get(`${folder}/${path}`) ?? "");
// Some of Microsoft's own patterns leave a bracket open, which a strict reader refuses.
const schema = (name: string): NonNullable<Schema> =>
  JSON.parse(readFileSync(join(schemas, name), "utf8").replaceAll("\\\\b]", "\\\\b\\\\]"));
const problems = (manifest: object, name = "MicrosoftTeams.schema.json") =>
  AppManifestUtils.validateAgainstSchema(manifest as Manifest, schema(name));

const manifest = json("manifest.json") as {
  name: Record<string, string>;
  description: Record<string, string>;
  accentColor: string;
  localizationInfo: { additionalLanguages: { languageTag: string; file: string }[] };
  bots: {
    commandLists: {
      triggers?: string[];
      scopes: string[];
      commands: { title: string; description: string }[];
    }[];
    supportsTargetedMessages: boolean;
  }[];
  composeExtensions: {
    commands: {
      id: string;
      type: string;
      fetchTask: boolean;
      triggers: string[];
      context: string[];
    }[];
  }[];
};

describe("the manifest", () => {
  it("is what Microsoft's released schema 1.29 asks for", async () => {
    expect(await problems(manifest)).toEqual([]);
    expect(
      await problems(JSON.parse(new TextDecoder().decode(packageFiles(ours)["manifest.json"]))),
    ).toEqual([]);
  });

  it("a wrong one is found", async () => {
    expect(await problems({ ...manifest, name: { short: "x".repeat(31) } })).not.toEqual([]);
    expect(await problems({ ...manifest, manifestVersion: "1.28" })).not.toEqual([]);
    expect(await problems({ ...manifest, unknown: true })).not.toEqual([]);
  });

  it("names the words that are listened to, also behind a slash", () => {
    const [bot] = manifest.bots;
    expect(bot?.supportsTargetedMessages).toBe(true);
    for (const list of bot?.commandLists ?? []) {
      expect(list.commands.map(({ title }) => title)).toEqual(offered);
      // The menu shows ten (docs/platforms.md T10).
      expect(list.commands.length).toBeLessThanOrEqual(10);
    }
    expect(
      bot?.commandLists.map(({ scopes, triggers = [] }) => [scopes.join(), triggers.join()]),
    ).toEqual([
      ["personal", ""],
      ["team,groupChat", "mention,slash"],
    ]);
  });

  it("names the extension's commands, which open a dialog from a message too", () => {
    const commands = manifest.composeExtensions.flatMap(({ commands }) => commands);
    expect(new Set(commands.map(({ id }) => id))).toEqual(extensionCommands);
    for (const command of commands)
      expect(command).toMatchObject({
        type: "action",
        fetchTask: true,
        triggers: ["slash"],
        context: expect.arrayContaining(["message"]),
      });
  });
});

describe("the languages", () => {
  it("are those of the catalogue", () => {
    expect(
      [
        "en",
        ...manifest.localizationInfo.additionalLanguages.map(({ languageTag }) => languageTag),
      ].toSorted(),
    ).toEqual(Object.keys(catalogues).toSorted());
  });

  it.each(manifest.localizationInfo.additionalLanguages)(
    "$file is what the schema asks for, and leaves nothing out",
    async ({ file }) => {
      const localised = json(file);
      expect(await problems(localised, "MicrosoftTeams.Localization.schema.json")).toEqual([]);
      const lists = manifest.bots.flatMap(({ commandLists }) => commandLists);
      const wanted = [
        ...Object.keys(manifest.name).map((key) => `name.${key}`),
        ...Object.keys(manifest.description).map((key) => `description.${key}`),
        ...lists.flatMap(({ commands }, list) =>
          commands.flatMap((_, command) =>
            ["title", "description"].map(
              (key) => `bots[0].commandLists[${list}].commands[${command}].${key}`,
            ),
          ),
        ),
        ...["title", "description"].map((key) => `composeExtensions[0].commands[0].${key}`),
      ];
      expect(
        Object.keys(localised)
          .filter((key) => key !== "$schema")
          .toSorted(),
      ).toEqual(wanted.toSorted());
      // What people type stays what is listened to.
      for (const [index, word] of offered.entries())
        expect(localised[`bots[0].commandLists[1].commands[${index}].title`]).toBe(word);
    },
  );
});

describe("the icons", () => {
  it.each([
    ["color.png", 192],
    ["outline.png", 32],
  ] as const)("%s is as it was drawn, %i pixels wide", (name, size) => {
    const file = new Uint8Array(readFileSync(join(import.meta.dirname, "../../..", folder, name)));
    expect(file).toEqual(icons()[name]);
    const view = new DataView(file.buffer);
    expect([view.getUint32(16), view.getUint32(20), view.getUint8(25)]).toEqual([size, size, 6]);
  });

  it("the outline is white on nothing, the other leaves nothing open and has the accent colour", () => {
    const outline = pixels(icons()["outline.png"], 32);
    expect(
      outline.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255),
    ).toBe(true);
    expect(new Set([0, 255].map((alpha) => outline.some((pixel) => pixel[3] === alpha)))).toEqual(
      new Set([true]),
    );
    const colour = pixels(icons()["color.png"], 192);
    expect(colour.every((pixel) => pixel[3] === 255)).toBe(true);
    expect(
      `#${Buffer.from(colour[0]?.slice(0, 3) ?? [])
        .toString("hex")
        .toUpperCase()}`,
    ).toBe(manifest.accentColor);
  });
});

describe("the zip", () => {
  it("is the same bytes every time, in every time zone", () => {
    const zone = process.env["TZ"];
    const first = zipPackage(ours);
    try {
      for (const other of ["Asia/Tokyo", "America/Los_Angeles"]) {
        process.env["TZ"] = other;
        expect(zipPackage(ours)).toEqual(first);
      }
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
    expect(zipPackage({ ...ours, bot: ours.id })).not.toEqual(first);
  });

  it("holds the manifest with our ids, and what it names, and nothing else", () => {
    const files = unzipSync(zipPackage(ours));
    const text = new TextDecoder().decode(files["manifest.json"]);
    expect(Object.keys(files).toSorted()).toEqual([
      "color.png",
      "es.json",
      "manifest.json",
      "outline.png",
    ]);
    expect(JSON.parse(text)).toMatchObject({
      id: ours.id,
      bots: [{ botId: ours.bot }],
      composeExtensions: [{ botId: ours.bot }],
      developer: { privacyUrl: "https://acme.test/handrail/privacy" },
    });
    expect(text).not.toContain("00000000-0000");
    expect(text).not.toContain("handrail.example");
  });

  it("has the tab only where browsers reach Handrail, and is then what the schema asks for", async () => {
    const made = (more: object) =>
      JSON.parse(
        new TextDecoder().decode(packageFiles({ ...ours, ...more })["manifest.json"]),
      ) as Record<string, unknown>;
    const without = made({});
    expect(without).toMatchObject({ validDomains: [] });
    expect(JSON.stringify(without)).not.toMatch(/webApplicationInfo|contentUrl/);
    const withTab = made({ url: "https://handrail.acme.test" });
    expect(withTab).toMatchObject({
      staticTabs: [
        { entityId: "conversations" },
        { entityId: "home", contentUrl: "https://handrail.acme.test/tab", scopes: ["personal"] },
        { entityId: "about" },
      ],
      validDomains: ["handrail.acme.test"],
      webApplicationInfo: {
        id: ours.bot,
        resource: `api://handrail.acme.test/botid-${ours.bot}`,
      },
    });
    expect(await problems(withTab)).toEqual([]);
  });

  it.each([
    ["--url", { url: "http://acme.test" }],
    ["--url", { url: "https://acme.test/handrail" }],
    ["--url", { url: "acme" }],
    ["--bot", { bot: "x" }],
    ["--bot", { bot: "00000000-0000-0000-0000-000000000000" }],
    ["--id", { id: "" }],
    ["--site", { site: "http://acme.test" }],
    ["--site", { site: "acme" }],
  ])("is not made with a wrong %s", (said, wrong) =>
    expect(() => zipPackage({ ...ours, ...wrong })).toThrow(said),
  );
});

describe("the packages of an environment", () => {
  const tenant = "77777777-2222-4333-8444-555555555555";
  const entry = `- { app_id: ${ours.bot}, tenant_id: ${tenant}, password_file: /nowhere }`;
  const file = { HANDRAIL_TEAMS_REGISTRATIONS: "teams.yaml" };
  const packages = (env: object, asked = {}, text = entry) =>
    packagesOf(env as NodeJS.ProcessEnv, asked, () => text);

  it("are one for each registration, named by its tenant; no secret is needed", () =>
    expect(packages({ MicrosoftAppId: ours.id, ...file })).toEqual([
      { bot: ours.id, out: "handrail-teams.zip" },
      { bot: ours.bot, out: `handrail-teams-${tenant}.zip` },
    ]));
  it("are one file where there is one registration, or one was asked for", () => {
    expect(packages(file)).toEqual([{ bot: ours.bot, out: "handrail-teams.zip" }]);
    const asked = { bot: ours.id, out: "a.zip" };
    expect(packages({ MicrosoftAppId: ours.bot, ...file }, asked)).toEqual([asked]);
  });
  it.each([
    ["without any", {}, {}, "", /--bot is missing/],
    ["with one name for two", { MicrosoftAppId: ours.id, ...file }, { out: "a" }, entry, /--out/],
    ["from a wrong file", file, {}, "- {}", /teams\.yaml:1: .*app_id is missing/],
  ])("are not made %s", (_, env, asked, text, said) =>
    expect(() => packages(env, asked, text)).toThrow(said),
  );
});

it("neither the package nor the adapter names another chat platform (T37)", () => {
  const other = /slack|discord|mattermost|whatsapp|telegram|google chat|webex/i;
  const texts = sourcesOf(filesBelow("adapters/teams").filter((path) => !path.endsWith(".png")));
  expect(texts.size).toBeGreaterThan(20);
  expect([...texts].filter(([, text]) => other.test(text)).map(([path]) => path)).toEqual([]);
  expect(other.test("Ask in Slack")).toBe(true);
});

/** The pixels of a PNG of ours: unfiltered rows of four bytes each. */
function pixels(file: Uint8Array, size: number): number[][] {
  const at = Buffer.from(file).indexOf("IDAT");
  const length = new DataView(file.buffer).getUint32(at - 4);
  const rows = unzlibSync(file.slice(at + 4, at + 4 + length));
  return Array.from({ length: size * size }, (_, index) => {
    const start = Math.floor(index / size) * (size * 4 + 1) + 1 + (index % size) * 4;
    return [...rows.slice(start, start + 4)];
  });
}
