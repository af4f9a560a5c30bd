import { type ReactElement, type ReactNode, useState } from "react";
import type { Line, Passing, Situation, Someone } from "../protocol.ts";
import { clientOf } from "./desk/clients.tsx";
import { headline } from "./headline.ts";
import { useNow } from "./hooks.ts";
import { Forward, Rail } from "./icons.tsx";
import { firstName } from "./names.ts";
import { skip } from "./server.ts";
import { Timeline } from "./timeline.tsx";
import { clockTime } from "./times.ts";

/** Other lengths than up to what is next. In the last one Handrail itself stops meanwhile. */
const lengths: readonly { readonly time: Passing; readonly says: string }[] = [
  { time: { seconds: 86_400 }, says: "Skip a day" },
  { time: { seconds: 604_800 }, says: "Skip a week" },
  { time: { seconds: 1_200, away: true }, says: "Handrail is away for 20 min" },
];

function Clock({ ahead }: { readonly ahead: number }): ReactElement {
  const now = useNow(ahead);
  return (
    <time className="clock" dateTime={new Date(now).toISOString()}>
      {clockTime(now, ahead)}
    </time>
  );
}

/**
 * Waiting is part of the story (nobody answers, the next are asked), and nobody likes to wait for a
 * demo.
 */
function Skip(): ReactElement | null {
  const [state, setState] = useState<"ready" | "busy" | "done" | "failed" | "absent">("ready");
  if (state === "absent") return null;
  const press = async (time: Passing): Promise<void> => {
    if (state === "busy") return;
    setState("busy");
    setState(await skip(time));
  };
  return (
    <>
      <button
        type="button"
        className="button small skip"
        aria-disabled={state === "busy"}
        onClick={() => void press({ next: true })}
      >
        <Forward /> Skip to what is next
      </button>
      <select
        className="button small"
        aria-label="Let more time pass"
        value=""
        disabled={state === "busy"}
        onChange={(event) => {
          const chosen = lengths[Number(event.target.value)];
          if (chosen !== undefined) void press(chosen.time);
        }}
      >
        <option value="">More</option>
        {lengths.map(({ says }, index) => (
          <option key={says} value={index}>
            {says}
          </option>
        ))}
      </select>
      {state === "failed" && (
        <span className="error" role="alert">
          The clock did not move.
        </span>
      )}
    </>
  );
}

interface Props {
  readonly organisation: string;
  readonly agent?: Someone;
  readonly supervisor?: Someone;
  readonly lines: readonly Line[];
  readonly situation: Situation | undefined;
  readonly ahead: number;
  /** A story is tried: it says itself what to do. */
  readonly isTrying: boolean;
  readonly children: ReactNode;
}

function Headline({
  situation,
  ahead,
  invitation,
}: Pick<Props, "situation" | "ahead"> & { readonly invitation: ReactNode }): ReactElement {
  const now = useNow(ahead);
  return <h1>{headline(situation, now) ?? invitation}</h1>;
}

/** How things stand in one sentence, what can be tried, and what has happened so far. */
export function Top({
  organisation,
  agent,
  supervisor,
  lines,
  situation,
  ahead,
  isTrying,
  children,
}: Props): ReactElement {
  const asks = agent === undefined ? "an agent" : firstName(agent.name);
  const answers = supervisor === undefined ? "a supervisor" : firstName(supervisor.name);
  const { slash } = clientOf(agent?.platform ?? "slack");
  return (
    <header className="top">
      <div className="brand">
        <span className="logo" aria-hidden="true">
          <Rail />
        </span>
        <span>
          <strong>Handrail</strong>{" "}
          <span className="quiet">
            playground<span className="place"> · {organisation}</span>
          </span>
        </span>
        <span className="time">
          <Clock ahead={ahead} />
          <a className="button small" href="/desk" target="_blank" rel="noopener">
            Desk
          </a>
          <Skip />
        </span>
      </div>
      <Headline
        situation={situation}
        ahead={ahead}
        invitation={
          isTrying ? (
            "Nobody needs help now."
          ) : (
            <>
              {asks} is on a hard call. Type <code>{slash}escalate</code> as {asks}, then answer as{" "}
              {answers}.
            </>
          )
        }
      />
      {lines.length === 0 && (
        <p className="what">
          One word brings a supervisor to an agent in seconds. Then a break, somebody to talk to,
          and a check-in. Slack and Teams alike; all of it on this computer.
        </p>
      )}
      {children}
      <Timeline
        lines={lines}
        begins={`What happens from here on is told here. It begins when ${asks} asks for help.`}
      />
    </header>
  );
}
