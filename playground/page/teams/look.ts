import { HostConfig } from "adaptivecards";

/*
 * How Teams draws cards: sizes from its own host configuration, colours as our variables. So one
 * configuration serves light and dark, and a change of scheme redraws nothing. See
 * styles/teams.css.
 */
const colour = (name: string) => ({
  default: `var(${name})`,
  subtle: `var(${name})`,
  highlightColors: { default: "var(--mention)", subtle: "var(--mention)" },
});
const words = {
  default: { ...colour("--ink"), subtle: "var(--card-quiet)" },
  dark: colour("--ink"),
  light: colour("--paper"),
  accent: colour("--card-accent"),
  good: colour("--card-good-ink"),
  warning: colour("--card-warn-ink"),
  attention: colour("--stop-text"),
};
const ground = (background: string) => ({
  backgroundColor: background,
  borderColor: "var(--line)",
  foregroundColors: words,
});

const font = (family: string) => ({
  fontFamily: family,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
});

export const look = new HostConfig({
  supportsInteractivity: true,
  fontTypes: {
    default: font("inherit"),
    monospace: font("ui-monospace, monospace"),
  },
  spacing: { none: 0, small: 4, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 14 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  containerStyles: {
    default: ground("transparent"),
    emphasis: ground("var(--card-emphasis)"),
    good: ground("var(--card-good)"),
    warning: ground("var(--card-warn)"),
    attention: ground("var(--card-stop)"),
    accent: ground("var(--card-emphasis)"),
  },
  actions: {
    maxActions: 6,
    spacing: "default",
    // The gap is the style sheet's: the library's own spacers would begin the next row, and indent
    // it.
    buttonSpacing: 0,
    showCard: { actionMode: "inline", inlineTopMargin: 8, style: "default" },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", weight: "bolder" },
  },
});
