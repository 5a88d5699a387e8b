export const CANARY = "CANARY-7f3a-aws-value";
export const BINARY = Buffer.from([0xff, 0xfe, 0x80, 0x41, 0xc3, 0xa9, 0x00, 0x0a]);
export const SEED = {
  secrets: [
    { name: "liquid-hive/prod/database/mongo_url", value: `${CANARY}-mongo` },
    { name: "liquid-hive/prod/MONGO_URL", value: `${CANARY}-helm` },
    { name: "liquid-hive/app", value: `{"api.key":"${CANARY}-json","n":null,"list":[1,"${CANARY}-item"]}` },
    { name: "liquid-hive/prod/tls", value: BINARY },
    { name: "feature/a", value: `${CANARY}-a`, tags: { env: "prod" } },
    { name: "feature/b/c", value: `${CANARY}-c`, tags: { env: "test" } },
  ],
  parameters: [
    { name: "/shop/one", type: "SecureString" as const, values: [`${CANARY}-p1`] },
    { name: "/shop/two/deep", values: [`${CANARY}-old`, `${CANARY}-p2`] },
  ],
};
