/** The body of a request from anybody. What is held of such bodies together is bounded. */
export interface IncomingBody {
  /**
   * The whole body, at most `limit` bytes. "hung up" also where we closed the connection for lack of
   * room. Check its signature at once: from here on it is not counted.
   */
  read(limit: number): Promise<Buffer | "too large" | "hung up">;
  /** The platform itself sent this request: its connection is among the last to be closed. */
  verified(): void;
}
