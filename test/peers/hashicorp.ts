import { type Bao, type BaoOptions, baoServer } from "../harness/servers/bao.ts";
import { readInputs } from "../../src/config/read-inputs.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { Failure } from "../../src/kernel/errors.ts";
import { createHttp } from "../../src/kernel/http-client.ts";
import { Secret } from "../../src/kernel/secret.ts";
import type { Claims, Host, Leftover, Outcome } from "../../src/providers/provider.ts";
import { vaultProvider } from "../../src/providers/vault/index.ts";
import type { VaultInputs } from "../../src/providers/vault/inputs.ts";
import { parseReference } from "../../src/references/parse-reference.ts";
import type { Reference } from "../../src/references/reference.ts";
import { readToken } from "../harness/servers/keys.ts";
import type { OidcServer } from "../harness/servers/oidc.ts";
import { TEST_CA } from "../harness/servers/tls.ts";
import { hasPeer } from "./peers.ts";

/** Why the tests against HashiCorp Vault do not run here; undefined where they do. */
export const NO_VAULT = hasPeer("vault")
  ? undefined
  : "HashiCorp Vault: skipped: it is not installed (7 minutes: node test/peers/install.mjs vault)";

export const CANARY = "CANARY-7f3a";

/** A server of HashiCorp Vault in dev mode. */
export const vaultServer = (options: Omit<BaoOptions, "binary"> = {}): Bao =>
  baoServer({ ...options, binary: "vault" });

/** Who runs the step, besides its inputs. */
export interface Step {
  readonly env?: Readonly<Record<string, string>>;
  /** Whose tokens the step gets, with these claims over the server's own. */
  readonly oidc?: OidcServer;
  readonly claims?: Claims;
}

/** How a step ended that opened a session, read, and closed it. */
export interface Ended {
  readonly failure?: Failure;
  readonly outcomes: readonly (Outcome | undefined)[];
  /** Whom the server knew it as. */
  readonly subject: string;
  readonly token: string;
  readonly accessor: string;
  readonly left: readonly Leftover[];
  /** Ends what the step left, as post does. */
  readonly undo: () => Promise<string[]>;
}

/**
 * Logs in, reads, closes: as the action does, through the provider's own front. Nothing planted may be in what is said.
 * @param given inputs by their names in a workflow
 */
export async function step(
  vault: Bao,
  given: Readonly<Record<string, string>>,
  references: readonly string[] = [],
  { env = {}, oidc, claims }: Step = {},
): Promise<Ended> {
  const inputs = inputsOf({ "vault-address": vault.url(), ...given });
  const http = createHttp({ env: {}, ca: TEST_CA, clock: systemClock });
  const signal = new AbortController().signal;
  const said: string[] = [];
  const left: Leftover[] = [];
  const born: Secret[] = [];
  const say = (text: string): void => void said.push(text);
  const never = async (): Promise<never> => Promise.reject(new Error("not here"));
  const host: Host = {
    env,
    workspace: "/nowhere",
    temp: "/nowhere",
    face: "actions",
    http,
    clock: systemClock,
    idToken: async () => {
      const text = oidc?.token(vaultProvider.login!(inputs, env)?.audience ?? "", claims) ?? "";
      return { token: Secret.of(text), claims: readToken(text)?.claims ?? {} };
    },
    born: (secrets) => void born.push(...secrets),
    warn: say,
    info: say,
    debug: say,
    leave: async (leftover) => void left.push(leftover),
    settle: async (leftover) => void left.splice(left.indexOf(leftover), 1),
    borrow: never,
  };
  const undo = async (): Promise<string[]> =>
    Promise.all(left.map(async (one) => vaultProvider.undo!(one, host, signal)));
  const kept = { left, undo };
  const ended = await run().catch((error: unknown): Ended => {
    if (!(error instanceof Failure)) throw error;
    say(`${error.message}\n${error.fix}`);
    return { ...kept, failure: error, outcomes: [], subject: "", token: "", accessor: "" };
  });
  if (said.some((text) => text.includes(CANARY))) throw new Error("a planted value was said");
  return ended;

  async function run(): Promise<Ended> {
    const session = await vaultProvider.open(inputs, host, signal);
    const accessor = left[0]?.record["accessor"];
    const locators = references.map((text) => {
      const locator = vaultProvider.locate(parseReference(text) as Reference, inputs, {});
      if (locator instanceof Error) throw locator;
      return locator;
    });
    const read = await session.read(locators, signal);
    await session.close(signal);
    return {
      ...kept,
      outcomes: locators.map(({ id }) => read.get(id)),
      subject: session.who?.subject ?? "",
      token: born.map((one) => one.reveal() ?? "").findLast((text) => /^hv[sb]\./.test(text)) ?? "",
      accessor: typeof accessor === "string" ? accessor : "",
    };
  }
}

function inputsOf(given: Readonly<Record<string, string>>): VaultInputs {
  const env = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
  );
  const { values, problems } = readInputs(env, [vaultProvider]).providers.get("vault")!;
  if (problems.length > 0) throw new Error(problems.map(String).join("\n"));
  return values as unknown as VaultInputs;
}

/** What came for a reference: the JSON text of the whole secret, the text that an engine answered, or a failure's code. */
export function textOf(outcome: Outcome | undefined): string {
  if (outcome?.is === "failed") return outcome.error.code;
  if (outcome?.is !== "found") return outcome?.is ?? "nothing";
  const { value } = outcome;
  return (
    (value.kind === "fields"
      ? value.whole.reveal()
      : value.kind === "text"
        ? value.text.reveal()
        : undefined) ?? ""
  );
}
