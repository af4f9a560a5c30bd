import type { ReactElement } from "react";
import type { Line } from "../protocol.ts";
import { useStickToEnd } from "./hooks.ts";
import { dayOf, exactTime } from "./times.ts";

/** What happened so far, day by day; the newest is at the end, and one can scroll back. */
export function Timeline({
  lines,
  begins,
}: {
  readonly lines: readonly Line[];
  readonly begins: string;
}): ReactElement {
  const end = useStickToEnd<HTMLElement>(lines, 0);
  return (
    <section {...end} className="story" aria-label="The story so far" tabIndex={0}>
      {lines.length === 0 ? (
        <p>{begins}</p>
      ) : (
        <ol>
          {lines.map((line, index) => {
            const day = dayOf(line.at);
            const before = lines[index - 1];
            return (
              <li key={`${line.at} ${index} ${line.text}`}>
                {(before === undefined || dayOf(before.at) !== day) && (
                  <span className="day">{day}</span>
                )}
                <time dateTime={new Date(line.at).toISOString()}>{exactTime(line.at)}</time>{" "}
                {line.text}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
