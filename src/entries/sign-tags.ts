import { planSigning, type SignPlan } from "../commands/sign-plan.ts";
import { readInputs } from "../config/read-inputs.ts";
import { Failure } from "../kernel/errors.ts";
import { runMasks } from "../kernel/masks.ts";
import type { Runner } from "../runner/runner.ts";
import type { PendingTag } from "../signing/registry/registry.ts";
import { SIGN_INPUTS } from "../signing/sign-inputs.ts";
import { lazyHttp } from "./lazy-http.ts";
import { loggedHttp } from "./logged-http.ts";

const MIN_MASK_LENGTH = 4;
/** The tags that signatures are kept under; any other is an image's own. */
const SIGNATURE_TAG = /^sha256-[0-9a-f]{64}(?:\.(?:sig|att))?$/;

/**
 * Those tags whose repository the step's inputs name. The journal lies in RUNNER_TEMP, where later steps can write: it may
 * not choose which host gets a login, nor which tag is written with it. Pure.
 */
export function ownTags(
  tags: readonly PendingTag[],
  { lines, attests, signaturesIn }: Pick<SignPlan, "lines" | "attests" | "signaturesIn">,
): readonly PendingTag[] {
  const subjects = [
    ...lines.map(({ subject }) => subject),
    ...attests.flatMap(({ subjects: some }) => some ?? []),
  ];
  const targets =
    signaturesIn === undefined
      ? subjects.flatMap((subject) => (subject.kind === "image" ? [subject.reference] : []))
      : [signaturesIn];
  const named = new Set(targets.map(({ registry, repository }) => `${registry}/${repository}`));
  return tags.filter(
    ({ registry, repository, tag }) => named.has(`${registry}/${repository}`) && SIGNATURE_TAG.test(tag),
  );
}

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
  const { plan } = planSigning(read);
  const own = ownTags(tags, plan);
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
    await registryOf(runner, host, plan.inputs).settle(signal, own);
    if (own.length < tags.length)
      throw new Failure(
        "NOT_PUBLISHED",
        `The list of signatures' tags in RUNNER_TEMP names ${tags.length - own.length} that the inputs of this step do not: left alone.`,
        { fix: "Look which later step of the job writes to RUNNER_TEMP." },
      );
  } finally {
    http.close();
  }
}
