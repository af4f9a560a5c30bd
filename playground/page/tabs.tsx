import { type KeyboardEvent, type ReactElement, type ReactNode, useRef } from "react";

export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
  /** Before the ids of tabs and panels: several tab lists share the page. */
  readonly prefix: string;
  readonly className: string;
}

export const panelProps = (
  prefix: string,
  id: string,
  chosen: boolean,
): { role: string; id: string; "aria-labelledby": string; hidden: boolean } => ({
  role: "tabpanel",
  id: `${prefix}-panel-${id}`,
  "aria-labelledby": `${prefix}-tab-${id}`,
  hidden: !chosen,
});

/** A tab list with one stop for Tab and the arrow keys inside, as in the ARIA practices. */
export function TabList({ label, tabs, chosen, choose, prefix, className }: Props): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (tab === undefined) return;
    event.preventDefault();
    choose(tab.id);
    list.current?.querySelector<HTMLElement>(`#${prefix}-tab-${tab.id}`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={className} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${prefix}-tab-${tab.id}`}
          aria-selected={tab.id === chosen}
          aria-controls={`${prefix}-panel-${tab.id}`}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => choose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
