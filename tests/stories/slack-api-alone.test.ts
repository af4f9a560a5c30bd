import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

/* Programs need no address of ours (docs/features.md I5). Platforms play no part in it. */

const world = stories();

test("I5: without an address the API is there, and pages are not", async () => {
  const get = (path: string) => fetch(`${world().app.url}${path}`, { redirect: "manual" });
  const both = await Promise.all([get("/api/v1/openapi.json"), get("/api/v1/on-shift")]);
  expect(both.map(({ status }) => status)).toEqual([200, 401]);
  expect((await get("/desk/now")).status).toBe(404);
});
