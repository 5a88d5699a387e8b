/** Requests go through src/kernel/http-client.ts; the handler over it is always given. */
export const NodeHttpHandler = {
  create: (given) => {
    if (typeof given?.handle !== "function") throw new Error("The AWS SDK was given no request handler.");
    return given;
  },
};
export const streamCollector = async () => {
  throw new Error("The AWS SDK was given no collector of bodies.");
};
