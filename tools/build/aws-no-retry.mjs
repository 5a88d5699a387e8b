/** The retries are those of src/kernel/retry.ts; the strategy that makes one attempt is always given. */
class NoStrategy {
  constructor() {
    throw new Error("The AWS SDK was given no retry strategy.");
  }
}
export { NoStrategy as AdaptiveRetryStrategy, NoStrategy as StandardRetryStrategy };
