import { readFile } from "node:fs/promises";
import { rolldown } from "rolldown";

/*
 * The playground's page. It is bundled in this process at the first request (about 150 ms) and kept
 * in memory. There is no build step, and nothing built is committed.
 */
export interface Asset {
  /** `content-type` */
  readonly type: string;
  readonly body: string;
}
export interface Page {
  readonly html: string;
  /** By the path in the address: `/playground/page.js`. */
  readonly assets: Readonly<Record<string, Asset>>;
}

const folder = new URL("./page/", import.meta.url);
/** In the order of the cascade. */
const styles = ["tokens", "page", "desk", "messages", "blocks", "chart", "modal", "teams"];

const read = (path: string): Promise<string> => readFile(new URL(path, folder), "utf8");

async function script(): Promise<string> {
  const bundle = await rolldown({
    input: decodeURIComponent(new URL("main.tsx", folder).pathname),
    platform: "browser",
    tsconfig: false,
    transform: { jsx: "react-jsx", define: { "process.env.NODE_ENV": '"production"' } },
  });
  try {
    const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

async function make(): Promise<Page> {
  const [html, icon, code, ...sheets] = await Promise.all([
    read("index.html"),
    read("favicon.svg"),
    script(),
    ...styles.map((name) => read(`styles/${name}.css`)),
  ]);
  return {
    html,
    assets: {
      "/playground/page.js": { type: "text/javascript; charset=utf-8", body: code },
      "/playground/page.css": { type: "text/css; charset=utf-8", body: sheets.join("\n") },
      "/playground/favicon.svg": { type: "image/svg+xml", body: icon },
    },
  };
}

let made: Promise<Page> | undefined;

/** The page and its assets. A failed attempt is not kept: the next call tries again. */
export function page(): Promise<Page> {
  made ??= make().catch((fault: unknown) => {
    made = undefined;
    throw fault;
  });
  return made;
}
