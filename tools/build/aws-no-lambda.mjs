/** No function of AWS Lambda runs a job's steps: there is no trace to go on with. */
export const getRecursionDetectionPlugin = () => ({ applyToStack: () => undefined });
export const InvokeStore = { getInstanceAsync: async () => undefined };
