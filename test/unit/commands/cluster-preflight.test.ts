import { expect, test } from "vitest";
import type { ClusterClient } from "../../../src/cluster/api.ts";
import type { Mapping } from "../../../src/cluster/external-secrets/mapping.ts";
import type { ClusterHost } from "../../../src/cluster/host.ts";
import type { ClusterContext } from "../../../src/commands/cluster-job.ts";
import { preflight, storeInputs } from "../../../src/commands/cluster-preflight.ts";
import type { InputsRead } from "../../../src/config/read-inputs.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { BoundProvider, Session } from "../../../src/providers/provider.ts";
import { createSessions } from "../../../src/providers/sessions.ts";
import type { Reference } from "../../../src/references/reference.ts";

const signal = new AbortController().signal;
const ADDRESS = "https://vault.example:8200";

const mappingOf = (key: string): Mapping => ({
  name: "app",
  namespace: "prod",
  target: "app",
  store: { name: "vault", kind: "SecretStore" },
  refreshInterval: "1h",
  entries: [{ secretKey: "PASSWORD", key, decoding: "None" }],
  file: "values.yaml",
});

test("a key whose reading makes a new credential is not read", async () => {
  const read: string[] = [];
  const session: Session = {
    creates: async ({ id }) => id.startsWith("database/"),
    read: async (locators) => {
      read.push(...locators.map(({ id }) => id));
      return new Map(
        locators.map(({ id }) => [
          id,
          { is: "found", value: { kind: "text", text: Secret.of("v"), clear: false } },
        ]),
      );
    },
    close: async () => undefined,
  };
  const vault = {
    id: "vault",
    schemes: [{ name: "vault" }],
    locate: ({ locator }: Reference) => ({ id: locator, shown: locator }),
    open: async () => session,
  } as unknown as BoundProvider;
  const context = {
    given: {
      providers: new Map([
        ["vault", { values: { vaultAddress: ADDRESS }, given: true, ambient: false, problems: [] }],
      ]),
    },
    providers: [vault],
    sessions: createSessions(),
  } as unknown as ClusterContext;
  const client = {
    get: async () => ({ spec: { provider: { vault: { server: ADDRESS } } } }),
  } as unknown as ClusterClient;
  const host = { born: () => undefined } as unknown as ClusterHost;
  const ask = (key: string) => preflight(mappingOf(key), [], context, client, host, signal);
  expect(await ask("database/creds/app")).toEqual({
    problems: [],
    notices: [expect.stringContaining("PASSWORD: this step may not read it")],
  });
  expect(read).toEqual([]);
  await ask("secret/app");
  expect(read).toEqual(["secret/app"]);
});

const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const given = (caCert: string): Pick<InputsRead, "inputs" | "providers"> =>
  ({
    inputs: { caCert },
    providers: new Map([
      ["vault", { values: { vaultAddress: [ADDRESS, "https://other"], vaultMount: "kv" } }],
      ["aws", { values: { awsRegion: "eu-west-1 us-east-1" } }],
    ]),
  }) as unknown as Pick<InputsRead, "inputs" | "providers">;

test("what a store's line may leave out comes from the inputs", () => {
  expect(storeInputs(given(""), () => "")).toEqual({
    awsRegion: "eu-west-1",
    vaultAddress: ADDRESS,
    vaultMount: "kv",
    vaultNamespace: undefined,
    vaultCa: undefined,
  });
});

test.each([
  ["as text", PEM],
  ["in a file", "certs/ca.pem"],
])("the CA %s becomes PEM", (_, caCert) => {
  const read = storeInputs(given(caCert), (file) => (file === "certs/ca.pem" ? PEM : ""));
  expect(read.vaultCa).toBe(PEM);
});

test("a file that holds no certificate is refused", () => {
  expect(() => storeInputs(given("ca.pem"), () => "no")).toThrow(
    expect.objectContaining({ code: "FILE_UNREADABLE" }),
  );
  expect(() => storeInputs(given("ca.pem"), () => "no")).toThrow(Failure);
});
