/** More open calls than this in one function are taken as unknown. */
export const MAX_DEFERRED = 48;

/** An open call that this many callers could not resolve is left open. */
export const MAX_HEIGHT = 3;
