/** The credentials are always given (src/providers/aws/sdk.ts). */
export const defaultProvider = () => async () => {
  throw new Error("The AWS SDK looked for credentials by itself.");
};
