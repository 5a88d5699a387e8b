import { expect, test } from "vitest";
import type { ActionRun } from "../harness/run-action.ts";

/** Tests what is told of a host without a name (`dns`) and of one whose CA is unknown (`tls`). */
export function testNoAnswer(
  runs: () => { readonly dns: ActionRun; readonly tls: ActionRun },
  leaks: (run: ActionRun) => unknown[],
): void {
  test("an unknown host is named, with what to check", () => {
    const { dns } = runs();
    expect(dns.log).toMatch(/STORE_UNREACHABLE.*\.invalid/);
    expect(dns.env.size).toBe(0);
    expect(leaks(dns)).toEqual([]);
  });

  test("an unknown CA is TLS_UNTRUSTED, with the input that trusts it", () => {
    const { tls } = runs();
    expect(tls.log).toContain("TLS_UNTRUSTED");
    expect(tls.log).toContain("ca-cert:");
    expect(tls.env.size).toBe(0);
    expect(leaks(tls)).toEqual([]);
  });
}
