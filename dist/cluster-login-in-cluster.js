const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const path = lazyBuiltin("node:path");
import { F as Failure, K as readBounded } from "./kernel-base.js";
import { c as checkedPem, p as parseServer } from "./cluster.js";
import { t as tokenFileBearer } from "./cluster-login-token-file.js";
const FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";
const MAX_BYTES = 1024 * 1024;
const ADVICE = "The API server does not take the token of the pod's service account: it may have been deleted, or the pod is of another cluster.";
function inClusterAccess(given, needs, host, folder = FOLDER) {
  const server = given.server ?? serverOf(needs.env);
  const ca = given.ca ?? checkedPem(read(folder, "ca.crt"), "The service account's ca.crt");
  read(folder, "token");
  const namespace = read(folder, "namespace").trim();
  return {
    shown: `in-cluster:// (${server.host})`,
    server,
    trust: { ca },
    bearer: tokenFileBearer(path.join(folder, "token"), host),
    ...namespace === "" ? {} : { namespace },
    advice: { unauthorized: ADVICE }
  };
}
function serverOf(env) {
  const host = env["KUBERNETES_SERVICE_HOST"] ?? "";
  const port = env["KUBERNETES_SERVICE_PORT"] ?? "";
  if (host === "" || port === "")
    throw missing(
      "This is no pod of a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set."
    );
  const server = parseServer(
    `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    "KUBERNETES_SERVICE_HOST",
    "Leave KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT to the kubelet."
  );
  if (server instanceof Failure) throw server;
  return server;
}
function read(folder, name) {
  try {
    return readBounded(path.join(folder, name), MAX_BYTES).bytes.toString("utf8");
  } catch {
    throw missing(
      `The pod has no service account mounted: its file ${name} is not there, or cannot be read.`
    );
  }
}
const missing = (message) => new Failure("CREDENTIALS_MISSING", message, {
  at: { input: "cluster" },
  fix: "In the pod of the runner:\nserviceAccountName: deployer\nautomountServiceAccountToken: true\nElsewhere name the cluster:\ncluster: eks://NAME   # or https://HOST:6443, kubeconfig://PATH"
});
export {
  inClusterAccess
};
