import { expect, test } from "vitest";
import { isGone, ownerOf, ownershipProblem } from "../../../../src/cluster/apply/ownership.ts";
import { ApiFault } from "../../../../src/cluster/fault.ts";
import type { KubeObject, Metadata } from "../../../../src/cluster/object.ts";
import { stubClient } from "../stub-client.ts";

const CANARY = "CANARY-7f3a";
const signal = new AbortController().signal;
const host = { said: (text: string) => text.replaceAll(CANARY, "***") };
const KEY = { apiVersion: "v1", kind: "Secret", namespace: "prod", name: "app" };
const SETTINGS = { namespace: "prod", helmRelease: undefined, takeOwnership: false };
const live = (metadata: Partial<Metadata>): KubeObject => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "app", namespace: "prod", ...metadata },
});
const reference = (kind: string, name: string, more: object = {}) => ({
  ownerReferences: [{ apiVersion: "x.example/v1", kind, name, uid: "u", ...more }],
});
const helm = (name: string, namespace = "prod") => ({
  labels: { "app.kubernetes.io/managed-by": "Helm" },
  annotations: { "meta.helm.sh/release-name": name, "meta.helm.sh/release-namespace": namespace },
});
const tracked = (id: string) => ({ annotations: { "argocd.argoproj.io/tracking-id": id } });
const flux = { "kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux" };
const managed = { "reconcile.external-secrets.io/managed": "true" };
const esoManager = { manager: "externalsecrets.external-secrets.io/es", operation: "Update" as const };

const OPERATOR = "the External Secrets Operator";
const OWNED: readonly (readonly [string, Partial<Metadata>, string, string, boolean])[] = [
  ["External Secrets by reference", reference("ExternalSecret", "es"), OPERATOR, "es", true],
  ["External Secrets by label", { labels: managed, managedFields: [esoManager] }, OPERATOR, "es", true],
  ["External Secrets without a name", { labels: managed }, OPERATOR, "", true],
  ["Sealed Secrets", reference("SealedSecret", "s", { controller: true }), "Sealed Secrets", "s", true],
  ["Argo CD by tracking id", tracked("shop:/Secret:prod/app"), "Argo CD", "shop", true],
  ["Argo CD by its label", { labels: { "argocd.argoproj.io/instance": "shop" } }, "Argo CD", "shop", true],
  [
    "Argo CD by instance, written by it",
    { labels: { "app.kubernetes.io/instance": "shop" }, managedFields: [{ manager: "argocd-controller" }] },
    "Argo CD",
    "shop",
    true,
  ],
  ["Flux, kustomize", { labels: flux }, "Flux", "apps", true],
  ["Flux, helm", { labels: { "helm.toolkit.fluxcd.io/name": "chart" } }, "Flux", "chart", true],
  ["cert-manager", { annotations: { "cert-manager.io/certificate-name": "c" } }, "cert-manager", "c", true],
  [
    "cert-manager by label",
    { labels: { "controller.cert-manager.io/fao": "true" } },
    "cert-manager",
    "",
    true,
  ],
  [
    "Reflector",
    { annotations: { "reflector.v1.k8s.emberstack.com/reflects": "a/b" } },
    "Reflector",
    "a/b",
    true,
  ],
  ["a controller", reference("Widget", "w", { controller: true }), "the controller of Widget", "w", true],
  ["Helm", helm("shop"), "Helm", "shop", false],
];

test.each(OWNED)("%s is the owner", (_, metadata, tool, name, writesBack) => {
  expect(ownerOf(live(metadata))).toMatchObject({ tool, name, writesBack });
  const problem = ownershipProblem(live(metadata), { key: KEY }, { settings: SETTINGS, host });
  expect(problem?.code).toBe("OBJECT_OWNED");
  expect(problem?.message).toBe(
    `Secret prod/app belongs to ${tool}${name === "" ? "" : ` (${owned(tool, name)})`}.`,
  );
  expect(problem?.fix).toMatch(/^ {2}kubectl -n prod /m);
  const settings = { ...SETTINGS, takeOwnership: true };
  const taken = ownershipProblem(live(metadata), { key: KEY }, { settings, host });
  expect(taken?.code).toBe(writesBack ? "OBJECT_OWNED" : undefined);
  expect(ownershipProblem(live(metadata), { key: KEY }, { settings, host, gone: true })).toBeUndefined();
});
const owned = (tool: string, name: string): string => (tool === "Helm" ? `prod/${name}` : name);

test.each<[string, Partial<Metadata>]>([
  ["nothing says so", {}],
  ["a tracking id was copied along with another object", tracked("shop:/Secret:dev/app")],
  [
    "only the instance label stands there, which charts set too",
    { labels: { "app.kubernetes.io/instance": "shop" } },
  ],
  ["a rendered chart was applied by other means", { labels: { "app.kubernetes.io/managed-by": "Helm" } }],
  ["a reference is no controller's", reference("Widget", "w")],
  [
    "Flux is told to leave it",
    { labels: flux, annotations: { "kustomize.toolkit.fluxcd.io/reconcile": "disabled" } },
  ],
])("nobody owns it where %s", (_, metadata) => {
  expect(ownerOf(live(metadata))).toBeUndefined();
  expect(ownershipProblem(live(metadata), { key: KEY }, { settings: SETTINGS, host })).toBeUndefined();
});

test("the release that the objects are marked for is no stranger; another one, or elsewhere, is", () => {
  const settings = { ...SETTINGS, helmRelease: "shop" };
  const problem = (metadata: Partial<Metadata>) =>
    ownershipProblem(live(metadata), { key: KEY }, { settings, host })?.code;
  expect(problem(helm("shop"))).toBeUndefined();
  expect(problem(helm("other"))).toBe("OBJECT_OWNED");
  expect(problem(helm("shop", "dev"))).toBe("OBJECT_OWNED");
});

test("names of the server are shown as they may be", () => {
  const problem = ownershipProblem(
    live(reference("ExternalSecret", CANARY)),
    { key: KEY },
    { settings: SETTINGS, host },
  );
  expect(problem?.message).toContain("(***)");
  expect(`${problem?.message}${problem?.fix}`).not.toContain(CANARY);
});

test("an owner is gone where its object or its whole API is, and not where that is not known", async () => {
  const of = (metadata: Partial<Metadata>) => {
    const owner = ownerOf(live(metadata));
    if (owner === undefined) throw new Error("somebody should own it");
    return owner;
  };
  const eso = of(reference("ExternalSecret", "es"));
  const there: KubeObject = {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "es", namespace: "prod" },
  };
  const forbidden = new ApiFault({ method: "GET", path: "/" }, 403, "Forbidden", CANARY);
  expect(await isGone(eso, stubClient({ objects: [there] }), signal)).toBe(false);
  expect(await isGone(eso, stubClient(), signal)).toBe(true);
  expect(await isGone(eso, stubClient({ faults: () => forbidden }), signal)).toBe(false);
  expect(await isGone(of({ labels: flux }), stubClient({ objects: [there] }), signal)).toBe(true);
  expect(await isGone(of(tracked("shop:/Secret:prod/app")), stubClient(), signal)).toBe(false);
});
