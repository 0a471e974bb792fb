// Starts the program in a worker. The page says where the glue is, whose name changes with its content, and hands over the
// program, which it has compiled already.

onmessage = async ({ data: [glue, program] }) => {
  // From now on the program listens.
  onmessage = null;
  const { default: start } = await import(glue);
  await start({ module_or_path: program });
};
