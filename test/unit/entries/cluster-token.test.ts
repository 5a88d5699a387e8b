import { expect, test } from "vitest";
import { CLUSTER_TOKEN } from "../../../src/entries/cluster-token.ts";
import type { Runner } from "../../../src/runner/runner.ts";

const run = async (env: Runner["env"]): Promise<unknown> => {
  const values = { cluster: "https://api.example:6443", "cluster-server": "http://no.example" };
  const runner = {
    env,
    face: "terminal",
    workspace: import.meta.dirname,
    event: () => ({}),
  } as unknown as Runner;
  return await CLUSTER_TOKEN.run(values, [], runner).catch((error: unknown) => error);
};

test("in a job no credential is printed where the log would show it", async () => {
  expect(await run({ GITHUB_ACTIONS: "true" })).toMatchObject({
    code: "INPUT_INVALID",
    message: "cluster-token would print a credential into the log of this job.",
  });
});

// Both go on to the login, which this address ends.
test.each([
  ["kubectl asks", { GITHUB_ACTIONS: "true", KUBERNETES_EXEC_INFO: "{}" }],
  ["in a terminal", {}],
])("it is made where %s", async (_, env) => {
  expect(await run(env)).toMatchObject({ code: "ENDPOINT_REFUSED" });
});
