import { afterEach, beforeEach, expect, test } from "vitest";
import { teamsAdapter } from "../../../../adapters/teams/index.ts";
import { teamsDouble, type TeamsDouble } from "../../../../playground/teams.ts";
import type { Adapter } from "../../../../src/platform/adapter.ts";
import { msg } from "../../../../src/platform/text.ts";
import { listening } from "../issuer.ts";
import { card, delivery, form, notice, RecordingCore } from "../world.ts";
import { openLog } from "../../../../src/runtime/log.ts";
import { Unverified } from "../../../../src/runtime/unverified.ts";

const unverified = new Unverified(openLog("silent"));

/*
 * The adapter in a whole tenant: people do what their screens offer, and see what a client would
 * show them.
 */

const [ana, sam, gus, ola] = ["aa", "bb", "cc", "dd"].map(
  (part) => `${part.repeat(4)}-0000-4000-8000-000000000001`,
) as [string, string, string, string];
const [home, elsewhere] = [
  "11111111-0000-4000-8000-000000000001",
  "22222222-0000-4000-8000-000000000002",
];
const app = "33333333-0000-4000-8000-000000000003";
const label = msg("common.close");
const page = card("Ana needs help now. Billing, phone.", {
  buttons: [
    {
      action: "escalations.acknowledge",
      label: msg("button.acknowledge"),
      style: "main",
      subject: "e1",
    },
    { action: "note.open", label: msg("common.more"), subject: "n1" },
  ],
});

let teams: TeamsDouble;
let core: RecordingCore;
let adapter: Adapter;

beforeEach(async () => {
  const people = [
    {
      account: ana,
      name: "Ana Silva",
      email: "ana@acme.test",
      tz: "Europe/Lisbon",
      locale: "pt-PT",
    },
    { account: sam, name: "Sam Ortiz", email: "sam@acme.test" },
    { account: gus, name: "Gus Guest", email: "gus@elsewhere.test", guest: true },
    { account: ola, name: "Ola Other", email: "ola@other.test", tenant: elsewhere },
  ];
  teams = await teamsDouble({
    appId: app,
    password: "secret",
    tenant: home,
    people,
    deliverTo: "http://127.0.0.1:9/",
    wait: async () => undefined,
  });
  core = new RecordingCore();
  const { HANDRAIL_TEAMS_SERVICE_HOSTS: host = "", ...cloud } = teams.env();
  const settings = {
    registrations: [
      { appId: app, password: "secret", type: "SingleTenant" as const, tenantId: home },
    ],
    cloud: cloud as never,
    serviceHosts: [host],
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  adapter = teamsAdapter(settings, core, log);
  const url = await listening((request, response) =>
    adapter.routes["/api/messages"]?.(request, response, unverified.bodyOf(request)),
  );
  teams.deliverTo = `${url}/api/messages`;
});
afterEach(async () => {
  await adapter.stop();
  await teams.stop();
});

const toSam = (view = page, more: object = {}) =>
  adapter.deliver(delivery(view, { workspace: home, account: sam, ...more }));
const messages = (account: string) =>
  teams.desk(account).messages.filter(({ from }) => from === "bot");
const last = (account: string) => there(messages(account).at(-1));
const dialogOf = (account: string) => there(teams.desk(account).dialog);
const cardsShown = (account: string) => JSON.stringify(messages(account));

test("words are answered on the screen, with a card that a client takes", async () => {
  core.answer = {
    notice: notice("Asked Sam", {
      buttons: [{ action: "escalations.danger", label, style: "danger" }],
    }),
  };
  expect(await teams.types(ana, "escalate he shouts")).toMatchObject({ status: 200, attempts: 1 });
  expect(core.gestures).toMatchObject([
    { word: "escalate", text: "he shouts", seen: false, sender: { workspace: home, account: ana } },
  ]);
  expect(cardsShown(ana)).toContain("Asked Sam");
  await core.until(() => core.accounts.length > 0);
  expect(core.accounts[0]?.[1]).toMatchObject({
    account: ana,
    email: "ana@acme.test",
    kind: "member",
    timeZone: "Europe/Lisbon",
    locale: "pt-PT",
  });
});

test("a mention and a slash command in the channel are answered privately", async () => {
  core.answer = { notice: notice("Asked Sam") };
  await teams.posts(ana, "escalate", { mention: true });
  await teams.slash(ana, "escalate");
  expect(core.gestures).toMatchObject([
    { word: "escalate", seen: true },
    { word: "escalate", seen: false },
  ]);
  expect(messages(ana)).toHaveLength(2);
  expect(cardsShown(sam)).not.toContain("Asked Sam");
});

test("a page reaches somebody who never wrote, rings, is pressed, and changes for everybody", async () => {
  await teams.types(ana, "hi");
  const shown = await toSam();
  expect(shown).toMatchObject({ outcome: "shown" });
  expect(teams.desk(sam).rings.map(({ text }) => text)).toEqual([
    "Ana needs help now. Billing, phone.",
  ]);
  const address = shown.outcome === "shown" ? shown.address : "";
  core.answer = { card: card("You have it") };
  await teams.press(sam, last(sam).id, "escalations.acknowledge");
  expect(core.gestures.at(-1)).toMatchObject({
    kind: "press",
    action: "escalations.acknowledge",
    subject: "e1",
    from: { address, view: "page" },
    sender: { account: sam },
  });
  expect(cardsShown(sam)).toContain("You have it");
  expect(await toSam(card("Sam has it", { tone: "good" }), { address })).toEqual({
    outcome: "shown",
    address,
  });
  expect(cardsShown(sam)).toContain("Sam has it");
  expect(messages(sam)).toHaveLength(1);
  expect(teams.desk(sam).rings).toHaveLength(1);
});

test("a form opens as a dialog, says what is wrong, keeps what was entered, and closes", async () => {
  core.opening = new Set(["note.open"]);
  core.answer = (gesture) =>
    gesture.kind === "submit"
      ? gesture.values["words"] === "right"
        ? {}
        : { errors: { words: msg("common.nothing") } }
      : { form };
  await teams.types(ana, "hi");
  await toSam();
  await teams.press(sam, last(sam).id, "More");
  const dialog = dialogOf(sam);
  await teams.submit(sam, dialog.id, { words: "wrong", why: "a" });
  const again = dialogOf(sam);
  const drawn = JSON.stringify(again.view);
  expect([drawn.includes("Nothing here."), drawn.includes('"value":"wrong"')]).toEqual([
    true,
    true,
  ]);
  await teams.submit(sam, again.id, { words: "right", why: "a" });
  expect(teams.desk(sam).dialog).toBeUndefined();
  expect(core.gestures.filter(({ kind }) => kind === "submit")).toMatchObject([
    { values: { words: "wrong", why: "a" } },
    { values: { words: "right", why: "a" } },
  ]);
});

test("the message extension summons, and shows the answer in its dialog", async () => {
  core.answer = {
    notice: notice("Asked Sam", { buttons: [{ action: "escalations.danger", label }] }),
  };
  await teams.extension(ana, "escalate");
  const dialog = dialogOf(ana);
  expect(JSON.stringify(dialog.view)).toContain("Asked Sam");
  core.answer = { notice: notice("Everybody is called") };
  await teams.submit(ana, dialog.id);
  expect(core.gestures).toMatchObject([
    { kind: "word", word: "escalate" },
    { kind: "press", action: "escalations.danger" },
  ]);
  expect(JSON.stringify(teams.desk(ana).dialog)).toContain("Everybody is called");
});

test("installed for a person: they are told to the core, and their home card is asked for", async () => {
  await teams.uninstall(sam);
  expect(await toSam()).toMatchObject({ outcome: "unreachable" });
  await teams.install(sam);
  await core.until(() => core.gestures.length > 0);
  expect(core.gestures).toMatchObject([{ kind: "home", sender: { account: sam } }]);
  expect(core.accounts.at(-1)?.[1]).toMatchObject({
    account: sam,
    email: "sam@acme.test",
    kind: "member",
  });
  expect(await toSam()).toMatchObject({ outcome: "shown" });
});

test("shared with a team: everybody in it is told to the core, guests as guests", async () => {
  await teams.share(ana, false);
  await teams.share(ana, true);
  await core.until(() => core.accounts.length >= 3);
  await adapter.stop();
  const kinds = Object.fromEntries(core.accounts.map(([, { account, kind }]) => [account, kind]));
  expect(kinds).toMatchObject({ [ana]: "member", [sam]: "member", [gus]: "guest" });
});

test("an upgrade takes nothing away; a deleted chat is opened again; a blocked one is over", async () => {
  await teams.types(sam, "hi");
  await teams.uninstall(sam, { upgrade: true });
  expect(await toSam()).toMatchObject({ outcome: "shown" });
  teams.deleteChat(sam);
  expect(await toSam()).toMatchObject({ outcome: "shown" });
  teams.block(sam);
  expect(await toSam()).toMatchObject({
    outcome: "unreachable",
    code: "ConversationBlockedByUser",
  });
  expect(core.gone).toEqual([]);
});

test("a new key of Teams' and new tokens of ours are taken up at once", async () => {
  await teams.types(ana, "hi");
  await toSam();
  teams.revokeTokens();
  expect(await toSam()).toMatchObject({ outcome: "shown" });
});

test("somebody of another tenant comes with that tenant, whoever they say they are", async () => {
  await teams.types(ola, "escalate");
  expect(core.gestures).toMatchObject([{ sender: { workspace: elsewhere, account: ola } }]);
});

function there<T>(shown: T | undefined): T {
  if (shown === undefined) throw new Error("nothing is shown");
  return shown;
}
