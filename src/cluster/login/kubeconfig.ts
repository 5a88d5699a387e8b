import { Failure } from "../../kernel/errors.ts";
import { printable } from "../../kernel/printable.ts";
import { Secret } from "../../kernel/secret.ts";
import type { Access } from "../access.ts";
import type { ClusterHost } from "../host.ts";
import type { GivenPlace } from "./access.ts";
import { checkedPem } from "./authority.ts";
import { bytesIn, type KubeconfigEntry, textIn, wrong } from "./kubeconfig-fields.ts";
import { chosenContext, mergeKubeconfigs } from "./kubeconfig-merge.ts";
import { readKubeconfigs } from "./kubeconfig-read.ts";
import { credentialIn, impersonationIn } from "./kubeconfig-user.ts";
import { knownExec } from "./known-exec.ts";
import type { LoginNeeds } from "./needs.ts";
import type { ClusterReference } from "./reference.ts";
import { parseServer } from "./server.ts";

type Place = Pick<Access, "server" | "trust" | "proxy">;

const MAX_SHOWN = 100;

/**
 * The login that a kubeconfig describes: its chosen context, with our own login in place of an exec plugin that is known.
 * @throws Failure KUBECONFIG_INVALID, KUBECONFIG_REFUSED, ENDPOINT_REFUSED, FILE_*, and what a cloud's login throws
 * @see https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 */
export async function kubeconfigAccess(
  { path, context: asked }: Extract<ClusterReference, { kind: "kubeconfig" }>,
  given: GivenPlace,
  needs: LoginNeeds,
  host: ClusterHost,
  signal: AbortSignal,
): Promise<Access> {
  const files = await readKubeconfigs(path, needs);
  const context = chosenContext(mergeKubeconfigs(files), asked, files[0]?.file);
  const { cluster, user } = context;
  const impersonate = impersonationIn(user);
  const more = {
    ...(context.namespace === undefined ? {} : { namespace: context.namespace }),
    ...(impersonate === undefined ? {} : { impersonate }),
  };
  const place = placeIn(cluster, given, host);
  const exec = user.fields.get("exec") ?? undefined;
  if (exec !== undefined) {
    const known = knownExec(exec, user.file);
    if (known instanceof Failure) throw known;
    const { replacedExec } = await import("./replaced-exec.ts");
    return { ...(await replacedExec(known, cluster, place, given, needs, host, signal)), ...more };
  }
  if (place.trust.insecure)
    host.warn(
      "The kubeconfig says insecure-skip-tls-verify: whoever is on the way can pass for the API server, and read the token and the values.",
    );
  const name = printable(context.name).slice(0, MAX_SHOWN);
  return {
    shown: `${place.server.host} (context ${name})`,
    ...place,
    ...credentialIn(user, host),
    ...more,
    advice: {
      unauthorized:
        "The API server does not take the credential of this kubeconfig: it may have ended, or be of another cluster. With the same kubeconfig:\nkubectl auth whoami",
    },
  };
}

/** Server, trust and proxy of a cluster entry; the inputs count over it. */
function placeIn(cluster: KubeconfigEntry, given: GivenPlace, host: ClusterHost): Place {
  const text = textIn(cluster, "server");
  const own = parseServer(text ?? "", "The server of the kubeconfig's cluster", "server: https://HOST:6443");
  const server = given.server ?? own;
  if (server instanceof Failure) throw server;
  const proxy = textIn(cluster, "proxy-url");
  const url = proxy !== undefined && URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (url !== undefined && url.password !== "") host.born([Secret.of(url.password)]);
  if (proxy !== undefined && url?.protocol !== "http:" && url?.protocol !== "https:")
    throw wrong(
      "KUBECONFIG_REFUSED",
      "The proxy-url of the kubeconfig is no http: or https: address; no other proxy is spoken to here.",
      cluster.file,
      "proxy-url: http://HOST:PORT",
    );
  const serverName = textIn(cluster, "tls-server-name");
  return {
    server,
    trust: { ...trustIn(cluster, given), ...(serverName === undefined ? {} : { serverName }) },
    ...(proxy === undefined ? {} : { proxy }),
  };
}

function trustIn(cluster: KubeconfigEntry, given: GivenPlace): { ca?: string; insecure?: true } {
  if (given.ca !== undefined) return { ca: given.ca };
  const skip = cluster.fields.get("insecure-skip-tls-verify") === true;
  const bytes = bytesIn(cluster, "certificate-authority");
  if (skip && bytes !== undefined)
    throw wrong(
      "KUBECONFIG_INVALID",
      "The kubeconfig's cluster has a CA and insecure-skip-tls-verify, which leaves it out.",
      cluster.file,
      "Remove insecure-skip-tls-verify.",
    );
  if (bytes === undefined) return skip ? { insecure: true } : {};
  const where = "The certificate-authority of the kubeconfig's cluster";
  return { ca: checkedPem(bytes.toString("latin1"), where, { code: "KUBECONFIG_INVALID" }) };
}
