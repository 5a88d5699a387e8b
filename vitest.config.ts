import { defineConfig } from "vitest/config";

const suite = (name: string, timeout: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    setupFiles: ["test/setup/yaml.ts", "test/setup/properties.ts"],
    testTimeout: timeout,
    hookTimeout: timeout,
  },
});

export default defineConfig({
  test: {
    projects: [
      suite("unit", 30_000),
      suite("conformance", 30_000),
      suite("scenario", 60_000),
      suite("fuzz", 120_000),
      suite("peers", 180_000),
    ],
  },
});
