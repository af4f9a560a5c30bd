import type { World } from "./story.ts";
import type { Name } from "./cast.ts";

/** What people do around a debrief, in one verb each. */
export function people(world: () => World) {
  const willing = async (...names: readonly Name[]) => {
    for (const name of names) {
      await world()[name].opensHome();
      await world()[name].clicksAtHome("I can listen");
      await world()[name].untilHome("We may ask you to listen.");
      await world()[name].closesDialogs();
    }
  };
  const wants = async (name: Name, kind: string) => {
    await world()[name].types("/debrief");
    await world()[name].isTold("Who would you like to talk with?");
    await world()[name].clicks(kind);
  };
  return {
    willing,
    wants,
    /** They have found each other. */
    async talk(name: Name, other: Name) {
      await willing(other);
      await wants(name, "A peer");
      await world()[other].clicks("Yes, I can");
      await world()[other].sees("I don't need the details.");
      await world()[name].sees("can talk with you now.");
    },
    /** A break ended: what leads here is written in src/policies.ts. */
    async offered(name: Name) {
      await world()
        .asOwner(`insert into handrail.timers (organisation_id, feature, subject, command, due_at)
        select organisation_id, 'debriefs', person, 'offer', handrail.now() from handrail.people where email = '${name}@acme.test'`);
      await world().settled();
    },
  };
}
