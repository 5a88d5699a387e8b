import type { AwsLocator } from "../../../../src/providers/aws/locate.ts";
import type { ParameterEntry, ParametersApi } from "../../../../src/providers/aws/parameters-api.ts";
import { openParameters } from "../../../../src/providers/aws/parameters.ts";
import { CANARY, fakeStore, type FakeStore, parameter, REGION, SETTING } from "./fakes.ts";

export const arnOf = (name: string): string =>
  `arn:aws:ssm:${REGION}:123456789012:parameter/${name.replace(/^\//, "")}`;
export const entryOf = (asked: string, more: Partial<ParameterEntry> = {}): ParameterEntry => {
  const [name = "", selector] = asked.startsWith("arn:") ? [asked.slice(arnOf("").length)] : asked.split(":");
  return {
    ARN: arnOf(name),
    Name: name,
    Value: `${CANARY} of ${asked}`,
    Version: /^\d+$/.test(selector ?? "") ? Number(selector) : 7,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
    LastModifiedDate: new Date(0),
    ...more,
  };
};

/** A Parameter Store that has every parameter, unless told otherwise; `calls` is what was asked of it, in order. */
export function fake(told: Partial<ParametersApi> = {}): FakeStore {
  const calls: string[] = [];
  const open = async (region: string): Promise<ParametersApi> => ({
    region,
    action: (verb, name) => ({
      service: "ssm",
      region,
      action: `ssm:${verb}`,
      resource: name,
      credentials: undefined,
    }),
    get: async (name, signal) => {
      calls.push(`get ${name}`);
      return told.get ? told.get(name, signal) : entryOf(name);
    },
    batch: async (names, signal) => {
      calls.push(`batch ${region} ${names.length}`);
      return told.batch
        ? told.batch(names, signal)
        : { Parameters: names.map((name) => entryOf(name)).reverse() };
    },
    byPath: async (path, token, signal) => {
      calls.push(`path ${path} ${token ?? ""}`.trimEnd());
      return told.byPath ? told.byPath(path, token, signal) : {};
    },
    describe: async (filters, token, signal) => {
      calls.push(`describe ${JSON.stringify(filters)} ${token ?? ""}`.trimEnd());
      return told.describe ? told.describe(filters, token, signal) : {};
    },
  });
  const { signal } = new AbortController();
  return fakeStore(calls, async (locators) =>
    openParameters(undefined, SETTING, open).read(locators, signal),
  );
}

export const many = (count: number): AwsLocator[] =>
  Array.from({ length: count }, (_, i) => parameter(`/p${i}`));
