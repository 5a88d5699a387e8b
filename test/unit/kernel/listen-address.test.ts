import { expect, test } from "vitest";
import { isHostOf, isLoopback, parseListen, shownAddress } from "../../../src/kernel/listen-address.ts";

test.each<[string, string | undefined]>([
  ["127.0.0.1:8080", "127.0.0.1:8080"],
  ["8080", "127.0.0.1:8080"],
  [":8080", "127.0.0.1:8080"],
  ["localhost:0", "localhost:0"],
  ["[::1]:9", "[::1]:9"],
  ["0.0.0.0:8080", "0.0.0.0:8080"],
  ["[::]:8080", "[::]:8080"],
  ["127.0.0.1", undefined],
  ["127.0.0.1:", undefined],
  ["127.0.0.1:65536", undefined],
  ["::1:8080", undefined],
  ["[1:2]:80", undefined],
  ["http://127.0.0.1:8080", undefined],
  ["host:80/path", undefined],
  ["a b:80", undefined],
  ["", undefined],
])("%s is %s", (text, shown) => {
  const address = parseListen(text);
  expect(address && shownAddress(address)).toBe(shown);
});

test.each<[string, boolean]>([
  ["127.0.0.1", true],
  ["127.8.9.10", true],
  ["localhost", true],
  ["LOCALHOST", true],
  ["::1", true],
  ["0.0.0.0", false],
  ["::", false],
  ["127.evil.test", false],
  ["localhost.evil.test", false],
])("loopback is %s: %s", (host, is) => {
  expect(isLoopback(host)).toBe(is);
});

const loopback = { host: "127.0.0.1", port: 8080 };
const everywhere = { host: "0.0.0.0", port: 8080 };
const named = { host: "monitor.example.test", port: 8080 };

test.each<[string | undefined, boolean, boolean, boolean]>([
  // header, on loopback, on every address, on a name
  ["127.0.0.1:8080", true, true, true],
  ["localhost:9090", true, true, true],
  ["[::1]:8080", true, true, true],
  ["LOCALHOST", true, true, true],
  ["10.1.2.3:8080", false, true, true],
  ["[fd00::1]:8080", false, true, true],
  ["monitor.example.test:8080", false, false, true],
  ["evil.test", false, false, false],
  ["127.0.0.1.evil.test:8080", false, false, false],
  ["localhost.", false, false, false],
  ["127.0.0.1:8080, evil.test", false, false, false],
  ["a@127.0.0.1", false, false, false],
  ["", false, false, false],
  [undefined, false, false, false],
])("Host %s", (header, onLoopback, onAll, onName) => {
  expect([loopback, everywhere, named].map((address) => isHostOf(header, address))).toEqual([
    onLoopback,
    onAll,
    onName,
  ]);
});
