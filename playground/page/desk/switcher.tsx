import { type ReactElement, useId } from "react";
import type { Someone } from "../../protocol.ts";
import { Avatar } from "./avatar.tsx";
import { clientOf } from "./clients.tsx";

interface Props {
  readonly someone: Someone;
  readonly everyone: readonly Someone[];
  readonly unseenOf: (account: string) => number;
  readonly become: (account: string) => void;
}

const inWords = (someone: Someone): string =>
  `${someone.name} · ${someone.role}, ${someone.team} · ${clientOf(someone.platform).name}`;

/** A native select: it works by keyboard, on a phone and with every screen reader. */
export function Switcher({ someone, everyone, unseenOf, become }: Props): ReactElement {
  const id = useId();
  return (
    <div className="switcher">
      <Avatar name={someone.name} account={someone.account} />
      <label htmlFor={id}>You are</label>
      <select id={id} value={someone.account} onChange={(event) => become(event.target.value)}>
        {everyone.map((each) => {
          const unseen = each.account === someone.account ? 0 : unseenOf(each.account);
          return (
            <option key={each.account} value={each.account}>
              {inWords(each)}
              {unseen > 0 && ` (${unseen} new)`}
            </option>
          );
        })}
      </select>
    </div>
  );
}
