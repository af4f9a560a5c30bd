import { setTimeout as wait } from "node:timers/promises";
import type { Access, Installs, Tokens } from "../../../src/platform/installs.ts";
import type { Log } from "../config.ts";

/** In milliseconds. So long a change on another instance may go unseen. */
const fresh = 10_000;
/** So long a token is used while it is read again: tokens of a removed app end within a minute. */
const usable = 55_000;
/** A token is renewed so long before it ends: nobody in need waits for that. */
const early = 2 * 3_600_000;
/** Where a renewal failed it is tried again after so long. */
const pause = 10_000;
/** Workspaces of which tokens stay in memory. */
const most = 5_000;

export interface KeptTokensOptions {
  readonly installs: Installs;
  /** Asks Slack for the next tokens. @throws what the call throws */
  readonly ask: (refreshToken: string) => Promise<Tokens>;
  readonly log: Log;
}

/**
 * The tokens of workspaces that added the app: read where one is needed, kept for seconds, renewed
 * before they end. Nothing happens here for a workspace that nobody uses.
 */
export class KeptTokens {
  readonly #options: KeptTokensOptions;
  readonly #known = new Map<string, { readonly at: number; readonly access: Access | undefined }>();
  readonly #reading = new Map<string, Promise<Access | undefined>>();
  readonly #renewing = new Map<string, Promise<Access | undefined>>();
  readonly #tried = new Map<string, number>();

  constructor(options: KeptTokensOptions) {
    this.#options = options;
  }

  /**
   * @param mayLack that there are none is believed for seconds, too
   * @throws {Unavailable} when it was not known lately and nobody can read it
   */
  async of(workspace: string, mayLack: boolean): Promise<Access | undefined> {
    const known = this.#known.get(workspace);
    const age = known === undefined ? Infinity : Date.now() - known.at;
    if (known !== undefined && age < fresh && (mayLack || known.access !== undefined))
      return this.#valid(workspace, known.access);
    const reading = this.again(workspace);
    if (known?.access === undefined || age >= usable) return this.#valid(workspace, await reading);
    reading.catch(() => undefined);
    return this.#valid(workspace, known.access);
  }

  /** As they are kept now. All who ask meanwhile share one reading. */
  async again(workspace: string): Promise<Access | undefined> {
    const running = this.#reading.get(workspace);
    if (running !== undefined) return running;
    const reading = this.#options.installs.read(workspace);
    this.#reading.set(workspace, reading);
    try {
      const access = await reading;
      this.#keep(workspace, access);
      return access;
    } finally {
      this.#reading.delete(workspace);
    }
  }

  /** They changed here: an install, or its end. */
  drop(workspace: string): void {
    this.#known.delete(workspace);
    this.#reading.delete(workspace);
  }

  /** Renews what ends soon, also of workspaces that nobody uses at night. */
  async renewAll(signal: AbortSignal): Promise<void> {
    const { installs, log } = this.#options;
    for (const workspace of await installs.endingBefore(Date.now() + early)) {
      if (signal.aborted) return;
      const access = await this.again(workspace);
      // Another instance may have renewed them since.
      if (access?.renewal !== undefined && access.renewal.until < Date.now() + early)
        await this.#renew(workspace, access).catch(() =>
          log.warn({ platform: "slack", workspace }, "a token was not renewed; it is tried again"),
        );
    }
  }

  async #valid(workspace: string, access: Access | undefined): Promise<Access | undefined> {
    if (access?.renewal === undefined) return access;
    const left = access.renewal.until - Date.now();
    if (left > early) return access;
    if (left <= 0) return this.#renew(workspace, access).catch(() => access);
    if ((this.#tried.get(workspace) ?? 0) < Date.now() - pause)
      this.#renew(workspace, access).catch(() => undefined);
    return access;
  }

  #renew(workspace: string, access: Access): Promise<Access | undefined> {
    const running = this.#renewing.get(workspace);
    if (running !== undefined) return running;
    this.#tried.set(workspace, Date.now());
    const renewing = this.#renewed(workspace, access).finally(() => {
      this.#renewing.delete(workspace);
      if (this.#tried.size > most) this.#tried.clear();
    });
    this.#renewing.set(workspace, renewing);
    return renewing;
  }

  async #renewed(workspace: string, access: Access): Promise<Access | undefined> {
    const { installs, ask, log } = this.#options;
    const { renewal, version } = access;
    if (renewal === undefined) return access;
    if (!(await installs.mayRenew(workspace, version))) return this.#other(workspace, access);
    const tokens = await ask(renewal.refreshToken);
    // The old one is used up. Until the new ones are stored, only this process has them.
    this.#keep(workspace, { ...tokens, version });
    for (let tries = 1; ; tries++) {
      try {
        await installs.renew(workspace, version, tokens);
        return await this.again(workspace);
      } catch (err) {
        log.error({ platform: "slack", workspace, err }, "new tokens are not stored yet");
        if (tries === 20) throw err;
        await wait(500);
      }
    }
  }

  /** Another instance asks, or has asked: it tells by a newer version. */
  async #other(workspace: string, access: Access): Promise<Access | undefined> {
    for (let tries = 0; tries < 20; tries++) {
      const now = await this.again(workspace);
      if (now?.version !== access.version) return now;
      await wait(150);
    }
    return access;
  }

  #keep(workspace: string, access: Access | undefined): void {
    this.#known.delete(workspace);
    this.#known.set(workspace, { at: Date.now(), access });
    if (this.#known.size <= most) return;
    for (const oldest of this.#known.keys()) return void this.#known.delete(oldest);
  }
}
