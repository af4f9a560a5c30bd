import { expect, test } from "vitest";
import { features } from "../../src/features.ts";
import { Auditor } from "../../src/runtime/auditor.ts";
import { openLog } from "../../src/runtime/log.ts";
import { Metrics } from "../../src/runtime/metrics.ts";
import { stories } from "../support/stories.ts";

const house = stories();

test("somebody whom nobody answers is an alarm, until somebody does", async () => {
  const metrics = new Metrics();
  const eye = new Auditor({
    db: house().app.db,
    features,
    log: openLog("silent"),
    metrics,
    take: () => undefined,
  });
  const alarms = async () => {
    await eye.audit();
    return /^handrail_unanswered (\d+)/m.exec(await metrics.registry.metrics())?.[1];
  };
  expect(await alarms()).toBe("0");
  await house().asOwner(
    "insert into handrail.contact_requests (organisation_id, person, request, version, status, changed_at, state) select organisation_id, person, gen_random_uuid(), 1, 'unanswered', now(), '{}' from handrail.people where email = 'ana@acme.test'",
  );
  expect(await alarms()).toBe("1");
  await house().asOwner("update handrail.contact_requests set status = 'taken'");
  expect(await alarms()).toBe("0");
});
