/** No setting comes from the environment or from ~/.aws: all are given (src/providers/aws/sdk.ts). */
export const loadConfig = () => async () => {
  throw new Error("The AWS SDK looked for a setting by itself.");
};
