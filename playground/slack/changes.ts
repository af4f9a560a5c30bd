export interface Changes {
  /** Something that people or tests can see is different now. */
  changed(): void;
  /** Calls the listener on every change until the returned function is called. */
  onChange(listener: () => void): () => void;
  /**
   * Waits until `condition` is truthy, looking now and on every change, and returns what it
   * returned.
   * @throws after `ms` milliseconds (5,000) with the condition's own source in the message.
   */
  until<T>(condition: () => T, ms?: number): Promise<T>;
}

export function changes(): Changes {
  const listeners = new Set<() => void>();
  const onChange = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    onChange,
    changed() {
      for (const listener of listeners) listener();
    },
    until(condition, ms = 5_000) {
      return new Promise((resolve, reject) => {
        let off: () => void = () => undefined;
        const end = (): void => {
          off();
          clearTimeout(limit);
        };
        const look = (): void => {
          try {
            const found = condition();
            if (!found) return;
            end();
            resolve(found);
          } catch (error) {
            end();
            reject(error);
          }
        };
        const limit = setTimeout(() => {
          end();
          reject(new Error(`still not so after ${ms} ms: ${String(condition)}`));
        }, ms);
        off = onChange(look);
        look();
      });
    },
  };
}
