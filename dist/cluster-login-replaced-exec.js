import { i as isSameServer, b as isSameAuthority } from "./cluster.js";
import { cloudAccess } from "./cluster-login-cloud.js";
import { r as referenceOf, t as textIn, b as bytesIn, w as wrong } from "./cluster-login-kubeconfig.js";
async function replacedExec(known, cluster, { proxy }, given, needs, host, signal) {
  const line = `cluster: eks://${known.name}${known.region === void 0 ? "" : `?region=${known.region}`}`;
  const access = await cloudAccess(await needs.cloud(referenceOf(known), signal), given, host, signal);
  const refuse = (what) => wrong(
    "KUBECONFIG_REFUSED",
    `The kubeconfig's cluster has ${what} than the one that the cloud (or cluster-server and cluster-ca) says.`,
    cluster.file,
    `Name the cluster in place of the kubeconfig:
${line}`
  );
  const text = textIn(cluster, "server") ?? "";
  const own = URL.canParse(text) ? new URL(text) : void 0;
  const isClouds = own?.hostname === access.trust.serverName;
  if (own === void 0 || !isClouds && !isSameServer(own, access.server)) throw refuse("another server");
  const bytes = bytesIn(cluster, "certificate-authority")?.toString("latin1");
  if (cluster.fields.get("insecure-skip-tls-verify") === true)
    throw refuse("less of a check of the certificate");
  if (!isSameAuthority(bytes ?? "", access.trust.ca ?? "")) throw refuse("another CA");
  if (textIn(cluster, "tls-server-name") !== void 0) throw refuse("another name in its certificate");
  if (known.ignored.length > 0)
    host.info(
      `The kubeconfig's plugin is replaced by our own login: ${known.ignored.join(" and ")} of its arguments ${known.ignored.length === 1 ? "does" : "do"} not count, aws-role, aws-chain-roles and aws-credentials do.`
    );
  return proxy === void 0 ? access : { ...access, proxy };
}
export {
  replacedExec
};
