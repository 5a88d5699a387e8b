const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const timers = lazyBuiltin("node:timers/promises");
const systemClock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await timers.setTimeout(ms, void 0, { signal });
  }
};
export {
  systemClock as s
};
