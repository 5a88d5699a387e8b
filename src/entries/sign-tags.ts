import { readInputs } from "../config/read-inputs.ts";
import { runMasks } from "../kernel/masks.ts";
import type { Runner } from "../runner/runner.ts";
import type { PendingTag } from "../signing/registry/registry.ts";
import { SIGN_INPUTS, type SignInputs } from "../signing/sign-inputs.ts";
import { lazyHttp } from "./lazy-http.ts";
import { loggedHttp } from "./logged-http.ts";

const MIN_MASK_LENGTH = 4;

/** Looks at tags that this job wrote, and adds what another writer dropped. Throws REGISTRY_*, NOT_PUBLISHED. */
export async function settleTags(
  runner: Runner,
  tags: readonly PendingTag[],
  signal: AbortSignal,
): Promise<void> {
  const [{ registryOf, signingHost }, { readCa }] = await Promise.all([
    import("./sign-host.ts"),
    import("./provider-parts.ts"),
  ]);
  const read = readInputs(runner.env, [{ id: "signing", inputs: SIGN_INPUTS }]);
  const inputs = read.providers.get("signing")!.values as unknown as SignInputs;
  const http = lazyHttp(runner.env, () =>
    read.inputs.caCert === "" ? undefined : readCa(runner, read.inputs.caCert),
  );
  const host = signingHost(runner, {
    http: loggedHttp(http, "registry", runner),
    born: (secrets) => runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms),
    idToken: async () => {
      throw new Error("Post asks for no identity.");
    },
  });
  try {
    await registryOf(runner, host, inputs).settle(signal, tags);
  } finally {
    http.close();
  }
}
