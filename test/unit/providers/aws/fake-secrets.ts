import type { AwsCredentials } from "../../../../src/providers/aws/credentials.ts";
import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { SecretEntry, SecretsApi } from "../../../../src/providers/aws/secrets-api.ts";
import { openSecrets } from "../../../../src/providers/aws/secrets.ts";
import { CANARY, fakeStore, type FakeStore, fault, REGION, secret, SETTING } from "./fakes.ts";

export const ID = "1a2b3c4d-0000-0000-0000-000000000000";
export const arnOf = (name: string, region = REGION): string =>
  `arn:aws:secretsmanager:${region}:123456789012:secret:${name}-AbCdEf`;
export const entryOf = (name: string, more: Partial<SecretEntry> = {}): SecretEntry => ({
  ARN: arnOf(name),
  Name: name,
  VersionId: ID,
  VersionStages: ["AWSCURRENT"],
  SecretString: `${CANARY} of ${name}`,
  CreatedDate: new Date(0),
  ...more,
});

/** A Secrets Manager that has every secret, unless told otherwise; `calls` is what was asked of it, in order. */
export function fake(told: Partial<SecretsApi> = {}, credentials?: AwsCredentials): FakeStore {
  const calls: string[] = [];
  const nameOf = (id: string): string => /:secret:(.*)-AbCdEf$/.exec(id)?.[1] ?? id;
  const open = async (region: string): Promise<SecretsApi> => ({
    region,
    action: (verb, name) => ({
      service: "secretsmanager",
      region,
      action: `secretsmanager:${verb}`,
      resource: name,
      credentials: undefined,
    }),
    get: async (ask, signal) => {
      calls.push(["get", ask.name, ask.version, ask.stage].filter((part) => part !== undefined).join(" "));
      return told.get ? told.get(ask, signal) : entryOf(nameOf(ask.name));
    },
    batch: async (names, signal) => {
      calls.push(`batch ${region} ${names.length}`);
      return told.batch
        ? told.batch(names, signal)
        : { SecretValues: names.map((name) => entryOf(nameOf(name))) };
    },
    describe: async (name, signal) => {
      calls.push(`describe ${name}`);
      if (told.describe) return told.describe(name, signal);
      throw fault("ResourceNotFoundException");
    },
    list: async (filters, token, signal) => {
      calls.push(`list ${JSON.stringify(filters)} ${token ?? ""}`.trimEnd());
      return told.list ? told.list(filters, token, signal) : {};
    },
  });
  const { signal } = new AbortController();
  return fakeStore(calls, async (locators) => openSecrets(credentials, SETTING, open).read(locators, signal));
}

export const many = (count: number): AwsLocator[] => Array.from({ length: count }, (_, i) => secret(`s${i}`));
