import { notice, sentence } from "../../platform/notice.ts";
import { literal, type MessageKey, msg, person, time } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Shell } from "../../runtime/feature.ts";
import { button, tryButton } from "./buttons.ts";
import { rawOf } from "./raw.ts";
import type { Answer, Refusal, Settings } from "./rules.ts";
import { reachNotice } from "./try.ts";

export function answer(
  said: Answer,
  settings: Settings,
  { organisation, now }: Pick<Shell, "organisation" | "now">,
): Notice {
  if ("reach" in said) return reachNotice(organisation, settings.document, said.reach, now);
  if ("code" in said)
    return notice([
      msg("setup.code", { code: literal(said.code) }),
      msg("setup.codeLasts", { time: time(said.until) }),
    ]);
  const isFirst = Object.keys(rawOf(settings.document).teams ?? {}).length === 0;
  if (said.saved === "organisation" && isFirst)
    return notice([msg("setup.saved.next")], [button("team", "button.setupAddTeam")]);
  if (said.saved === "team") return notice([msg("setup.savedTeam")], [tryButton]);
  return notice([msg("setup.saved", { count: settings.at })]);
}

const refusals = {
  "not-admin": "setup.notAdmin",
  file: "setup.file",
  same: "setup.same",
  "no-version": "setup.noVersion",
  nothing: "setup.unknown",
  invalid: "setup.invalid",
  "too-large": "setup.tooLarge",
  "same-team": "setup.sameTeam",
  "no-such-team": "setup.noSuchTeam",
  nobody: "setup.nobody",
  "no-admin": "setup.noAdmin",
  "few-contacts": "setup.fewContacts",
  "no-country": "setup.noCountry",
  "no-line": "setup.noLine",
} as const satisfies Record<Exclude<Refusal, "outdated">, MessageKey>;

/** Nothing that was typed would change that. */
const final: ReadonlySet<Refusal> = new Set<Refusal>([
  ...(["not-admin", "file", "same", "no-version", "nothing"] as const),
]);

export function refusal(code: Refusal, settings: Settings | undefined): Notice {
  const said = code === "outdated" ? outdated(settings) : sentence(msg(refusals[code]));
  return final.has(code) ? said : { ...said, again: true };
}

function outdated(settings: Settings | undefined): Notice {
  const [last] = settings?.recent ?? [];
  if (last === undefined) return sentence(msg("setup.noVersion"));
  const said = { time: time(last.at), what: msg(`setup.what.${last.what}`) };
  return sentence(
    last.by === undefined
      ? msg("setup.outdatedNobody", said)
      : msg("setup.outdated", { ...said, person: person(last.by) }),
  );
}
