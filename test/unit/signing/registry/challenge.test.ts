import { expect, test } from "vitest";
import { parseChallenges } from "../../../../src/signing/registry/challenge.ts";
import { createEndpoints } from "../../../../src/signing/registry/endpoint.ts";
import { isBundleType } from "../../../../src/signing/registry/media-types.ts";
import { waitAsked } from "../../../../src/signing/registry/rate-limit.ts";
import { failureOf } from "./fake-host.ts";

test.each([
  ["Basic realm=x", [["basic", { realm: "x" }]]],
  [
    'BEARER realm="https://a.test/token",service="a, b",scope="repository:x:pull,push"',
    [["bearer", { realm: "https://a.test/token", service: "a, b", scope: "repository:x:pull,push" }]],
  ],
  [
    'Basic realm="one", Bearer Realm="https://a.test/t" , service=b',
    [
      ["basic", { realm: "one" }],
      ["bearer", { realm: "https://a.test/t", service: "b" }],
    ],
  ],
  [
    "Negotiate, Basic realm=x",
    [
      ["negotiate", {}],
      ["basic", { realm: "x" }],
    ],
  ],
  [String.raw`Basic realm="a\"b"`, [["basic", { realm: 'a"b' }]]],
  ['Bearer realm="open', [["bearer", {}]]],
  [undefined, []],
  ["", []],
])("challenges are read: %s", (header, expected) => {
  const found = parseChallenges(header).map(({ scheme, parameters }) => [
    scheme,
    Object.fromEntries(parameters),
  ]);
  expect(found).toEqual(expected);
});

test.each([
  ["ghcr.io", "https://ghcr.io"],
  ["localhost:5000", "http://localhost:5000"],
  ["127.0.0.1:1", "http://127.0.0.1:1"],
  ["[::1]:5000", "http://[::1]:5000"],
  ["registry.test:5000", "http://registry.test:5000"],
  ["registry.test:5001", "https://registry.test:5001"],
  ["plain.test", "http://plain.test"],
])("http: is for this machine and what was named: %s", (registry, origin) => {
  expect(createEndpoints(["registry.test:5000", "Plain.test"]).origin(registry)).toBe(origin);
});

test.each([
  ["a path", "a.test", "/v2/x?y=z", true],
  ["another host", "a.test", "https://cdn.test/x", true],
  ["no TLS", "a.test", "http://a.test/x", false],
  ["another scheme", "a.test", "file:///etc/passwd", false],
  ["an address of a private network", "a.test", "https://10.0.0.1/x", false],
  ["the metadata service", "a.test", "https://169.254.169.254/latest", false],
  ["the same in hex", "a.test", "https://0xa9fea9fe/latest", false],
  ["the same in IPv6", "a.test", "https://[::ffff:169.254.169.254]/x", false],
  ["a unique local address", "a.test", "https://[fd00::1]/x", false],
  ["this machine", "a.test", "https://localhost/x", false],
  ["the registry's own address", "10.0.0.1", "https://10.0.0.1/token", true],
  ["a public address", "a.test", "https://203.0.113.9/x", true],
  ["a login", "a.test", "https://u:p@a.test/x", false],
  ["nothing", "a.test", undefined, false],
  ["no address", "a.test", "https://[", false],
])("a registry leads to %s", async (_, registry, location, isAllowed) => {
  const { lead, origin } = createEndpoints([]);
  const from = new URL(`${origin(registry)}/v2/`);
  const failure = await failureOf(Promise.resolve().then(() => lead(registry, location, from)));
  expect(failure.code).toBe(isAllowed ? "INTERNAL" : "REGISTRY_ANSWER_INVALID");
});

test.each([
  [{ "retry-after": "7" }, "", 7_000],
  [{}, "toomanyrequests: retry-after: 10.3ms, allowed: 44000/minute", 11],
  [{}, '{"message":"retry-after: 2s"}', 2_000],
  [{}, "retry-after: 3", 3_000],
  [{}, "slow down", undefined],
])("how long to wait: %j %s", (headers, body, expected) => {
  expect(waitAsked({ status: 429, headers, body: Buffer.from(body) }, 0)).toBe(expected);
});

test.each([
  ["application/vnd.dev.sigstore.bundle.v0.3+json", true],
  ["application/vnd.dev.sigstore.bundle.v1.0+json", true],
  ["application/vnd.dev.sigstore.bundle.v0.2+json", false],
  ["application/vnd.dev.sigstore.bundle+json;version=0.3", false],
  [undefined, false],
])("bundles are of version 0.3 or later: %s", (type, expected) => {
  expect(isBundleType(type)).toBe(expected);
});
