import { msg, type MessageKey } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";

export const button = (verb: string, label: MessageKey, argument?: string): Button => ({
  action: `setup.${verb}`,
  label: msg(label),
  argument,
});

export const setUpButton = button("open", "button.setUp");
export const checkButton = button("check", "button.checkSetUp");
export const tryButton = button("try", "button.setupTry");
/** A page to a supervisor who agrees: src/setup/pagetest/. */
export const testButton: Button = { action: "pagetests.choose", label: msg("button.testNow") };
