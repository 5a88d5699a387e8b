import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { ClusterHost } from "../../../../src/cluster/host.ts";
import type { LoginInputs } from "../../../../src/cluster/login/access.ts";
import type { CloudLogin, LoginNeeds } from "../../../../src/cluster/login/needs.ts";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { Reference } from "../../../../src/references/reference.ts";

export const CANARY = "CANARY-7f3a";
export const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
export const NEVER = new AbortController().signal;

const fixture = (name: string): string =>
  fs.readFileSync(path.resolve(import.meta.dirname, "../../../fixtures/tls", name), "utf8");
export const CA = fixture("ca.pem");
export const CERT = fixture("server.pem");
export const KEY = fixture("server.key");
export const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A folder of its own, with a workspace and a home in it. */
export function folders(): { readonly root: string; readonly workspace: string; readonly home: string } {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "login-")));
  onTestFinished(() => fs.rmSync(root, { recursive: true, force: true }));
  const [workspace, home] = ["workspace", "home"].map((name) => path.join(root, name));
  fs.mkdirSync(workspace!);
  fs.mkdirSync(path.join(home!, ".kube"), { recursive: true });
  return { root, workspace: workspace!, home: home! };
}

/** A host that keeps what it is told. */
export function hostOf(): { readonly host: ClusterHost; readonly born: string[]; readonly told: string[] } {
  const born: string[] = [];
  const told: string[] = [];
  const tell = (text: string): void => void told.push(text);
  const host = {
    clock: { now: () => NOW, sleep: async () => undefined },
    born: (secrets: readonly Secret[]) => void born.push(...secrets.map((one) => one.reveal() ?? "")),
    warn: tell,
    info: tell,
    debug: tell,
  } as unknown as ClusterHost;
  return { host, born, told };
}

export const NO_INPUTS: LoginInputs = { clusterServer: "", clusterCa: "", clusterAudience: "" };

export const needsOf = (more: Partial<LoginNeeds> = {}): LoginNeeds => ({
  env: {},
  workspace: "/nowhere/workspace",
  home: undefined,
  face: "actions",
  idToken: async () => {
    throw new Failure("INTERNAL", "no token was to be asked for");
  },
  cloud: async () => {
    throw new Failure("INTERNAL", "no cloud was to be asked");
  },
  ...more,
});

export const PLACE = { server: "https://abc.gr7.eu-central-1.eks.example", ca: CA };

/** A cloud's login that counts what it is asked. */
export function cloudOf(place = PLACE): {
  readonly cloud: (reference: Reference) => Promise<CloudLogin>;
  readonly asked: string[];
} {
  const asked: string[] = [];
  return {
    asked,
    cloud: async (reference) => {
      asked.push(`${reference.scheme}://${reference.locator} ${reference.query.get("region") ?? ""}`.trim());
      return {
        shown: "eks://prod in eu-central-1",
        unauthorized: "an access entry",
        place: async () => {
          asked.push("place");
          return place;
        },
        token: async () => {
          asked.push("token");
          return { token: Secret.of(`${CANARY}-token`), expires: new Date(NOW + 840_000) };
        },
      };
    },
  };
}
