import type { ReactElement, ReactNode } from "react";
import type { Someone } from "../../protocol.ts";
import { Close } from "../icons.tsx";
import { firstName } from "../names.ts";
import type { Tale } from "./story.ts";
import { tales } from "./tales.ts";
import type { Trying } from "./use-tale.ts";

/** `*Danger*` is what stands on a button. */
const marked = (text: string): readonly ReactNode[] =>
  text.split("*").map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part));

interface Props {
  readonly trying: Trying | undefined;
  readonly begin: (tale: Tale | undefined) => void;
  readonly isInFront: (account: string) => boolean;
  /** Puts somebody of the story on the screen, and in front. */
  readonly bring: (one: Someone, trying: Trying) => void;
  readonly canCut: boolean;
  readonly cut: () => void;
}

/** Stories to try, and what to press next in the one that is tried. */
export function Stories({ trying, begin, isInFront, bring, canCut, cut }: Props): ReactElement {
  const next = trying?.step?.who?.(trying.seen);
  const offered = tales.filter(({ id }) => canCut || id !== "power");
  return (
    <section className="stories" aria-label="Stories to try">
      <div className="tales">
        <h2>Stories to try</h2>
        {offered.map((tale) => (
          <button
            key={tale.id}
            type="button"
            className="button small tale"
            aria-pressed={tale === trying?.tale}
            onClick={() => begin(tale)}
          >
            {tale.title}
          </button>
        ))}
      </div>
      {trying !== undefined && (
        <div className="step">
          <p role="status">
            {trying.step === undefined ? (
              <>
                <span className="count">What you saw</span> {trying.tale.shown(trying.seen.cast)}
              </>
            ) : (
              <>
                {trying.number > 0 && (
                  <span className="count">
                    {trying.number} of {trying.tale.steps.length}
                  </span>
                )}{" "}
                {marked(trying.step.says(trying.seen))}
              </>
            )}
          </p>
          {/* The visitor goes there when they have read what is on the screen, and not before. */}
          {next !== undefined && !isInFront(next.account) && (
            <button
              type="button"
              className="button small primary"
              onClick={() => bring(next, trying)}
            >
              Be {firstName(next.name)}
            </button>
          )}
          {trying.tale.id === "power" && trying.number === 2 && (
            <button type="button" className="button small danger" onClick={cut}>
              Cut the power
            </button>
          )}
          <button
            type="button"
            className="plain-button"
            aria-label={`Stop the story “${trying.tale.title}”`}
            onClick={() => begin(undefined)}
          >
            <Close />
          </button>
        </div>
      )}
    </section>
  );
}
