import path from "node:path";
import { decodeClaims } from "../identity/claims.ts";
import { systemClock } from "../kernel/clock.ts";
import { Failure } from "../kernel/errors.ts";
import { readBounded } from "../kernel/files.ts";
import { Secret } from "../kernel/secret.ts";
import type { Runner } from "../runner/runner.ts";
import type { SigningHost } from "../signing/host.ts";

/** GitHub's are of 2 KiB; those with many groups are larger. */
const MAX_TOKEN_BYTES = 64 * 1024;
const MS_PER_SECOND = 1000;

type TokenOf = SigningHost["idToken"];

interface TokenSource {
  /** A path, or `-` for standard input; undefined where none was named. */
  readonly source: string | undefined;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly born: SigningHost["born"];
  /** The token service of a job. */
  readonly service: TokenOf;
}

/**
 * Whom a terminal signs as: the token of a file or of standard input, else of the job that it runs in; never of a
 * variable, and no browser is opened. A file is read again when a certificate is renewed. The token must be for the
 * audience that is asked for, and not have ended. Throws CREDENTIALS_MISSING, CREDENTIALS_REFUSED, FILE_*, OIDC_*.
 */
export function terminalIdentity(runner: Runner, { source, stdin, born, service }: TokenSource): TokenOf {
  let piped: Promise<Buffer> | undefined;
  const bytes = async (file: string): Promise<Buffer> =>
    file === "-"
      ? await (piped ??= readPipe(stdin()))
      : readBounded(path.resolve(runner.workspace, file), MAX_TOKEN_BYTES).bytes;
  return async (audience, signal) => {
    if (source === undefined) {
      if (isInJob(runner.env)) return await service(audience, signal);
      throw nobody(runner.env);
    }
    const token = Secret.of((await bytes(source)).toString("utf8").trim());
    born([token]);
    return { token, claims: judged(token, audience) };
  };
}

/** The variables that a job has: where one is missing there, the token service's own failure says why. */
const isInJob = (env: Runner["env"]): boolean =>
  env["GITHUB_ACTIONS"] === "true" || (env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "") !== "";

async function readPipe(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_TOKEN_BYTES)
      throw refused("What standard input holds is too large for an identity token.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function judged(token: Secret, audience: string): Readonly<Record<string, unknown>> {
  const claims = decodeClaims(token);
  if (claims === undefined) throw refused("What --identity-token names holds no identity token.");
  const { aud, exp } = claims;
  if (!(Array.isArray(aud) ? aud : [aud]).includes(audience))
    throw refused(
      `The identity token is not for the audience ${audience}: another service could have passed it on.`,
    );
  if (typeof exp === "number" && exp * MS_PER_SECOND <= systemClock.now())
    throw refused("The identity token has ended.");
  return claims;
}

const HOW =
  "gcloud auth print-identity-token --audiences=sigstore > token   # or whoever vouches for you, for the audience sigstore";

const refused = (message: string): Failure => new Failure("CREDENTIALS_REFUSED", message, { fix: HOW });

function nobody(env: Runner["env"]): Failure {
  const isStray = (env["SIGSTORE_ID_TOKEN"] ?? "") !== "";
  return new Failure(
    "CREDENTIALS_MISSING",
    `There is nobody to sign as: this is no GitHub job, and no --identity-token was given.${isStray ? " The variable SIGSTORE_ID_TOKEN is ignored." : ""}`,
    { fix: `${HOW}\nsecrets-action sign --identity-token token FILE` },
  );
}
