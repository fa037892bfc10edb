/** More open calls than this in one function are taken as unknown. */
export const MAX_DEFERRED = 64;

/** Of these, so many may be those of helpers: its own come first. */
export const MAX_PASSED_ON = 24;

/** An open call that this many callers could not resolve is left open. */
export const MAX_HEIGHT = 3;
