import { c as createPool } from "./kernel-http-client.js";
import { E as failed, M as MISSING, F as attempt } from "./providers-list.js";
import { g as clientConfig, h as completeCalls, j as idOf, A as AwsFault, k as keyUnusable, f as failureOf, r as readInBatches, l as allPages, m as listingOf, n as isGone, o as overRegions } from "./providers-aws-session.js";
import { S as Secret, F as Failure } from "./kernel-base.js";
const PATH_PAGE = 10;
const NAMES_PAGE = 50;
function parametersApi(credentials, setting, pool) {
  return async (region, signal) => {
    const sdk = await import("./providers-aws-sdk-ssm.js");
    const client = new sdk.SSMClient(clientConfig("ssm", region, credentials, setting, signal));
    const action = (verb, name) => ({
      service: "ssm",
      region,
      action: `ssm:${verb}`,
      resource: name,
      credentials
    });
    const call = completeCalls(setting, pool);
    return {
      region,
      action,
      get: async (name, until) => {
        const answer = await call(
          action("GetParameter", name),
          until,
          "Parameter",
          async (abortSignal) => client.send(new sdk.GetParameterCommand({ Name: name, WithDecryption: true }), { abortSignal })
        );
        return answer.Parameter && { ...answer.Parameter, $metadata: answer.$metadata };
      },
      batch: async (names, until) => call(
        action("GetParameters"),
        until,
        "Parameters",
        async (abortSignal) => client.send(new sdk.GetParametersCommand({ Names: [...names], WithDecryption: true }), {
          abortSignal
        })
      ),
      byPath: async (path, token, until) => call(
        action("GetParametersByPath", path),
        until,
        "Parameters",
        async (abortSignal) => client.send(
          new sdk.GetParametersByPathCommand({
            Path: path,
            Recursive: true,
            WithDecryption: true,
            MaxResults: PATH_PAGE,
            NextToken: token
          }),
          { abortSignal }
        )
      ),
      describe: async (filters, token, until) => call(
        action("DescribeParameters"),
        until,
        "Parameters",
        async (abortSignal) => client.send(
          new sdk.DescribeParametersCommand({
            ParameterFilters: [...filters],
            MaxResults: NAMES_PAGE,
            NextToken: token
          }),
          { abortSignal }
        )
      )
    };
  };
}
const NOT_FOUND = /* @__PURE__ */ new Set([
  "ParameterNotFound",
  "ParameterVersionNotFound",
  "ParameterVersionLabelNotFound"
]);
const selectorOf = ({ version, label }) => version ?? label;
const askedName = (ask) => selectorOf(ask) === void 0 ? ask.name : `${ask.name}:${selectorOf(ask)}`;
async function readParameter(ask, api, signal) {
  try {
    const entry = await api.get(askedName(ask), signal);
    return (entry && foundParameter(entry)) ?? failed(noValue(ask.name));
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return explainRefused(ask, error, api, signal);
  }
}
function foundParameter(entry, metadata = entry.$metadata) {
  if (entry.Value === void 0) return void 0;
  const requestId = idOf(metadata);
  return {
    is: "found",
    value: { kind: "text", text: Secret.of(entry.Value) },
    ...entry.Version === void 0 ? {} : { version: String(entry.Version) },
    ...entry.LastModifiedDate === void 0 ? {} : { date: entry.LastModifiedDate },
    ...requestId === void 0 ? {} : { requestId }
  };
}
async function explainRefused(ask, fault, api, signal) {
  if (!NOT_FOUND.has(fault.code)) return failed(parameterFailure(fault, ask.name, api, "GetParameter"));
  return selectorOf(ask) === void 0 ? MISSING : whatIsMissing(ask, api, signal);
}
async function whatIsMissing(ask, api, signal) {
  try {
    await api.get(ask.name, signal);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return error.code === "ParameterNotFound" ? MISSING : failed(parameterFailure(error, ask.name, api, "GetParameter"));
  }
  const which = ask.label === void 0 ? "number" : "label";
  return failed(
    new Failure("VERSION_NOT_FOUND", `${ask.name} is there, but no version of it with this ${which}.`, {
      fix: `aws ssm get-parameter-history --name ${ask.name} --region ${api.region} --query "Parameters[].[Version,Labels]"`
    })
  );
}
function parameterFailure(fault, name, api, verb) {
  const filter = `--parameter-filters Key=Name,Option=BeginsWith,Values=${name}`;
  const command = `aws ssm describe-parameters ${filter} --region ${api.region} --query "Parameters[].[Name,KeyId]"`;
  return keyUnusable(fault, name, command) ?? failureOf(fault, api.action(verb, name));
}
const noValue = (name) => new Failure("STORE_ANSWER_INVALID", `AWS answers for ${name} with no value.`, {
  fix: "If aws-endpoints or AWS_ENDPOINT_URL names a server of your own, look there."
});
const PARAMETERS_BATCH = 10;
const readParameters = (asks, api, signal) => readInBatches(
  asks,
  {
    size: PARAMETERS_BATCH,
    ask: (batch) => api.batch(batch.map(askedName), signal),
    action: () => api.action("GetParameters"),
    read: (ask, answer) => fromAnswer(ask, answer, api, signal)
  },
  signal
);
async function fromAnswer(ask, answer, api, signal) {
  const entry = parameterOf(ask, answer?.Parameters ?? []);
  const outcome = entry && foundParameter(entry, answer?.$metadata);
  if (outcome !== void 0) return outcome;
  const isPlain = selectorOf(ask) === void 0 && !ask.name.startsWith("arn:");
  return isPlain && answer?.InvalidParameters?.includes(ask.name) === true ? MISSING : readParameter(ask, api, signal);
}
function parameterOf(ask, entries) {
  const selector = selectorOf(ask);
  const found = entries.filter((entry) => {
    const isNamed = entry.Name === ask.name || entry.ARN === ask.name || entry.Name === askedName(ask);
    const chosen = (entry.Selector ?? "").replace(/^.*:/, "");
    return isNamed && (selector === void 0 ? chosen === "" : chosen === selector || chosen === "" && String(entry.Version) === ask.version);
  });
  const versions = new Set(found.map(({ ARN, Version }) => `${ARN ?? ""}:${Version ?? ""}`));
  return versions.size === 1 ? found[0] : void 0;
}
async function readParametersUnder(prefix, tags, api, signal) {
  return prefix.endsWith("/") && tags.length === 0 ? readPath(prefix, api, signal) : readNamed(prefix, tags, api, signal);
}
async function readPath(prefix, api, signal) {
  const path = prefix.replace(/\/$/, "");
  try {
    const entries = await allPages(
      async (token) => api.byPath(path, token, signal),
      (page) => under(prefix, page.Parameters)
    );
    const read = entries.map(
      async (entry) => [
        entry.Name,
        foundParameter(entry) ?? (await readParameters([{ name: entry.Name }], api, signal))[0][1]
      ]
    );
    return listingOf(prefix, await Promise.all(read));
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return failed(parameterFailure(error, path, api, "GetParametersByPath"));
  }
}
async function readNamed(prefix, tags, api, signal) {
  const filters = [
    { Key: "Name", Option: "BeginsWith", Values: [prefix] },
    ...tags.map(({ key, value }) => ({
      Key: `tag:${key}`,
      Option: "Equals",
      Values: [value]
    }))
  ];
  let names;
  try {
    names = await allPages(
      async (token) => api.describe(filters, token, signal),
      (page) => under(prefix, page.Parameters).map(({ Name: name }) => ({ name }))
    );
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return failed(failureOf(error, api.action("DescribeParameters")));
  }
  const read = await readParameters([...new Map(names.map((one) => [one.name, one])).values()], api, signal);
  return listingOf(
    prefix,
    read.filter(([, outcome]) => !isGone(outcome)).map(([{ name }, outcome]) => [name, outcome])
  );
}
const under = (prefix, entries = []) => entries.filter(
  (entry) => entry.Name?.startsWith(prefix) === true
);
const PARALLEL = 5;
function openParameters(credentials, setting, open = parametersApi(credentials, setting, createPool(PARALLEL))) {
  return overRegions(setting.region, open, readRegion);
}
async function readRegion(locators, api, signal) {
  const single = locators.filter(({ listing }) => listing === void 0);
  const listed = locators.map(async (locator) => {
    const { listing } = locator;
    if (listing === void 0) return [];
    const read = async () => readParametersUnder(listing.prefix, listing.tags, api, signal);
    return [[locator, await attempt(read, signal)]];
  });
  const [named, ...rest] = await Promise.all([readParameters(single, api, signal), ...listed]);
  return [...named, ...rest.flat()];
}
export {
  openParameters
};
