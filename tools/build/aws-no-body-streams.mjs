/** Bodies are text or bytes; knowing files too costs loading Node's file streams. */
export const calculateBodyLength = (body) => {
  if (typeof body === "string") return Buffer.byteLength(body);
  if (body instanceof Uint8Array) return body.byteLength;
  if (!body) return 0;
  throw new Error("The AWS SDK was given a body that is neither text nor bytes.");
};
