import { expect, test } from "vitest";
import { registryTokens } from "../../../src/entries/registry-token.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { BoundProvider, Session } from "../../../src/providers/provider.ts";

const HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

/** A provider that knows one registry. */
function tokens({ given = true, problems = [] as readonly Failure[] } = {}) {
  const opened: string[] = [];
  const provider = {
    id: "aws",
    hasRegistry: (host: string) => host === HOST,
    check: () => problems,
  } as unknown as BoundProvider;
  const session = { registryToken: async () => await Promise.resolve(Secret.of("CANARY-7f3a")) };
  const ask = registryTokens({
    given: { providers: new Map([["aws", { given, values: {} }]]) } as never,
    providers: [provider],
    sessions: {
      of: async ({ id }: BoundProvider) => {
        opened.push(id);
        return await Promise.resolve(session as unknown as Session);
      },
    } as never,
  });
  return { ask, opened };
}

test("a registry of the provider's own gets a token by its identity", async () => {
  const { ask, opened } = tokens();
  expect((await ask(HOST))?.reveal()).toBe("CANARY-7f3a");
  expect(opened).toEqual(["aws"]);
});

test.each([
  ["of any other registry", "ghcr.io", {}],
  ["without an input of its own", HOST, { given: false }],
])("%s the provider is not asked", async (_, host, options) => {
  const { ask, opened } = tokens(options);
  expect([await ask(host), opened]).toEqual([undefined, []]);
});

test("what is wrong with its inputs is said before it logs in", async () => {
  const problems = [new Failure("INPUT_INVALID", "One."), new Failure("INPUT_INVALID", "Two.")];
  const { ask, opened } = tokens({ problems });
  const failure = (await ask(HOST).catch((error: unknown) => error)) as Failure;
  expect([failure.code, failure.all.length, opened]).toEqual(["INPUT_INVALID", 2, []]);
});
