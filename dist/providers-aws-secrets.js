import { f as failed, k as keyUnusable, M as MISSING, c as chunks, a as attemptAll, b as attempt, d as allPages, l as listingOf, i as isGone, e as createPool } from "./providers-aws-pages.js";
import { c as clientConfig, s as secretArn, a as complete, b as callAws, f as failureOf, A as AwsFault } from "./providers-aws-sdk.js";
import { F as Failure, S as Secret } from "./report-failure.js";
const PAGE = 100;
function secretsApi(credentials, setting, pool) {
  return async (region, signal) => {
    const sdk = await import("./providers-aws-sdk-secrets.js");
    const client = new sdk.SecretsManagerClient(
      clientConfig("secretsmanager", region, credentials, setting, signal)
    );
    const action = (verb, name) => ({
      service: "secretsmanager",
      region,
      action: `secretsmanager:${verb}`,
      // Errors show a name as it was asked for; the end of a partial ARN they could not know.
      resource: name?.startsWith("arn:") === true ? secretArn(name, region, credentials) : name,
      credentials
    });
    const call = async (what, until, always, send) => complete(await callAws(send, what, setting, until, pool), always, what);
    return {
      region,
      action,
      get: async ({ name, version, stage }, until) => call(
        action("GetSecretValue", name),
        until,
        "ARN",
        async (abortSignal) => client.send(
          new sdk.GetSecretValueCommand({ SecretId: name, VersionId: version, VersionStage: stage }),
          { abortSignal }
        )
      ),
      batch: async (names, until) => call(
        action("BatchGetSecretValue"),
        until,
        "SecretValues",
        async (abortSignal) => client.send(new sdk.BatchGetSecretValueCommand({ SecretIdList: [...names] }), { abortSignal })
      ),
      describe: async (name, until) => call(
        action("DescribeSecret", name),
        until,
        "ARN",
        async (abortSignal) => client.send(new sdk.DescribeSecretCommand({ SecretId: name }), { abortSignal })
      ),
      list: async (filters, token, until) => call(
        action("ListSecrets"),
        until,
        "SecretList",
        async (abortSignal) => client.send(
          new sdk.ListSecretsCommand({ Filters: [...filters], MaxResults: PAGE, NextToken: token }),
          { abortSignal }
        )
      )
    };
  };
}
const NOT_FOUND = "ResourceNotFoundException";
const CURRENT = "AWSCURRENT";
const PENDING_DELETION = /(?:marked|scheduled) for deletion|marked deleted/i;
const DELETED = /was deleted|been deleted/i;
const OTHER_STAGE = /VersionStage that is not associated/i;
const PRINTABLE = /^[\x21-\x7e]{1,256}$/;
const SHOWN_STAGES = 12;
async function explainRefused(ask, fault, api, signal) {
  if (fault.code === NOT_FOUND) return whatIsMissing(ask, api, signal);
  if (fault.code === "InvalidRequestException") {
    if (fault.has(PENDING_DELETION)) return failed(pendingDeletion(ask.name, api.region, void 0));
    if (fault.has(DELETED)) return failed(deleted(ask.name));
  }
  if (ask.version !== void 0 && ask.stage !== void 0 && fault.has(OTHER_STAGE))
    return failed(
      new Failure("VERSION_NOT_FOUND", `The version asked for of ${ask.name} has not the stage asked for.`, {
        fix: "Keep one of ?version= and ?stage=."
      })
    );
  const command = `aws secretsmanager describe-secret --secret-id ${ask.name} --region ${api.region} --query KmsKeyId`;
  return failed(
    keyUnusable(fault, ask.name, command) ?? failureOf(fault, api.action("GetSecretValue", ask.name))
  );
}
async function whatIsMissing(ask, api, signal) {
  let description;
  try {
    description = await api.describe(ask.name, signal);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    if (error.code === NOT_FOUND) return MISSING;
    const cause = failureOf(error, api.action("DescribeSecret", ask.name));
    return failed(
      new Failure(
        cause.code,
        `AWS has no value for ${ask.name}, and does not say whether the secret is missing or only this version of it. ${cause.message}`,
        cause.fix === void 0 ? {} : { fix: cause.fix }
      )
    );
  }
  if (description.DeletedDate !== void 0)
    return failed(pendingDeletion(ask.name, api.region, description.DeletedDate));
  return failed(versionNotFound(ask, api.region, description.VersionIdsToStages ?? {}));
}
function versionNotFound({ name, version, stage }, region, versions) {
  const stages = [...new Set(Object.values(versions).flat())].sort();
  if (Object.keys(versions).length === 0)
    return new Failure("VERSION_NOT_FOUND", `${name} is there, but has no value yet.`, {
      fix: `aws secretsmanager put-secret-value --secret-id ${name} --region ${region} --secret-string file:///dev/stdin`
    });
  const wanted = stage ?? (version === void 0 ? CURRENT : void 0);
  const isThere = (version === void 0 || Object.hasOwn(versions, version)) && (wanted === void 0 || (version === void 0 ? stages : versions[version] ?? []).includes(wanted));
  if (isThere)
    return new Failure(
      "STORE_ANSWER_INVALID",
      `AWS lists this version of ${name}, and has no value for it: its answers contradict each other.`,
      { fix: "A change from a moment ago is not everywhere yet: run the job again." }
    );
  const shown = stages.filter((text) => PRINTABLE.test(text)).slice(0, SHOWN_STAGES).join(", ");
  const more = stages.length > SHOWN_STAGES ? ` and ${stages.length - SHOWN_STAGES} more` : "";
  const which = version === void 0 ? "with this stage" : "with this id";
  return new Failure("VERSION_NOT_FOUND", `${name} is there, but no version of it ${which}.`, {
    fix: `Stages that it has: ${shown === "" ? "none" : shown}${more}
aws secretsmanager list-secret-version-ids --secret-id ${name} --region ${region}`
  });
}
function pendingDeletion(name, region, date) {
  const when = date === void 0 ? "" : ` on ${date.toISOString().slice(0, 10)}`;
  return new Failure("SECRET_DELETED", `${name} waits to be deleted${when}: it cannot be read until then.`, {
    fix: `aws secretsmanager restore-secret --secret-id ${name} --region ${region}`
  });
}
const deleted = (name) => new Failure("SECRET_DELETED", `${name} was deleted, and cannot be restored.`, {
  fix: "Create the secret again, or remove the line that asks for it."
});
const SHORT_ID = 8;
async function readSecret(ask, api, signal) {
  const stage = ask.stage ?? (ask.version === void 0 ? CURRENT : void 0);
  let entry;
  try {
    entry = await api.get({ ...ask, ...stage === void 0 ? {} : { stage } }, signal);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return explainRefused(ask, error, api, signal);
  }
  return foundSecret(entry) ?? failed(
    new Failure("STORE_ANSWER_INVALID", `AWS answers for ${ask.name} with neither text nor bytes.`, {
      fix: "If aws-endpoints or AWS_ENDPOINT_URL names a server of your own, look there."
    })
  );
}
function foundSecret(entry) {
  const {
    SecretString: text,
    SecretBinary: bytes,
    VersionId: id,
    VersionStages: stages,
    CreatedDate
  } = entry;
  if (text === void 0 && bytes === void 0) return void 0;
  const version = [(stages ?? []).join(", "), (id ?? "").slice(0, SHORT_ID)].filter((part) => part !== "");
  return {
    is: "found",
    value: text === void 0 ? { kind: "bytes", bytes: Secret.ofBytes(bytes) } : { kind: "text", text: Secret.of(text) },
    ...version.length === 0 ? {} : { version: version.join(" ") },
    ...CreatedDate === void 0 ? {} : { date: CreatedDate }
  };
}
const SECRETS_BATCH = 20;
const RANDOM = /^-[A-Za-z0-9]{6}$/;
async function readSecrets(asks, api, signal) {
  const read = chunks(asks, SECRETS_BATCH).map(
    async (batch) => attemptAll(batch, async () => readBatch(batch, api, signal), signal)
  );
  return (await Promise.all(read)).flat();
}
async function readBatch(asks, api, signal) {
  const answer = asks.length === 1 ? void 0 : await askBatch(asks, api, signal);
  return Promise.all(
    asks.map(
      async (ask) => [ask, await attempt(async () => fromAnswer(ask, answer, api, signal), signal)]
    )
  );
}
async function askBatch(asks, api, signal) {
  try {
    return await api.batch(
      asks.map(({ name }) => name),
      signal
    );
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    const failure = failureOf(error, api.action("BatchGetSecretValue"));
    if (failure.code === "CREDENTIALS_REFUSED") throw failure;
    return void 0;
  }
}
async function fromAnswer(ask, answer, api, signal) {
  const entry = answerTo(ask.name, answer?.SecretValues ?? []);
  const outcome = entry === void 0 ? void 0 : foundSecret(entry);
  if (outcome !== void 0) return outcome;
  const error = answer?.Errors?.find(
    ({ SecretId: id }) => id !== void 0 && (id === ask.name || isPartialOf(ask.name, id))
  );
  return error?.ErrorCode === NOT_FOUND ? whatIsMissing(ask, api, signal) : readSecret(ask, api, signal);
}
function answerTo(name, entries) {
  const secrets = [...new Map(entries.map((entry) => [entry.ARN ?? entry.Name, entry])).values()];
  const exact = secrets.filter((entry) => entry.ARN === name || entry.Name === name);
  const found = exact.length > 0 ? exact : secrets.filter(({ ARN }) => isPartialOf(name, ARN ?? ""));
  return found.length === 1 ? found[0] : void 0;
}
const isPartialOf = (name, arn) => name.startsWith("arn:") && arn.startsWith(name) && RANDOM.test(arn.slice(name.length));
const FILTER = /^[A-Za-z0-9 :_@/+=.-][A-Za-z0-9 :_@/+=.!-]*$/;
async function readSecretsUnder(prefix, tags, api, signal) {
  let listed;
  try {
    listed = await allPages(
      async (token) => api.list(filtersOf(prefix, tags), token, signal),
      (page) => (page.SecretList ?? []).filter((secret) => isUnder(secret, prefix, tags)).map((secret) => ({ name: secret.ARN ?? secret.Name, path: secret.Name }))
    );
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return failed(failureOf(error, api.action("ListSecrets")));
  }
  const unique = [...new Map(listed.map((secret) => [secret.name, secret])).values()];
  const read = await readSecrets(unique, api, signal);
  return listingOf(
    prefix,
    read.filter(([, outcome]) => !isGone(outcome)).map(([{ path }, outcome]) => [path, outcome])
  );
}
function filtersOf(prefix, tags) {
  const [tag] = tags;
  const filters = [{ Key: "name", Values: [prefix] }];
  if (tag !== void 0 && FILTER.test(tag.key)) filters.push({ Key: "tag-key", Values: [tag.key] });
  if (tag !== void 0 && FILTER.test(tag.value)) filters.push({ Key: "tag-value", Values: [tag.value] });
  return filters;
}
const isUnder = (secret, prefix, tags) => secret.Name?.startsWith(prefix) === true && secret.DeletedDate === void 0 && tags.every(({ key, value }) => secret.Tags?.some((tag) => tag.Key === key && tag.Value === value));
const PARALLEL = 10;
function openSecrets(credentials, setting, open = secretsApi(credentials, setting, createPool(PARALLEL))) {
  return {
    read: async (locators, signal) => {
      const regions = Map.groupBy(locators, ({ region }) => region ?? setting.region);
      const read = [...regions].map(
        async ([region, here]) => attemptAll(here, async () => readRegion(here, await open(region, signal), signal), signal)
      );
      return new Map((await Promise.all(read)).flat().map(([{ id }, outcome]) => [id, outcome]));
    }
  };
}
async function readRegion(locators, api, signal) {
  const current = locators.filter(
    ({ listing, version, stage }) => listing === void 0 && version === void 0 && stage === void 0
  );
  const others = locators.filter((locator) => !current.includes(locator));
  const read = others.map(async (locator) => {
    const { listing } = locator;
    const outcome = await attempt(
      async () => listing === void 0 ? readSecret(locator, api, signal) : readSecretsUnder(listing.prefix, listing.tags, api, signal),
      signal
    );
    return [locator, outcome];
  });
  const [plain, ...rest] = await Promise.all([readSecrets(current, api, signal), ...read]);
  return [...plain, ...rest];
}
export {
  openSecrets
};
