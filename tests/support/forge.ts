type Payload = Readonly<Record<string, unknown>>;

/** A press with another button in it than the one that was shown: what only a forger sends. */
export function forged(
  pressed: Payload,
  button: { readonly action: string; readonly value?: unknown },
): Payload {
  const [action] = pressed["actions"] as Payload[];
  const value =
    button.value === undefined
      ? action?.["value"]
      : typeof button.value === "string"
        ? button.value
        : JSON.stringify(button.value);
  return { ...pressed, actions: [{ ...action, action_id: button.action, value }] };
}

/** What the button of a press carries: which request it is about. */
export function subjectOf(pressed: Payload): string {
  const [action] = pressed["actions"] as { value: string }[];
  return (JSON.parse(action?.value ?? "{}") as { s: string }).s;
}
