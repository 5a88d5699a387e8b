import type { RuleSpec } from "../rule.ts";
import {
  ALNUM,
  BASE32,
  BASE64,
  BECH32,
  DIGIT,
  FROM,
  HEX,
  LOWER,
  UPPER,
  UUID,
  WORD,
  WORD_EQ,
  family,
  of,
} from "./shape.ts";

const vault = family("HashiCorp Vault", FROM.gitleaks, "critical");
const age = family("age", FROM.recomputed, "critical");
const nats = family("NATS", FROM.recomputed);
const onePassword = family("1Password", FROM.gitleaks, "critical");
const doppler = family("Doppler", FROM.titus, "critical");
const tailscale = family("Tailscale", FROM.secretlint);
const pulumi = family("Pulumi", FROM.gitleaks);
/** A seed's first three characters say whose it is; the fourth holds four bits of the key. */
const seed = [of("A-P", 1), of(BASE32, 54)];

/** Keys of what holds secrets and runs machines. */
export const INFRASTRUCTURE: readonly RuleSpec[] = [
  vault("vault-service", "service token", "hvs.", of(WORD, 90, 120), { gitleaks: ["vault-service-token"] }),
  vault("vault-batch", "batch token", "hvb.", of(WORD, 138, 300), { gitleaks: ["vault-batch-token"] }),
  vault("vault-recovery", "recovery token", "hvr.", of(WORD, 90, 120), { source: FROM.secretlint }),
  vault("vault-legacy", "service token (legacy)", "s.", of(ALNUM, 24), {
    keywords: ["vault"],
    gitleaks: ["vault-service-token"],
  }),
  vault(
    "vault-unseal",
    "unseal key",
    "Unseal Key ",
    [of(DIGIT, 1, 2, ": "), of(BASE64, 43, 44), of("=", 0, 1)],
    {
      secret: "body",
      source: FROM.noseyparker,
    },
  ),
  family("HashiCorp", FROM.gitleaks, "critical")(
    "terraform-cloud",
    "Terraform API token",
    ".atlasv1.",
    of(WORD_EQ, 60, 70),
    { lead: [of(ALNUM, 14)], gitleaks: ["hashicorp-tf-api-token"] },
  ),
  family("Kubernetes", FROM.kubernetes, "medium")(
    "k8s-bootstrap-token",
    "bootstrap token",
    [],
    [of(LOWER, 6, 6, "."), of(LOWER, 16)],
    { keywords: ["bootstrap", "kubeadm"] },
  ),
  family("OpenShift", FROM.gitleaks)("openshift-token", "user token", "sha256~", of(WORD, 43), {
    gitleaks: ["openshift-user-token"],
  }),
  age("age-identity", "identity", "AGE-SECRET-KEY-1", of(BECH32, 58), {
    check: "bech32",
    gitleaks: ["age-secret-key"],
  }),
  age("age-identity-pq", "identity (post-quantum)", "AGE-SECRET-KEY-PQ-1", of(BECH32, 58, 600), {
    check: "bech32",
    severity: "low",
    source: FROM.memory,
  }),
  age(
    "age-plugin-identity",
    "plugin identity",
    "AGE-PLUGIN-",
    [of(UPPER, 1, 20, "-1"), of(BECH32, 20, 500)],
    {
      check: "bech32",
      severity: "low",
      source: FROM.memory,
    },
  ),
  nats("nats-user-seed", "seed of a user", "SUA", seed, { check: "crc16-nkey" }),
  nats("nats-account-seed", "seed of an account", "SAA", seed, { check: "crc16-nkey", severity: "critical" }),
  nats("nats-operator-seed", "seed of an operator", "SOA", seed, {
    check: "crc16-nkey",
    severity: "critical",
  }),
  nats("nats-server-seed", "seed of a server", "SNA", seed, { check: "crc16-nkey" }),
  nats("nats-cluster-seed", "seed of a cluster", "SCA", seed, { check: "crc16-nkey" }),
  nats("nats-curve-seed", "curve seed", "SXA", seed, { check: "crc16-nkey" }),
  family("WireGuard", FROM.titus)("wireguard-key", "private or preshared key", [], of(BASE64, 43), {
    suffix: "=",
    keywords: ["privatekey", "presharedkey"],
  }),
  onePassword(
    "1password-service",
    "service account token",
    "ops_eyJ",
    [of(BASE64, 247, 1000), of("=", 0, 2)],
    {
      check: "base64-json",
      gitleaks: ["1password-service-account-token"],
    },
  ),
  onePassword(
    "1password-secret-key",
    "secret key",
    "A3-",
    [of(UPPER, 6, 6, "-"), of(UPPER, 11, 11, "-"), of(UPPER, 5, 5, "-"), of(UPPER, 5, 5, "-"), of(UPPER, 5)],
    { gitleaks: ["1password-secret-key"] },
  ),
  onePassword(
    "1password-secret-key-grouped",
    "secret key (seven groups)",
    "A3-",
    [
      of(UPPER, 6, 6, "-"),
      of(UPPER, 6, 6, "-"),
      of(UPPER, 5, 5, "-"),
      of(UPPER, 5, 5, "-"),
      of(UPPER, 5, 5, "-"),
      of(UPPER, 5),
    ],
    { gitleaks: ["1password-secret-key"] },
  ),
  family("Bitwarden", FROM.memory)(
    "bitwarden-sm",
    "Secrets Manager access token",
    "0.",
    [...UUID.slice(0, -1), of(HEX, 12, 12, "."), of(ALNUM, 30, 30, ":"), of(BASE64, 22)],
    { suffix: "==", keywords: ["bws", "bitwarden"] },
  ),
  doppler("doppler-personal", "personal token", "dp.pt.", of(ALNUM, 40, 44), {
    gitleaks: ["doppler-api-token"],
  }),
  doppler("doppler-service", "service token", "dp.st.", of("0-9A-Za-z._-", 40, 90)),
  doppler("doppler-service-account", "service account token", "dp.sa.", of(ALNUM, 40, 44)),
  doppler("doppler-cli", "CLI token", "dp.ct.", of(ALNUM, 40, 44)),
  doppler("doppler-scim", "SCIM token", "dp.scim.", of(ALNUM, 40, 44), { severity: "high" }),
  doppler("doppler-audit", "audit token", "dp.audit.", of(ALNUM, 40, 44), { severity: "high" }),
  tailscale("tailscale-api", "API access token", "tskey-api-", [of(ALNUM, 8, 40, "-"), of(ALNUM, 16, 60)]),
  tailscale("tailscale-auth", "auth key", "tskey-auth-", [of(ALNUM, 8, 40, "-"), of(ALNUM, 16, 60)]),
  tailscale("tailscale-client", "OAuth client secret", "tskey-client-", [
    of(ALNUM, 8, 40, "-"),
    of(ALNUM, 16, 60),
  ]),
  tailscale("tailscale-scim", "SCIM key", "tskey-scim-", [of(ALNUM, 8, 40, "-"), of(ALNUM, 16, 60)]),
  tailscale(
    "tailscale-webhook",
    "webhook secret",
    "tskey-webhook-",
    [of(ALNUM, 8, 40, "-"), of(ALNUM, 16, 60)],
    {
      severity: "medium",
    },
  ),
  pulumi("pulumi", "access token", "pul-", of(HEX, 40), { gitleaks: ["pulumi-api-token"] }),
  family("Infracost", FROM.gitleaks, "medium")("infracost", "API token", "ico-", of(ALNUM, 32), {
    gitleaks: ["infracost-api-token"],
  }),
  family("Prefect", FROM.gitleaks)("prefect", "API token", "pnu_", of(ALNUM, 36), {
    gitleaks: ["prefect-api-token"],
  }),
  family("Defined Networking", FROM.gitleaks)(
    "defined-networking",
    "API token",
    "dnkey-",
    [of(WORD_EQ, 26, 26, "-"), of(WORD_EQ, 52)],
    { gitleaks: ["defined-networking-api-token"] },
  ),
  family("Cisco Meraki", FROM.gitleaks)("cisco-meraki", "API key", [], of(HEX, 40), {
    keywords: ["meraki"],
    gitleaks: ["cisco-meraki-api-key"],
  }),
  family("Authress", FROM.gitleaks)(
    "authress",
    "service client access key",
    ["sc_", "ext_", "scauth_", "authress_"],
    [
      of(LOWER, 5, 30, "."),
      of(LOWER, 4, 6, ".acc"),
      of("_-", 1),
      of("0-9a-z-", 10, 32, "."),
      of("0-9a-z+/_=-", 30, 120),
    ],
    { gitleaks: ["authress-service-client-access-key"] },
  ),
];
