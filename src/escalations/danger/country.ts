import { elsewhere } from "../../kernel/help-lines.ts";
import { countryFor } from "../../people/place.ts";
import { countriesOf, emergencyThere } from "../../people/support.ts";
import { sentence } from "../../platform/notice.ts";
import { literal, msg } from "../../platform/text.ts";
import type { Option } from "../../platform/view.ts";
import type { Note, Shell, Opened, Submitted } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";
import { mayLook } from "../forms.ts";
import { type Request, isLive } from "../request.ts";
import { there } from "./lines.ts";
import { hasPart } from "./rules.ts";

/** Where the customer is: their country may be another than the agent's (docs/features.md C5). */
export const askCountry: Opened = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined || request.requester === by) return sentence(msg("refused.notYours"));
  if (!isLive(request)) return sentence(msg("refused.closed"));
  if (request.level !== "danger") return sentence(msg("refused.notOpen"));
  if (!hasPart(request, by)) return sentence(msg("refused.noPart"));
  return {
    kind: "form",
    form: "escalations.customerIn",
    subject: request.id,
    title: msg("country.form.title"),
    submit: msg("country.form.submit"),
    lines: [msg("country.intro")],
    fields: [
      {
        type: "choice",
        name: "country",
        label: msg("country.where"),
        required: true,
        options: optionsOf(request, shell),
        value: request.customerIn,
      },
    ],
  };
};

/** The agent's own country first, then the others by their names, then any other. */
function optionsOf({ requester }: Request, { organisation }: Shell): Option[] {
  const own = countryFor(organisation, requester);
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  const byName = countriesOf(organisation)
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"))
    .map(({ code }) => code);
  const first = byName.includes(own) ? [own] : [];
  return [...first, ...byName.filter((code) => code !== own), elsewhere].map((code) => ({
    value: code,
    label: msg("country.option", {
      ...there({ country: code }),
      number: literal(emergencyThere(organisation, code)),
    }),
  }));
}

export function countryFrom(values: Note): Submitted<Command> {
  const country = values["country"] ?? "";
  return /^[A-Z]{2}$/.test(country)
    ? { command: { do: "customerIn", country } }
    : { errors: { country: msg("country.pick") } };
}
