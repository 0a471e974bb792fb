// Waits for the end of a worker, which holds a lock for as long as it lives.

/** Calls when nobody holds the lock any more; gives the way to call it off. */
export function outlive(name, then) {
  const waiting = new AbortController();
  // Where the page may have no locks, an end without a word isn't heard of.
  navigator.locks?.request(name, { signal: waiting.signal }, then).catch(() => {});
  return waiting;
}

/** A name that no other page has. */
export const lifeName = () => `roundview ${crypto.getRandomValues(new Uint32Array(2)).join(' ')}`;
