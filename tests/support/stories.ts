import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { openWorld, type World, type WorldOptions } from "./story.ts";

/**
 * One house for a file of stories, afresh for each. No story may end with a payload that Slack refuses, or with a screen
 * on which Slack itself had to apologise for us; nor with anything told that never may be (never/never.ts), nor with more
 * than one live card of a request for a person (one-live/one-live.ts).
 */
export function stories(options: WorldOptions = {}): () => World {
  let world: World | undefined;
  const current = () => {
    if (world === undefined) throw new Error("the world is not open yet");
    return world;
  };
  beforeAll(async () => {
    world = await openWorld(options);
  });
  beforeEach(() => current().startAfresh());
  afterEach(() => expect(current().refusals()).toEqual([]));
  afterEach(async () => expect(await current().notOneLive()).toEqual([]));
  afterEach(async () => expect(await current().leaks()).toEqual([]));
  afterAll(() => current().stop());
  return current;
}
