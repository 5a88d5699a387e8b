import { expect, test } from "vitest";
import { parseSecretOptions } from "../../../../src/cluster/objects/options.ts";

const CANARY = "CANARY-7f3a";
const none = { type: undefined, docker: undefined, immutable: false, labels: new Map() };

/** The one problem of a text, which quotes nothing of it. */
function problemOf(text: string) {
  const { options, problems } = parseSecretOptions(text);
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  expect(`${problem?.message} ${problem?.fix}`).not.toContain(CANARY);
  expect(problem).toMatchObject({ code: "INPUT_INVALID", at: { input: "secret-options" } });
  return { message: problem?.message ?? "", line: problem?.at?.line, fix: problem?.fix, options };
}

test("a line a Secret, its options in any order; comments and empty lines are none", () => {
  const text = [
    "# of the shop",
    "app-tls: type kubernetes.io/tls, immutable, label app=web, label example.com/tier=",
    "",
    "other/pull:docker registry.example.com:5000/team # its login",
    "  plain.name :  label  a=b  ",
  ].join("\r\n");
  const { options, problems } = parseSecretOptions(text);
  expect(problems).toEqual([]);
  expect([...options]).toEqual([
    [
      "app-tls",
      {
        line: 2,
        type: "kubernetes.io/tls",
        docker: undefined,
        immutable: true,
        labels: new Map([
          ["app", "web"],
          ["example.com/tier", ""],
        ]),
      },
    ],
    ["other/pull", { ...none, line: 4, docker: "registry.example.com:5000/team" }],
    ["plain.name", { ...none, line: 5, labels: new Map([["a", "b"]]) }],
  ]);
});

test("docker and the type that it makes may both be said", () => {
  const { options, problems } = parseSecretOptions(
    "pull: docker ghcr.example, type kubernetes.io/dockerconfigjson",
  );
  expect(problems).toEqual([]);
  expect(options.get("pull")).toMatchObject({
    docker: "ghcr.example",
    type: "kubernetes.io/dockerconfigjson",
  });
});

test.each([
  ["no colon", CANARY],
  ["no name", `: type ${CANARY}`],
  ["a name in capitals", `${CANARY}: immutable`],
  ["two namespaces", "a/b/c: immutable"],
  ["an underscore", "a_b: immutable"],
  ["a namespace with a dot", "a.b/c: immutable"],
])("a line without a Secret's name: %s", (_, text) => {
  expect(problemOf(text).message).toContain("does not begin with the name of a Secret");
});

test.each([
  ["type", "type"],
  ["type", `type ${CANARY}!`],
  ["type", "type -a"],
  ["type", `type ${"a".repeat(254)}`],
  ["docker", "docker"],
  ["docker", `docker https://${CANARY}.example`],
  ["docker", "docker registry.example:123456"],
  ["docker", "docker user@registry.example"],
  ["docker", "docker -registry.example"],
  ["label", "label"],
  ["label", `label ${CANARY}`],
  ["label", "label =b"],
  ["label", "label a=b=c"],
  ["label", `label ${"a".repeat(64)}=b`],
  ["label", `label a=${"b".repeat(64)}`],
  ["label", "label Example.com/a=b"],
])("a wrong word after %s: %s", (word, option) => {
  const { message, options } = problemOf(`app: ${option}`);
  expect(message).toMatch(new RegExp(`^app: \`${word}\` takes `));
  expect(options.size).toBe(0);
});

test.each([
  ["type", `type a ${CANARY}`, "`type` takes one word."],
  ["docker", "docker a b", "`docker` takes one word."],
  ["immutable", `immutable ${CANARY}`, "`immutable` takes no word."],
  ["immutable", "immutable yes please", "`immutable` takes no word."],
])("too many words after %s", (_, option, message) => {
  expect(problemOf(`app: ${option}`).message).toBe(`app: ${message}`);
});

test.each([
  ["type a, type b", "`type` stands twice."],
  ["type a, type a", "`type` stands twice."],
  ["docker a, immutable, docker b", "`docker` stands twice."],
  ["immutable, immutable", "`immutable` stands twice."],
  ["label a=b, label a=c", "a label stands twice."],
])("twice the same: %s", (option, message) => {
  expect(problemOf(`app: ${option}`).message).toBe(`app: ${message}`);
});

test.each([
  ["typ a b", "Did you mean type?"],
  ["imutable", "Did you mean immutable?"],
  ["labels a=b", "Did you mean label?"],
])("%s: what is near is named", (option, hint) => {
  expect(problemOf(`app: ${option}`).message).toBe(
    `app: an option is none of type, docker, immutable, label. ${hint}`,
  );
});

test.each([CANARY, "", "immutable,"])("%j is no option, and nothing is near", (option) => {
  expect(problemOf(`app: ${option}`).message).toBe(
    "app: an option is none of type, docker, immutable, label.",
  );
});

test("docker with another type", () => {
  const { message, options } = problemOf(`pull: docker registry.example, type Opaque`);
  expect(message).toContain("makes a Secret of type kubernetes.io/dockerconfigjson");
  expect(options.size).toBe(0);
});

test("a Secret that stands twice, and all problems with their lines", () => {
  const once = problemOf("app: immutable\n\napp: type a");
  expect(once).toMatchObject({
    message: "app stands twice.",
    line: 3,
    fix: "Write all its options on one line.",
  });
  expect(once.options.get("app")).toMatchObject({ immutable: true, type: undefined });
  const { problems } = parseSecretOptions("a: nothing\nb: immutable\n!");
  expect(problems.map(({ at }) => at?.line)).toEqual([1, 3]);
});
