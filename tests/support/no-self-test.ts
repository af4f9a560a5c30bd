const day = 86_400_000;

/**
 * Of a test that lives longer than a minute: no self-test begins by itself, so that what a test counts
 * is its own.
 */
export const noSelfTest = { pace: { first: day, every: day, again: day } };
