import { isAdminOf } from "../../people/support.ts";
import { sentence } from "../../platform/notice.ts";
import { type Line, msg, person } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import type { AnyFeature, Opened } from "../../runtime/feature.ts";
import { settingsSubject } from "../documents.ts";
import { forAdmins } from "./for-admins.ts";
import type { Settings, Version } from "./rules.ts";
import { readSettings } from "./store.ts";

const versionsShown = 8;
const versionsBack = 4;

export const openVersions = forAdmins(({ recent = [], origin, at }) => ({
  kind: "notice",
  tone: "calm",
  title: msg("setup.versions"),
  lines:
    recent.length === 0
      ? [msg("setup.noVersions")]
      : recent.slice(0, versionsShown).map((version) => versionLine(version)),
  buttons:
    origin === "file"
      ? []
      : recent
          .filter(({ version }) => version < at)
          .slice(0, versionsBack)
          .map((version) => backButton({ at }, version)),
}));

/** Goes back to an earlier version, from the one that is read. */
export const backButton = ({ at }: Pick<Settings, "at">, { version }: Version): Button => ({
  action: "setup.undo",
  argument: `${at}.${version}`,
  label: msg("button.setupBack", { count: version }),
});

/** `handrail.yaml`, for admins. */
export const fileOfSettings: NonNullable<AnyFeature["files"]>[string] = async (
  tx,
  { organisation },
  { person: by },
  id,
) => {
  const settings =
    id === settingsSubject && isAdminOf(organisation, by) ? await readSettings(tx) : undefined;
  return (
    settings && {
      name: "handrail.yaml",
      type: "application/yaml",
      bytes: new TextEncoder().encode(settings.document),
    }
  );
};

export function versionLine({ version, what, by, at }: Version): Line {
  const said = {
    count: version,
    what: msg(`setup.what.${what}`),
    time: { time: at, dated: true },
  } as const;
  return by === undefined
    ? msg("setup.versionNobody", said)
    : msg("setup.version", { ...said, person: person(by) });
}

/** The longest text that a field of either platform holds. */
const longestPart = 2_900;
const mostParts = 90;

/** The document as text to copy: from fields, because they copy as they are. */
export const openExport: Opened = async (tx, { organisation }, by) => {
  if (!isAdminOf(organisation, by)) return sentence(msg("setup.notAdmin"));
  const settings = await readSettings(tx);
  if (settings === undefined) return sentence(msg("setup.unknown"));
  const all = inParts(settings.document);
  const parts = all.slice(0, mostParts);
  const rest = all.length > parts.length ? [msg("setup.exportMore")] : [];
  return {
    kind: "form",
    form: "setup.exported",
    title: msg("setup.export"),
    submit: msg("note.copied"),
    lines: [msg("setup.exportIntro"), ...rest],
    fields: parts.map((part, at) => ({
      type: "text",
      name: `part${at}`,
      label: msg("setup.exportPart", { count: at + 1 }),
      long: true,
      max: 3_000,
      value: part,
    })),
  };
};

/** Cut at ends of lines. */
export function inParts(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split("\n")) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length < longestPart)
      parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}
