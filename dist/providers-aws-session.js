import { F as Failure } from "./report-failure.js";
import { g as parseSource, h as accountOf, j as readEndpoints, k as regionOf, l as handOver } from "./entries-version.js";
async function acquire(inputs, setting, signal) {
  const source = parseSource(inputs);
  if (source instanceof Failure) throw source;
  const first = await begin(source, inputs, setting, signal);
  let { credentials } = first;
  const { token } = credentials;
  if (inputs.awsChainRoles.length > 0) {
    const [{ assumeRole }, { sessionTags }] = await Promise.all([import("./providers-aws-sts.js"), import("./entries-version.js").then(function(n) {
      return n.x;
    })]);
    const claims = source.kind === "oidc" ? (await setting.host.idToken(signal)).claims : {};
    const tags = sessionTags(inputs, setting.host.env, claims);
    for (const role of inputs.awsChainRoles)
      credentials = await assumeRole(role, credentials, tags, inputs, setting, signal);
  }
  if (inputs.awsAllowedAccounts.length > 0)
    credentials = await allowed(credentials, inputs.awsAllowedAccounts, setting, signal);
  return credentials.token === void 0 ? { ...credentials, token } : credentials;
}
async function begin(source, inputs, setting, signal) {
  const { host } = setting;
  const exchanged = async (token, role) => {
    const { assumeWithToken } = await import("./providers-aws-sts.js");
    return { credentials: await assumeWithToken(token, role, inputs, setting, signal), claims: token.claims };
  };
  switch (source.kind) {
    case "oidc": {
      const [token] = await Promise.all([host.idToken(signal), import("./providers-aws-sdk-sts.js")]);
      return exchanged(token, source.role);
    }
    case "token-file":
      return exchanged(
        (await import("./providers-aws-sources-token-file.js")).readTokenFile(source.path, host),
        source.role
      );
    case "environment":
      return { credentials: (await import("./providers-aws-sources-environment.js")).environmentCredentials(host) };
    case "static":
      return { credentials: (await import("./providers-aws-sources-static.js")).staticCredentials(source, host) };
    case "container":
      return {
        credentials: await (await import("./providers-aws-sources-container.js")).containerCredentials(host, signal)
      };
    case "instance":
      return { credentials: await (await import("./providers-aws-sources-instance.js")).instanceCredentials(host, signal) };
    case "profile": {
      const { profileCredentials } = await import("./providers-aws-sources-profile.js").then(function(n) {
        return n.p;
      });
      return { credentials: await profileCredentials(source.name, inputs, setting, signal) };
    }
  }
}
async function allowed(credentials, accounts, setting, signal) {
  const arn = credentials.arn ?? await (await import("./providers-aws-sts.js")).callerArn(credentials, setting, signal);
  const account = accountOf(arn);
  if (account !== void 0 && accounts.includes(account)) return { ...credentials, arn };
  const shown = account ?? "unknown";
  throw new Failure(
    "ACCOUNT_NOT_ALLOWED",
    `The credentials are of the AWS account ${shown}, which aws-allowed-accounts does not name.`,
    {
      at: { input: "aws-allowed-accounts" },
      fix: `Use a role of an allowed account, or allow this one:
aws-allowed-accounts: "${shown}"`
    }
  );
}
async function openSession(inputs, host, signal) {
  const setting = {
    region: regionOf(inputs, host.env) ?? "",
    fips: inputs.awsFips,
    dualStack: inputs.awsDualStack,
    endpoints: readEndpoints(inputs, host.env).endpoints,
    host
  };
  for (const [service, url] of setting.endpoints) host.info(`aws: ${service} is called at ${url.origin}`);
  const credentials = await acquire(inputs, setting, signal);
  const { arn, expires, token } = credentials;
  const account = arn?.split(":")[4];
  const open = {
    secrets: async () => (await import("./providers-aws-secrets.js")).openSecrets(credentials, setting),
    parameters: async () => (await import("./providers-aws-parameters.js")).openParameters(credentials, setting)
  };
  const stores = /* @__PURE__ */ new Map();
  return {
    who: {
      subject: arn ?? `access key of ${inputs.awsCredentials}`,
      ...account === void 0 ? {} : { account },
      ...expires === void 0 ? {} : { expires },
      ...token === void 0 ? {} : { token }
    },
    read: async (locators, aborted) => {
      const reads = [...new Set(locators.map(({ store }) => store))].map(async (name) => {
        const store = stores.get(name) ?? open[name]();
        stores.set(name, store);
        return (await store).read(
          locators.filter((locator) => locator.store === name),
          aborted
        );
      });
      return new Map((await Promise.all(reads)).flatMap((outcomes) => [...outcomes]));
    },
    handOver: () => handOver(credentials, inputs, setting),
    // An STS session cannot be ended; it is short, and its end is in the log.
    close: async () => void 0
  };
}
export {
  openSession
};
