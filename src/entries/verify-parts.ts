import crypto from "node:crypto";
import path from "node:path";
import type { VerifyParts } from "../commands/verify.ts";
import { readInputs } from "../config/read-inputs.ts";
import { systemClock } from "../kernel/clock.ts";
import { createFile } from "../kernel/files.ts";
import { runMasks } from "../kernel/masks.ts";
import { randomUuid } from "../kernel/uuid.ts";
import type { Runner } from "../runner/runner.ts";
import type { SigningHost } from "../signing/host.ts";
import { VERIFY_INPUTS } from "../signing/verify-inputs.ts";
import { checkoutFacts } from "./checkouts.ts";
import { lazyHttp } from "./lazy-http.ts";
import { loggedHttp } from "./logged-http.ts";
import { readCa } from "./provider-parts.ts";

const MIN_MASK_LENGTH = 4;

/** Everything that verifying touches, on any face; `given` holds the inputs as INPUT_* variables. */
export function verifyParts(runner: Runner, given: Runner["env"]): VerifyParts {
  const { workspace, temp } = runner;
  const read = readInputs(given, [{ id: "verifying", inputs: VERIFY_INPUTS }]);
  const host = hostOf(runner, () =>
    read.inputs.caCert === "" ? undefined : readCa(runner, read.inputs.caCert),
  );
  return {
    runner,
    clock: systemClock,
    readInputs: () => read,
    checkouts: (files) => checkoutFacts(workspace, files, runner.env),
    trustFiles: ({ trustedRoot, tufRoot, key }) =>
      [trustedRoot, tufRoot, key].filter((text) => text !== "" && !/^\s*(?:\{|-----BEGIN)/.test(text)),
    look: async (inputs, plan) => (await looking()).lookParts(runner, host, inputs, plan),
    trusts: async (inputs, signal) => (await looking()).trustsOf(runner, host, inputs, signal),
    hashing: () => {
      const hash = crypto.createHash("sha256");
      return {
        update: (chunk) => void hash.update(chunk),
        end: () => ({ digest: { algorithm: "sha256", hex: hash.digest("hex") } }),
      };
    },
    keep: (text, { report }) => {
      const file = report === "" ? path.join(temp, `secrets-action-verdict-${randomUuid()}.json`) : report;
      return createFile(path.resolve(workspace, file), Buffer.from(text), {
        roots: [workspace, temp],
        overwrite: true,
      });
    },
  };
}

function hostOf(runner: Runner, ca: () => string | undefined): SigningHost {
  const http = lazyHttp(runner.env, ca);
  const logged = loggedHttp(http, "verify", runner);
  return {
    http: logged,
    registryHttp: logged,
    clock: systemClock,
    env: runner.env,
    workspace: runner.workspace,
    temp: runner.temp,
    idToken: async () => {
      throw new Error("Verifying asks for no identity.");
    },
    born: (secrets) => runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms),
    warn: (text) => runner.annotate("warning", text),
    debug: runner.debug,
  };
}

/** Registries, GitHub and trust are for a run whose inputs are right. */
const looking = async (): Promise<typeof import("./verify-look.ts")> => await import("./verify-look.ts");
