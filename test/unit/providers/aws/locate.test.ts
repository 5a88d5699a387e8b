import { describe, expect, it } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import { type AwsLocator, locateAws } from "../../../../src/providers/aws/locate.ts";
import { parseReference } from "../../../../src/references/parse-reference.ts";

const INPUTS = { awsRegion: "us-east-1", awsPrefix: "" } as AwsInputs;

function locate(text: string, inputs: Partial<AwsInputs> = {}, env = {}): AwsLocator | Failure {
  const source = parseReference(text, new Set(["aws", "ssm"]));
  if (source instanceof Failure) throw source;
  return locateAws(source, { ...INPUTS, ...inputs }, env);
}

function located(text: string, inputs: Partial<AwsInputs> = {}, env = {}): AwsLocator {
  const locator = locate(text, inputs, env);
  if (locator instanceof Failure) throw locator;
  return locator;
}

const ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:liquid-hive/prod/db-AbCdEf";
const PARTIAL = ARN.slice(0, -7);
const CHINA = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:db-AbCdEf";
const SSM_ARN = "arn:aws:ssm:eu-west-1:123456789012:parameter/liquid-hive/prod/db";
const VERSION = "EXAMPLE1-90ab-cdef-fedc-ba987EXAMPLE";

describe("what a reference names", () => {
  it.each<[string, Partial<AwsLocator>]>([
    ["aws://liquid-hive/prod/db", { store: "secrets", name: "liquid-hive/prod/db", region: undefined }],
    ["aws://db", { store: "secrets", name: "db" }],
    ["aws:///prod/db", { store: "secrets", name: "/prod/db" }],
    ["aws://a_b+c=d.e@f-g#key", { store: "secrets", name: "a_b+c=d.e@f-g" }],
    ["aws://db?stage=AWSPREVIOUS", { name: "db", stage: "AWSPREVIOUS" }],
    [`aws://db?version=${VERSION}&region=eu-west-1`, { name: "db", version: VERSION, region: "eu-west-1" }],
    [`aws://db?version=${VERSION}&stage=AWSCURRENT`, { version: VERSION, stage: "AWSCURRENT" }],
    [`aws://${ARN}#password`, { name: ARN, region: "eu-west-1" }],
    [`aws://${ARN}?region=eu-west-1`, { name: ARN, region: "eu-west-1" }],
    [`aws://${PARTIAL}`, { name: PARTIAL, region: "eu-west-1" }],
    [`aws://${CHINA}`, { name: CHINA, region: "cn-north-1" }],
    ["ssm://a/b", { store: "parameters", name: "/a/b" }],
    ["ssm:///a/b", { store: "parameters", name: "/a/b" }],
    ["ssm://b", { store: "parameters", name: "b" }],
    ["ssm:///b", { store: "parameters", name: "/b" }],
    ["ssm://a%2Fb%2Dc", { store: "parameters", name: "/a/b-c" }],
    ["ssm://a/b?version=3", { name: "/a/b", version: "3" }],
    ["ssm://a/b?label=prod.1", { name: "/a/b", label: "prod.1" }],
    [`ssm://${SSM_ARN}?version=2`, { name: SSM_ARN, region: "eu-west-1", version: "2" }],
  ])("%s", (text, expected) => {
    const locator = located(text);
    expect(locator).toMatchObject(expected);
    expect(locator.listing).toBeUndefined();
  });

  it.each<[string, AwsLocator["store"], string]>([
    ["aws://liquid-hive/prod/", "secrets", "liquid-hive/prod/"],
    ["aws://liquid-hive/prod/*", "secrets", "liquid-hive/prod/"],
    ["aws://liquid-hive/prod/feat*", "secrets", "liquid-hive/prod/feat"],
    ["ssm://liquid-hive/prod/", "parameters", "/liquid-hive/prod/"],
    ["ssm:///liquid-hive/prod/feat*", "parameters", "/liquid-hive/prod/feat"],
    ["ssm://feat*", "parameters", "feat"],
  ])("%s lists by prefix", (text, store, prefix) => {
    expect(located(text)).toMatchObject({ store, name: prefix, listing: { prefix, tags: [] } });
  });

  it("reads tags, in an order of its own", () => {
    const tags = [
      { key: "env", value: "prod=x" },
      { key: "team", value: "" },
    ];
    expect(located("aws://p/?tags=env=prod=x,team=").listing?.tags).toEqual(tags);
    expect(located("aws://p/?tags=team=,env=prod=x").id).toBe(located("aws://p/?tags=env=prod=x,team=").id);
  });

  it.each<[string, string]>([
    ["aws://a b", "A name of"],
    ["aws://name,other", "A name of"],
    [`aws://${"x".repeat(513)}`, "A name of"],
    ["aws://a%2Fb", "A name of"],
    ["aws://*", "A prefix"],
    ["aws:///", "A prefix"],
    ["aws://a**", "A prefix"],
    [`aws://${PARTIAL}*`, "ARNs have none"],
    ["aws://arn:aws:s3:::bucket", "no ARN of secretsmanager"],
    ["aws://arn:aws:secretsmanager:eu-west-1::secret:db", "no ARN of secretsmanager"],
    [`aws://${SSM_ARN}`, "no ARN of secretsmanager"],
    [`aws://${ARN}:password::`, "no ARN of secretsmanager"],
    [`aws://${ARN.replace("aws:", "aws-cn:")}`, "partition"],
    [`aws://${ARN}?region=us-east-1`, "another region than the ARN"],
    [`aws://${ARN.replace("eu-west-1", "x")}`, "none of AWS's form"],
    ["aws://db?region=us-east-1.evil.example", "none of AWS's form"],
    ["aws://db?region=", "none of AWS's form"],
    ["aws://db?label=x", "does not know"],
    ["aws://db?profile=x", "does not know"],
    ["aws://db?version=3", "is an id of 32 to 64"],
    ["aws://db?stage=", "A stage is"],
    ["aws://db?tags=a=b", "under a prefix"],
    ["aws://p/?stage=AWSPREVIOUS", "under a prefix"],
    [`aws://p/?version=${VERSION}`, "under a prefix"],
    ["aws://p/?tags=a", "KEY=VALUE"],
    ["aws://p/?tags=", "KEY=VALUE"],
    ["aws://p/?tags=a=b,a=c", "KEY=VALUE"],
    ["ssm://a/b:3", "A name of"],
    ["ssm://a//b", "levels"],
    [`ssm://${"a/".repeat(15)}b`, "levels"],
    [`ssm://${"a/".repeat(16)}`, "levels"],
    ["ssm://a%zz", "two hexadecimal"],
    ["ssm:///*", "A prefix"],
    ["ssm://a/b?version=x", "number from 1 on"],
    ["ssm://a/b?version=0", "number from 1 on"],
    ["ssm://a/b?label=1x", "A label of"],
    ["ssm://a/b?version=3&label=x", "together"],
    ["ssm://a/?label=x", "under a prefix"],
    ["ssm://a/b?stage=x", "does not know"],
    ["ssm://arn:aws:ssm:eu-west-1:123456789012:document/x", "no ARN of ssm"],
  ])("%s is refused", (text, cause) => {
    const failure = locate(text.includes(" ") ? `"${text}"` : text);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).code).toBe("REFERENCE_INVALID");
    expect((failure as Failure).message).toContain(cause);
  });

  it("quotes nothing of what it refuses", () => {
    const canary = "CANARY-7f3a";
    for (const text of [`aws://${canary}:x`, `ssm://${canary}:x`, `aws://db?stage=${canary}&x=1`]) {
      const failure = locate(text) as Failure;
      expect(failure).toBeInstanceOf(Failure);
      expect(`${failure.message}${failure.fix}`).not.toContain(canary);
    }
  });

  it("lets 15 levels pass", () => {
    expect(located(`ssm://${"a/".repeat(14)}b`).name).toBe(`/${"a/".repeat(14)}b`);
  });
});

describe("bare paths", () => {
  it.each([
    ["", "database/mongo_url"],
    ["liquid-hive/prod", "liquid-hive/prod/database/mongo_url"],
    ["liquid-hive/prod/", "liquid-hive/prod/database/mongo_url"],
  ])("the prefix %o", (awsPrefix, name) => {
    expect(located("database/mongo_url", { awsPrefix })).toMatchObject({
      store: "secrets",
      name,
      shown: name,
      region: undefined,
    });
  });

  it("are one request with the same name written out", () => {
    expect(located("a/b", { awsPrefix: "p" }).id).toBe(located("aws://p/a/b#x").id);
  });

  it.each(["liquid hive", "a:b", PARTIAL])("the prefix %o is refused by its input", (awsPrefix) => {
    const failure = locate("a/b", { awsPrefix }) as Failure;
    expect([failure.code, failure.at?.input]).toEqual(["INPUT_INVALID", "aws-prefix"]);
    expect(failure.message).not.toContain(awsPrefix);
  });
});

describe("one id, one request", () => {
  it("leaves out the field and shows it", () => {
    const [a, b] = [located("aws://db#user"), located("aws://db#/pass/word")];
    expect(a.id).toBe(b.id);
    expect([a.shown, b.shown]).toEqual(["db#user", "db#/pass/word"]);
    expect(located("ssm://a/b?version=3#x").shown).toBe("ssm://a/b?version=3#x");
  });

  it("takes the current stage for none", () => {
    const locator = located("aws://db?stage=AWSCURRENT");
    expect([locator.id, locator.stage]).toEqual([located("aws://db").id, undefined]);
  });

  it("takes the region of the run for the same one written out", () => {
    expect(located("aws://db").id).toBe(located("aws://db?region=us-east-1").id);
    expect(located("aws://db", { awsRegion: "" }, { AWS_REGION: "eu-west-1" }).id).toBe(
      located("aws://db?region=eu-west-1").id,
    );
  });

  it("tells apart store, region, name, version, stage, label, prefix and tags", () => {
    const texts = [
      "aws://db",
      "ssm://db",
      "aws://db?region=eu-west-1",
      "aws://db2",
      `aws://db?version=${VERSION}`,
      "aws://db?stage=AWSPREVIOUS",
      "ssm://db?version=1",
      "ssm://db?label=x",
      "aws://db*",
      "aws://db/",
      "aws://db/?tags=a=b",
      "aws://db/?tags=a=c",
    ];
    expect(new Set(texts.map((text) => located(text).id)).size).toBe(texts.length);
  });
});
