import { html } from "hono/html";
import { type Reader, type Text, literal, msg } from "../../../../src/platform/text.ts";
import type { Field } from "../../../../src/platform/view.ts";
import { type Html, type Say, all, nothing } from "./write.ts";

/*
 * A field for people, without a script: who is in it as boxes to untick, a text for names and
 * addresses to add, and a search. A person is sent as the account where the reader is, else as the
 * address.
 */

type PeopleField = Extract<Field, { readonly type: "people" }>;

/** How a field for people stands in a browser. People are named as they are sent. */
export interface Choosing {
  /** In it when the form was drawn first. */
  readonly shown: readonly string[];
  readonly ticked: readonly string[];
  /** Found by a search, to be ticked. */
  readonly offered: readonly string[];
  /** Typed to be added, and nobody yet. */
  readonly add: string;
}

/** As it stands before anybody touches it. */
export function choosing(field: PeopleField, reader: Reader): Choosing {
  const shown = field.value.flatMap((id) => sentAs(id, reader) ?? []);
  return { shown, ticked: shown, offered: [], add: "" };
}

const sentAs = (id: string, reader: Reader): string | undefined =>
  reader.accountOf?.(id) ?? reader.knownAs?.(id)?.email;

export const isAddress = (text: string): boolean => /^[^\s@,]+@[^\s@,]+$/.test(text);

/** Names and addresses as they were typed: one a line, or with commas. */
export const entriesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n\r,;]+/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ""),
  ),
];

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Enough to find somebody; more than these want another letter. */
const mostOffered = 20;
/** More names than these at once are addresses, or a mistake: each is looked for among all people. */
const mostNames = 100;

interface Found {
  /** By an address, which is one person's. */
  readonly sure?: string;
  /** By a name, which anybody may have: somebody has to look at them first. */
  readonly near: readonly string[];
}

/** @returns says whom a typed name or address means */
export function finder(field: PeopleField, reader: Reader): (typed: string) => Found {
  const people = field.known.flatMap((id) => {
    const sent = sentAs(id, reader);
    const known = reader.knownAs?.(id);
    return sent === undefined || known === undefined
      ? []
      : [{ sent, name: plain(known.name), email: known.email }];
  });
  const byAddress = new Map(people.map(({ email, sent }) => [email, sent]));
  let names = 0;
  return (typed) => {
    const wanted = typed.toLowerCase();
    if (isAddress(wanted)) return { sure: byAddress.get(wanted) ?? wanted, near: [] };
    names += 1;
    if (names > mostNames) return { near: [] };
    const part = plain(typed);
    const near = people.filter(({ name }) => name.includes(part));
    return { near: near.slice(0, mostOffered).map(({ sent }) => sent) };
  };
}

export function peopleControl(
  field: PeopleField,
  { shown, ticked, offered, add }: Choosing,
  says: Html,
  say: Say,
  reader: Reader,
): Html {
  const { name } = field;
  const names = new Map(
    [...field.known, ...field.value].map((id) => [sentAs(id, reader), reader.knownAs?.(id)]),
  );
  const box = (sent: string, isIn: boolean) => {
    const known = names.get(sent);
    const email = known?.email ?? (isAddress(sent) ? sent : undefined);
    return html`<li>
      <label>
        <input type="checkbox" name="in.${name}" value="${sent}" ${isIn ? html`checked` : ""} />
        <span
          >${known?.name ?? sent}
          ${
            email === undefined || known === undefined
              ? nothing
              : html`<span class="detail">${email}</span>`
          }</span
        >
      </label>
    </li>`;
  };
  const isTicked = new Set(ticked);
  const boxes = [...new Set([...shown, ...ticked, ...offered])];
  const id = `add-${name}`;
  return html`<input type="hidden" name="shown.${name}" value="${shown.join(",")}" />
    ${
      boxes.length === 0
        ? html`<p class="empty">${say(msg("web.choose.none"))}</p>`
        : html`<ul class="picked">
            ${all(boxes.map((sent) => box(sent, isTicked.has(sent))))}
          </ul>`
    }
    <div class="add">
      <label for="${id}">${say(msg("web.choose.add", { field: field.label }))}</label>
      <p id="${id}-how" class="hint">${say(msg("web.choose.how"))}</p>
      <textarea id="${id}" name="add.${name}" rows="2" ${says}>${add}</textarea>
      <button class="plain" name="find" value="${name}">${say(msg("web.choose.find"))}</button>
    </div>`;
}

/** Why a typed name is nobody yet; of one who fits, that they are to be looked at. */
export function unsure(typed: string, count: number): Text {
  const name = literal(typed);
  if (count === 0) return msg("web.choose.nobody", { name });
  return count === 1 ? msg("web.choose.look", { name }) : msg("web.choose.which", { name });
}
