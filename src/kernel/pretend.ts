import type { OrganisationId, PersonId } from "./ids.ts";

/**
 * Who answers in a practice (docs/features.md E15). In no table and no organisation's file, so
 * nothing can be sent to them; their name is the catalogue's.
 */
export const pretendSupervisor: PersonId = "00000000-0000-8000-8000-0000000000e1";

/**
 * The organisation that the self-test is played in (src/setup/selftest/). No file may have this id, and
 * whatever goes over organisations leaves it out.
 */
export const selfTestOrganisation: OrganisationId = "handrail-self-test";
