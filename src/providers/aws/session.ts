import type { Host, Session } from "../provider.ts";
import { acquire } from "./acquire.ts";
import type { EksLocator } from "./eks-locate.ts";
import { eksLogin } from "./eks-login.ts";
import { readEndpoints, shownEndpoints } from "./endpoint.ts";
import { handOver } from "./hand-over.ts";
import type { AwsInputs } from "./inputs.ts";
import type { AwsLocator } from "./locate.ts";
import { regionOf } from "./region.ts";
import type { OpenStore } from "./regions.ts";
import type { AwsSetting } from "./setting.ts";

type Store = AwsLocator["store"];

/** Gets the credentials of the one source, and opens a store when the first locator asks for it. */
export async function openSession(
  inputs: AwsInputs,
  host: Host,
  signal: AbortSignal,
): Promise<Session<AwsLocator>> {
  const setting: AwsSetting = {
    region: regionOf(inputs, host.env) ?? "",
    fips: inputs.awsFips,
    dualStack: inputs.awsDualStack,
    endpoints: readEndpoints(inputs, host.env).endpoints,
    host,
  };
  for (const line of shownEndpoints(setting.endpoints)) host.info(line);
  const credentials = await acquire(inputs, setting, signal);
  const { arn, expires, token } = credentials;
  const account = arn?.split(":")[4];
  const open: Readonly<Record<Store, () => Promise<OpenStore>>> = {
    secrets: async () => (await import("./secrets.ts")).openSecrets(credentials, setting),
    parameters: async () => (await import("./parameters.ts")).openParameters(credentials, setting),
  };
  const stores = new Map<Store, Promise<OpenStore>>();
  return {
    who: {
      subject: arn ?? `access key of ${inputs.awsCredentials}`,
      ...(account === undefined ? {} : { account }),
      ...(expires === undefined ? {} : { expires }),
      ...(token === undefined ? {} : { token }),
    },
    read: async (locators, aborted) => {
      const reads = [...new Set(locators.map(({ store }) => store))].map(async (name) => {
        const store = stores.get(name) ?? open[name]();
        stores.set(name, store);
        return (await store).read(
          locators.filter((locator) => locator.store === name),
          aborted,
        );
      });
      return new Map((await Promise.all(reads)).flatMap((outcomes) => [...outcomes]));
    },
    handOver: () => handOver(credentials, inputs, setting),
    health: async (aborted) => (await import("./health.ts")).health(credentials, inputs, setting, aborted),
    cluster: (at) =>
      eksLogin(
        at as EksLocator,
        credentials,
        (aborted) => acquire(inputs, setting, aborted),
        inputs,
        setting,
      ),
    registryToken: async (registry, aborted) =>
      (await import("./ecr.ts")).ecrToken(registry, credentials, setting, aborted),
    // An STS session cannot be ended; it is short, and its end is in the log.
    close: async () => undefined,
  };
}
