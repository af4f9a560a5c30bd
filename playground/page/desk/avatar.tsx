import type { ReactElement } from "react";
import { Rail } from "../icons.tsx";

const tints = 6;
const tintOf = (account: string): number =>
  [...account].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % tints;
const initials = (name: string): string =>
  name
    .split(" ")
    .map((part) => part.charAt(0))
    .join("")
    .slice(0, 2);

export function Avatar({
  name,
  account,
}: {
  readonly name: string;
  readonly account: string;
}): ReactElement {
  return (
    <span className={`avatar tint-${tintOf(account)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function BotAvatar(): ReactElement {
  return (
    <span className="avatar bot" aria-hidden="true">
      <Rail />
    </span>
  );
}
