import { expect, test } from "vitest";
import { asFailure } from "../../../../src/kernel/errors.ts";
import type { AwsInputs } from "../../../../src/providers/aws/inputs.ts";
import { sessionTags, tagProblem } from "../../../../src/providers/aws/tags.ts";

const CANARY = "CANARY-7f3a";
const inputs = (more: Partial<AwsInputs> = {}): AwsInputs =>
  ({
    awsChainRoles: ["arn:aws:iam::123456789012:role/next"],
    awsTags: [],
    awsTransitiveTags: [],
    awsSkipTags: false,
    ...more,
  }) as unknown as AwsInputs;
const ENV = {
  GITHUB_ACTIONS: "true",
  GITHUB_REPOSITORY: "o/r",
  GITHUB_WORKFLOW: "Deploy (prod) & test",
  GITHUB_ACTION: "__run",
  GITHUB_ACTOR: "dependabot[bot]",
  GITHUB_SHA: "abc",
  GITHUB_REF: "refs/heads/main",
  GITHUB_EVENT_NAME: "push",
  GITHUB_HEAD_REF: "",
  GITHUB_RUN_ID: "7",
  GITHUB_JOB: "deploy",
  GITHUB_TRIGGERING_ACTOR: "me",
};

test("the default tags, those that can go marked, what AWS does not take replaced", () => {
  const tags = sessionTags(inputs({ awsTags: ["team = a=b", "empty="] }), ENV);
  expect(tags.map(({ key, value }) => `${key}=${value}`)).toEqual([
    "GitHub=Actions",
    "Repository=o/r",
    "Workflow=Deploy _prod_ _ test",
    "Action=__run",
    "Actor=dependabot_bot_",
    "Commit=abc",
    "Branch=refs/heads/main",
    "EventName=push",
    "RunId=7",
    "Job=deploy",
    "TriggeringActor=me",
    "team=a=b",
    "empty=",
  ]);
  expect(tags.filter(({ droppable }) => droppable).map(({ key }) => key)).toEqual([
    "EventName",
    "RunId",
    "Job",
    "TriggeringActor",
  ]);
});

test("a claim comes before the runner's variable", () => {
  const tags = sessionTags(inputs(), ENV, { repository: "claimed/r", sha: "def", run_id: 9, actor: ["x"] });
  const valueOf = (name: string): string | undefined => tags.find(({ key }) => key === name)?.value;
  expect(["Repository", "Commit", "RunId", "Actor"].map(valueOf)).toEqual([
    "claimed/r",
    "def",
    "9",
    "dependabot_bot_",
  ]);
});

test("a long value is cut to 256, never inside of a letter", () => {
  const workflow = sessionTags(inputs(), { GITHUB_WORKFLOW: `${"x".repeat(255)}\u{20000}y` }).at(-1)!.value;
  expect(workflow).toBe("x".repeat(255));
  expect(sessionTags(inputs(), { GITHUB_WORKFLOW: "ü".repeat(300) }).at(-1)!.value).toBe("ü".repeat(256));
});

test("no tags: outside of a job, without a chain, and where they are not wanted", () => {
  expect(sessionTags(inputs(), {})).toEqual([]);
  expect(sessionTags(inputs({ awsChainRoles: [] }), ENV)).toEqual([]);
  expect(sessionTags(inputs({ awsSkipTags: true }), ENV)).toEqual([]);
});

test.for<readonly [string, Partial<AwsInputs>, RegExp, string]>([
  ["tags without a chain", { awsChainRoles: [], awsTags: ["a=b"] }, /for chained roles/, "aws-tags"],
  [
    "transitive without a chain",
    { awsChainRoles: [], awsTransitiveTags: ["Job"] },
    /for chained/,
    "aws-transitive-tags",
  ],
  ["tags that are skipped", { awsSkipTags: true, awsTags: ["a=b"] }, /sends none/, "aws-tags"],
  ["no pair", { awsTags: ["a=b", CANARY] }, /^Entry 2 of aws-tags is not KEY=VALUE/, "aws-tags"],
  ["a default tag", { awsTags: [`Repository=${CANARY}`] }, /the session tag Repository,/, "aws-tags"],
  ["a default tag in another case", { awsTags: [`github=${CANARY}`] }, /the session tag GitHub,/, "aws-tags"],
  ["a droppable tag", { awsTags: [`HEADREF=${CANARY}`] }, /the session tag HeadRef,/, "aws-tags"],
  ["no key", { awsTags: [`=${CANARY}`] }, /a key that is no 1 to 128/, "aws-tags"],
  ["a long key", { awsTags: [`${"k".repeat(129)}=v`] }, /a key that is no 1 to 128/, "aws-tags"],
  ["a key of AWS", { awsTags: [`AWS:x=${CANARY}`] }, /begins with aws:/, "aws-tags"],
  ["a long value", { awsTags: [`k=${"v".repeat(257)}`] }, /a value that is no 0 to 256/, "aws-tags"],
  ["a bad value", { awsTags: [`k=${CANARY}!`] }, /a value that is no 0 to 256/, "aws-tags"],
  ["a key twice", { awsTags: ["k=1", "K=2"] }, /^Entry 2 .*earlier entry/, "aws-tags"],
  [
    "too many",
    { awsTags: Array.from({ length: 38 }, (_, i) => `k${i}=v`) },
    /38 entries.*at most 50/,
    "aws-tags",
  ],
  [
    "an unknown key",
    { awsTransitiveTags: ["Job", CANARY] },
    /^Entry 2 of aws-transitive-tags/,
    "aws-transitive-tags",
  ],
  ["a key in another case", { awsTransitiveTags: ["job"] }, /upper and lower case/, "aws-transitive-tags"],
])("%s is refused", ([, more, cause, input]) => {
  const problem = tagProblem(inputs(more));
  expect([problem?.code, problem?.at?.input]).toEqual(["INPUT_INVALID", input]);
  expect(problem?.message).toMatch(cause);
  expect(`${problem?.message}${problem?.fix}`).not.toContain(CANARY);
  const thrown = (() => {
    try {
      return sessionTags(inputs(more), ENV);
    } catch (error) {
      return asFailure(error).message;
    }
  })();
  expect(thrown).toBe(problem?.message);
});

test.for<Partial<AwsInputs>>([
  {},
  { awsSkipTags: true },
  { awsChainRoles: [] },
  { awsTags: [`${"k".repeat(128)}=${"v".repeat(256)}`] },
  { awsTags: Array.from({ length: 37 }, (_, i) => `k${i}=v`) },
  { awsTags: ["team=x"], awsTransitiveTags: ["team", "Repository", "HeadRef"] },
])("%j is taken", (more) => {
  expect(tagProblem(inputs(more))).toBeUndefined();
});
