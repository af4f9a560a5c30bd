import type { z } from "zod";
import * as is from "./fields.ts";
import { isUtf8, type Problem, saveAsUtf8 } from "./problems.ts";
import { type Reading, readingOf } from "./section.ts";
import type { ReadFile } from "./settings.ts";
import { group } from "./shape.ts";
import type { TeamsRegistration } from "./types.ts";
import { readYaml } from "./yaml.ts";

/** The smallest file that works; remedies show it. */
const smallest =
  "- { app_id: 00000000-0000-0000-0000-000000000000, tenant_id: 00000000-0000-0000-0000-000000000000, password_file: /run/secrets/teams-acme }";

const entry = group({
  app_id: is.appId,
  tenant_id: is.tenant,
  password_file: is.text(400),
});

type Entry = z.infer<typeof entry>;
type Read = { readonly registrations: TeamsRegistration[]; readonly problems: Problem[] };

/**
 * The file of `HANDRAIL_TEAMS_REGISTRATIONS`: one bot a tenant. What is wrong is told with its line.
 * @param readFile reads the secrets that it names; absent: they are not looked at, and stay empty
 */
export function readRegistrations(path: string, text: string, readFile?: ReadFile): Read {
  const yaml = readYaml(text);
  const faults = yaml.faults.map(({ line, what, remedy }) => ({
    where: `${path}:${line}`,
    what,
    remedy,
  }));
  if (faults.length > 0) return { registrations: [], problems: faults };
  const reading = readingOf(path, yaml);
  if (!Array.isArray(yaml.value) || yaml.value.length === 0) {
    reading.problem([], "the file lists no registration", `Write one a line:\n${smallest}`);
    return { registrations: [], problems: reading.problems };
  }
  const entries = yaml.value.map((one: unknown, nth) => reading.section(entry, one, [nth]));
  refuseTwice(reading, entries, "app_id", "An app registration serves one tenant here.");
  refuseTwice(
    reading,
    entries,
    "tenant_id",
    "Keep the registration that the tenant has installed.",
  );
  const registrations = entries.flatMap((one, nth): TeamsRegistration[] => {
    if (one === undefined) return [];
    const { app_id: appId, tenant_id: tenantId } = one;
    const password = readFile === undefined ? "" : secretOf(reading, one, nth, readFile);
    return [{ appId, password, type: "SingleTenant", tenantId, tenants: [tenantId] }];
  });
  return { registrations, problems: reading.problems };
}

function refuseTwice(
  reading: Reading,
  entries: readonly (Entry | undefined)[],
  name: "app_id" | "tenant_id",
  remedy: string,
): void {
  const all = entries.map((one) => one?.[name]);
  all.forEach((value, nth) => {
    if (value !== undefined && all.indexOf(value) < nth)
      reading.problem([nth, name], "is here twice", remedy);
  });
}

function secretOf(reading: Reading, one: Entry, nth: number, readFile: ReadFile): string {
  const content = readFile(one.password_file)?.trim();
  const problem = (what: string, remedy: string) =>
    reading.problem([nth, "password_file"], what, remedy);
  if (content === undefined)
    problem(
      "names a file that cannot be read",
      "Check the path and who may read the file. It is read by Handrail's own user.",
    );
  else if (content === "")
    problem("names a file that is empty", "Put the client secret's value into it.");
  else if (!isUtf8(content)) problem("names a file that is not in UTF-8", saveAsUtf8);
  return content ?? "";
}
