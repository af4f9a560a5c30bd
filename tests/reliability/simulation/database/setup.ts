import type { TestProject } from "vitest/node";
import { type Template, makeTemplate } from "./open.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The database that every simulation of a run makes a copy of. */
    simulated: Template;
  }
}

let stop: () => Promise<void> = async () => undefined;

/** One server for all files: to start one and to migrate costs as much as a day. */
export async function setup(project: TestProject): Promise<void> {
  const { stop: its, ...template } = await makeTemplate();
  stop = its;
  project.provide("simulated", template);
}

export async function teardown(): Promise<void> {
  await stop();
}
