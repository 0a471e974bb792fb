// Starts a program in a worker. The page says where its glue is, and where the program is, or hands it over where it has
// compiled it already (workers.js).
//
// A worker that ends, as where the system is short of memory, tells nobody. So it holds a lock by the name that the page
// gives, for as long as it lives, and the page waits for that lock.

const hold = (name) =>
  new Promise((isHeld) => {
    if (!navigator.locks) return isHeld();
    navigator.locks.request(name, () => (isHeld(), new Promise(() => {}))).catch(isHeld);
  });

onmessage = async ({ data: [glue, program, life] }) => {
  // From now on the program listens.
  onmessage = null;
  try {
    const living = hold(life).then(() => postMessage(null));
    const [{ default: start }] = await Promise.all([import(glue), living]);
    await start({ module_or_path: program });
  } catch (error) {
    // What becomes of a promise stays in the worker; the page hears of errors alone.
    setTimeout(() => {
      throw error;
    });
  }
};
