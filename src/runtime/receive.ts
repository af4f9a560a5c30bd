import type { Core, Gesture, Reply, Sender as From } from "../platform/adapter.ts";
import { Unavailable } from "../platform/errors.ts";
import { type Reader, literal, msg } from "../platform/text.ts";
import type { Card, Notice } from "../platform/view.ts";
import { closeWorkspace, meet, setQuiet, whoIs } from "./directory/accounts.ts";
import { type Organisation, readerFor } from "./directory/directory.ts";
import { Strangers } from "./directory/strangers.ts";
import type { AnyFeature, Note, Shell } from "./feature.ts";
import { occasionOf } from "./messages/claims.ts";
import { faultOf } from "./log.ts";
import type { CoreParts } from "./parts.ts";
import { Patience, Uncertain } from "./patience.ts";
import { findRoute, longestText, subjectOf } from "./routes.ts";
import { type Result, transact } from "./transact.ts";
import { GestureTurns } from "./turns.ts";
import { seenBy } from "./messages/unprompted.ts";
import type { Work } from "./work.ts";

/** Takes gestures from the adapters: finds the organisation, the feature and the command, and carries it out. */
export function openCore(parts: CoreParts): Core {
  const { directory, features, adapters, metrics, log } = parts;
  const turns = new GestureTurns();
  const strangers = new Strangers();

  const organisationOf = async (from: From): Promise<Organisation | undefined> => {
    const id = await directory.homeOf(from.platform, from.workspace);
    return id === undefined ? undefined : directory.organisation(id);
  };

  async function receive(gesture: Gesture, patience: Patience): Promise<Reply> {
    const organisation = await organisationOf(gesture.sender);
    if (organisation === undefined)
      return strangerReply(
        gesture,
        core.strangerReader(gesture.sender.platform, gesture.sender.workspace),
        "unknown",
        undefined,
      );
    const reader = readerOf(organisation, gesture.sender);
    const route = findRoute(features, gesture);
    if (route === undefined) return { reader };
    if ("errors" in route) return { errors: route.errors, reader };
    if ("open" in route) return open(organisation, gesture, route, reader);

    const subject = subjectOf(gesture);
    const pressed = gesture.kind === "press" ? gesture.from : undefined;
    const work: Work = {
      ...{ organisation: organisation.id, feature: route.feature, command: route.command },
      ...(route.note === undefined ? {} : { note: route.note }),
      source: {
        ...{ by: gesture.sender, delivery: gesture.delivery },
        ...(subject === undefined ? {} : { subject }),
        ...(pressed === undefined ? {} : { pressed }),
      },
    };
    const carryOut = () =>
      turns.taken(organisation.id, patience, () => transact(parts, work, patience));
    const result = await carryOut();
    const met =
      "stranger" in result && result.stranger === "unknown"
        ? await introduce(organisation, gesture.sender)
        : undefined;
    if (met === undefined) return answer(organisation, gesture, route, result, reader);
    return answer(met, gesture, route, await carryOut(), readerOf(met, gesture.sender));
  }

  /** Somebody we have not met: the platform is asked once who they are. @returns who is who by now: their first answer is in their own language */
  async function introduce({ id }: Organisation, from: From): Promise<Organisation | undefined> {
    const key = `${from.platform} ${from.workspace} ${from.account}`;
    if (!strangers.ask(key)) return undefined;
    const facts = await adapters.get(from.platform)?.describe(from.workspace, from.account);
    if (facts === undefined) {
      // Throttled, or the platform is away: nothing is known yet.
      strangers.forget(key);
      return undefined;
    }
    const { moved } = await meet(parts.db, id, from.platform, from.workspace, facts);
    if (moved) await parts.addressMoved?.(id);
    await directory.renew(id);
    return directory.organisation(id);
  }

  /** After the commit nothing here waits for anything: the person is not told otherwise because of what comes later. */
  function answer(
    organisation: Organisation,
    gesture: Gesture,
    { feature, note }: { readonly feature: AnyFeature; readonly note?: Note },
    result: Result,
    reader: Reader,
  ): Reply {
    if ("stranger" in result) {
      metrics.gesture(gesture.sender.platform, gesture.kind, "stranger");
      return strangerReply(gesture, reader, result.stranger, organisation.dutyPhone);
    }
    if ("stale" in result || result.by === undefined) return { reader };
    const { said, shown } = result;
    if (result.claimed.length > 0 && said.subject !== undefined)
      parts.sender.take(result.claimed, seenBy(feature, said.subject, shown));
    metrics.gesture(
      gesture.sender.platform,
      gesture.kind,
      "refused" in said ? "refused" : "accepted",
    );
    const shell = { organisation, vault: parts.vault, now: parts.now() };
    const notice =
      "refused" in said
        ? feature.refusal(said.refused, shown, shell, result.by)
        : said.answer === null
          ? undefined
          : feature.answer(said.answer, shown, result.by, shell, note);
    const card = result.pressedOwn
      ? pressedCard(organisation, gesture, feature, shown, result.by, shell)
      : undefined;
    const followed = cardAhead(organisation, gesture, feature, result, shell);
    const reply: Reply = {
      reader,
      ...(card === undefined ? {} : { card }),
      ...(followed === undefined ? {} : { followed }),
    };
    if (notice === undefined || gesture.kind !== "word")
      return notice === undefined ? reply : { ...reply, notice };
    const seen = gesture.seen ? withLine(notice, msg("common.seen")) : notice;
    return {
      ...reply,
      notice:
        gesture.text.length > longestText
          ? withLine(seen, msg("common.cut", { count: longestText }))
          : seen,
    };
  }

  async function open(
    organisation: Organisation,
    gesture: Gesture,
    route: { feature: AnyFeature; open: string },
    reader: Reader,
  ): Promise<Reply> {
    const subject = subjectOf(gesture);
    const argument = gesture.kind === "press" ? gesture.argument : undefined;
    const opened = (its: Organisation) =>
      parts.db.inOrganisation(its.id, async (tx) => {
        const who = await whoIs(tx, gesture.sender);
        const shell = { organisation: its, vault: parts.vault, now: parts.now() };
        return "stranger" in who
          ? who
          : route.feature.opens[route.open]?.(tx, shell, who.person, subject, argument);
      });
    const first = await opened(organisation);
    const isNew = first !== undefined && "stranger" in first && first.stranger === "unknown";
    const met = isNew ? await introduce(organisation, gesture.sender) : undefined;
    const view = met === undefined ? first : await opened(met);
    const reads = met === undefined ? reader : readerOf(met, gesture.sender);
    if (view === undefined || "stranger" in view)
      return strangerReply(gesture, reads, view?.stranger ?? "unlisted", organisation.dutyPhone);
    return view.kind === "form" ? { form: view, reader: reads } : { notice: view, reader: reads };
  }

  /** The card that was pressed on, as it is now: a platform that can shows it in its answer to the press. */
  function pressedCard(
    organisation: Organisation,
    gesture: Gesture,
    feature: AnyFeature,
    shown: unknown,
    person: string,
    shell: Shell,
  ): Card | undefined {
    const from = gesture.kind === "press" ? gesture.from : undefined;
    const account = accountOf(organisation, gesture.sender);
    if (
      from === undefined ||
      account === undefined ||
      shown === undefined ||
      from.feature !== feature.name
    )
      return undefined;
    const occasion = occasionOf(from.occasion);
    const view = feature.show(
      from.view,
      shown,
      { person, account: account.id, occasion, posted: true, now: shell.now },
      shell,
    );
    return view?.kind === "card" ? view : undefined;
  }

  /** The card that is on its way to the same account as a new message. */
  function cardAhead(
    organisation: Organisation,
    gesture: Gesture,
    feature: AnyFeature,
    { by: person, claimed, shown }: Extract<Result, { said: unknown }>,
    shell: Shell,
  ): Card | undefined {
    const account = accountOf(organisation, gesture.sender)?.id;
    const ahead = claimed.findLast(
      (message) => message.account_id === account && message.address === null,
    );
    if (ahead === undefined || person === undefined || shown === undefined) return undefined;
    const viewer = {
      person,
      account: ahead.account_id,
      occasion: ahead.occasion,
      posted: false,
      now: shell.now,
    };
    const view = feature.show(ahead.view, shown, viewer, shell);
    return view?.kind === "card" ? view : undefined;
  }

  function uncertain({ platform, workspace }: From): Reply {
    const phone = parts.dutyPhone(workspace);
    const line =
      phone === undefined
        ? msg("common.uncertainNoPhone")
        : msg("common.uncertain", { phone: literal(phone) });
    return {
      reader: core.strangerReader(platform, workspace),
      notice: sentence(line, "urgent"),
      uncertain: true,
    };
  }

  const core: Core = {
    async receive(gesture) {
      const patience = new Patience();
      try {
        return await patience.bound(receive(gesture, patience));
      } catch (error) {
        metrics.gesture(gesture.sender.platform, gesture.kind, "unavailable");
        log.error(
          { fault: faultOf(error), cause: faultOf((error as Error).cause), kind: gesture.kind },
          "a gesture was not answered as it should be",
        );
        // Neither "sent" nor "not sent" would be honest. An event is not said to anybody: the platform sends it again.
        if (error instanceof Uncertain && gesture.kind !== "home") return uncertain(gesture.sender);
        throw error instanceof Unavailable ? error : new Unavailable("fault", { cause: error });
      }
    },
    async accountChanged(platform, workspace, facts) {
      const id = await directory.homeOf(platform, workspace);
      if (id === undefined) return;
      // A platform tells of everybody in its workspace: only who is known here, or named in the file, is any of ours.
      const { byAddress, people } = await directory.organisation(id);
      const named = () =>
        facts.email !== undefined &&
        [...people.values()].some(({ email }) => email === facts.email);
      if (!byAddress.has(`${platform} ${workspace} ${facts.account}`) && !named()) return;
      const { moved } = await meet(parts.db, id, platform, workspace, facts);
      if (moved) await parts.addressMoved?.(id);
      await directory.renew(id);
    },
    async quietChanged(platform, workspace, account, until) {
      const id = await directory.homeOf(platform, workspace);
      if (id !== undefined) await setQuiet(parts.db, id, { platform, workspace, account }, until);
    },
    async workspaceGone(platform, workspace) {
      const id = await directory.homeOf(platform, workspace);
      if (id === undefined) return;
      await parts.db.inOrganisation(id, (tx) => closeWorkspace(tx, platform, workspace));
      directory.forget(id);
      log.warn({ platform }, "uninstalled from a workspace");
    },
    opens: (action) => {
      const [name = "", verb = ""] = action.split(".");
      return Object.hasOwn(features.get(name)?.opens ?? {}, verb);
    },
    outage: (workspace) => {
      const phone = parts.dutyPhone(workspace);
      return sentence(
        phone === undefined
          ? msg("common.outageNoPhone")
          : msg("common.outage", { phone: literal(phone) }),
        "urgent",
      );
    },
    strangerReader: (platform, workspace) => ({
      ...(parts.livesAs?.(workspace) ?? nowhere),
      platform,
      nameOf: () => undefined,
    }),
  };
  return core;
}

/** Where nobody knows whose workspace it is. */
const nowhere = { locale: "en", timeZone: "UTC" };

const sentence = (line: Notice["lines"][number], tone: Notice["tone"] = "calm"): Notice => ({
  kind: "notice",
  tone,
  lines: [line],
  buttons: [],
});
const withLine = (notice: Notice, line: Notice["lines"][number]): Notice => ({
  ...notice,
  lines: [...notice.lines, line],
});

/** @param phone the duty phone: whoever is in need and not known yet is not sent away with nothing */
function strangerReply(
  gesture: Gesture,
  reader: Reader,
  why: "unknown" | "not-a-member" | "unlisted",
  phone: string | undefined,
): Reply {
  // Opening the home page is no question: nothing is answered there.
  if (gesture.kind === "home") return { reader };
  if (why === "not-a-member") return { reader, notice: sentence(msg("common.notMember")) };
  const notice = sentence(msg("common.notKnown"));
  return {
    reader,
    notice:
      phone === undefined
        ? notice
        : withLine(notice, msg("common.needHelpNow", { phone: literal(phone) })),
  };
}

const accountOf = (organisation: Organisation, from: From) =>
  organisation.byAddress.get(`${from.platform} ${from.workspace} ${from.account}`);

const readerOf = (organisation: Organisation, from: From): Reader =>
  readerFor(organisation, from.platform, accountOf(organisation, from));
