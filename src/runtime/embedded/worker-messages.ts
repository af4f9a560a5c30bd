/** What the main thread tells the worker once, at its start. Times are in milliseconds. */
export interface WorkerSettings {
  readonly folder: string;
  readonly socket: string;
  /** Whether a snapshot put in the folder may take the database's place: at the first start, never after a restart. */
  readonly mayRestore: boolean;
  /** One Int32: which batch is running, 0 when none is. */
  readonly running: SharedArrayBuffer;
  readonly transactionLimit: number;
  readonly maxConnections: number;
}

export interface Request {
  readonly id: number;
  readonly ask: "snapshot" | "stop";
}

export type FromWorker =
  | { readonly is: "ready"; readonly restored: boolean }
  | { readonly is: "unusable"; readonly reason: "snapshot" | "database" }
  | { readonly is: "log"; readonly event: string; readonly facts?: object }
  | { readonly is: "done"; readonly id: number; readonly value: string }
  | { readonly is: "failed"; readonly id: number; readonly code: string };
