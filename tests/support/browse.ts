import type { Name } from "./cast.ts";
import type { World } from "./story.ts";

/** What a story's app is told of its address: loopback, and whatever port it gets. */
export const served = { HANDRAIL_URL: "http://127.0.0.1" };

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly headers: Headers;
  /** Where a redirect leads. */
  readonly to: string | undefined;
}

/** A browser without scripts: it keeps cookies, and sends forms as browsers do. */
export class Browser {
  readonly #origin: string;
  #cookies = new Map<string, string>();
  /** The page that a relative address starts from. */
  #at = "/";
  /** The page that is open: browsers tell where a form was sent from. */
  #here: string | undefined;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The same cookies in another browser: a copy of a session. */
  copy(): Browser {
    const other = new Browser(this.#origin);
    other.#cookies = new Map(this.#cookies);
    other.#at = this.#at;
    return other;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }
  set(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    this.#here = path;
    return this.send("GET", path, { headers });
  }

  post(
    path: string,
    values: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    return this.sendsForm(path, Object.entries(values), headers);
  }

  /** Names may come more than once, as those of ticked boxes do. */
  async sendsForm(
    path: string,
    pairs: readonly (readonly [string, string])[],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    const sent = await this.send("POST", path, {
      body: new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString(),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: this.#origin,
        "sec-fetch-site": "same-origin",
        ...(this.#here === undefined ? {} : { referer: `${this.#origin}${this.#here}` }),
        ...headers,
      },
    });
    // Where the answer says that the next page tells what came of it, that page.
    let page = sent;
    while (this.#cookies.has("handrail_said") && page.to !== undefined)
      page = await this.get(page.to);
    return page;
  }

  async send(
    method: string,
    path: string,
    {
      headers,
      body,
    }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
  ): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const url = new URL(path, `${this.#origin}${this.#at}`);
    this.#at = url.pathname;
    const response = await fetch(url, {
      method,
      redirect: "manual",
      headers: { ...(cookie === "" ? {} : { cookie }), ...headers },
      body,
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...rest] = line.split(";");
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      if (value === "" || rest.some((one) => /max-age=0$/i.test(one.trim())))
        this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const to = response.headers.get("location") ?? undefined;
    const { status } = response;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    return { status, to, headers: response.headers, text, bytes };
  }
}

/** Presses *Open the desk* in the chat, and reads the link that came. */
export async function askForLink(
  world: World,
  name: Name,
  label = "Open the desk",
): Promise<string> {
  const somebody = world[name];
  const before = linksOn(world, name);
  await somebody.types("/handrail");
  await somebody.clicks(label);
  const known = new Set(before);
  const link = await somebody.client.until(
    () => linksOn(world, name).find((one) => !known.has(one)),
    `${name} has a link`,
  );
  return new URL(String(link)).pathname;
}

const linksOn = (world: World, name: Name): string[] =>
  world[name].client.links().filter((link) => link.includes("/desk/sign-in/"));

/** Somebody's browser, signed in with a link from the bot. */
export async function signsIn(world: World, name: Name, label?: string): Promise<Browser> {
  const browser = new Browser(world.app.url);
  const entered = await browser.post(await askForLink(world, name, label));
  if (entered.status !== 303) throw new Error(`signing in answered ${entered.status}`);
  return browser;
}
