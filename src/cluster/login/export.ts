import { Failure } from "../../kernel/errors.ts";
import type { Access, Bearer } from "../access.ts";
import type { ClusterInputs } from "../inputs.ts";
import type { ClusterReference } from "./reference.ts";

const API_VERSION = "client.authentication.k8s.io/v1";
const NAME = "secrets-action";
/** The verb of our own command line that prints a token. */
export const TOKEN_VERB = "cluster-token";
/** Whoever runs an exec plugin sets it, but for a few: and without it no credential is printed in a job. */
const ASKED = "KUBERNETES_EXEC_INFO";

/** The program that gives later steps a token: this very node, and our own file. */
export interface ExportedExec {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * A kubeconfig for later steps, as JSON (which is YAML). No token is in it: each call of helm or kubectl runs our own
 * program for a fresh one, which tells only that program. Pure.
 * @param givenNamespace that of the inputs: it counts over that of the login.
 * @throws Failure KUBECONFIG_REFUSED for a proxy with a password: it would be on disk
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export function kubeconfigText(
  { server, trust, proxy, impersonate, namespace }: Access,
  exec: ExportedExec,
  givenNamespace?: string,
): string {
  const chosen = givenNamespace ?? namespace;
  if (proxy !== undefined && URL.canParse(proxy) && new URL(proxy).password !== "")
    throw new Failure(
      "KUBECONFIG_REFUSED",
      "The cluster is reached by a proxy with a password, which export-kubeconfig would write to disk.",
      {
        at: { input: "export-kubeconfig" },
        fix: "Name the proxy in HTTPS_PROXY of the job in place of the kubeconfig's proxy-url.",
      },
    );
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: NAME,
        cluster: {
          server: server.href.replace(/\/$/, ""),
          ...(trust.ca === undefined
            ? {}
            : { "certificate-authority-data": Buffer.from(trust.ca).toString("base64") }),
          ...(trust.serverName === undefined ? {} : { "tls-server-name": trust.serverName }),
          ...(trust.insecure ? { "insecure-skip-tls-verify": true } : {}),
          ...(proxy ? { "proxy-url": proxy } : {}),
        },
      },
    ],
    users: [
      {
        name: NAME,
        user: {
          ...(impersonate === undefined
            ? {}
            : {
                as: impersonate.user,
                ...(impersonate.uid === undefined ? {} : { "as-uid": impersonate.uid }),
                "as-groups": impersonate.groups,
                "as-user-extra": Object.fromEntries(impersonate.extra),
              }),
          exec: {
            apiVersion: API_VERSION,
            command: exec.command,
            args: exec.args,
            env: [{ name: ASKED, value: "{}" }],
            interactiveMode: "Never",
            provideClusterInfo: false,
          },
        },
      },
    ],
    contexts: [
      {
        name: NAME,
        context: { cluster: NAME, user: NAME, ...(chosen === undefined ? {} : { namespace: chosen }) },
      },
    ],
    "current-context": NAME,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** INPUT_INVALID where the kubeconfig is one that later steps do not have; undefined for every other login. Pure. */
export function notExportable(
  reference: ClusterReference,
  inputs: Pick<ClusterInputs, "cluster">,
): Failure | undefined {
  if (inputs.cluster !== "" && (reference.kind !== "kubeconfig" || reference.path !== undefined))
    return undefined;
  return new Failure(
    "INPUT_INVALID",
    "export-kubeconfig would hand on a kubeconfig that is itself an input or the environment's.",
    {
      at: { input: "export-kubeconfig" },
      fix: "Give later steps that kubeconfig itself, or name the cluster:\ncluster: eks://NAME",
    },
  );
}

/**
 * What the exported kubeconfig runs: our own file with the verb and the flags that say which cluster. Pure.
 * @param more further flags, by name without dashes, `true` for those without a value: those of the provider whose login
 * it is. No credential may be among them: they stand in the kubeconfig, and in the list of processes.
 */
export function execArguments(
  cli: string,
  inputs: Pick<ClusterInputs, "cluster" | "clusterAudience">,
  more: readonly (readonly [string, string | true])[],
): readonly string[] {
  const flags: (readonly [string, string | true])[] = [
    ["cluster", inputs.cluster],
    ...(inputs.clusterAudience === "" ? [] : [["cluster-audience", inputs.clusterAudience] as const]),
    ...more,
  ];
  // Name and value in one: a value that begins with a dash, as PEM does, would be read as a flag.
  return [cli, TOKEN_VERB, ...flags.map(([name, value]) => `--${name}${value === true ? "" : `=${value}`}`)];
}

/**
 * What an exec plugin prints: the credential itself, as JSON for the program that asked.
 * @throws Failure CREDENTIALS_MISSING where there is neither a token nor a certificate
 * @see https://kubernetes.io/docs/reference/config-api/client-authentication.v1/
 */
export function execCredential(bearer: Bearer | undefined, certificate?: Access["certificate"]): string {
  if (bearer === undefined && certificate === undefined)
    throw new Failure("CREDENTIALS_MISSING", "The cluster's login has neither a token nor a certificate.", {
      at: { input: "cluster" },
    });
  const status = {
    ...(bearer?.expires === undefined
      ? {}
      : { expirationTimestamp: bearer.expires.toISOString().replace(/\.\d+Z$/, "Z") }),
    ...(bearer === undefined ? {} : { token: bearer.token.reveal() }),
    ...(certificate === undefined
      ? {}
      : { clientCertificateData: certificate.cert, clientKeyData: certificate.key.reveal() }),
  };
  return JSON.stringify({
    kind: "ExecCredential",
    apiVersion: API_VERSION,
    spec: { interactive: false },
    status,
  });
}
