import type { ServerResponse } from "node:http";
import type { SlackPerson } from "./types.ts";

interface Place {
  readonly id: string;
  readonly name: string;
  readonly people: readonly SlackPerson[];
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** What Slack shows before an app is added. Here one also says who one is. */
export function allowPage(
  response: ServerResponse,
  asked: URLSearchParams,
  places: readonly Place[],
): void {
  const options = places.flatMap(({ id, name, people }) =>
    people.map(
      (person) =>
        `<option value="${escape(`${id} ${person.account}`)}">` +
        `${escape(person.name)}, ${escape(name)}</option>`,
    ),
  );
  const scopes = (asked.get("scope") ?? "").split(",").map((one) => `<li>${escape(one)}</li>`);
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Slack: add Handrail</title></head><body>
<h1>Handrail is asking to join a workspace</h1><ul>${scopes.join("")}</ul>
<form method="post"><label>You are <select name="who">${options.join("")}</select></label>
<button name="press" value="cancel">Cancel</button>
<button name="press" value="allow">Allow</button></form></body></html>`);
}
