/** The endpoint is always given: src/providers/aws/endpoint.ts, whose test holds it against the SDK's own rules. */
export const defaultEndpointResolver = ({ Endpoint }) => {
  if (Endpoint === undefined) throw new Error("The AWS SDK was given no endpoint.");
  return { url: new URL(Endpoint), properties: {}, headers: {} };
};
