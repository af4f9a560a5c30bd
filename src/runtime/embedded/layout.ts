import { join } from "node:path";

/** The files and folders in HANDRAIL_DATA_DIR. */
export const layout = (folder: string) => ({
  /** PostgreSQL's own files; they belong to the user that the server runs as. */
  data: join(folder, "postgres"),
  /** The server's socket and the pipe of its holders, for its user alone. */
  run: join(folder, "run"),
  /** Every process that uses the server has this pipe open: see holders.ts. */
  holders: join(folder, "run", "holders"),
  /** Who used the folder last, and when: see elsewhere.ts. */
  alive: join(folder, "alive"),
  /** What the server says of itself; never what people typed. */
  log: join(folder, "postgres.log"),
  /** Where there are no Unix sockets: the server's port and password. */
  loopback: join(folder, "loopback.json"),
  backups: join(folder, "backups"),
});
