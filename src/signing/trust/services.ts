import { Failure } from "../../kernel/errors.ts";
import type { SigningServices } from "../instance.ts";
import { chooseServices, type Wish } from "./choose.ts";
import { endpointOfInput } from "./endpoints.ts";
import { readSigningConfig } from "./signing-config.ts";
import type { TrustFile } from "./shape.ts";

/** The inputs that name services. */
export interface ServiceInputs {
  readonly fulcioUrl?: string;
  readonly rekorUrl?: string;
  /** Of `rekorUrl`; 1 where absent. */
  readonly rekorVersion?: 1 | 2;
  readonly timestampUrls: readonly string[];
  readonly signingConfig?: TrustFile;
}

/**
 * The services that inputs name: each by its address, or all by a signing config. A signing config of the checkout
 * does not choose by itself who gets the job's token: its Fulcio must stand in `fulcio-url` too.
 * @param now ms since the epoch
 * @returns undefined where no input names any
 * @throws Failure ENDPOINT_REFUSED, INPUT_INVALID, TRUST_ROOT_INVALID, SIGNING_REFUSED
 */
export function servicesOfInputs(
  inputs: ServiceInputs,
  now: number,
  wish: Wish = {},
): SigningServices | undefined {
  const { signingConfig, fulcioUrl, rekorUrl, timestampUrls } = inputs;
  const fulcio = fulcioUrl === undefined ? undefined : endpointOfInput(fulcioUrl, "fulcio-url");
  if (signingConfig !== undefined) {
    if (rekorUrl !== undefined || timestampUrls.length > 0)
      throw new Failure(
        "INPUT_INVALID",
        "signing-config names the log and the timestamp authorities already: rekor-url and timestamp-url cannot stand beside it.",
        { fix: "Leave out rekor-url and timestamp-url, or signing-config.", at: { input: "signing-config" } },
      );
    const services = chooseServices(readSigningConfig(signingConfig), signingConfig.name, now, wish);
    checkFulcio(services.fulcio, fulcio, signingConfig);
    return services;
  }
  if (fulcio === undefined) {
    if (rekorUrl === undefined && timestampUrls.length === 0) return undefined;
    throw new Failure("INPUT_INVALID", "rekor-url or timestamp-url is given, but no fulcio-url.", {
      fix: "fulcio-url: https://HOST",
      at: { input: "fulcio-url" },
    });
  }
  return named(inputs, fulcio, wish);
}

function named(inputs: ServiceInputs, fulcio: URL, wish: Wish): SigningServices {
  const timestamps = inputs.timestampUrls.map((text) => endpointOfInput(text, "timestamp-url"));
  const log =
    inputs.rekorUrl === undefined || wish.noLog === true
      ? undefined
      : { url: endpointOfInput(inputs.rekorUrl, "rekor-url"), version: inputs.rekorVersion ?? 1 };
  if (log?.version !== 1 && timestamps.length === 0)
    throw new Failure(
      "INPUT_INVALID",
      log === undefined
        ? "There is neither rekor-url nor timestamp-url: nothing would say when it was signed."
        : "Rekor 2 gives no time of its own: a timestamp authority is needed beside it.",
      { fix: "timestamp-url: https://HOST/api/v1/timestamp", at: { input: "timestamp-url" } },
    );
  if (wish.logVersion === 1 && log?.version !== 1)
    throw new Failure("SIGNING_REFUSED", "Image signatures of the old scheme need a Rekor 1 log.", {
      fix: "Sign images in the new scheme only, or name a Rekor 1 log:\nrekor-url: https://HOST",
      at: { input: "rekor-url" },
    });
  return { fulcio, log, timestamps };
}

function checkFulcio(chosen: URL, input: URL | undefined, config: TrustFile): void {
  if (input === undefined ? !config.inCheckout : input.origin === chosen.origin) return;
  throw new Failure(
    "ENDPOINT_REFUSED",
    input === undefined
      ? `The signing config ${config.name} lies in the checkout and would choose who gets this job's token: its Fulcio must be named in the workflow too.`
      : `The signing config ${config.name} names another Fulcio than fulcio-url; the token was not sent.`,
    // The origin alone: what is pasted is what gets the token, and should be read first.
    { fix: `fulcio-url: ${chosen.origin}`, at: { input: "fulcio-url" } },
  );
}
