import { Failure } from "../../kernel/errors.ts";
import { readBounded } from "../../kernel/files.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Bearer } from "../access.ts";
import type { ClusterHost } from "../host.ts";

/** A token has some kilobytes; what is larger is another file. */
const MAX_BYTES = 64 * 1024;
/** What may stand in a header. */
const TOKEN = /^[\x21-\x7e]+$/;

/**
 * A bearer whose token stands in a file, read anew each time: whoever wrote it there (a kubelet) writes the next one
 * before this one ends. Throws CREDENTIALS_MISSING where there is none.
 */
export function tokenFileBearer(
  file: string,
  host: Pick<ClusterHost, "born">,
): (renew: boolean, signal: AbortSignal) => Promise<Bearer> {
  let masked: Secret | undefined;
  return async () => {
    const token = read(file);
    if (masked?.equals(token) !== true) host.born([token]);
    masked = token;
    return { token };
  };
}

function read(file: string): Secret {
  let text = "";
  try {
    text = readBounded(file, MAX_BYTES).bytes.toString("utf8").trim();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  if (TOKEN.test(text)) return Secret.of(text);
  throw new Failure(
    "CREDENTIALS_MISSING",
    "The file of the cluster's token is not there, or holds no token.",
    {
      at: { file },
      fix: "Check that the token is written there, and that this step may read it.",
    },
  );
}
