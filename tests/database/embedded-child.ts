import pg from "pg";
import { openEmbedded } from "../../src/runtime/embedded/open.ts";

/** A process of its own on a folder: says how it opened, then what it has committed, a line each. */
const [folder = "", first = ""] = process.argv.slice(2);
const embedded = await openEmbedded({
  folder,
  log: (event, facts) => {
    if (event !== "embedded.closed") console.log(`${event} ${JSON.stringify(facts ?? {})}`);
  },
});
// Nothing else keeps it there.
setInterval(() => undefined, 1_000);
process.once("SIGTERM", () => void embedded.stop().then(() => process.exit(0)));
if (first !== "") {
  const client = new pg.Client(embedded.connection);
  await client.connect();
  await client.query("create table if not exists kept (n int)");
  console.log("committing");
  for (let n = Number(first); ; n++) {
    await client.query("insert into kept values ($1)", [n]);
    console.log(n);
  }
}
