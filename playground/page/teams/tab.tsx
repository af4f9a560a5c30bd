import { type ReactElement, useEffect, useRef } from "react";
import type { Someone } from "../../protocol.ts";
import { useMedia } from "../hooks.ts";
import { firstName } from "../names.ts";
import { tabToken } from "../server.ts";

/** A call of TeamsJS, as it comes from the frame. */
interface Asked {
  readonly id: number;
  readonly uuidAsString?: string;
  readonly func: string;
}

/** What a host says that supports nothing beyond the tab itself. */
const runtime = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, supports: {} });
const version = "2.58.0";
/** As Teams' own frames have it. */
const allowed =
  "allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-scripts " +
  "allow-same-origin allow-downloads";

/** Teams' answers to its library, by the name of the call; other calls want none. */
async function answerTo(
  func: string,
  account: string,
  theme: string,
): Promise<unknown[] | undefined> {
  switch (func) {
    case "initialize":
      return ["content", "web", runtime, version];
    case "getContext":
      return [{ theme, locale: navigator.language, entityId: "home", userObjectId: account }];
    case "authentication.getAuthToken": {
      const token = await tabToken(account);
      return token === undefined ? [false, "the playground does not answer"] : [true, token];
    }
    default:
      return undefined;
  }
}

/** The app's tab, in a frame as Teams has it, with Teams' part of the library's protocol. */
export function TeamsTab({
  someone: { account, name },
}: {
  readonly someone: Someone;
}): ReactElement {
  const frame = useRef<HTMLIFrameElement>(null);
  const theme = useMedia("(prefers-color-scheme: dark)") ? "dark" : "default";
  useEffect(() => {
    const hear = (event: MessageEvent<Asked>): void => {
      const asker = frame.current?.contentWindow;
      if (asker === null || asker === undefined || event.source !== asker) return;
      const { id, uuidAsString, func } = event.data;
      void answerTo(func, account, theme).then((args) => {
        if (args !== undefined) asker.postMessage({ id, uuidAsString, args }, location.origin);
      });
    };
    addEventListener("message", hear);
    frame.current?.contentWindow?.postMessage(
      { func: "themeChange", args: [theme] },
      location.origin,
    );
    return () => removeEventListener("message", hear);
  }, [account, theme]);
  return (
    <iframe
      ref={frame}
      key={account}
      title={`Handrail for ${firstName(name)}`}
      src="/tab"
      sandbox={allowed}
    />
  );
}
