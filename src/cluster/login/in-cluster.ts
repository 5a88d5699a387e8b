import path from "node:path";
import { Failure } from "../../kernel/errors.ts";
import { readBounded } from "../../kernel/files.ts";
import type { Access } from "../access.ts";
import type { ClusterHost } from "../host.ts";
import type { GivenPlace } from "./access.ts";
import { checkedPem } from "./authority.ts";
import type { LoginNeeds } from "./needs.ts";
import { parseServer } from "./server.ts";
import { tokenFileBearer } from "./token-file.ts";

const FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";
const MAX_BYTES = 1024 * 1024;
const ADVICE =
  "The API server does not take the token of the pod's service account: it may have been deleted, or the pod is of another cluster.";

/**
 * The login as the service account of the pod that this runs in.
 * @param folder where the kubelet puts token, CA and namespace.
 * @throws Failure CREDENTIALS_MISSING outside of a pod, or where no service account is mounted
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export function inClusterAccess(
  given: GivenPlace,
  needs: Pick<LoginNeeds, "env">,
  host: ClusterHost,
  folder = FOLDER,
): Access {
  const server = given.server ?? serverOf(needs.env);
  const ca = given.ca ?? checkedPem(read(folder, "ca.crt"), "The service account's ca.crt");
  // Asked now, so that a pod without a token is told before anything is read.
  read(folder, "token");
  const namespace = read(folder, "namespace").trim();
  return {
    shown: `in-cluster:// (${server.host})`,
    server,
    trust: { ca },
    bearer: tokenFileBearer(path.join(folder, "token"), host),
    ...(namespace === "" ? {} : { namespace }),
    advice: { unauthorized: ADVICE },
  };
}

function serverOf(env: LoginNeeds["env"]): URL {
  const host = env["KUBERNETES_SERVICE_HOST"] ?? "";
  const port = env["KUBERNETES_SERVICE_PORT"] ?? "";
  if (host === "" || port === "")
    throw missing(
      "This is no pod of a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set.",
    );
  const server = parseServer(
    `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    "KUBERNETES_SERVICE_HOST",
    "Leave KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT to the kubelet.",
  );
  if (server instanceof Failure) throw server;
  return server;
}

function read(folder: string, name: string): string {
  try {
    return readBounded(path.join(folder, name), MAX_BYTES).bytes.toString("utf8");
  } catch {
    throw missing(
      `The pod has no service account mounted: its file ${name} is not there, or cannot be read.`,
    );
  }
}

const missing = (message: string): Failure =>
  new Failure("CREDENTIALS_MISSING", message, {
    at: { input: "cluster" },
    fix: "In the pod of the runner:\nserviceAccountName: deployer\nautomountServiceAccountToken: true\nElsewhere name the cluster:\ncluster: eks://NAME   # or https://HOST:6443, kubeconfig://PATH",
  });
