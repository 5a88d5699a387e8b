import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const source = path.resolve(import.meta.dirname, "../../src");
const files = fs
  .readdirSync(source, { recursive: true })
  .map((name) => String(name).replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"));
const textOf = new Map(files.map((file) => [file, fs.readFileSync(path.join(source, file), "utf8")]));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT = /^(?:import|export) (type )?(?:[^;"']*? from )?"([^"]+)";|import\("([^"]+)"\)/gm;
const imports: readonly Import[] = files.flatMap((file) =>
  [...textOf.get(file)!.matchAll(IMPORT)].map((match) => {
    const target = match[2] ?? match[3]!;
    return {
      from: file,
      to: target.startsWith(".") ? path.posix.join(path.posix.dirname(file), target) : target,
      typeOnly: match[1] !== undefined,
    };
  }),
);
const folder = (file: string): string => file.split("/")[0]!;

/** What each folder may import, besides itself. Commands take pure functions and types; disk and network are handed in. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  entries: [
    "commands",
    "config",
    "identity",
    "providers",
    "sops",
    "export",
    "cluster",
    "signing",
    "scan",
    "report",
    "runner",
    "references",
    "kernel",
  ],
  commands: [
    "config",
    "providers",
    "sops",
    "export",
    "cluster",
    "signing",
    "scan",
    "report",
    "runner",
    "references",
    "kernel",
  ],
  config: ["references", "kernel"],
  identity: ["references", "kernel"],
  providers: ["sops", "references", "kernel"],
  export: ["references", "kernel"],
  cluster: ["references", "kernel"],
  signing: ["references", "kernel"],
  scan: ["references", "kernel"],
  report: ["references", "kernel"],
  runner: ["kernel"],
  sops: ["kernel"],
  references: ["kernel"],
  kernel: [],
};

test("arrows go one way", () => {
  const wrong = imports.filter(
    ({ from, to }) =>
      files.includes(to) && folder(from) !== folder(to) && !ALLOWED[folder(from)]?.includes(folder(to)),
  );
  expect(wrong).toEqual([]);
});

test("only providers/sops knows the SOPS library among the providers, and only types of the runner reach the commands", () => {
  const sops = imports.filter(
    ({ from, to }) =>
      folder(from) === "providers" && folder(to) === "sops" && !from.startsWith("providers/sops/"),
  );
  const runner = imports.filter(
    ({ from, to, typeOnly }) => folder(from) === "commands" && folder(to) === "runner" && !typeOnly,
  );
  expect([...sops, ...runner]).toEqual([]);
});

/** Each package, and `child_process`, has the files that may import it. */
const DOORS: Readonly<Record<string, RegExp>> = {
  "node:child_process": /^kernel\/process\.ts$/,
  yaml: /^(kernel\/yaml(-documents)?|sops\/stores\/yaml[\w-]*)\.ts$/,
  re2js: /^kernel\/regex\.ts$/,
  "age-encryption": /^sops\/age\.ts$/,
  "@aws-sdk/client-sts": /^providers\/aws\/sdk/,
  "@aws-sdk/client-secrets-manager": /^providers\/aws\/sdk/,
  "@aws-sdk/client-ssm": /^providers\/aws\/sdk/,
  "@sigstore/bundle": /^signing\//,
  "@sigstore/core": /^signing\//,
  "@sigstore/verify": /^signing\//,
  "@sigstore/protobuf-specs": /^signing\//,
  "@sigstore/tuf/seeds.json": /^signing\//,
  "tuf-js": /^signing\/trust\//,
  "tuf-js/dist/error.js": /^signing\/trust\//,
  "@noble/curves/nist.js": /^signing\/verify\//,
  "node:http": /^kernel\/http/,
  "node:https": /^kernel\/http/,
};

test("a package has one importer", () => {
  const packages = imports.filter(
    ({ to }) => to in DOORS || (!to.startsWith("node:") && !files.includes(to)),
  );
  expect(packages.filter(({ from, to }) => !DOORS[to]?.test(from))).toEqual([]);
});

test("the SOPS library and the kernel's pure parts touch no network, and sops no disk", () => {
  const disk = imports.filter(
    ({ from, to }) => folder(from) === "sops" && /^node:(fs|http|https|net|tls|os|child_process)$/.test(to),
  );
  expect(disk).toEqual([]);
  const fetching = files.filter((file) => /\bfetch\(/.test(textOf.get(file)!));
  expect(fetching).toEqual([]);
});

/**
 * Where a value may come out of its Secret: masks, fields and decoding, the codec, export's effects, key material, what
 * goes to the store that it is for.
 */
const REVEALS: readonly string[] = [
  "cluster/bearer.ts",
  "cluster/external-secrets/preflight.ts",
  "cluster/login/export.ts",
  "cluster/login/kubeconfig-read.ts",
  "cluster/objects/docker.ts",
  "cluster/objects/encrypted.ts",
  "cluster/objects/lines.ts",
  "cluster/objects/secret.ts",
  "cluster/objects/tls.ts",
  "cluster/said.ts",
  "commands/cluster-values.ts",
  "commands/seed.ts",
  "entries/scan-comment.ts",
  "entries/terminal-parts.ts",
  "export/files.ts",
  "export/suitable.ts",
  "export/together.ts",
  "identity/claims.ts",
  "kernel/http-agent.ts",
  "kernel/http-client.ts",
  "kernel/masks.ts",
  "kernel/yaml-leaves.ts",
  "providers/aws/hand-over.ts",
  "providers/aws/sign.ts",
  "providers/aws/sdk.ts",
  "providers/aws/sts.ts",
  "providers/sops/borrowed-key.ts",
  "providers/sops/content.ts",
  "providers/sops/identities.ts",
  "providers/vault/certificate.ts",
  "providers/vault/engine.ts",
  "providers/vault/headers.ts",
  "providers/vault/login-body.ts",
  "providers/vault/logins/jwt-key.ts",
  "providers/vault/record.ts",
  "providers/vault/repeats.ts",
  "references/decode.ts",
  "references/json-tree.ts",
  "runner/actions.ts",
  "scan/git/fetch.ts",
  "signing/fulcio.ts",
  "signing/github.ts",
  "signing/registry/authorization.ts",
  "signing/registry/credentials.ts",
];

test("reveal() is called at the listed doors only", () => {
  const found = files.filter(
    (file) => file !== "kernel/secret.ts" && /\.reveal(Bytes)?\(/.test(textOf.get(file)!),
  );
  expect(found.sort()).toEqual([...REVEALS].sort());
});
