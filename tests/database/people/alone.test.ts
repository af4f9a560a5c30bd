import { expect, test } from "vitest";
import type { PersonId } from "../../../src/kernel/ids.ts";
import { floor, present, readPeople } from "../../../src/people/floor.ts";
import { inARequest, whoIsInARequest } from "../../../src/people/requests.ts";
import { Directory } from "../../../src/runtime/directory/directory.ts";
import { stories } from "../../support/stories.ts";

const world = stories();

/** What is said of everybody by looking at all of them at once, and by looking at each alone. */
async function bothWays() {
  const { db } = world().app;
  const organisation = await new Directory(db).organisation("acme");
  const now = Date.now();
  return db.inOrganisation("acme", async (tx) => {
    const [everybody, inRequests] = [
      await floor(tx, organisation, [...organisation.people.keys()], now),
      await inARequest(tx),
    ];
    const [together, alone]: Record<string, unknown>[] = [{}, {}];
    for (const { id, shortName } of organisation.people.values()) {
      const there = everybody.find(({ person }: { person: PersonId }) => person === id);
      Object.assign(together ?? {}, { [shortName]: { there, busy: inRequests.has(id) } });
      Object.assign(alone ?? {}, {
        [shortName]: {
          there: present(await readPeople(tx, new Set([id])), organisation, now)[0],
          busy: (await whoIsInARequest(tx, [id])).has(id),
        },
      });
    }
    return { together, alone };
  });
}

test("looking at one person alone says the same as looking at everybody", async () => {
  const { ana, ben, sam, priya, settled } = world();
  await ben.types("/break 10");
  await priya.types("/shift off");
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await settled();
  const { together, alone } = await bothWays();
  expect(alone).toEqual(together);
  expect(alone).toMatchObject({
    Ana: { busy: true, there: { onShift: true } },
    Sam: { busy: true },
    Ben: { busy: false, there: { inBreak: true } },
    Priya: { busy: false, there: { onShift: false } },
  });
});
