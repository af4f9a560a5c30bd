import { type ReactElement, useState } from "react";
import type { Passing, Someone } from "../protocol.ts";
import { clientOf } from "./desk/clients.tsx";
import { useNow } from "./hooks.ts";
import { Forward, Pause, Rail } from "./icons.tsx";
import { skip } from "./server.ts";
import { firstName, type Line } from "./story.ts";
import { clockTime, exactTime } from "./times.ts";

/**
 * What people would wait for: the next step, the next day, next week's check-in. And what Handrail
 * shows after an outage.
 */
const lengths: readonly (Passing & { readonly long: string; readonly says?: string })[] = [
  { seconds: 20, long: "20 s" },
  { seconds: 86_400, long: "a day" },
  { seconds: 604_800, long: "a week" },
  {
    seconds: 1_200,
    away: true,
    long: "20 min",
    says: "Handrail stops for 20 minutes: nobody is asked meanwhile.",
  },
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
function Skip({ ahead, skipped }: Pick<Props, "ahead" | "skipped">): ReactElement | null {
  const [state, setState] = useState<"ready" | "busy" | "done" | "failed" | "absent">("ready");
  if (state === "absent") return null;
  const press = async (time: Passing): Promise<void> => {
    if (state === "busy") return;
    setState("busy");
    const { answer, began } = await skip(time);
    setState(answer);
    if (answer === "done") skipped(time, began + ahead);
  };
  return (
    <>
      {lengths.map(({ long, says, ...time }) => (
        <button
          key={long}
          type="button"
          className={time.away === true ? "button small away" : "button small skip"}
          title={says}
          aria-disabled={state === "busy"}
          onClick={() => void press(time)}
        >
          {time.away === true ? <Pause /> : <Forward />}{" "}
          <span>
            <span className="verb">{time.away === true ? "Away" : "Skip"}</span>{" "}
            <span className="long">{long}</span>
          </span>
        </button>
      ))}
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
  readonly ahead: number;
  /** @param from when it began to go by, by the one clock */
  readonly skipped: (time: Passing, from: number) => void;
}

/** What this is, in one sentence, and what has happened so far. */
export function Top({
  organisation,
  agent,
  supervisor,
  lines,
  ahead,
  skipped,
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
          <Skip ahead={ahead} skipped={skipped} />
        </span>
      </div>
      <h1>
        {asks} is on a hard call. Type <code>{slash}escalate</code> as {asks}, then answer as{" "}
        {answers}.
      </h1>
      <p className="what">
        One word brings a supervisor to an agent in seconds. If nobody answers, Handrail keeps
        asking. Slack and Teams alike; all of it on this computer.
      </p>
      <section className="story" aria-label="The story so far">
        {lines.length === 0 ? (
          <p>What happens from here on is told here. It begins when {asks} asks for help.</p>
        ) : (
          <ol>
            {lines.slice(-3).map((line, index) => (
              <li key={`${line.at} ${index} ${line.text}`}>
                <time dateTime={new Date(line.at).toISOString()}>{exactTime(line.at)}</time>{" "}
                {line.text}
              </li>
            ))}
          </ol>
        )}
      </section>
    </header>
  );
}
