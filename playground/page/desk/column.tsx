import { type ReactElement, useState } from "react";
import type { Act, Desk, Someone } from "../../protocol.ts";
import { useTyping } from "../hooks.ts";
import { type Pressed, SurroundingsContext } from "../slack/press.ts";
import { firstName } from "../names.ts";
import { panelProps, TabList } from "../tabs.tsx";
import { clientOf } from "./clients.tsx";
import { Composer } from "./composer.tsx";
import { LockScreen } from "./lock-screen.tsx";
import { Messages } from "./messages.tsx";
import { Switcher } from "./switcher.tsx";

/** An act without its `as`: the column adds its person. */
type Doing = Act extends infer Each ? (Each extends Act ? Omit<Each, "as"> : never) : never;

interface ColumnProps {
  readonly desk: Desk;
  readonly everyone: readonly Someone[];
  readonly unseenOf: (account: string) => number;
  readonly become: (account: string) => void;
  /**
   * Does it, and tells the story when there are words for it. Resolves to a sentence when it did
   * not work.
   */
  readonly perform: (act: Act, words?: string) => Promise<string | undefined>;
  /** On a narrow page the lock screens stand above the columns instead. */
  readonly ringsHere: boolean;
  /** What has been skipped, in milliseconds. */
  readonly ahead: number;
  readonly isInFront: boolean;
  /** When came what was seen last of this person's chat, in milliseconds. */
  readonly seenUntil: number | undefined;
}

/** One person's chat client. */
export function Column({
  desk,
  everyone,
  unseenOf,
  become,
  perform,
  ringsHere,
  ahead,
  isInFront,
  seenUntil,
}: ColumnProps): ReactElement {
  const { someone, dialog } = desk;
  const name = firstName(someone.name);
  const client = clientOf(someone.platform);
  const [tab, setTab] = useState<"messages" | "home">("messages");
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  /** How often this person did something. */
  const [acts, setActs] = useState(0);
  const prefix = `desk-${someone.account}`;

  const run = async (doing: Doing, words?: string): Promise<void> => {
    setActs((count) => count + 1);
    setProblem(await perform({ ...doing, as: someone.account }, words));
  };
  const command = (typed: string): void => {
    setText("");
    void run({ do: "command", text: typed }, `${name} types ${typed.split(" ")[0]}.`);
  };
  const type = useTyping(setText, command);
  const press = (
    where: "message" | "home" | "dialog",
    id: string,
    { label, ...pressed }: Pressed,
  ): Promise<void> => run({ do: "press", where, id, ...pressed }, `${name} presses “${label}”.`);
  const nameOf = (account: string): string | undefined =>
    everyone.find((each) => each.account === account)?.name;
  const choose = (id: string): void => {
    setTab(id === "home" ? "home" : "messages");
    if (id === "home" && client.Home !== undefined) void run({ do: "home" });
  };
  const agent =
    everyone.find((each) => each.role === "agent" && each.team === someone.team) ??
    everyone.find((each) => each.role === "agent");
  const word = `${client.slash}escalate`;
  const says = (words: string): void => {
    setTab("messages");
    type(words);
  };
  const escalate = (): void => says(word);
  const askForHome = (): void => says("handrail");

  return (
    <section className={`desk ${client.skin}`} aria-labelledby={`${prefix}-name`}>
      <div className="desk-inside" inert={dialog !== undefined}>
        <header className="desk-head">
          <h2 id={`${prefix}-name`} className="hidden">
            {someone.name}, {someone.role}, {client.name}
          </h2>
          <Switcher someone={someone} everyone={everyone} unseenOf={unseenOf} become={become} />
          <span className="platform">{client.name}</span>
        </header>
        <div className="desk-tabs">
          <TabList
            label={`${name}’s Handrail`}
            className="tabs"
            prefix={prefix}
            chosen={tab}
            choose={choose}
            tabs={
              client.Tab === undefined
                ? [
                    { id: "messages", label: "Messages" },
                    { id: "home", label: "Home" },
                  ]
                : [
                    { id: "messages", label: "Chat" },
                    { id: "home", label: "Handrail" },
                  ]
            }
          />
          <span className="quick">
            {client.Home === undefined && (
              <button type="button" className="button small" onClick={askForHome}>
                Type handrail
              </button>
            )}
            {someone.role === "agent" && desk.messages.length > 0 && (
              <button type="button" className="button small" onClick={escalate}>
                Type {word}
              </button>
            )}
          </span>
        </div>
        <div className="screen">
          {ringsHere && <LockScreen desk={desk} acts={acts} />}
          <div className="panel" {...panelProps(prefix, "messages", tab === "messages")}>
            <Messages
              desk={desk}
              press={(id, pressed) => press("message", id, pressed)}
              nameOf={nameOf}
              escalate={escalate}
              word={word}
              agent={firstName(agent?.name ?? "an agent")}
              ahead={ahead}
              isInFront={isInFront && tab === "messages"}
              seenUntil={seenUntil}
              acts={acts}
            />
          </div>
          {client.Tab !== undefined && (
            <div className="panel framed" {...panelProps(prefix, "home", tab === "home")}>
              {tab === "home" && <client.Tab someone={someone} />}
            </div>
          )}
          {client.Home !== undefined && (
            <div
              className="panel home"
              tabIndex={0}
              {...panelProps(prefix, "home", tab === "home")}
            >
              {desk.home === undefined || desk.home.length === 0 ? (
                <p className="empty">
                  {name}’s Home is on its way. It shows what is open for {name}.
                </p>
              ) : (
                <SurroundingsContext
                  value={{ nameOf, press: (pressed) => press("home", "home", pressed) }}
                >
                  <client.Home home={desk.home} />
                </SurroundingsContext>
              )}
            </div>
          )}
        </div>
        {(problem ?? desk.fault) !== undefined && (
          <p className="error fault" role="alert">
            {problem ?? desk.fault}
          </p>
        )}
        {(client.Tab === undefined || tab === "messages") && (
          <Composer
            name={name}
            slash={client.slash}
            hint={
              someone.role === "agent"
                ? `Type ${word} and press Enter`
                : client.slash === ""
                  ? "Type a message"
                  : "Type / for commands"
            }
            text={text}
            setText={setText}
            send={command}
            shortcut={(callbackId, title) =>
              void run({ do: "shortcut", callbackId }, `${name} presses “${title}”.`)
            }
          />
        )}
      </div>
      {dialog !== undefined && (
        <SurroundingsContext
          value={{
            nameOf,
            people: everyone.filter((each) => each.platform === someone.platform),
            press: (pressed) => press("dialog", dialog.id, pressed),
          }}
        >
          <client.Dialog
            key={dialog.id}
            dialog={dialog}
            submit={(values, title) =>
              run({ do: "submit", id: dialog.id, values }, `${name} sends “${title}”.`)
            }
            close={() => void run({ do: "close", id: dialog.id })}
          />
        </SurroundingsContext>
      )}
    </section>
  );
}
