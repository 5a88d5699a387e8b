import crypto from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { KubeObject } from "../../src/cluster/object.ts";
import type { Cluster } from "../harness/servers/cluster.ts";
import { json, type Listening, listen } from "../harness/servers/control.ts";
import { until } from "../harness/servers/kube-process.ts";
import { TEST_CA } from "../harness/servers/tls.ts";

/** What the API server asks about (https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers). */
export interface Review {
  readonly uid: string;
  readonly name: string;
  readonly operation: string;
  readonly dryRun: boolean;
  readonly object: KubeObject;
  readonly oldObject: KubeObject | null;
}

/** Refuses with this text; undefined allows it; one that never ends hangs. */
export type Judge = (review: Review) => string | undefined | Promise<string | undefined>;

export interface HookOptions {
  /** Of `""` unless given: `secrets` is the default. */
  readonly resource?: "secrets" | "configmaps" | "deployments";
  readonly timeoutSeconds?: number;
}

export interface Webhook {
  /** Has it asked about the writes of a user in a namespace, dry runs too; returns once the API server asks. */
  readonly judge: (namespace: string, user: string, judge: Judge, options?: HookOptions) => Promise<void>;
}

export const HOOK_NAME = "guard.example.com";
/** For a judge that never answers. */
export const hang = (): Promise<undefined> => new Promise(() => undefined);

/** An admission webhook in this process, over TLS, for the suite in which it is called. */
export function admissionWebhook(cluster: Cluster): Webhook {
  const judges = new Map<string, Judge>();
  let server: Listening | undefined;
  beforeAll(async () => {
    server = await listen(
      async ({ path, body }) => {
        const { apiVersion, kind, request } = JSON.parse(body.toString("utf8"));
        const judge = judges.get(new URL(path, "https://webhook").pathname);
        const message = await judge?.({ ...request, dryRun: request.dryRun === true });
        const response =
          message === undefined
            ? { uid: request.uid, allowed: true }
            : { uid: request.uid, allowed: false, status: { code: 403, message } };
        return json(200, { apiVersion, kind, response });
      },
      { tls: "server" },
    );
  });
  afterAll(() => server?.stop());
  return {
    async judge(namespace, user, judge, { resource = "secrets", timeoutSeconds = 20 } = {}) {
      const path = `/${crypto.randomUUID()}`;
      let isAsked = false;
      judges.set(path, () => void (isAsked = true));
      const isOfUser = { name: "user", expression: `request.userInfo.username in ["admin", "${user}"]` };
      const base = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
      await cluster.must("POST", base, {
        body: {
          metadata: { name: path.slice(1) },
          webhooks: [
            {
              name: HOOK_NAME,
              admissionReviewVersions: ["v1"],
              sideEffects: "None",
              failurePolicy: "Fail",
              timeoutSeconds,
              matchConditions: [isOfUser],
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
              clientConfig: {
                url: `${server?.url}${path}`,
                caBundle: Buffer.from(TEST_CA).toString("base64"),
              },
              rules: [
                {
                  apiGroups: [resource === "deployments" ? "apps" : ""],
                  apiVersions: ["v1"],
                  operations: ["CREATE", "UPDATE"],
                  resources: [resource],
                },
              ],
            },
          ],
        },
      });
      const group = resource === "deployments" ? "/apis/apps/v1" : "/api/v1";
      const template = {
        metadata: { labels: { app: "x" } },
        spec: { containers: [{ name: "x", image: "x" }] },
      };
      const spec = { selector: { matchLabels: { app: "x" } }, template };
      const probe = { metadata: { name: "probe" }, ...(resource === "deployments" ? { spec } : {}) };
      await until("the API server asks the webhook", async () => {
        const at = `${group}/namespaces/${namespace}/${resource}`;
        await cluster.must("POST", at, { query: { dryRun: "All" }, body: probe });
        return isAsked;
      });
      // The administrator arranges things: from here on only the user is judged.
      judges.set(path, (review) =>
        (review as Review & { userInfo: { username: string } }).userInfo.username === user
          ? judge(review)
          : undefined,
      );
    },
  };
}
