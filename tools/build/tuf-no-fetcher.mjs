/** Requests go through src/signing/trust/fetcher.ts, which is always given. */
export class DefaultFetcher {
  constructor() {
    throw new Error("tuf-js was given no fetcher.");
  }
}
export { DefaultFetcher as BaseFetcher };
