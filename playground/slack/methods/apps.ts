import type { Methods } from "./method.ts";

export const apps: Methods = {
  "apps.connections.open": {
    appLevel: true,
    perMinute: 1,
    run: ({ newLine }) => ({ url: newLine() }),
  },
};
