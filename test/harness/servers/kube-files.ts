import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { TEST_CA, TEST_CA_FILE } from "./tls.ts";

/** A user of the API server's token file. */
export interface StaticUser {
  readonly name: string;
  readonly token: string;
  readonly groups?: readonly string[];
}

/** An issuer whose tokens the API server takes by itself. */
export interface TrustedIssuer {
  /** The `iss` of its tokens. */
  readonly url: string;
  /** Where its configuration is served. */
  readonly discoveryUrl: string;
  readonly audiences: readonly string[];
}

/** A resource whose requests and answers are in the audit log with their bodies. */
export interface AuditedResource {
  readonly group: string;
  readonly resources: readonly string[];
}

export interface KubeFiles {
  readonly folder: string;
  readonly at: (name: string) => string;
  readonly write: (name: string, content: string) => string;
  /** Takes a token and a name for the file; returns the path of a kubeconfig with it. */
  readonly kubeconfig: (name: string, url: string, token: string) => string;
  /** Takes a name and groups; returns a certificate that the API server takes, with its key, as PEM. */
  readonly clientCertificate: (name: string, group?: string) => { cert: string; key: string };
  readonly remove: () => void;
}

/** Returns a folder with what an API server reads: a CA for clients (by openssl), and the key of service accounts. Remove it. */
export function createKubeFiles(): KubeFiles {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cluster-"));
  const at = (name: string): string => path.join(folder, name);
  const write = (name: string, content: string): string => {
    fs.writeFileSync(at(name), content, { mode: 0o600 });
    return at(name);
  };
  const { privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  write("sa.key", privateKey.export({ type: "pkcs1", format: "pem" }).toString());
  openssl(folder, [
    "req",
    "-x509",
    ...NEW_KEY,
    "-keyout",
    "client-ca.key",
    "-out",
    "client-ca.pem",
    "-days",
    "30",
    "-subj",
    "/CN=clients (TEST ONLY)",
  ]);
  let count = 0;
  return {
    folder,
    at,
    write,
    kubeconfig: (name, url, token) => write(name, JSON.stringify(kubeconfigOf(url, token))),
    clientCertificate(name, group) {
      count += 1;
      const base = `client-${count}`;
      const subject = `${group === undefined ? "" : `/O=${group}`}/CN=${name}`;
      openssl(folder, ["req", ...NEW_KEY, "-keyout", `${base}.key`, "-out", `${base}.csr`, "-subj", subject]);
      write(`${base}.ext`, "extendedKeyUsage=clientAuth\n");
      const signed = [
        "x509",
        "-req",
        "-in",
        `${base}.csr`,
        "-CA",
        "client-ca.pem",
        "-CAkey",
        "client-ca.key",
      ];
      openssl(folder, [
        ...signed,
        "-days",
        "2",
        "-set_serial",
        String(count),
        "-extfile",
        `${base}.ext`,
        "-out",
        `${base}.pem`,
      ]);
      return {
        cert: fs.readFileSync(at(`${base}.pem`), "utf8"),
        key: fs.readFileSync(at(`${base}.key`), "utf8"),
      };
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

function openssl(folder: string, args: readonly string[]): void {
  const made = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`openssl ${args[0]} failed: ${made.error?.message ?? made.stderr}`);
}

function kubeconfigOf(server: string, token: string): object {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, "certificate-authority": TEST_CA_FILE } }],
    users: [{ name: "test", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    "current-context": "test",
  };
}

/** Takes users; returns the API server's token file. */
export function tokenFile(users: readonly StaticUser[]): string {
  const line = (user: StaticUser): string =>
    `${user.token},${user.name},u-${user.name},"${(user.groups ?? []).join(",")}"`;
  return `${users.map(line).join("\n")}\n`;
}

/** Takes the issuers; returns the API server's structured authentication, with who a job of GitHub is in the cluster. */
export function authentication(issuer: TrustedIssuer | undefined): string {
  const jwt = {
    issuer: {
      url: issuer?.url,
      discoveryURL: issuer?.discoveryUrl,
      audiences: issuer?.audiences,
      audienceMatchPolicy: "MatchAny",
      certificateAuthority: TEST_CA,
    },
    claimValidationRules: [
      {
        expression: 'claims.repository_owner == "liquid-hive"',
        message: "repository_owner must be liquid-hive",
      },
    ],
    claimMappings: {
      username: { expression: '"gha:" + claims.sub' },
      groups: { expression: '["gha:repo:" + claims.repository]' },
      uid: { claim: "jti" },
    },
    userValidationRules: [{ expression: '!user.username.startsWith("system:")', message: "no system users" }],
  };
  return JSON.stringify({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AuthenticationConfiguration",
    jwt: issuer === undefined ? [] : [jwt],
  });
}

/** Takes what is recorded whole; returns the audit policy: all other requests without their bodies. */
export function auditPolicy(bodies: readonly AuditedResource[]): string {
  const whole = { level: "RequestResponse", resources: bodies };
  return JSON.stringify({
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    rules: [...(bodies.length === 0 ? [] : [whole]), { level: "Metadata" }],
  });
}

/** Takes the address of a token webhook; returns the kubeconfig by which the API server asks it. */
export function webhookConfig(server: string): string {
  const trust = server.startsWith("https:") ? { "certificate-authority": TEST_CA_FILE } : {};
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "webhook", cluster: { server, ...trust } }],
    users: [{ name: "apiserver", user: {} }],
    contexts: [{ name: "webhook", context: { cluster: "webhook", user: "apiserver" } }],
    "current-context": "webhook",
  });
}
