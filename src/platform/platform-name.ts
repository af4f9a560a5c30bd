const names: Readonly<Record<string, string>> = { slack: "Slack", teams: "Teams" };

/** How people call a platform. */
export const platformName = (platform: string): string => names[platform] ?? platform;
