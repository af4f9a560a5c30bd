/** The tab inside a chat platform's client, and what stands in the way of it. */
export const tab = {
  "tab.wait": "One moment: Teams tells us who you are.",
  "tab.noScript": "Turn scripts on to see this page.",
  "tab.outside":
    "This page opens in Teams only. In a browser, ask Handrail for a link in your chat.",
  "tab.noToken":
    "Teams did not tell us who you are. Ask the people who set up Handrail to look at the tab''s sign-in.",
  "tab.unverified":
    "Handrail cannot check what Teams told us. Try again in a minute. Perhaps your company''s Teams does not belong here. Ask the people who set it up.",
  "tab.expired": "What Teams told us is too old. Close this page, and open it again in Teams.",
  "tab.foreign":
    "What Teams told us is meant for another app. Ask the people who set up Handrail to look at the tab''s sign-in.",
  "tab.nobody":
    "Handrail does not know you in Teams yet. Write handrail in your chat with it, then open this page again.",
  "tab.noCookie":
    "Your browser keeps no cookies for this page. Allow them for Handrail, or use the Teams app.",
  "tab.help": "For help in a call, write escalate in your chat with Handrail. That always works.",
  "tab.out": "You are signed out.",
  "button.openChat": "Open the chat",
} as const;
