import { Failure } from "../../kernel/errors.ts";
import type { Access } from "../access.ts";
import type { ClusterHost } from "../host.ts";
import type { GivenPlace } from "./access.ts";
import { isSameAuthority } from "./authority.ts";
import { cloudAccess } from "./cloud.ts";
import { bytesIn, type KubeconfigEntry, textIn, wrong } from "./kubeconfig-fields.ts";
import { type KnownExec, referenceOf } from "./known-exec.ts";
import type { LoginNeeds } from "./needs.ts";
import { isSameServer } from "./server.ts";

/**
 * Our own login in place of an exec plugin. The token is the job's, not whatever the kubeconfig's author would have got:
 * so it goes only where the cloud, or an input, says that this cluster is.
 * @throws Failure KUBECONFIG_REFUSED where server or CA are others, and what the cloud's login throws
 */
export async function replacedExec(
  known: KnownExec,
  cluster: KubeconfigEntry,
  { proxy }: Pick<Access, "proxy">,
  given: GivenPlace,
  needs: LoginNeeds,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Access> {
  const line = `cluster: eks://${known.name}${known.region === undefined ? "" : `?region=${known.region}`}`;
  const access = await cloudAccess(await needs.cloud(referenceOf(known), signal), given, host, signal);
  const refuse = (what: string): Failure =>
    wrong(
      "KUBECONFIG_REFUSED",
      `The kubeconfig's cluster has ${what} than the one that the cloud (or cluster-server and cluster-ca) says.`,
      cluster.file,
      `Name the cluster in place of the kubeconfig:\n${line}`,
    );
  const text = textIn(cluster, "server") ?? "";
  const own = URL.canParse(text) ? new URL(text) : undefined;
  // With cluster-server, the kubeconfig may still have the address that the cloud says.
  const isClouds = own?.hostname === access.trust.serverName;
  if (own === undefined || (!isClouds && !isSameServer(own, access.server))) throw refuse("another server");
  const bytes = bytesIn(cluster, "certificate-authority")?.toString("latin1");
  if (cluster.fields.get("insecure-skip-tls-verify") === true)
    throw refuse("less of a check of the certificate");
  if (!isSameAuthority(bytes ?? "", access.trust.ca ?? "")) throw refuse("another CA");
  if (textIn(cluster, "tls-server-name") !== undefined) throw refuse("another name in its certificate");
  if (known.ignored.length > 0)
    host.info(
      `The kubeconfig's plugin is replaced by our own login: ${known.ignored.join(" and ")} of its arguments ${known.ignored.length === 1 ? "does" : "do"} not count, aws-role, aws-chain-roles and aws-credentials do.`,
    );
  return proxy === undefined ? access : { ...access, proxy };
}
