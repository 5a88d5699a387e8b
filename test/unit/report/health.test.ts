import { expect, test } from "vitest";
import {
  activeProbe,
  healthJson,
  healthObject,
  type HealthReport,
  isAllHealthy,
  type Probe,
} from "../../../src/report/health.ts";
import { healthLines } from "../../../src/report/health-lines.ts";
import { healthMarkdown } from "../../../src/report/health-markdown.ts";

const KEYS: Readonly<Record<string, string | undefined>> = {
  vault: "vault",
  aws: "aws_secrets_manager",
  env: "environment",
};
const one = (id: string, more: Partial<Probe> = {}): Probe => ({
  id,
  key: KEYS[id],
  status: "healthy",
  authenticated: undefined,
  checks: [],
  tookMs: 12.4,
  ...more,
});
const report = (probes: readonly Probe[], chain = probes.map(({ id }) => id)): HealthReport => ({
  version: "1.2.3",
  checked: new Date("2026-03-10T12:00:00Z"),
  chain,
  probes,
});
const idle = { status: "not_configured" } as const;

const VAULT = one("vault", {
  authenticated: true,
  subject: "token of ci",
  expires: new Date("2026-03-10T12:15:00.123Z"),
  checks: [{ name: "seal", ok: true, text: "unsealed" }],
});

/** The answer of GET /secrets/health, as the seed document shows it. */
const SEED = `{
  "active_provider": "vault",
  "providers": {
    "vault": {
      "status": "healthy",
      "authenticated": true
    },
    "aws_secrets_manager": {
      "status": "not_configured"
    },
    "environment": {
      "status": "healthy"
    }
  }
}`;

test("the seed's document, byte for byte, but for the details", () => {
  const healthy = report([VAULT, one("aws", idle), one("sops", idle), one("env")], ["vault", "env"]);
  const { details, ...rest } = healthObject(healthy);
  expect(JSON.stringify(rest, null, 2)).toBe(SEED);
  expect(healthJson(healthy).startsWith(SEED.slice(0, -2))).toBe(true);
  expect(details).toEqual({
    version: "1.2.3",
    checked: "2026-03-10T12:00:00.000Z",
    chain: ["vault", "env"],
    providers: {
      vault: {
        status: "healthy",
        authenticated: true,
        subject: "token of ci",
        account: null,
        expires: "2026-03-10T12:15:00.123Z",
        took_ms: 12,
        checks: [{ name: "seal", ok: true, text: "unsealed" }],
      },
      aws: { status: "not_configured" },
      sops: { status: "not_configured" },
      env: {
        status: "healthy",
        authenticated: null,
        subject: null,
        account: null,
        expires: null,
        took_ms: 12,
        checks: [],
      },
    },
  });
});

const dead = { status: "unhealthy", authenticated: false } as const;

test.each<[string, HealthReport, string | null, boolean]>([
  ["the first of the chain", report([VAULT, one("env")]), "vault", true],
  ["not the first that there is", report([VAULT, one("env")], ["env"]), "environment", true],
  [
    "the next healthy one",
    report([one("vault", dead), one("aws"), one("env")]),
    "aws_secrets_manager",
    false,
  ],
  ["sops, which the seed has no key for", report([one("sops"), one("env")]), "sops", true],
  ["none", report([one("vault", dead)]), null, false],
  ["none of an empty chain", report([one("vault")], []), null, true],
])("the active provider is %s", (_, given, active, allHealthy) => {
  expect(healthObject(given)["active_provider"]).toBe(active);
  expect(activeProbe(given) === undefined).toBe(active === null);
  expect(isAllHealthy(given)).toBe(allHealthy);
});

const failing = report(
  [
    one("vault", {
      ...dead,
      checks: [
        {
          name: "STORE_SEALED",
          ok: false,
          text: "The server is <sealed>.",
          fix: "vault operator unseal\nthrice",
        },
      ],
    }),
    one("env"),
  ],
  ["vault", "env"],
);

test("the log says what is wrong, what to do, and who serves instead", () => {
  expect(healthLines(failing)).toEqual([
    "secrets-action 1.2.3 · chain vault, env",
    "▸ vault         UNHEALTHY   not authenticated",
    "    NO  STORE_SEALED   The server is <sealed>.",
    "        Fix: vault operator unseal",
    "             thrice",
    "▸ environment   healthy",
    "secrets provider: environment",
  ]);
  expect(healthLines(report([VAULT]))).toContain(
    "▸ vault   healthy   token of ci   until 2026-03-10T12:15:00Z",
  );
  expect(healthLines(report([one("vault", dead)])).at(-1)).toBe("secrets provider: none");
});

test("the summary has a row each and the fix; text from outside is only text", () => {
  const markdown = healthMarkdown(failing);
  expect(markdown).toContain("### ❌ Secrets: environment is active");
  expect(markdown).toContain("| vault | ❌ unhealthy | no |");
  expect(markdown).toContain("&#60;sealed&#62;");
  expect(markdown).toContain("<pre>vault operator unseal<br>thrice</pre>");
  expect(markdown).not.toContain("<sealed>");
  expect(healthMarkdown(report([one("vault", dead)]))).toContain("no provider is healthy");
});
