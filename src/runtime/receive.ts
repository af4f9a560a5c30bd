import type { Core, Gesture, Reply, Sender as Origin } from "../platform/adapter.ts";
import { Unavailable } from "../platform/errors.ts";
import { type Reader, literal, msg } from "../platform/text.ts";
import { blindedReply, unblinded } from "./blinding.ts";
import { Deadline, Uncertain } from "./command/deadline.ts";
import type { Result } from "./command/result.ts";
import { meet, setQuiet, whoIs } from "./directory/accounts.ts";
import type { Organisation } from "./directory/directory.ts";
import { isSetUp } from "./directory/admit.ts";
import { Strangers } from "./directory/strangers.ts";
import type { AnyFeature } from "./feature.ts";
import { answer } from "./gestures/answer.ts";
import { notSetUp } from "./gestures/not-set-up.ts";
import { GestureSlots } from "./gestures/slots.ts";
import { accountOf, readerOf, sentence, strangerReply } from "./gestures/strangers.ts";
import { isBack, leaveWorkspace } from "./gestures/workspaces.ts";
import { faultOf } from "./log.ts";
import { tellWhoIsFound } from "./messages/undelivered.ts";
import type { CoreParts } from "./parts.ts";
import { refusals } from "./refusals.ts";
import { findRoute, subjectOf } from "./routes.ts";
import { transact } from "./transact.ts";
import type { Work } from "./work.ts";

/**
 * Takes gestures from the adapters: finds the organisation, the feature and the command, and
 * carries it out.
 */
export function openCore(parts: CoreParts): Core {
  const { directory, features, adapters, metrics, log } = parts;
  const slots = new GestureSlots();
  const strangers = new Strangers();
  const refuse = refusals(metrics, log);

  const organisationOf = async (from: Origin): Promise<Organisation | undefined> => {
    const home = () => directory.homeOf(from.platform, from.workspace);
    const id = (await home()) ?? ((await isBack(parts, from)) ? await home() : undefined);
    return id === undefined ? undefined : directory.organisation(id);
  };

  /** Both ways without the ids of people: see `blinding.ts`. */
  async function receive(raw: Gesture, deadline: Deadline): Promise<Reply> {
    const gesture = unblinded(raw, parts.vault);
    let organisation = await organisationOf(gesture.sender);
    const arrival = await parts.arrival?.(gesture, organisation);
    if (arrival === "again") organisation = await organisationOf(gesture.sender);
    else if (arrival !== undefined)
      return { ...arrival, reader: readerIn(organisation, gesture.sender) };
    if (organisation === undefined) {
      const { platform, workspace } = gesture.sender;
      refuse(platform, "workspace_unknown", { workspace });
      // Of one that the app was removed from, the file still says whose it is.
      const phone = parts.dutyPhone(workspace);
      return strangerReply(gesture, core.strangerReader(platform, workspace), "unknown", phone);
    }
    const reply = await replyTo(organisation, gesture, deadline);
    return blindedReply(reply, gesture.delivery, organisation, parts.vault);
  }

  const readerIn = (organisation: Organisation | undefined, from: Origin): Reader =>
    organisation === undefined
      ? core.strangerReader(from.platform, from.workspace)
      : readerOf(organisation, from);

  async function replyTo(
    organisation: Organisation,
    gesture: Gesture,
    deadline: Deadline,
  ): Promise<Reply> {
    const reader = readerOf(organisation, gesture.sender);
    if (gesture.kind === "word" && !isSetUp(organisation)) {
      const isNew = accountOf(organisation, gesture.sender)?.person === undefined;
      const met = isNew ? await introduce(organisation, gesture.sender) : undefined;
      return notSetUp(met ?? organisation, gesture);
    }
    const route = findRoute(features, gesture);
    if (route === undefined) return { reader };
    if ("errors" in route) return { errors: route.errors, reader };
    if ("open" in route) return open(organisation, gesture, route, reader);

    const subject = subjectOf(gesture);
    const pressed = gesture.kind === "press" ? gesture.from : undefined;
    const { feature, command, note } = route;
    const source = { by: gesture.sender, delivery: gesture.delivery, subject, pressed };
    const work: Work = { organisation: organisation.id, feature, command, note, source };
    const carryOut = () =>
      slots.within(organisation.id, deadline, () => transact(parts, work, deadline));
    const to = { organisation, gesture, feature, note, reader };
    const result = await carryOut();
    const isNew = "stranger" in result && result.stranger === "unknown";
    const met = isNew ? await introduce(organisation, gesture.sender) : undefined;
    if (met === undefined) return answer(parts, to, noted(gesture, result));
    const known = { ...to, organisation: met, reader: readerOf(met, gesture.sender) };
    return answer(parts, known, noted(gesture, await carryOut()));
  }

  /** By its reason, but which rule it was is between the person and the feature. */
  function noted({ sender, kind }: Gesture, result: Result): Result {
    if ("stranger" in result) refuse(sender.platform, result.stranger, { kind });
    else if ("said" in result && "refused" in result.said)
      refuse(sender.platform, "by_rule", { kind });
    return result;
  }

  /**
   * An unknown account: we ask the platform once who they are. @returns the directory after that,
   * so that the first answer is in their language
   */
  async function introduce({ id }: Organisation, from: Origin): Promise<Organisation | undefined> {
    const key = `${from.platform} ${from.workspace} ${from.account}`;
    if (!strangers.ask(key)) return undefined;
    const facts = await adapters.get(from.platform)?.describe(from.workspace, from.account);
    if (facts === undefined) {
      // Throttled, or the platform is away: nothing is known yet.
      strangers.forget(key);
      return undefined;
    }
    const { moved, found } = await meet(parts.db, id, from.platform, from.workspace, facts);
    if (moved) await parts.addressMoved?.(id);
    // Their own command does not wait for it.
    if (found !== undefined) void tellWhoIsFound(parts, id, found);
    await directory.renew(id);
    const organisation = await directory.organisation(id);
    if (accountOf(organisation, from)?.person !== undefined) strangers.forget(key);
    return organisation;
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
        const shell = {
          organisation: its,
          vault: parts.vault,
          now: parts.now(),
          address: parts.address?.(),
          findings: parts.findings,
        };
        return "stranger" in who
          ? who
          : route.feature.doors?.opens?.[route.open]?.(tx, shell, who.person, subject, argument);
      });
    const first = await opened(organisation);
    const isNew = first !== undefined && "stranger" in first && first.stranger === "unknown";
    const met = isNew ? await introduce(organisation, gesture.sender) : undefined;
    const view = met === undefined ? first : await opened(met);
    const reads = met === undefined ? reader : readerOf(met, gesture.sender);
    if (view === undefined || "stranger" in view) {
      const why = view?.stranger ?? "unlisted";
      refuse(gesture.sender.platform, why, { kind: gesture.kind });
      return strangerReply(gesture, reads, why, organisation.dutyPhone);
    }
    return view.kind === "form" ? { form: view, reader: reads } : { notice: view, reader: reads };
  }

  function uncertain({ platform, workspace }: Origin): Reply {
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
      const deadline = new Deadline();
      try {
        return await deadline.bound(receive(gesture, deadline));
      } catch (error) {
        metrics.gesture(gesture.sender.platform, gesture.kind, "unavailable");
        log.error(
          { fault: faultOf(error), cause: faultOf((error as Error).cause), kind: gesture.kind },
          "a gesture was not answered as it should be",
        );
        // Neither "sent" nor "not sent" would be honest. For an event we tell nobody: the platform
        // sends it again.
        if (error instanceof Uncertain && gesture.kind !== "home") return uncertain(gesture.sender);
        throw error instanceof Unavailable ? error : new Unavailable("fault", { cause: error });
      }
    },
    async accountChanged(platform, workspace, facts) {
      const id = await directory.homeOf(platform, workspace);
      if (id === undefined) return;
      // A platform sends events about everybody in its workspace. We keep only accounts that we
      // know or that the file names.
      const { byAddress, people } = await directory.organisation(id);
      const named = () =>
        facts.email !== undefined &&
        [...people.values()].some(({ email }) => email === facts.email);
      if (!byAddress.has(`${platform} ${workspace} ${facts.account}`) && !named()) return;
      const { moved, found } = await meet(parts.db, id, platform, workspace, facts);
      if (moved) await parts.addressMoved?.(id);
      if (found !== undefined) await tellWhoIsFound(parts, id, found);
      await directory.renew(id);
    },
    async quietChanged(platform, workspace, account, until) {
      const id = await directory.homeOf(platform, workspace);
      if (id !== undefined) await setQuiet(parts.db, id, { platform, workspace, account }, until);
    },
    async membersChanged(platform, workspace, group) {
      const id = await directory.homeOf(platform, workspace);
      if (id !== undefined) await parts.membersChanged?.(id, { platform, workspace, id: group });
    },
    workspaceGone: (platform, workspace) => leaveWorkspace(parts, platform, workspace),
    refused: refuse,
    opens: (action) => {
      const [name = "", verb = ""] = action.split(".");
      return Object.hasOwn(features.get(name)?.doors?.opens ?? {}, verb);
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

/** Used where no organisation has the workspace. */
const nowhere = { locale: "en", timeZone: "UTC" };
