function keygen(file, parts) {
  const { identity, recipient } = parts.generate();
  const created = new Date(parts.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const text = `# created: ${created}
# public key: ${recipient}
${identity}
`;
  if (file === void 0) parts.print(text);
  else parts.create(file, text);
  parts.say(`Public key: ${recipient}`);
}
export {
  keygen
};
