import { said, tokenOf } from "./vault-questions.ts";
import type { AskedVault, VaultAgreementCase } from "./vault-questions.ts";

const DENIED = [403, ["1 error occurred:\n\t* permission denied\n\n"]];
const NOTHING = [404, []];

/** Asks with the token of the role `deploy`; returns what is said of each path. */
async function each(vault: AskedVault, method: string, ...paths: string[]): Promise<unknown[]> {
  const token = await tokenOf(vault);
  const answers: unknown[] = [];
  for (const path of paths) answers.push(said(await vault.ask(method, path, { token })));
  return answers;
}

/** KV, and what policies allow of it. */
export const READ_CASES: readonly VaultAgreementCase[] = [
  {
    name: "KV 2: the newest version, whose numbers went through floating point",
    async ask(vault) {
      const { text, json } = await vault.ask("GET", "secret/data/app/db", { token: await tokenOf(vault) });
      const big = /"big":([^,}]*)/.exec(text)?.[1];
      const whole = /"whole":([^,}]*)/.exec(text)?.[1];
      const { version, destroyed, deletion_time, custom_metadata } = json.data.metadata;
      return [
        json.data.data.value,
        big,
        whole,
        version,
        destroyed,
        deletion_time,
        custom_metadata,
        json.lease_id,
      ];
    },
    answer: ["four", "12345678901234567000", "1", 4, false, "", null, ""],
  },
  {
    name: "KV 2: an older version, and 0 for the newest",
    async ask(vault) {
      const token = await tokenOf(vault);
      const read = async (version: string) =>
        (await vault.ask("GET", `secret/data/app/db?version=${version}`, { token })).json.data.data.value;
      return [await read("1"), await read("0")];
    },
    answer: ["one", "four"],
  },
  {
    name: "KV 2: deleted and destroyed versions are 404 with a body",
    async ask(vault) {
      const token = await tokenOf(vault);
      const read = async (path: string) => {
        const { status, json } = await vault.ask("GET", `secret/data/${path}`, { token });
        const { metadata, data } = json.data;
        return [status, data, metadata.destroyed, metadata.deletion_time !== "", metadata.version];
      };
      return [await read("app/db?version=2"), await read("app/db?version=3"), await read("app/gone")];
    },
    answer: [
      [404, null, false, true, 2],
      [404, null, true, false, 3],
      [404, null, false, true, 1],
    ],
  },
  {
    name: "KV 2: what is not there is a bare 404",
    ask: (vault) =>
      each(
        vault,
        "GET",
        "secret/data/app/none",
        "secret/data/app/none?version=2",
        "secret/data/app/db?version=9",
        "secret/metadata/app/none",
      ),
    answer: [NOTHING, NOTHING, NOTHING, NOTHING],
  },
  {
    name: "KV 2: a path without data/",
    async ask({ ask, rootToken }) {
      const { status, json } = await ask("GET", "secret/app/db", { token: rootToken });
      return [status, json.data, json.warnings.length, json.errors];
    },
    answer: [404, null, 1, undefined],
  },
  {
    name: "KV 2: metadata",
    async ask(vault) {
      const { data } = (await vault.ask("GET", "secret/metadata/app/db", { token: await tokenOf(vault) }))
        .json;
      return [data.current_version, Object.keys(data.versions), data.versions["3"].destroyed];
    },
    answer: [4, ["1", "2", "3", "4"], true],
  },
  {
    name: "lists: one level, deleted secrets too, empty is a bare 404",
    ask: (vault) =>
      each(
        vault,
        "LIST",
        "secret/metadata/app",
        "secret/metadata/app/",
        "secret/metadata/app/none/",
        "kv1/",
        "kv1/a",
      ),
    answer: [
      [200, { keys: ["closed", "db", "gone", "sub/"] }],
      [200, { keys: ["closed", "db", "gone", "sub/"] }],
      NOTHING,
      [200, { keys: ["a/", "c"] }],
      [200, { keys: ["b"] }],
    ],
  },
  {
    name: "a list by query",
    ask: (vault) => each(vault, "GET", "secret/metadata/app/sub?list=true"),
    answer: [[200, { keys: ["deep"] }]],
  },
  {
    name: "KV 1: the text that was written, without a lease",
    async ask(vault) {
      const token = await tokenOf(vault);
      const { text, json } = await vault.ask("GET", "kv1/a/b", { token });
      const c = (await vault.ask("GET", "kv1/c", { token })).json.data;
      const none = said(await vault.ask("GET", "kv1/none", { token }));
      return [/"n":([^,}]*)/.exec(text)?.[1], json.data.value, json.lease_id, json.lease_duration, c, none];
    },
    answer: ["1e40", "v", "", 2764800, { data: { data: "x" } }, NOTHING],
  },
  {
    name: "policies: globs, one segment, deny, nothing",
    async ask(vault) {
      const paths = ["app/sub/deep", "other/shared", "app/closed", "other/own"];
      const token = await tokenOf(vault);
      const statuses: number[] = [];
      for (const path of paths)
        statuses.push((await vault.ask("GET", `secret/data/${path}`, { token })).status);
      return statuses;
    },
    answer: [200, 200, 403, 403],
  },
  {
    name: "a denied path, in a mount and in none",
    ask: (vault) => each(vault, "GET", "secret/data/other/own", "secret/app/db", "nope/x"),
    answer: [DENIED, DENIED, DENIED],
  },
  {
    name: "odd paths",
    async ask(vault) {
      const token = await tokenOf(vault);
      const double = await vault.ask("GET", "secret/data/app//db", { token });
      return [
        [double.status, double.headers["location"]],
        said(await vault.ask("GET", "secret/data/app/..%2Fapp/db", { token })),
        (await vault.ask("GET", "secret/data/app%2Fdb", { token })).status,
      ];
    },
    answer: [[307, "/v1/secret/data/app/db"], [400, ["relative paths not supported"]], 200],
  },
  {
    name: "what was written is read",
    async ask({ ask, rootToken: token }) {
      const two = await ask("POST", "secret/data/app/new", { token, body: { data: { a: "b" } } });
      const one = await ask("POST", "kv1/new", { token, body: { a: "b" } });
      return [
        two.json.data.version,
        one.status,
        (await ask("GET", "secret/data/app/new", { token })).json.data.data,
        (await ask("GET", "kv1/new", { token })).json.data,
        said(await ask("POST", "secret/data/app/new", { token, body: {} })),
        (await ask("DELETE", "secret/metadata/app/new", { token })).status,
      ];
    },
    answer: [1, 204, { a: "b" }, { a: "b" }, [400, ["no data provided"]], 204],
  },
];
