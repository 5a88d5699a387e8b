import { describe, expect, test } from "vitest";
import { Failure } from "../../../../src/kernel/errors.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { callVault } from "../../../../src/providers/vault/api.ts";
import { lookedUp, tokenOf } from "../../../../src/providers/vault/auth-answer.ts";
import { explainLogin } from "../../../../src/providers/vault/refused.ts";
import { VaultFault } from "../../../../src/providers/vault/fault.ts";
import { leftoverOf } from "../../../../src/providers/vault/record.ts";
import { leaseNote, operatorNote } from "../../../../src/providers/vault/revoke.ts";
import { BARE, CANARY, mounted, SECRET, UI } from "./answers.ts";
import { printed, read } from "./reading.ts";
import { scripted, settingAt, SIGNAL, TOKEN } from "./scripted.ts";

const token = `hvs.${CANARY}`;

describe("a server's own words are printed nowhere", () => {
  const HOSTILE = [
    `${CANARY}`,
    `x\n::set-output name=a::${CANARY}`,
    `\u001b[31m${CANARY}`,
    token,
    `${CANARY} permission denied no handler for route namespace not found unsupported path`,
  ];
  const STATUSES = [400, 401, 403, 404, 405, 409, 412, 418, 422, 429, 500, 501, 502, 503];

  test.each(STATUSES)("in an error of status %i", async (status) => {
    for (const text of HOSTILE)
      for (const body of [
        { errors: [text] },
        { errors: [], data: { error: text } },
        { errors: text },
        text,
      ]) {
        const look = await read("vault://secret/app", { [`${UI}/secret/app`]: { status, body } });
        const kv = await read("vault://secret/app", { ...SECRET, "GET secret/data/app": { status, body } });
        const list = await read("vault://secret/app/", {
          ...SECRET,
          "GET secret/metadata/app/?list=true": { status, body },
        });
        const engine = await read("vault://db/creds/a", {
          [`${UI}/db/creds/a`]: mounted("db", "database"),
          "GET db/creds/a": { status, body },
        });
        for (const { outcome } of [look, kv, list, engine]) {
          expect(outcome.is).toBe("failed");
          expect(printed(outcome)).not.toContain(CANARY);
        }
      }
  });

  test.each([`x\n::error::${CANARY}`, CANARY, "a".repeat(500), "\u001b[31mred", token])(
    "as the kind of a mount: %j",
    async (type) => {
      const replies = {
        [`${UI}/db/x`]: mounted("db", type),
        "GET db/x": BARE,
      };
      for (const text of ["vault://db/x", "vault://db/x?version=1", "vault://db/x/"]) {
        const { outcome } = await read(text, replies);
        expect(outcome.is).toBe("failed");
        expect(printed(outcome)).not.toContain(type);
      }
    },
  );

  test("as an id of a request: only a UUID is one", async () => {
    const { outcome } = await read("vault://secret/app", {
      ...SECRET,
      "GET secret/data/app": {
        body: { request_id: CANARY, data: { data: { value: CANARY }, metadata: { version: 1 } } },
      },
    });
    expect(outcome.is).toBe("found");
    expect(outcome).not.toHaveProperty("requestId");
    const denied = await read("vault://secret/app", {
      ...SECRET,
      "GET secret/data/app": { status: 403, body: { request_id: CANARY, errors: ["1 error occurred:"] } },
    });
    expect(printed(denied.outcome)).not.toContain(CANARY);
  });

  test("as the origin of a redirect that repeats the token", async () => {
    const server = await scripted({
      "*": { status: 307, headers: { location: `https://${CANARY}-token.example.com/v1/x` } },
    });
    const { setting } = settingAt(server.url);
    const failure: unknown = await callVault(
      { method: "GET", path: "x", namespace: "", token: TOKEN.token },
      setting,
      SIGNAL,
    ).catch((error: unknown) => error);
    expect((failure as Failure).code).toBe("ENDPOINT_REFUSED");
    expect(`${(failure as Failure).message}${(failure as Failure).fix}`.toLowerCase()).not.toContain(
      CANARY.toLowerCase(),
    );
  });

  test("as a name of the token, or its accessor", () => {
    const json = {
      data: { display_name: `jwt-${token}`, accessor: token, policies: [token, "default"], type: "service" },
    };
    const found = lookedUp(json, Secret.of(token));
    expect(JSON.stringify([found.subject, found.accessor, found.policies])).not.toContain(CANARY);
    const logged = tokenOf(
      { auth: { client_token: token, accessor: token, token_policies: [token], token_type: "service" } },
      "jwt role deploy",
      settingAt("https://vault.example.com").setting,
    );
    expect(JSON.stringify([logged.subject, logged.accessor, logged.policies])).not.toContain(CANARY);
  });
});

test("a short token, as development servers have them, hides no policy that is called alike", () => {
  const json = { data: { display_name: "root", policies: ["root"] } };
  expect(lookedUp(json, Secret.of("root"))).toMatchObject({
    subject: "the token of root",
    policies: ["root"],
  });
});

test("what post tells of leases names none that is no id, and none that holds the token", () => {
  const held = { token: Secret.of(token), hasDefault: true };
  const { setting } = settingAt("https://vault.example.com:8200");
  const ids = ["db/creds/a/x", `a\n::error::${CANARY}`, `db/${token}`, "ok/2"];
  const note = leaseNote(
    ids.map((id) => ({ id, namespace: "" })),
    held,
  );
  expect(note).toContain("db/creds/a/x, ok/2");
  expect(note).toContain("2 more");
  expect(note).not.toMatch(new RegExp(`${CANARY}|\n`));
  expect(operatorNote({ ...held, accessor: token }, setting)).not.toContain(CANARY);
  const left = leftoverOf({ setting, token: held, leases: undefined }, note);
  expect(left.record["note"]).toBe(note);
});

describe("words of a server that would keep a pattern busy", () => {
  test("are read in part", () => {
    const long = `role ${'claim "x" role "'.repeat(400_000)}`;
    const fault = new VaultFault(400, { errors: [long] }, [long]);
    const failure = explainLogin(fault, {
      method: "jwt",
      mount: "jwt",
      role: "deploy",
      namespace: "",
      claims: {},
    } as never);
    expect(failure.code).toBe("LOGIN_REFUSED");
  });
});
