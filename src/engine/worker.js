// Starts the program in a worker. The page says where the glue is, whose name changes with its content, and hands over the
// program, which it has compiled already.
//
// A worker that ends, as where the system is short of memory, tells nobody. So it holds a lock by the name that the page
// gives, for as long as it lives, and the page waits for that lock.

const hold = (name) =>
  new Promise((isHeld) => {
    if (!name || !navigator.locks) return isHeld();
    navigator.locks.request(name, () => (isHeld(), new Promise(() => {}))).catch(isHeld);
  });

onmessage = async ({ data: [glue, program, life] }) => {
  // From now on the program listens.
  onmessage = null;
  const [{ default: start }] = await Promise.all([import(glue), hold(life)]);
  await start({ module_or_path: program });
};
