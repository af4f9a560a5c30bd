import { sql } from "kysely";
import type { OrganisationFile } from "../../config/types.ts";
import type { ChatPlatform, OrganisationId, Platform } from "../../kernel/ids.ts";
import { isAdminOf } from "../../people/support.ts";
import type {
  AccountFacts,
  Adapter,
  Gesture,
  Reply,
  Sender as Origin,
} from "../../platform/adapter.ts";
import { notice, sentence } from "../../platform/notice.ts";
import { literal, msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Database } from "../../runtime/database/database.ts";
import type { Directory } from "../../runtime/directory/directory.ts";
import type { Organisation } from "../../runtime/directory/organisation.ts";
import { isSetUp } from "../../runtime/directory/admit.ts";
import { closeWorkspace, lockOrganisation } from "../../runtime/directory/workspaces.ts";
import type { AnyFeature } from "../../runtime/feature.ts";
import { applyFile, openWorkspace } from "../apply.ts";
import { fileOf, keepFirst, readDocument } from "../documents.ts";
import { Attempts } from "./attempts.ts";
import { codeIn, hashOf } from "./code.ts";
import { firstDocument, withAdmin } from "./first.ts";
import { rawOf, textOf } from "./raw.ts";
import type { Settings } from "./rules.ts";
import { setUpButton } from "./buttons.ts";

export interface ArrivalParts {
  readonly db: Database;
  readonly directory: Directory;
  readonly adapters: ReadonlyMap<Platform, Pick<Adapter, "describe">>;
  readonly features: ReadonlyMap<string, AnyFeature>;
  /** Organisations that files describe: nobody begins or changes those in chat. */
  readonly files: () => readonly Pick<OrganisationFile, "id">[];
  /** Settings were saved: they are applied now. */
  readonly apply: (organisation: OrganisationId) => Promise<void>;
  /** A Slack workspace is another organisation's now: we speak there for that one. */
  readonly moved: (
    workspace: string,
    way: { readonly from: OrganisationId; readonly to: OrganisationId },
  ) => Promise<void>;
  /** An organisation has begun. */
  readonly begun: (file: OrganisationFile) => Promise<void>;
  readonly now: () => number;
}

/** Nobody arrives from a pretend platform. */
type Sender = Origin & { readonly platform: ChatPlatform };
const isChat = (from: Origin): from is Sender => from.platform !== "pretend";

type Arrival = "again" | Pick<Reply, "notice"> | undefined;

/**
 * Where nobody has set Handrail up yet, people read so, and who may set it up begins. A code from
 * another platform joins the workspace to its organisation. See docs/decisions/0077.
 */
export function arrivals(
  parts: ArrivalParts,
): (gesture: Gesture, organisation: Organisation | undefined) => Promise<Arrival> {
  const attempts = new Attempts(parts.now);

  async function arrive(gesture: Gesture, organisation: Organisation | undefined) {
    const { sender } = gesture;
    if (!isChat(sender)) return undefined;
    const code = codeOf(gesture);
    if (code !== undefined) return join(sender, organisation, code);
    if (gesture.kind === "home" || (organisation !== undefined && isSetUp(organisation)))
      return undefined;
    if (organisation === undefined) {
      // A file may describe this workspace later. Strangers of it begin nothing.
      if (parts.files().length > 0) return undefined;
    } else if (!isOpening(gesture) || isAdmin(organisation, sender)) return undefined;
    const facts = await mayBegin(sender, organisation);
    if (facts === undefined || !isOpening(gesture)) return { notice: notYet(facts !== undefined) };
    await begin(sender, organisation, facts);
    return "again";
  }

  const isAdmin = (organisation: Organisation, from: Sender): boolean =>
    isAdminOf(
      organisation,
      organisation.byAddress.get(`${from.platform} ${from.workspace} ${from.account}`)?.person,
    );

  /** An admin of the workspace; where the platform names none, whoever is first. */
  async function mayBegin(
    from: Sender,
    organisation: Organisation | undefined,
  ): Promise<AccountFacts | undefined> {
    if (organisation !== undefined && parts.files().some(({ id }) => id === organisation.id))
      return undefined;
    const facts = await parts.adapters.get(from.platform)?.describe(from.workspace, from.account);
    if (facts?.kind !== "member") return undefined;
    if (from.platform === "slack") return facts.runsWorkspace === true ? facts : undefined;
    return (organisation?.admins ?? []).length === 0 ? facts : undefined;
  }

  /**
   * Having the code is the right, but not to a place that others began: then it takes one of its
   * admins, or who runs the workspace. Else anybody could bring it under an organisation of theirs.
   */
  const mayJoin = (
    from: Sender,
    organisation: Organisation | undefined,
    facts: AccountFacts | undefined,
  ): boolean =>
    organisation === undefined ||
    isAdmin(organisation, from) ||
    facts?.runsWorkspace === true ||
    (from.platform === "teams" && (organisation.admins ?? []).length === 0);

  async function begin(
    from: Sender,
    organisation: Organisation | undefined,
    facts: AccountFacts,
  ): Promise<void> {
    const { db, features, directory } = parts;
    const id = organisation?.id ?? `${from.platform}-${from.workspace.toLowerCase()}`;
    const known =
      organisation === undefined
        ? undefined
        : await db.inOrganisation(id, async (tx) => {
            await lockOrganisation.execute(tx);
            return readDocument(tx);
          });
    const text =
      known === undefined
        ? firstDocument(id, from, facts)
        : withAdmin(known.text, from.platform, facts);
    const file = fileOf({ text, madeAt: Math.floor(parts.now()) });
    if (file === undefined) throw new Error("the first settings do not fit");
    await applyFile(db, { ...file, id }, features.values(), true, keepFirst);
    directory.forget();
    await parts.begun({ ...file, id });
  }

  async function join(
    from: Sender,
    organisation: Organisation | undefined,
    code: string,
  ): Promise<Arrival> {
    const { db, directory, adapters } = parts;
    if (!attempts.may(from)) return told("setup.codeOften");
    const hash = hashOf(code);
    const [rows = []] = await db.sweep(
      `select organisation_id from handrail.join_codes
      where hash = $1 and kept_until > (select handrail.now())`,
      [hash],
    );
    const id = rows[0]?.["organisation_id"];
    if (typeof id !== "string") return told("setup.codeWrong");
    if (organisation !== undefined && (isSetUp(organisation) || organisation.id === id))
      return told("setup.codeTaken");
    const facts = await adapters.get(from.platform)?.describe(from.workspace, from.account);
    if (facts !== undefined && facts.kind !== "member")
      return { notice: sentence(msg("common.notMember")) };
    if (!mayJoin(from, organisation, facts)) return told("setup.notYetAsk");
    const name = await db.inOrganisation(id, async (tx) => {
      const { rowCount } = await used(tx, hash);
      if (rowCount === 0) return undefined;
      await saveJoined(tx, from);
      const row = await tx.selectFrom("organisations").select("name").executeTakeFirst();
      return row?.name ?? "";
    });
    if (name === undefined) return told("setup.codeWrong");
    // An organisation that begins with an installation, and that nobody has set up, gives way.
    if (organisation !== undefined) {
      const { platform, workspace } = from;
      await db.inOrganisation(organisation.id, (tx) => closeWorkspace(tx, platform, workspace));
      await db.inOrganisation(id, (tx) => openWorkspace(tx, platform, workspace));
      if (platform === "slack") await parts.moved(workspace, { from: organisation.id, to: id });
    }
    await parts.apply(id);
    directory.forget();
    return {
      notice: notice([msg("setup.joined", { name: literal(name) }), msg("setup.joinedPeople")]),
    };
  }

  return arrive;
}

type Tx = Parameters<Parameters<Database["inOrganisation"]>[1]>[0];

async function used(tx: Tx, hash: string): Promise<{ rowCount: number }> {
  const { rows } = await sql`delete from handrail.join_codes
    where organisation_id = handrail.organisation() and hash = ${hash}
      and kept_until > handrail.now() returning 1`.execute(tx);
  return { rowCount: rows.length };
}

/** The workspace is in the next version, which is applied like any other. */
async function saveJoined(tx: Tx, { platform, workspace }: Sender): Promise<void> {
  await sql`select 1 from handrail.settings for update`.execute(tx);
  const known = await readDocument(tx);
  if (known === undefined) throw new Error("a code of an organisation without settings");
  const raw = rawOf(known.text);
  const there = raw.workspaces?.[platform] ?? [];
  raw.workspaces = { ...raw.workspaces, [platform]: [...new Set([...there, workspace])] };
  const { recent = [], at } = known.state as Settings;
  const next = at + 1;
  const text = textOf(raw);
  await sql`
    insert into handrail.setting_versions (organisation_id, version, made_at, what, document)
    values (handrail.organisation(), ${next}, handrail.now(), 'joined', ${text})`.execute(tx);
  const { rows } = await sql<{ now: number }>`
    select extract(epoch from handrail.now()) * 1000 as now`.execute(tx);
  const version = { version: next, what: "joined", at: rows[0]?.now ?? 0 };
  const changed = { at: next, recent: [version, ...recent].slice(0, 20) };
  await sql`update handrail.settings set version = version + 1, document = ${text},
      state = state - 'fault' || ${JSON.stringify(changed)}::jsonb`.execute(tx);
}

const told = (
  key: "setup.codeOften" | "setup.codeWrong" | "setup.codeTaken" | "setup.notYetAsk",
): Arrival => ({
  notice: sentence(msg(key)),
});

const codeOf = (gesture: Gesture): string | undefined =>
  gesture.kind === "word" && gesture.word === "handrail" ? codeIn(gesture.text) : undefined;

const isOpening = (gesture: Gesture): boolean =>
  gesture.kind === "press" && gesture.action === "setup.open";

const notYet = (may: boolean): Notice =>
  notice(
    [
      msg("setup.notYet"),
      msg(may ? "setup.notYetYou" : "setup.notYetAsk"),
      msg("setup.notYetJoin"),
    ],
    may ? [setUpButton] : [],
  );
