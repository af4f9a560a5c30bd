import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { describeProblems, loadConfig } from "../../src/config.ts";
import { chart } from "../support/helm.ts";

/* What operators install from says the same as the code: the image, the unit, the chart. */

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (name: string) => readFileSync(`${root}/${name}`, "utf8");
const start = (JSON.parse(read("package.json")) as { scripts: { start: string } }).scripts.start;
const flags = start.split(" ").slice(1);

describe("the container image", () => {
  const file = read("Dockerfile");

  it("runs what npm start runs, as an unprivileged user", () => {
    const [, command = ""] = /^CMD (\[.*\])$/m.exec(file) ?? [];
    expect(JSON.parse(command)).toEqual(["node", ...flags]);
    expect(file).toMatch(/^USER node$/m);
    expect(file).toMatch(/^HEALTHCHECK [\s\S]*\/readyz/m);
  });

  it("has nothing of the playground, of tests or of their tools", () => {
    const copied = [...file.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = ""]) =>
      from.split(" "),
    );
    const own = ["package.json", "package-lock.json", ".npmrc", "LICENSE"];
    expect(new Set(copied)).toEqual(new Set([...own, "src", "adapters", "migrations"]));
    expect(new Set(read(".dockerignore").trim().split("\n"))).toEqual(
      new Set(["*", ...copied.map((name) => `!${name}`)]),
    );
  });

  it("started without settings, it says which to set, and no word of a demo", () => {
    const empty = () => undefined;
    for (const files of [{}, { "handrail.yaml": read("handrail.example.yaml") }]) {
      const loaded = loadConfig({}, (path) => (files as Record<string, string>)[path], empty);
      const said = "problems" in loaded ? describeProblems(loaded.problems) : "";
      expect(said).toContain("SLACK_SIGNING_SECRET");
      expect(said).toContain("DATABASE_URL and HANDRAIL_KEYS");
      expect(said).not.toMatch(/demo/);
    }
  });
});

describe("the systemd unit", () => {
  const unit = read("deploy/systemd/handrail.service");
  const of = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1];

  it("runs what npm start runs, with the Node of the packages", () => {
    expect(of("ExecStart")).toBe(`/opt/handrail/node_modules/.bin/node ${flags.join(" ")}`);
  });

  it("gives it the time to end, and does not repeat a wrong configuration", () => {
    expect(Number(of("TimeoutStopSec"))).toBeGreaterThan(10);
    expect(of("RestartPreventExitStatus")).toBe("2");
  });

  it("keeps it from everything that it does not need", () => {
    expect(of("User")).toBe("handrail");
    expect(of("ProtectSystem")).toBe("strict");
    expect(of("NoNewPrivileges")).toBe("yes");
    expect(of("CapabilityBoundingSet")).toBe("");
    // V8 compiles while it runs.
    expect(of("MemoryDenyWriteExecute")).toBeUndefined();
  });
});

describe("the Helm chart", () => {
  const folder = `${root}/deploy/helm`;
  const kinds = (changes = {}) =>
    new Map(chart(folder, changes).map((one) => [String(one["kind"]), one as never]));

  it("is a deployment with its probes, its secret and time to end", () => {
    const { spec } = (kinds().get("Deployment") as never as { spec: Shape }).spec.template as Shape;
    const [container] = spec.containers as Shape[];
    expect(spec.terminationGracePeriodSeconds).toBe(15);
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true });
    expect(container).toMatchObject({
      image: "handrail:0.1.0",
      envFrom: [{ secretRef: { name: "handrail" } }],
      livenessProbe: { httpGet: { path: "/healthz" } },
      readinessProbe: { httpGet: { path: "/readyz" } },
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
    });
  });

  it("brings the organisation's file, a service and a disruption budget; an ingress where it is wanted", () => {
    const env = { LOG_LEVEL: "info", PROXY: "8080" };
    const plain = kinds({ env, organisations: { acme: "teams:\n  Billing: {}\n" } });
    expect([...plain.keys()].toSorted()).toEqual([
      ...["ConfigMap", "Deployment", "PodDisruptionBudget", "Service"],
    ]);
    expect(JSON.stringify(plain.get("Deployment"))).toContain('{"name":"PROXY","value":"8080"}');
    const { data } = plain.get("ConfigMap") as never as { data: Record<string, string> };
    expect(parse(data["acme.yaml"] ?? "")).toHaveProperty("teams.Billing");
    const ingress = { enabled: true, className: "nginx", host: "bot.acme.test", tlsSecret: "tls" };
    expect(kinds({ ingress }).get("Ingress")).toMatchObject({
      spec: { rules: [{ host: "bot.acme.test" }] },
    });
  });

  it("brings several organisations, and a second Secret as files: Handrail reads them where they are", () => {
    const [acme, bravo] = [id("a"), id("b")];
    const organisation = (name: string, tenant: string) =>
      `organisation: { id: ${name}, name: ${name}, time_zone: Europe/London, country: GB }\n` +
      `workspaces: { teams: [${tenant}] }\n` +
      `teams:\n  One: { supervisors: [sam@${name}.test], agents: [ana@${name}.test] }\n`;
    const at = "/run/secrets/handrail";
    const bot = (tenant: string, name: string) =>
      `- { app_id: ${tenant}, tenant_id: ${tenant}, password_file: ${at}/${name} }\n`;
    const secrets = {
      handrail: { DATABASE_URL: "postgres://h:p@db/h", HANDRAIL_KEYS: `k1:${"A".repeat(43)}=` },
      "teams-bots": { "teams.yaml": bot(acme, "one") + bot(bravo, "two"), one: "1", two: "2" },
    };
    const loaded = startsWith(
      kinds({
        files: "teams-bots",
        env: { HANDRAIL_TEAMS_REGISTRATIONS: `${at}/teams.yaml` },
        organisations: { acme: organisation("acme", acme), bravo: organisation("bravo", bravo) },
      }),
      secrets,
    );
    expect(loaded).toMatchObject({
      organisations: [{ id: "acme" }, { id: "bravo" }],
      teams: {
        registrations: [
          { appId: acme, password: "1" },
          { appId: bravo, password: "2" },
        ],
      },
    });
  });

  it("starts without a file, so that an admin sets Handrail up in chat", () => {
    const handrail = {
      ...{ DATABASE_URL: "postgres://h:p@db/h", HANDRAIL_KEYS: `k1:${"A".repeat(43)}=` },
      ...{ SLACK_SIGNING_SECRET: "a".repeat(32), SLACK_BOT_TOKEN: "xoxb-1-2-3" },
    };
    expect([...kinds().keys()].toSorted()).not.toContain("ConfigMap");
    expect(startsWith(kinds(), { handrail })).toMatchObject({ organisations: [] });
  });

  it("has a schema that names every value, and no other", () => {
    const schema = JSON.parse(read("deploy/helm/values.schema.json")) as Shape;
    const values = parse(read("deploy/helm/values.yaml")) as Shape;
    const walk = (of: Shape, value: Shape, at: string): string[] => {
      const properties = of.properties as Shape | undefined;
      if (properties === undefined) return [];
      const known = Object.keys(properties).filter((name) => name !== "global");
      const here = Object.keys(value);
      return [
        ...known.filter((name) => !here.includes(name)).map((name) => `${at}${name}: no value`),
        ...here.filter((name) => !known.includes(name)).map((name) => `${at}${name}: no schema`),
        ...here.flatMap((name) =>
          typeof value[name] === "object" && value[name] !== null
            ? walk((properties[name] ?? {}) as Shape, value[name] as Shape, `${at}${name}.`)
            : [],
        ),
      ];
    };
    expect(walk(schema, values, "")).toEqual([]);
  });
});

const id = (end: string) => `00000000-0000-4000-8000-00000000000${end}`;

/** What Handrail reads of its settings in such a pod: from the chart, and from Secrets by name. */
function startsWith(
  chart: ReadonlyMap<string, Shape>,
  secrets: Readonly<Record<string, Readonly<Record<string, string>>>>,
): unknown {
  const { containers, volumes } = (chart.get("Deployment") as Shape).spec.template.spec as Shape;
  const [{ env, envFrom, volumeMounts }] = containers as [Shape];
  const maps = {
    [String(chart.get("ConfigMap")?.["metadata"].name)]: chart.get("ConfigMap")?.["data"],
  };
  const folders = new Map<string, Record<string, string>>(
    (volumeMounts as Shape[]).map(({ name, mountPath }) => {
      const { configMap, secret } = (volumes as Shape[]).find((one) => one["name"] === name) ?? {};
      const brought = configMap === undefined ? secrets[secret.secretName] : maps[configMap.name];
      return [mountPath as string, brought ?? {}];
    }),
  );
  const settings = Object.fromEntries((env as Shape[]).map(({ name, value }) => [name, value]));
  const loaded = loadConfig(
    { ...secrets[envFrom[0].secretRef.name], ...settings },
    (path) => folders.get(dirname(path))?.[basename(path)],
    (path) => (folders.has(path) ? Object.keys(folders.get(path) ?? {}) : undefined),
  );
  return "config" in loaded ? loaded.config : loaded;
}

// oxlint-disable-next-line typescript/no-explicit-any -- documents of Kubernetes, read here only
type Shape = Record<string, any>;
