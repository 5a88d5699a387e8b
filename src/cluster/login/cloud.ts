import { Failure } from "../../kernel/errors.ts";
import type { Access } from "../access.ts";
import type { ClusterHost } from "../host.ts";
import type { GivenPlace } from "./access.ts";
import { checkedPem } from "./authority.ts";
import type { CloudLogin } from "./needs.ts";
import { parseServer } from "./server.ts";

const INVALID = { code: "STORE_ANSWER_INVALID" } as const;
const UNKNOWN =
  "The cluster does not know the identity of this job: let it in where the cloud decides on that.";

/**
 * The login to a cluster of a cloud. The cloud is not asked where it is when the inputs say both server and CA.
 * @throws Failure ENDPOINT_REFUSED, STORE_ANSWER_INVALID for what the cloud says, and what asking it throws
 */
export async function cloudAccess(
  login: CloudLogin,
  given: GivenPlace,
  host: Pick<ClusterHost, "born">,
  signal: AbortSignal,
): Promise<Access> {
  const { server, ca, serverName } = await placeOf(login, given, signal);
  return {
    shown: login.shown,
    server,
    trust: {
      ...(ca === undefined ? {} : { ca }),
      ...(serverName === undefined ? {} : { serverName }),
    },
    bearer: async (_renew, signal) => {
      const made = await login.token(signal);
      // Masked already; this is for the server's texts, which may quote it.
      host.born([made.token]);
      return made;
    },
    advice: { unauthorized: login.unauthorized ?? UNKNOWN },
  };
}

/** Where a cluster is, by inputs and cloud. */
export interface KnownPlace {
  readonly server: URL;
  readonly ca: string | undefined;
  /** Of a server that is reached by another address than the cloud's, with the cloud's CA. */
  readonly serverName: string | undefined;
}

/** Where a cluster is: what the inputs say, and the rest as the cloud says it. Throws as `cloudAccess`. */
export async function placeOf(
  login: CloudLogin,
  given: GivenPlace,
  signal: AbortSignal,
): Promise<KnownPlace> {
  if (given.server !== undefined && given.ca !== undefined)
    return { server: given.server, ca: given.ca, serverName: undefined };
  const place = await login.place(signal);
  const said = parseServer(place.server, "The cloud's answer", "cluster-server: https://HOST");
  if (said instanceof Failure) throw said;
  const ca =
    given.ca ?? (place.ca === undefined ? undefined : checkedPem(place.ca, "The cloud's answer", INVALID));
  // A tunnel or a private name: the certificate is still the one that the cloud's CA gave the cluster's own name.
  const isElsewhere = given.server !== undefined && given.server.hostname !== said.hostname;
  return { server: given.server ?? said, ca, serverName: isElsewhere ? said.hostname : undefined };
}
