import { type ReactElement, useEffect } from "react";
import type { Act, Desk, Someone } from "../protocol.ts";
import { Column } from "./desk/column.tsx";
import { LockScreen } from "./desk/lock-screen.tsx";
import { useMedia } from "./hooks.ts";
import { Bell } from "./icons.tsx";
import { firstName } from "./names.ts";
import { type Seen, useChosen, useSeen } from "./remembered.ts";
import { act, cutPower, useServer } from "./server.ts";
import { castOf } from "./stories/cast.ts";
import { Stories } from "./stories/stories.tsx";
import { type Trying, useTale } from "./stories/use-tale.ts";
import { panelProps, TabList } from "./tabs.tsx";
import { Top } from "./top.tsx";

/**
 * At first an agent on Slack on the left, and a supervisor of the same team in Teams on the right;
 * later the chosen people.
 */
function pair(desks: readonly Desk[], chosen: readonly (string | undefined)[]): readonly Desk[] {
  const find = (account: string | undefined): Desk | undefined =>
    desks.find((desk) => desk.someone.account === account);
  const cast = castOf(desks.map((desk) => desk.someone));
  const left =
    find(chosen[0]) ??
    [cast?.agent, cast?.member]
      .map((one) => find(one?.account))
      .find((desk) => desk?.someone.account !== chosen[1]) ??
    desks[0];
  const rest = desks.filter((desk) => desk !== left);
  const supervisors = rest.filter((desk) => desk.someone.role === "supervisor");
  const right =
    rest.find((desk) => desk === find(chosen[1])) ??
    rest.find((desk) => desk === find(cast?.supervisor.account)) ??
    supervisors[0] ??
    rest[0];
  return [left, right].filter((desk) => desk !== undefined);
}

/** What each person has not seen: it rang or came while they were not on the screen. */
function useUnseen(
  desks: readonly Desk[] | undefined,
  visible: readonly string[],
): { readonly seen: Seen; readonly unseenOf: (account: string) => number } {
  const [seen, setSeen] = useSeen();
  const lookedAt = visible.join(" ");
  useEffect(() => {
    if (desks === undefined) return;
    const last = (desk: Desk): number =>
      Math.max(desk.rings.at(-1)?.at ?? 0, desk.messages.at(-1)?.at ?? 0);
    setSeen((before) =>
      Object.fromEntries(
        desks.map((desk) => {
          const { account } = desk.someone;
          return [
            account,
            lookedAt.split(" ").includes(account)
              ? last(desk)
              : Math.min(before[account] ?? Infinity, last(desk)),
          ];
        }),
      ),
    );
  }, [desks, lookedAt, setSeen]);
  const unseenOf = (account: string): number =>
    visible.includes(account)
      ? 0
      : (desks
          ?.find((desk) => desk.someone.account === account)
          ?.rings.filter((ring) => ring.at > (seen[account] ?? Infinity)).length ?? 0);
  return { seen, unseenOf };
}

const perform = (doing: Act, words?: string): Promise<string | undefined> => act(doing, words);

export function App(): ReactElement {
  const { state, connected } = useServer();
  const [{ people, active }, setChosen] = useChosen();
  const setActive = (index: number): void => setChosen((before) => ({ ...before, active: index }));
  const ahead = state?.ahead ?? 0;
  const narrow = useMedia("(max-width: 759px)");

  const shown = pair(state?.desks ?? [], people);
  const accounts = shown.map((desk) => desk.someone.account);
  const inFront = narrow ? accounts.slice(active, active + 1) : accounts;
  const { seen, unseenOf } = useUnseen(state?.desks, inFront);
  const everyone = (state?.desks ?? []).map((desk) => desk.someone);

  const put = (wanted: readonly string[], first: string | undefined): void =>
    setChosen({ people: wanted, active: Math.max(0, wanted.indexOf(first ?? "")) });
  const { trying, begin } = useTale(state, put);
  // Whom the story begins with stays on the left; everybody else comes on the right.
  const bring = ({ account }: Someone, { tale, seen: { cast } }: Trying): void => {
    const [left] = tale.people(cast);
    const beside = account === left.account ? [account, accounts[1]] : [accounts[0], account];
    const wanted = accounts.includes(account) ? accounts : beside;
    put(
      wanted.filter((one) => one !== undefined),
      account,
    );
  };

  // Somebody can sit in one column only: choosing the other column's person swaps the two.
  const become = (column: number, account: string): void =>
    setChosen({
      people: accounts.map((each, index) =>
        index === column ? account : each === account ? accounts[column] : each,
      ),
      active,
    });
  // The headline needs an agent and a supervisor even while two of a kind are on the screen. Who runs
  // the agent's team is asked first, whoever else is on the screen.
  const candidates = [...shown.map((desk) => desk.someone), ...everyone];
  const someone = (role: string, team?: string) => {
    const those = candidates.filter((each) => each.role === role);
    return those.find((each) => each.team === team) ?? those[0];
  };
  const agent = someone("agent");

  return (
    <div className={narrow ? "page narrow" : "page"}>
      <Top
        organisation={state?.organisation ?? "…"}
        agent={agent}
        supervisor={someone("supervisor", agent?.team)}
        lines={state?.timeline ?? []}
        situation={state?.situation}
        ahead={ahead}
        isTrying={trying !== undefined}
      >
        <Stories
          trying={trying}
          begin={begin}
          isInFront={(account) => inFront.includes(account)}
          bring={bring}
          canCut={state?.canCut === true}
          cut={() => void cutPower()}
        />
      </Top>
      {!connected && (
        <p className="offline" role="alert">
          The server is not answering. This page tries again by itself.
        </p>
      )}
      <main>
        {state !== undefined && shown.length === 0 && (
          <p className="empty">Nobody is here yet. People come with the organisation’s file.</p>
        )}
        {narrow && shown.length > 0 && (
          <>
            <div className="phone-rings" role="status">
              {shown.map(
                (desk, index) =>
                  index !== active && (
                    <LockScreen
                      key={desk.someone.account}
                      desk={desk}
                      become={() => setActive(index)}
                    />
                  ),
              )}
            </div>
            <TabList
              label="Who you are"
              className="people"
              prefix="person"
              chosen={String(active)}
              choose={(id) => setActive(Number(id))}
              tabs={shown.map(({ someone: each }, index) => ({
                id: String(index),
                label: (
                  <>
                    {firstName(each.name)} <span className="quiet">{each.role}</span>
                    {unseenOf(each.account) > 0 && (
                      <span className="new">
                        <Bell />
                        <span className="hidden">rang,</span> {unseenOf(each.account)} new
                      </span>
                    )}
                  </>
                ),
              }))}
            />
          </>
        )}
        <div className="desks">
          {shown.map((desk, index) => {
            const column = (
              <Column
                key={desk.someone.account}
                desk={desk}
                everyone={everyone}
                unseenOf={unseenOf}
                seenUntil={seen[desk.someone.account]}
                become={(account) => become(index, account)}
                perform={perform}
                ringsHere={!narrow}
                ahead={ahead}
                isInFront={!narrow || index === active}
              />
            );
            return (
              <div
                key={index}
                className="seat"
                {...(narrow ? panelProps("person", String(index), index === active) : {})}
              >
                {column}
              </div>
            );
          })}
        </div>
      </main>
    </div>
  );
}
