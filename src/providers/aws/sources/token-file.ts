import path from "node:path";
import { Failure } from "../../../kernel/errors.ts";
import { readBounded } from "../../../kernel/files.ts";
import { Secret } from "../../../kernel/secret.ts";
import type { Host, IdToken } from "../../provider.ts";
import { expired, objectOf } from "./answer.ts";

/** An identity token has some kilobytes; what is larger is another file. */
const MAX_TOKEN_BYTES = 64 * 1024;
const JWT = /^[\w-]+\.([\w-]+)\.[\w-]+$/;

/**
 * The identity token that a file holds, read anew: whoever put it there (a kubelet, a CI system) also renews it. A
 * relative path starts at the workspace; a symbolic link is followed, as a kubelet's token is one. Nothing but the
 * path given here is read: AWS_WEB_IDENTITY_TOKEN_FILE does not count.
 *
 * @throws Failure CREDENTIALS_MISSING where no token is there, CREDENTIALS_REFUSED where it has expired
 */
export function readTokenFile(file: string, host: Host): IdToken {
  const absolute = path.resolve(host.workspace, file);
  const text = contentOf(absolute);
  const token = Secret.of(text);
  if (!token.isEmpty) host.born([token]);
  const [, payload] = JWT.exec(text) ?? [];
  const claims = payload === undefined ? undefined : objectOf(Buffer.from(payload, "base64url"));
  if (claims === undefined) throw missing("The token file holds no identity token (a JWT).", absolute);
  const end = claims["exp"];
  if (typeof end === "number" && end * 1000 <= host.clock.now())
    throw expired(
      "The token file",
      new Date(end * 1000),
      "Have the token written anew right before this step.",
    );
  return { token, claims };
}

function contentOf(file: string): string {
  try {
    return readBounded(file, MAX_TOKEN_BYTES).bytes.toString("utf8").trim();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why =
      error.code === "FILE_NOT_FOUND"
        ? "The token file is not there."
        : error.code === "LIMIT_EXCEEDED"
          ? "The token file is too large for an identity token."
          : "The token file cannot be read.";
    throw missing(why, file);
  }
}

const missing = (message: string, file: string): Failure =>
  new Failure("CREDENTIALS_MISSING", message, {
    at: { file },
    fix: "aws-credentials: token-file PATH\nwith the path that the token is written to, relative to the workspace or absolute. On GitHub's runners a role alone does, without a file: aws-role.",
  });
