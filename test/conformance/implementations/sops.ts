import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { erased } from "../../../src/providers/provider.ts";
import { sopsProvider } from "../../../src/providers/sops/index.ts";
import { encrypt, generateIdentity, storeOf } from "../../../src/sops/index.ts";
import { CANARY, type Implementation, SEED, seedValue } from "../implementation.ts";

/** SOPS files in a folder, sealed for a key made here; one is for another key, one is tampered with. */
export const sops: Implementation = {
  id: "sops",
  start: async () => {
    const workspace = fs.mkdtempSync(path.join(os.tmpdir(), "conformance-"));
    const { identity, recipient } = generateIdentity();
    const seal = async (to: string): Promise<Buffer> => {
      const text = SEED.map(([, name]) => `${name}=${seedValue(name)}\n`).join("");
      const documents = storeOf("dotenv").readPlain(Buffer.from(text));
      const now = Date.parse("2026-01-01");
      return Buffer.from((await encrypt({ documents, format: "dotenv", recipients: [to], now })).bytes);
    };
    const own = await seal(recipient);
    fs.writeFileSync(path.join(workspace, "app.env"), own);
    fs.writeFileSync(path.join(workspace, "other.env"), await seal(generateIdentity().recipient));
    fs.writeFileSync(
      path.join(workspace, "tampered.env"),
      own.toString().replace("MONGO_URL=ENC[", "MONGO_URL_2=ENC["),
    );
    return {
      provider: erased(sopsProvider),
      inputs: { "sops-files": "app.env", "age-key": identity },
      env: {},
      workspace,
      present: "chain://MONGO_URL",
      absent: "chain://NOT_THERE",
      impossible: `sops://app.env?format=${CANARY}`,
      many: SEED.map(([, name]) => `chain://${name}`),
      broken: [
        ["sops://other.env#MONGO_URL", "SOPS_KEY_MISSING"],
        ["sops://tampered.env#MONGO_URL", "SOPS_VALUE_TAMPERED"],
        ["sops://not-there.env", "FILE_NOT_FOUND"],
      ],
      misused: [],
      credentials: () => [identity],
      stop: async () => fs.rmSync(workspace, { recursive: true, force: true }),
    };
  },
};
