import { spawnSync } from "node:child_process";

/*
 * Keeps the server where there is no shell (Windows). It starts the server with pg_ctl, which also
 * gives up an administrator's rights. It stops the server when the process that started us is gone.
 */
const [control = "", data = "", log = "", ...settings] = process.argv.slice(2);

const started = spawnSync(
  control,
  ["start", "-w", "-D", data, "-l", log, "-o", settings.join(" ")],
  // A server that had our output would hold it open.
  { stdio: "ignore", windowsHide: true },
);
if (started.status !== 0) process.exit(1);

const stop = () => {
  spawnSync(control, ["stop", "-D", data, "-m", "fast"], { stdio: "ignore", windowsHide: true });
  process.exit(0);
};
process.stdin.on("end", stop).on("error", stop).resume();
