import { F as Failure } from "./report-failure.js";
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
const crypto = lazyBuiltin("node:crypto");
const buffer = lazyBuiltin("node:buffer");
const fs = lazyBuiltin("node:fs");
const os = lazyBuiltin("node:os");
const path = lazyBuiltin("node:path");
const childProcess = lazyBuiltin("node:child_process");
const ALIAS = /* @__PURE__ */ Symbol.for("yaml.alias");
const DOC = /* @__PURE__ */ Symbol.for("yaml.document");
const MAP$1 = /* @__PURE__ */ Symbol.for("yaml.map");
const PAIR = /* @__PURE__ */ Symbol.for("yaml.pair");
const SCALAR$1 = /* @__PURE__ */ Symbol.for("yaml.scalar");
const SEQ = /* @__PURE__ */ Symbol.for("yaml.seq");
const NODE_TYPE = /* @__PURE__ */ Symbol.for("yaml.node.type");
const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP$1;
const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
const isScalar$1 = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR$1;
const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
function isCollection(node) {
  if (node && typeof node === "object")
    switch (node[NODE_TYPE]) {
      case MAP$1:
      case SEQ:
        return true;
    }
  return false;
}
function isNode(node) {
  if (node && typeof node === "object")
    switch (node[NODE_TYPE]) {
      case ALIAS:
      case MAP$1:
      case SCALAR$1:
      case SEQ:
        return true;
    }
  return false;
}
const hasAnchor = (node) => (isScalar$1(node) || isCollection(node)) && !!node.anchor;
const BREAK$1 = /* @__PURE__ */ Symbol("break visit");
const SKIP = /* @__PURE__ */ Symbol("skip children");
const REMOVE = /* @__PURE__ */ Symbol("remove node");
function visit(node, visitor) {
  const visitor_ = initVisitor(visitor);
  if (isDocument(node)) {
    const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
    if (cd === REMOVE)
      node.contents = null;
  } else
    visit_(null, node, visitor_, Object.freeze([]));
}
visit.BREAK = BREAK$1;
visit.SKIP = SKIP;
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path2) {
  const ctrl = callVisitor(key, node, visitor, path2);
  if (isNode(ctrl) || isPair(ctrl)) {
    replaceNode(key, path2, ctrl);
    return visit_(key, ctrl, visitor, path2);
  }
  if (typeof ctrl !== "symbol") {
    if (isCollection(node)) {
      path2 = Object.freeze(path2.concat(node));
      for (let i = 0; i < node.items.length; ++i) {
        const ci = visit_(i, node.items[i], visitor, path2);
        if (typeof ci === "number")
          i = ci - 1;
        else if (ci === BREAK$1)
          return BREAK$1;
        else if (ci === REMOVE) {
          node.items.splice(i, 1);
          i -= 1;
        }
      }
    } else if (isPair(node)) {
      path2 = Object.freeze(path2.concat(node));
      const ck = visit_("key", node.key, visitor, path2);
      if (ck === BREAK$1)
        return BREAK$1;
      else if (ck === REMOVE)
        node.key = null;
      const cv = visit_("value", node.value, visitor, path2);
      if (cv === BREAK$1)
        return BREAK$1;
      else if (cv === REMOVE)
        node.value = null;
    }
  }
  return ctrl;
}
function initVisitor(visitor) {
  if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) {
    return Object.assign({
      Alias: visitor.Node,
      Map: visitor.Node,
      Scalar: visitor.Node,
      Seq: visitor.Node
    }, visitor.Value && {
      Map: visitor.Value,
      Scalar: visitor.Value,
      Seq: visitor.Value
    }, visitor.Collection && {
      Map: visitor.Collection,
      Seq: visitor.Collection
    }, visitor);
  }
  return visitor;
}
function callVisitor(key, node, visitor, path2) {
  if (typeof visitor === "function")
    return visitor(key, node, path2);
  if (isMap(node))
    return visitor.Map?.(key, node, path2);
  if (isSeq(node))
    return visitor.Seq?.(key, node, path2);
  if (isPair(node))
    return visitor.Pair?.(key, node, path2);
  if (isScalar$1(node))
    return visitor.Scalar?.(key, node, path2);
  if (isAlias(node))
    return visitor.Alias?.(key, node, path2);
  return void 0;
}
function replaceNode(key, path2, node) {
  const parent = path2[path2.length - 1];
  if (isCollection(parent)) {
    parent.items[key] = node;
  } else if (isPair(parent)) {
    if (key === "key")
      parent.key = node;
    else
      parent.value = node;
  } else if (isDocument(parent)) {
    parent.contents = node;
  } else {
    const pt = isAlias(parent) ? "alias" : "scalar";
    throw new Error(`Cannot replace node with ${pt} parent`);
  }
}
const escapeChars = {
  "!": "%21",
  ",": "%2C",
  "[": "%5B",
  "]": "%5D",
  "{": "%7B",
  "}": "%7D"
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
class Directives {
  constructor(yaml, tags) {
    this.docStart = null;
    this.docEnd = false;
    this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
    this.tags = Object.assign({}, Directives.defaultTags, tags);
  }
  clone() {
    const copy = new Directives(this.yaml, this.tags);
    copy.docStart = this.docStart;
    return copy;
  }
  /**
   * During parsing, get a Directives instance for the current document and
   * update the stream state according to the current version's spec.
   */
  atDocument() {
    const res = new Directives(this.yaml, this.tags);
    switch (this.yaml.version) {
      case "1.1":
        this.atNextDocument = true;
        break;
      case "1.2":
        this.atNextDocument = false;
        this.yaml = {
          explicit: Directives.defaultYaml.explicit,
          version: "1.2"
        };
        this.tags = Object.assign({}, Directives.defaultTags);
        break;
    }
    return res;
  }
  /**
   * @param onError - May be called even if the action was successful
   * @returns `true` on success
   */
  add(line, onError) {
    if (this.atNextDocument) {
      this.yaml = { explicit: Directives.defaultYaml.explicit, version: "1.1" };
      this.tags = Object.assign({}, Directives.defaultTags);
      this.atNextDocument = false;
    }
    const parts = line.trim().split(/[ \t]+/);
    const name = parts.shift();
    switch (name) {
      case "%TAG": {
        if (parts.length !== 2) {
          onError(0, "%TAG directive should contain exactly two parts");
          if (parts.length < 2)
            return false;
        }
        const [handle, prefix] = parts;
        this.tags[handle] = prefix;
        return true;
      }
      case "%YAML": {
        this.yaml.explicit = true;
        if (parts.length !== 1) {
          onError(0, "%YAML directive should contain exactly one part");
          return false;
        }
        const [version] = parts;
        if (version === "1.1" || version === "1.2") {
          this.yaml.version = version;
          return true;
        } else {
          const isValid = /^\d+\.\d+$/.test(version);
          onError(6, `Unsupported YAML version ${version}`, isValid);
          return false;
        }
      }
      default:
        onError(0, `Unknown directive ${name}`, true);
        return false;
    }
  }
  /**
   * Resolves a tag, matching handles to those defined in %TAG directives.
   *
   * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
   *   `'!local'` tag, or `null` if unresolvable.
   */
  tagName(source, onError) {
    if (source === "!")
      return "!";
    if (source[0] !== "!") {
      onError(`Not a valid tag: ${source}`);
      return null;
    }
    if (source[1] === "<") {
      const verbatim = source.slice(2, -1);
      if (verbatim === "!" || verbatim === "!!") {
        onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
        return null;
      }
      if (source[source.length - 1] !== ">")
        onError("Verbatim tags must end with a >");
      return verbatim;
    }
    const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
    if (!suffix)
      onError(`The ${source} tag has no suffix`);
    const prefix = this.tags[handle];
    if (prefix) {
      try {
        return prefix + decodeURIComponent(suffix);
      } catch (error) {
        onError(String(error));
        return null;
      }
    }
    if (handle === "!")
      return source;
    onError(`Could not resolve tag: ${source}`);
    return null;
  }
  /**
   * Given a fully resolved tag, returns its printable string form,
   * taking into account current tag prefixes and defaults.
   */
  tagString(tag) {
    for (const [handle, prefix] of Object.entries(this.tags)) {
      if (tag.startsWith(prefix))
        return handle + escapeTagName(tag.substring(prefix.length));
    }
    return tag[0] === "!" ? tag : `!<${tag}>`;
  }
  toString(doc) {
    const lines2 = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
    const tagEntries = Object.entries(this.tags);
    let tagNames;
    if (doc && tagEntries.length > 0 && isNode(doc.contents)) {
      const tags = {};
      visit(doc.contents, (_key, node) => {
        if (isNode(node) && node.tag)
          tags[node.tag] = true;
      });
      tagNames = Object.keys(tags);
    } else
      tagNames = [];
    for (const [handle, prefix] of tagEntries) {
      if (handle === "!!" && prefix === "tag:yaml.org,2002:")
        continue;
      if (!doc || tagNames.some((tn) => tn.startsWith(prefix)))
        lines2.push(`%TAG ${handle} ${prefix}`);
    }
    return lines2.join("\n");
  }
}
Directives.defaultYaml = { explicit: false, version: "1.2" };
Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
function anchorIsValid(anchor) {
  if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
    const sa = JSON.stringify(anchor);
    const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
    throw new Error(msg);
  }
  return true;
}
function anchorNames(root) {
  const anchors = /* @__PURE__ */ new Set();
  visit(root, {
    Value(_key, node) {
      if (node.anchor)
        anchors.add(node.anchor);
    }
  });
  return anchors;
}
function findNewAnchor(prefix, exclude) {
  for (let i = 1; true; ++i) {
    const name = `${prefix}${i}`;
    if (!exclude.has(name))
      return name;
  }
}
function createNodeAnchors(doc, prefix) {
  const aliasObjects = [];
  const sourceObjects = /* @__PURE__ */ new Map();
  let prevAnchors = null;
  return {
    onAnchor: (source) => {
      aliasObjects.push(source);
      prevAnchors ?? (prevAnchors = anchorNames(doc));
      const anchor = findNewAnchor(prefix, prevAnchors);
      prevAnchors.add(anchor);
      return anchor;
    },
    /**
     * With circular references, the source node is only resolved after all
     * of its child nodes are. This is why anchors are set only after all of
     * the nodes have been created.
     */
    setAnchors: () => {
      for (const source of aliasObjects) {
        const ref = sourceObjects.get(source);
        if (typeof ref === "object" && ref.anchor && (isScalar$1(ref.node) || isCollection(ref.node))) {
          ref.node.anchor = ref.anchor;
        } else {
          const error = new Error("Failed to resolve repeated object (this should not happen)");
          error.source = source;
          throw error;
        }
      }
    },
    sourceObjects
  };
}
function applyReviver(reviver, obj, key, val) {
  if (val && typeof val === "object") {
    if (Array.isArray(val)) {
      for (let i = 0, len = val.length; i < len; ++i) {
        const v0 = val[i];
        const v1 = applyReviver(reviver, val, String(i), v0);
        if (v1 === void 0)
          delete val[i];
        else if (v1 !== v0)
          val[i] = v1;
      }
    } else if (val instanceof Map) {
      for (const k of Array.from(val.keys())) {
        const v0 = val.get(k);
        const v1 = applyReviver(reviver, val, k, v0);
        if (v1 === void 0)
          val.delete(k);
        else if (v1 !== v0)
          val.set(k, v1);
      }
    } else if (val instanceof Set) {
      for (const v0 of Array.from(val)) {
        const v1 = applyReviver(reviver, val, v0, v0);
        if (v1 === void 0)
          val.delete(v0);
        else if (v1 !== v0) {
          val.delete(v0);
          val.add(v1);
        }
      }
    } else {
      for (const [k, v0] of Object.entries(val)) {
        const v1 = applyReviver(reviver, val, k, v0);
        if (v1 === void 0)
          delete val[k];
        else if (v1 !== v0)
          val[k] = v1;
      }
    }
  }
  return reviver.call(obj, key, val);
}
function toJS(value, arg, ctx) {
  if (Array.isArray(value))
    return value.map((v, i) => toJS(v, String(i), ctx));
  if (value && typeof value.toJSON === "function") {
    if (!ctx || !hasAnchor(value))
      return value.toJSON(arg, ctx);
    const data = { aliasCount: 0, count: 1, res: void 0 };
    ctx.anchors.set(value, data);
    ctx.onCreate = (res2) => {
      data.res = res2;
      delete ctx.onCreate;
    };
    const res = value.toJSON(arg, ctx);
    if (ctx.onCreate)
      ctx.onCreate(res);
    return res;
  }
  if (typeof value === "bigint" && !ctx?.keep)
    return Number(value);
  return value;
}
class NodeBase {
  constructor(type) {
    Object.defineProperty(this, NODE_TYPE, { value: type });
  }
  /** Create a copy of this node.  */
  clone() {
    const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
    if (this.range)
      copy.range = this.range.slice();
    return copy;
  }
  /** A plain JavaScript representation of this node. */
  toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
    if (!isDocument(doc))
      throw new TypeError("A document argument is required");
    const ctx = {
      anchors: /* @__PURE__ */ new Map(),
      doc,
      keep: true,
      mapAsMap: mapAsMap === true,
      mapKeyWarned: false,
      maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
    };
    const res = toJS(this, "", ctx);
    if (typeof onAnchor === "function")
      for (const { count, res: res2 } of ctx.anchors.values())
        onAnchor(res2, count);
    return typeof reviver === "function" ? applyReviver(reviver, { "": res }, "", res) : res;
  }
}
class Alias extends NodeBase {
  constructor(source) {
    super(ALIAS);
    this.source = source;
    Object.defineProperty(this, "tag", {
      set() {
        throw new Error("Alias nodes cannot have tags");
      }
    });
  }
  /**
   * Resolve the value of this alias within `doc`, finding the last
   * instance of the `source` anchor before this node.
   */
  resolve(doc, ctx) {
    if (ctx?.maxAliasCount === 0)
      throw new ReferenceError("Alias resolution is disabled");
    let nodes;
    if (ctx?.aliasResolveCache) {
      nodes = ctx.aliasResolveCache;
    } else {
      nodes = [];
      visit(doc, {
        Node: (_key, node) => {
          if (isAlias(node) || hasAnchor(node))
            nodes.push(node);
        }
      });
      if (ctx)
        ctx.aliasResolveCache = nodes;
    }
    let found = void 0;
    for (const node of nodes) {
      if (node === this)
        break;
      if (node.anchor === this.source)
        found = node;
    }
    if (found && ctx) {
      const { anchors, doc: doc2, maxAliasCount } = ctx;
      let data = anchors.get(found);
      if (!data) {
        toJS(found, null, ctx);
        data = anchors.get(found);
      }
      if (data?.res === void 0) {
        const msg = "This should not happen: Alias anchor was not resolved?";
        throw new ReferenceError(msg);
      }
      if (maxAliasCount >= 0) {
        data.count += 1;
        if (data.aliasCount === 0)
          data.aliasCount = getAliasCount(doc2, found, anchors);
        if (data.count * data.aliasCount > maxAliasCount) {
          const msg = "Excessive alias count indicates a resource exhaustion attack";
          throw new ReferenceError(msg);
        }
      }
    }
    return found;
  }
  toJSON(_arg, ctx) {
    if (!ctx)
      return { source: this.source };
    const source = this.resolve(ctx.doc, ctx);
    if (!source) {
      const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
      throw new ReferenceError(msg);
    }
    return ctx.anchors.get(source).res;
  }
  toString(ctx, _onComment, _onChompKeep) {
    const src = `*${this.source}`;
    if (ctx) {
      anchorIsValid(this.source);
      if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
        const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
        throw new Error(msg);
      }
      if (ctx.implicitKey)
        return `${src} `;
    }
    return src;
  }
}
function getAliasCount(doc, node, anchors) {
  if (isAlias(node)) {
    const source = node.resolve(doc);
    const anchor = anchors && source && anchors.get(source);
    return anchor ? anchor.count * anchor.aliasCount : 0;
  } else if (isCollection(node)) {
    let count = 0;
    for (const item of node.items) {
      const c = getAliasCount(doc, item, anchors);
      if (c > count)
        count = c;
    }
    return count;
  } else if (isPair(node)) {
    const kc = getAliasCount(doc, node.key, anchors);
    const vc = getAliasCount(doc, node.value, anchors);
    return Math.max(kc, vc);
  }
  return 1;
}
const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
class Scalar extends NodeBase {
  constructor(value) {
    super(SCALAR$1);
    this.value = value;
  }
  toJSON(arg, ctx) {
    return ctx?.keep ? this.value : toJS(this.value, arg, ctx);
  }
  toString() {
    return String(this.value);
  }
}
Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
Scalar.PLAIN = "PLAIN";
Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
const defaultTagPrefix = "tag:yaml.org,2002:";
function findTagObject(value, tagName, tags) {
  if (tagName) {
    const match = tags.filter((t) => t.tag === tagName);
    const tagObj = match.find((t) => !t.format) ?? match[0];
    if (!tagObj)
      throw new Error(`Tag ${tagName} not found`);
    return tagObj;
  }
  return tags.find((t) => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
  if (isDocument(value))
    value = value.contents;
  if (isNode(value))
    return value;
  if (isPair(value)) {
    const map2 = ctx.schema[MAP$1].createNode?.(ctx.schema, null, ctx);
    map2.items.push(value);
    return map2;
  }
  if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) {
    value = value.valueOf();
  }
  const { aliasDuplicateObjects, onAnchor, onTagObj, schema: schema2, sourceObjects } = ctx;
  let ref = void 0;
  if (aliasDuplicateObjects && value && typeof value === "object") {
    ref = sourceObjects.get(value);
    if (ref) {
      ref.anchor ?? (ref.anchor = onAnchor(value));
      return new Alias(ref.anchor);
    } else {
      ref = { anchor: null, node: null };
      sourceObjects.set(value, ref);
    }
  }
  if (tagName?.startsWith("!!"))
    tagName = defaultTagPrefix + tagName.slice(2);
  let tagObj = findTagObject(value, tagName, schema2.tags);
  if (!tagObj) {
    if (value && typeof value.toJSON === "function") {
      value = value.toJSON();
    }
    if (!value || typeof value !== "object") {
      const node2 = new Scalar(value);
      if (ref)
        ref.node = node2;
      return node2;
    }
    tagObj = value instanceof Map ? schema2[MAP$1] : Symbol.iterator in Object(value) ? schema2[SEQ] : schema2[MAP$1];
  }
  if (onTagObj) {
    onTagObj(tagObj);
    delete ctx.onTagObj;
  }
  const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar(value);
  if (tagName)
    node.tag = tagName;
  else if (!tagObj.default)
    node.tag = tagObj.tag;
  if (ref)
    ref.node = node;
  return node;
}
function collectionFromPath(schema2, path2, value) {
  let v = value;
  for (let i = path2.length - 1; i >= 0; --i) {
    const k = path2[i];
    if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
      const a = [];
      a[k] = v;
      v = a;
    } else {
      v = /* @__PURE__ */ new Map([[k, v]]);
    }
  }
  return createNode(v, void 0, {
    aliasDuplicateObjects: false,
    keepUndefined: false,
    onAnchor: () => {
      throw new Error("This should not happen, please report a bug.");
    },
    schema: schema2,
    sourceObjects: /* @__PURE__ */ new Map()
  });
}
const isEmptyPath = (path2) => path2 == null || typeof path2 === "object" && !!path2[Symbol.iterator]().next().done;
class Collection extends NodeBase {
  constructor(type, schema2) {
    super(type);
    Object.defineProperty(this, "schema", {
      value: schema2,
      configurable: true,
      enumerable: false,
      writable: true
    });
  }
  /**
   * Create a copy of this collection.
   *
   * @param schema - If defined, overwrites the original's schema
   */
  clone(schema2) {
    const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
    if (schema2)
      copy.schema = schema2;
    copy.items = copy.items.map((it) => isNode(it) || isPair(it) ? it.clone(schema2) : it);
    if (this.range)
      copy.range = this.range.slice();
    return copy;
  }
  /**
   * Adds a value to the collection. For `!!map` and `!!omap` the value must
   * be a Pair instance or a `{ key, value }` object, which may not have a key
   * that already exists in the map.
   */
  addIn(path2, value) {
    if (isEmptyPath(path2))
      this.add(value);
    else {
      const [key, ...rest] = path2;
      const node = this.get(key, true);
      if (isCollection(node))
        node.addIn(rest, value);
      else if (node === void 0 && this.schema)
        this.set(key, collectionFromPath(this.schema, rest, value));
      else
        throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
  }
  /**
   * Removes a value from the collection.
   * @returns `true` if the item was found and removed.
   */
  deleteIn(path2) {
    const [key, ...rest] = path2;
    if (rest.length === 0)
      return this.delete(key);
    const node = this.get(key, true);
    if (isCollection(node))
      return node.deleteIn(rest);
    else
      throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
  }
  /**
   * Returns item at `key`, or `undefined` if not found. By default unwraps
   * scalar values from their surrounding node; to disable set `keepScalar` to
   * `true` (collections are always returned intact).
   */
  getIn(path2, keepScalar) {
    const [key, ...rest] = path2;
    const node = this.get(key, true);
    if (rest.length === 0)
      return !keepScalar && isScalar$1(node) ? node.value : node;
    else
      return isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
  }
  hasAllNullValues(allowScalar) {
    return this.items.every((node) => {
      if (!isPair(node))
        return false;
      const n = node.value;
      return n == null || allowScalar && isScalar$1(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
    });
  }
  /**
   * Checks if the collection includes a value with the key `key`.
   */
  hasIn(path2) {
    const [key, ...rest] = path2;
    if (rest.length === 0)
      return this.has(key);
    const node = this.get(key, true);
    return isCollection(node) ? node.hasIn(rest) : false;
  }
  /**
   * Sets a value in this collection. For `!!set`, `value` needs to be a
   * boolean to add/remove the item from the set.
   */
  setIn(path2, value) {
    const [key, ...rest] = path2;
    if (rest.length === 0) {
      this.set(key, value);
    } else {
      const node = this.get(key, true);
      if (isCollection(node))
        node.setIn(rest, value);
      else if (node === void 0 && this.schema)
        this.set(key, collectionFromPath(this.schema, rest, value));
      else
        throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
  }
}
const stringifyComment = (str2) => str2.replace(/^(?!$)(?: $)?/gm, "#");
function indentComment(comment2, indent) {
  if (/^\n+$/.test(comment2))
    return comment2.substring(1);
  return indent ? comment2.replace(/^(?! *$)/gm, indent) : comment2;
}
const lineComment = (str2, indent, comment2) => str2.endsWith("\n") ? indentComment(comment2, indent) : comment2.includes("\n") ? "\n" + indentComment(comment2, indent) : (str2.endsWith(" ") ? "" : " ") + comment2;
const FOLD_FLOW = "flow";
const FOLD_BLOCK = "block";
const FOLD_QUOTED = "quoted";
function foldFlowLines(text2, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
  if (!lineWidth || lineWidth < 0)
    return text2;
  if (lineWidth < minContentWidth)
    minContentWidth = 0;
  const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
  if (text2.length <= endStep)
    return text2;
  const folds = [];
  const escapedFolds = {};
  let end = lineWidth - indent.length;
  if (typeof indentAtStart === "number") {
    if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
      folds.push(0);
    else
      end = lineWidth - indentAtStart;
  }
  let split2 = void 0;
  let prev = void 0;
  let overflow = false;
  let i = -1;
  let escStart = -1;
  let escEnd = -1;
  if (mode === FOLD_BLOCK) {
    i = consumeMoreIndentedLines(text2, i, indent.length);
    if (i !== -1)
      end = i + endStep;
  }
  for (let ch; ch = text2[i += 1]; ) {
    if (mode === FOLD_QUOTED && ch === "\\") {
      escStart = i;
      switch (text2[i + 1]) {
        case "x":
          i += 3;
          break;
        case "u":
          i += 5;
          break;
        case "U":
          i += 9;
          break;
        default:
          i += 1;
      }
      escEnd = i;
    }
    if (ch === "\n") {
      if (mode === FOLD_BLOCK)
        i = consumeMoreIndentedLines(text2, i, indent.length);
      end = i + indent.length + endStep;
      split2 = void 0;
    } else {
      if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
        const next = text2[i + 1];
        if (next && next !== " " && next !== "\n" && next !== "	")
          split2 = i;
      }
      if (i >= end) {
        if (split2) {
          folds.push(split2);
          end = split2 + endStep;
          split2 = void 0;
        } else if (mode === FOLD_QUOTED) {
          while (prev === " " || prev === "	") {
            prev = ch;
            ch = text2[i += 1];
            overflow = true;
          }
          const j = i > escEnd + 1 ? i - 2 : escStart - 1;
          if (escapedFolds[j])
            return text2;
          folds.push(j);
          escapedFolds[j] = true;
          end = j + endStep;
          split2 = void 0;
        } else {
          overflow = true;
        }
      }
    }
    prev = ch;
  }
  if (overflow && onOverflow)
    onOverflow();
  if (folds.length === 0)
    return text2;
  if (onFold)
    onFold();
  let res = text2.slice(0, folds[0]);
  for (let i2 = 0; i2 < folds.length; ++i2) {
    const fold = folds[i2];
    const end2 = folds[i2 + 1] || text2.length;
    if (fold === 0)
      res = `
${indent}${text2.slice(0, end2)}`;
    else {
      if (mode === FOLD_QUOTED && escapedFolds[fold])
        res += `${text2[fold]}\\`;
      res += `
${indent}${text2.slice(fold + 1, end2)}`;
    }
  }
  return res;
}
function consumeMoreIndentedLines(text2, i, indent) {
  let end = i;
  let start = i + 1;
  let ch = text2[start];
  while (ch === " " || ch === "	") {
    if (i < start + indent) {
      ch = text2[++i];
    } else {
      do {
        ch = text2[++i];
      } while (ch && ch !== "\n");
      end = i;
      start = i + 1;
      ch = text2[start];
    }
  }
  return end;
}
const getFoldOptions = (ctx, isBlock2) => ({
  indentAtStart: isBlock2 ? ctx.indent.length : ctx.indentAtStart,
  lineWidth: ctx.options.lineWidth,
  minContentWidth: ctx.options.minContentWidth
});
const containsDocumentMarker = (str2) => /^(%|---|\.\.\.)/m.test(str2);
function lineLengthOverLimit(str2, lineWidth, indentLength) {
  if (!lineWidth || lineWidth < 0)
    return false;
  const limit = lineWidth - indentLength;
  const strLen = str2.length;
  if (strLen <= limit)
    return false;
  for (let i = 0, start = 0; i < strLen; ++i) {
    if (str2[i] === "\n") {
      if (i - start > limit)
        return true;
      start = i + 1;
      if (strLen - start <= limit)
        return false;
    }
  }
  return true;
}
function doubleQuotedString(value, ctx) {
  const json = JSON.stringify(value);
  if (ctx.options.doubleQuotedAsJSON)
    return json;
  const { implicitKey } = ctx;
  const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
  const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
  let str2 = "";
  let start = 0;
  for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
    if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
      str2 += json.slice(start, i) + "\\ ";
      i += 1;
      start = i;
      ch = "\\";
    }
    if (ch === "\\")
      switch (json[i + 1]) {
        case "u":
          {
            str2 += json.slice(start, i);
            const code = json.substr(i + 2, 4);
            switch (code) {
              case "0000":
                str2 += "\\0";
                break;
              case "0007":
                str2 += "\\a";
                break;
              case "000b":
                str2 += "\\v";
                break;
              case "001b":
                str2 += "\\e";
                break;
              case "0085":
                str2 += "\\N";
                break;
              case "00a0":
                str2 += "\\_";
                break;
              case "2028":
                str2 += "\\L";
                break;
              case "2029":
                str2 += "\\P";
                break;
              default:
                if (code.substr(0, 2) === "00")
                  str2 += "\\x" + code.substr(2);
                else
                  str2 += json.substr(i, 6);
            }
            i += 5;
            start = i + 1;
          }
          break;
        case "n":
          if (implicitKey || json[i + 2] === '"' || json.length < minMultiLineLength) {
            i += 1;
          } else {
            str2 += json.slice(start, i) + "\n\n";
            while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== '"') {
              str2 += "\n";
              i += 2;
            }
            str2 += indent;
            if (json[i + 2] === " ")
              str2 += "\\";
            i += 1;
            start = i + 1;
          }
          break;
        default:
          i += 1;
      }
  }
  str2 = start ? str2 + json.slice(start) : json;
  return implicitKey ? str2 : foldFlowLines(str2, indent, FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
  if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value))
    return doubleQuotedString(value, ctx);
  const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
  const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&
${indent}`) + "'";
  return ctx.implicitKey ? res : foldFlowLines(res, indent, FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
  const { singleQuote } = ctx.options;
  let qs;
  if (singleQuote === false)
    qs = doubleQuotedString;
  else {
    const hasDouble = value.includes('"');
    const hasSingle = value.includes("'");
    if (hasDouble && !hasSingle)
      qs = singleQuotedString;
    else if (hasSingle && !hasDouble)
      qs = doubleQuotedString;
    else
      qs = singleQuote ? singleQuotedString : doubleQuotedString;
  }
  return qs(value, ctx);
}
let blockEndNewlines;
try {
  blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
} catch {
  blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment: comment2, type, value }, ctx, onComment, onChompKeep) {
  const { blockQuote, commentString, lineWidth } = ctx.options;
  if (!blockQuote || /\n[\t ]+$/.test(value)) {
    return quotedString(value, ctx);
  }
  const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
  const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.BLOCK_FOLDED ? false : type === Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
  if (!value)
    return literal ? "|\n" : ">\n";
  let chomp;
  let endStart;
  for (endStart = value.length; endStart > 0; --endStart) {
    const ch = value[endStart - 1];
    if (ch !== "\n" && ch !== "	" && ch !== " ")
      break;
  }
  let end = value.substring(endStart);
  const endNlPos = end.indexOf("\n");
  if (endNlPos === -1) {
    chomp = "-";
  } else if (value === end || endNlPos !== end.length - 1) {
    chomp = "+";
    if (onChompKeep)
      onChompKeep();
  } else {
    chomp = "";
  }
  if (end) {
    value = value.slice(0, -end.length);
    if (end[end.length - 1] === "\n")
      end = end.slice(0, -1);
    end = end.replace(blockEndNewlines, `$&${indent}`);
  }
  let startWithSpace = false;
  let startEnd;
  let startNlPos = -1;
  for (startEnd = 0; startEnd < value.length; ++startEnd) {
    const ch = value[startEnd];
    if (ch === " ")
      startWithSpace = true;
    else if (ch === "\n")
      startNlPos = startEnd;
    else
      break;
  }
  let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
  if (start) {
    value = value.substring(start.length);
    start = start.replace(/\n+/g, `$&${indent}`);
  }
  const indentSize = indent ? "2" : "1";
  let header = (startWithSpace ? indentSize : "") + chomp;
  if (comment2) {
    header += " " + commentString(comment2.replace(/ ?[\r\n]+/g, " "));
    if (onComment)
      onComment();
  }
  if (!literal) {
    const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
    let literalFallback = false;
    const foldOptions = getFoldOptions(ctx, true);
    if (blockQuote !== "folded" && type !== Scalar.BLOCK_FOLDED) {
      foldOptions.onOverflow = () => {
        literalFallback = true;
      };
    }
    const body = foldFlowLines(`${start}${foldedValue}${end}`, indent, FOLD_BLOCK, foldOptions);
    if (!literalFallback)
      return `>${header}
${indent}${body}`;
  }
  value = value.replace(/\n+/g, `$&${indent}`);
  return `|${header}
${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
  const { type, value } = item;
  const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
  if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) {
    return quotedString(value, ctx);
  }
  if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
    return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
  }
  if (!implicitKey && !inFlow && type !== Scalar.PLAIN && value.includes("\n")) {
    return blockString(item, ctx, onComment, onChompKeep);
  }
  if (containsDocumentMarker(value)) {
    if (indent === "") {
      ctx.forceBlockIndent = true;
      return blockString(item, ctx, onComment, onChompKeep);
    } else if (implicitKey && indent === indentStep) {
      return quotedString(value, ctx);
    }
  }
  const str2 = value.replace(/\n+/g, `$&
${indent}`);
  if (actualString) {
    const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str2);
    const { compat, tags } = ctx.doc.schema;
    if (tags.some(test) || compat?.some(test))
      return quotedString(value, ctx);
  }
  return implicitKey ? str2 : foldFlowLines(str2, indent, FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
  const { implicitKey, inFlow } = ctx;
  const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
  let { type } = item;
  if (type !== Scalar.QUOTE_DOUBLE) {
    if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
      type = Scalar.QUOTE_DOUBLE;
  }
  const _stringify = (_type) => {
    switch (_type) {
      case Scalar.BLOCK_FOLDED:
      case Scalar.BLOCK_LITERAL:
        return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
      case Scalar.QUOTE_DOUBLE:
        return doubleQuotedString(ss.value, ctx);
      case Scalar.QUOTE_SINGLE:
        return singleQuotedString(ss.value, ctx);
      case Scalar.PLAIN:
        return plainString(ss, ctx, onComment, onChompKeep);
      default:
        return null;
    }
  };
  let res = _stringify(type);
  if (res === null) {
    const { defaultKeyType, defaultStringType } = ctx.options;
    const t = implicitKey && defaultKeyType || defaultStringType;
    res = _stringify(t);
    if (res === null)
      throw new Error(`Unsupported default string type ${t}`);
  }
  return res;
}
function createStringifyContext(doc, options) {
  const opt = Object.assign({
    blockQuote: true,
    commentString: stringifyComment,
    defaultKeyType: null,
    defaultStringType: "PLAIN",
    directives: null,
    doubleQuotedAsJSON: false,
    doubleQuotedMinMultiLineLength: 40,
    falseStr: "false",
    flowCollectionPadding: true,
    indentSeq: true,
    lineWidth: 80,
    minContentWidth: 20,
    nullStr: "null",
    simpleKeys: false,
    singleQuote: null,
    trailingComma: false,
    trueStr: "true",
    verifyAliasOrder: true
  }, doc.schema.toStringOptions, options);
  let inFlow;
  switch (opt.collectionStyle) {
    case "block":
      inFlow = false;
      break;
    case "flow":
      inFlow = true;
      break;
    default:
      inFlow = null;
  }
  return {
    anchors: /* @__PURE__ */ new Set(),
    doc,
    flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
    indent: "",
    indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
    inFlow,
    options: opt
  };
}
function getTagObject(tags, item) {
  if (item.tag) {
    const match = tags.filter((t) => t.tag === item.tag);
    if (match.length > 0)
      return match.find((t) => t.format === item.format) ?? match[0];
  }
  let tagObj = void 0;
  let obj;
  if (isScalar$1(item)) {
    obj = item.value;
    let match = tags.filter((t) => t.identify?.(obj));
    if (match.length > 1) {
      const testMatch = match.filter((t) => t.test);
      if (testMatch.length > 0)
        match = testMatch;
    }
    tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
  } else {
    obj = item;
    tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
  }
  if (!tagObj) {
    const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
    throw new Error(`Tag not resolved for ${name} value`);
  }
  return tagObj;
}
function stringifyProps(node, tagObj, { anchors, doc }) {
  if (!doc.directives)
    return "";
  const props = [];
  const anchor = (isScalar$1(node) || isCollection(node)) && node.anchor;
  if (anchor && anchorIsValid(anchor)) {
    anchors.add(anchor);
    props.push(`&${anchor}`);
  }
  const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
  if (tag)
    props.push(doc.directives.tagString(tag));
  return props.join(" ");
}
function stringify(item, ctx, onComment, onChompKeep) {
  if (isPair(item))
    return item.toString(ctx, onComment, onChompKeep);
  if (isAlias(item)) {
    if (ctx.doc.directives)
      return item.toString(ctx);
    if (ctx.resolvedAliases?.has(item)) {
      throw new TypeError(`Cannot stringify circular structure without alias nodes`);
    } else {
      if (ctx.resolvedAliases)
        ctx.resolvedAliases.add(item);
      else
        ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
      item = item.resolve(ctx.doc);
    }
  }
  let tagObj = void 0;
  const node = isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
  tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
  const props = stringifyProps(node, tagObj, ctx);
  if (props.length > 0)
    ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
  const str2 = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : isScalar$1(node) ? stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
  if (!props)
    return str2;
  return isScalar$1(node) || str2[0] === "{" || str2[0] === "[" ? `${props} ${str2}` : `${props}
${ctx.indent}${str2}`;
}
function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
  const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
  let keyComment = isNode(key) && key.comment || null;
  if (simpleKeys) {
    if (keyComment) {
      throw new Error("With simple keys, key nodes cannot have comments");
    }
    if (isCollection(key) || !isNode(key) && typeof key === "object") {
      const msg = "With simple keys, collection cannot be used as a key value";
      throw new Error(msg);
    }
  }
  let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || isCollection(key) || (isScalar$1(key) ? key.type === Scalar.BLOCK_FOLDED || key.type === Scalar.BLOCK_LITERAL : typeof key === "object"));
  ctx = Object.assign({}, ctx, {
    allNullValues: false,
    implicitKey: !explicitKey && (simpleKeys || !allNullValues),
    indent: indent + indentStep
  });
  let keyCommentDone = false;
  let chompKeep = false;
  let str2 = stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
  if (!explicitKey && !ctx.inFlow && str2.length > 1024) {
    if (simpleKeys)
      throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
    explicitKey = true;
  }
  if (ctx.inFlow) {
    if (allNullValues || value == null) {
      if (keyCommentDone && onComment)
        onComment();
      return str2 === "" ? "?" : explicitKey ? `? ${str2}` : str2;
    }
  } else if (allNullValues && !simpleKeys || value == null && explicitKey) {
    str2 = `? ${str2}`;
    if (keyComment && !keyCommentDone) {
      str2 += lineComment(str2, ctx.indent, commentString(keyComment));
    } else if (chompKeep && onChompKeep)
      onChompKeep();
    return str2;
  }
  if (keyCommentDone)
    keyComment = null;
  if (explicitKey) {
    if (keyComment)
      str2 += lineComment(str2, ctx.indent, commentString(keyComment));
    str2 = `? ${str2}
${indent}:`;
  } else {
    str2 = `${str2}:`;
    if (keyComment)
      str2 += lineComment(str2, ctx.indent, commentString(keyComment));
  }
  let vsb, vcb, valueComment;
  if (isNode(value)) {
    vsb = !!value.spaceBefore;
    vcb = value.commentBefore;
    valueComment = value.comment;
  } else {
    vsb = false;
    vcb = null;
    valueComment = null;
    if (value && typeof value === "object")
      value = doc.createNode(value);
  }
  ctx.implicitKey = false;
  if (!explicitKey && !keyComment && isScalar$1(value))
    ctx.indentAtStart = str2.length + 1;
  chompKeep = false;
  if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && isSeq(value) && !value.flow && !value.tag && !value.anchor) {
    ctx.indent = ctx.indent.substring(2);
  }
  let valueCommentDone = false;
  const valueStr = stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
  let ws = " ";
  if (keyComment || vsb || vcb) {
    ws = vsb ? "\n" : "";
    if (vcb) {
      const cs = commentString(vcb);
      ws += `
${indentComment(cs, ctx.indent)}`;
    }
    if (valueStr === "" && !ctx.inFlow) {
      if (ws === "\n" && valueComment)
        ws = "\n\n";
    } else {
      ws += `
${ctx.indent}`;
    }
  } else if (!explicitKey && isCollection(value)) {
    const vs0 = valueStr[0];
    const nl0 = valueStr.indexOf("\n");
    const hasNewline = nl0 !== -1;
    const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
    if (hasNewline || !flow) {
      let hasPropsLine = false;
      if (hasNewline && (vs0 === "&" || vs0 === "!")) {
        let sp0 = valueStr.indexOf(" ");
        if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") {
          sp0 = valueStr.indexOf(" ", sp0 + 1);
        }
        if (sp0 === -1 || nl0 < sp0)
          hasPropsLine = true;
      }
      if (!hasPropsLine)
        ws = `
${ctx.indent}`;
    }
  } else if (valueStr === "" || valueStr[0] === "\n") {
    ws = "";
  }
  str2 += ws + valueStr;
  if (ctx.inFlow) {
    if (valueCommentDone && onComment)
      onComment();
  } else if (valueComment && !valueCommentDone) {
    str2 += lineComment(str2, ctx.indent, commentString(valueComment));
  } else if (chompKeep && onChompKeep) {
    onChompKeep();
  }
  return str2;
}
function warn(logLevel, warning) {
  if (logLevel === "debug" || logLevel === "warn") {
    console.warn(warning);
  }
}
const MERGE_KEY = "<<";
const merge = {
  identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
  default: "key",
  tag: "tag:yaml.org,2002:merge",
  test: /^<<$/,
  resolve: () => Object.assign(new Scalar(Symbol(MERGE_KEY)), {
    addToJSMap: addMergeToJSMap
  }),
  stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) || isScalar$1(key) && (!key.type || key.type === Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map2, value) {
  const source = resolveAliasValue(ctx, value);
  if (isSeq(source))
    for (const it of source.items)
      mergeValue(ctx, map2, it);
  else if (Array.isArray(source))
    for (const it of source)
      mergeValue(ctx, map2, it);
  else
    mergeValue(ctx, map2, source);
}
function mergeValue(ctx, map2, value) {
  const source = resolveAliasValue(ctx, value);
  if (!isMap(source))
    throw new Error("Merge sources must be maps or map aliases");
  const srcMap = source.toJSON(null, ctx, Map);
  for (const [key, value2] of srcMap) {
    if (map2 instanceof Map) {
      if (!map2.has(key))
        map2.set(key, value2);
    } else if (map2 instanceof Set) {
      map2.add(key);
    } else if (!Object.prototype.hasOwnProperty.call(map2, key)) {
      Object.defineProperty(map2, key, {
        value: value2,
        writable: true,
        enumerable: true,
        configurable: true
      });
    }
  }
  return map2;
}
function resolveAliasValue(ctx, value) {
  return ctx && isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}
function addPairToJSMap(ctx, map2, { key, value }) {
  if (isNode(key) && key.addToJSMap)
    key.addToJSMap(ctx, map2, value);
  else if (isMergeKey(ctx, key))
    addMergeToJSMap(ctx, map2, value);
  else {
    const jsKey = toJS(key, "", ctx);
    if (map2 instanceof Map) {
      map2.set(jsKey, toJS(value, jsKey, ctx));
    } else if (map2 instanceof Set) {
      map2.add(jsKey);
    } else {
      const stringKey = stringifyKey(key, jsKey, ctx);
      const jsValue = toJS(value, stringKey, ctx);
      if (stringKey in map2)
        Object.defineProperty(map2, stringKey, {
          value: jsValue,
          writable: true,
          enumerable: true,
          configurable: true
        });
      else
        map2[stringKey] = jsValue;
    }
  }
  return map2;
}
function stringifyKey(key, jsKey, ctx) {
  if (jsKey === null)
    return "";
  if (typeof jsKey !== "object")
    return String(jsKey);
  if (isNode(key) && ctx?.doc) {
    const strCtx = createStringifyContext(ctx.doc, {});
    strCtx.anchors = /* @__PURE__ */ new Set();
    for (const node of ctx.anchors.keys())
      strCtx.anchors.add(node.anchor);
    strCtx.inFlow = true;
    strCtx.inStringifyKey = true;
    const strKey = key.toString(strCtx);
    if (!ctx.mapKeyWarned) {
      let jsonStr = JSON.stringify(strKey);
      if (jsonStr.length > 40)
        jsonStr = jsonStr.substring(0, 36) + '..."';
      warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
      ctx.mapKeyWarned = true;
    }
    return strKey;
  }
  return JSON.stringify(jsKey);
}
function createPair(key, value, ctx) {
  const k = createNode(key, void 0, ctx);
  const v = createNode(value, void 0, ctx);
  return new Pair(k, v);
}
class Pair {
  constructor(key, value = null) {
    Object.defineProperty(this, NODE_TYPE, { value: PAIR });
    this.key = key;
    this.value = value;
  }
  clone(schema2) {
    let { key, value } = this;
    if (isNode(key))
      key = key.clone(schema2);
    if (isNode(value))
      value = value.clone(schema2);
    return new Pair(key, value);
  }
  toJSON(_, ctx) {
    const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
    return addPairToJSMap(ctx, pair, this);
  }
  toString(ctx, onComment, onChompKeep) {
    return ctx?.doc ? stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
  }
}
function stringifyCollection(collection2, ctx, options) {
  const flow = ctx.inFlow ?? collection2.flow;
  const stringify2 = flow ? stringifyFlowCollection : stringifyBlockCollection;
  return stringify2(collection2, ctx, options);
}
function stringifyBlockCollection({ comment: comment2, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
  const { indent, options: { commentString } } = ctx;
  const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
  let chompKeep = false;
  const lines2 = [];
  for (let i = 0; i < items.length; ++i) {
    const item = items[i];
    let comment3 = null;
    if (isNode(item)) {
      if (!chompKeep && item.spaceBefore)
        lines2.push("");
      addCommentBefore(ctx, lines2, item.commentBefore, chompKeep);
      if (item.comment)
        comment3 = item.comment;
    } else if (isPair(item)) {
      const ik = isNode(item.key) ? item.key : null;
      if (ik) {
        if (!chompKeep && ik.spaceBefore)
          lines2.push("");
        addCommentBefore(ctx, lines2, ik.commentBefore, chompKeep);
      }
    }
    chompKeep = false;
    let str3 = stringify(item, itemCtx, () => comment3 = null, () => chompKeep = true);
    if (comment3)
      str3 += lineComment(str3, itemIndent, commentString(comment3));
    if (chompKeep && comment3)
      chompKeep = false;
    lines2.push(blockItemPrefix + str3);
  }
  let str2;
  if (lines2.length === 0) {
    str2 = flowChars.start + flowChars.end;
  } else {
    str2 = lines2[0];
    for (let i = 1; i < lines2.length; ++i) {
      const line = lines2[i];
      str2 += line ? `
${indent}${line}` : "\n";
    }
  }
  if (comment2) {
    str2 += "\n" + indentComment(commentString(comment2), indent);
    if (onComment)
      onComment();
  } else if (chompKeep && onChompKeep)
    onChompKeep();
  return str2;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
  const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
  itemIndent += indentStep;
  const itemCtx = Object.assign({}, ctx, {
    indent: itemIndent,
    inFlow: true,
    type: null
  });
  let reqNewline = false;
  let linesAtValue = 0;
  const lines2 = [];
  for (let i = 0; i < items.length; ++i) {
    const item = items[i];
    let comment2 = null;
    if (isNode(item)) {
      if (item.spaceBefore)
        lines2.push("");
      addCommentBefore(ctx, lines2, item.commentBefore, false);
      if (item.comment)
        comment2 = item.comment;
    } else if (isPair(item)) {
      const ik = isNode(item.key) ? item.key : null;
      if (ik) {
        if (ik.spaceBefore)
          lines2.push("");
        addCommentBefore(ctx, lines2, ik.commentBefore, false);
        if (ik.comment)
          reqNewline = true;
      }
      const iv = isNode(item.value) ? item.value : null;
      if (iv) {
        if (iv.comment)
          comment2 = iv.comment;
        if (iv.commentBefore)
          reqNewline = true;
      } else if (item.value == null && ik?.comment) {
        comment2 = ik.comment;
      }
    }
    if (comment2)
      reqNewline = true;
    let str2 = stringify(item, itemCtx, () => comment2 = null);
    reqNewline || (reqNewline = lines2.length > linesAtValue || str2.includes("\n"));
    if (i < items.length - 1) {
      str2 += ",";
    } else if (ctx.options.trailingComma) {
      if (ctx.options.lineWidth > 0) {
        reqNewline || (reqNewline = lines2.reduce((sum, line) => sum + line.length + 2, 2) + (str2.length + 2) > ctx.options.lineWidth);
      }
      if (reqNewline) {
        str2 += ",";
      }
    }
    if (comment2)
      str2 += lineComment(str2, itemIndent, commentString(comment2));
    lines2.push(str2);
    linesAtValue = lines2.length;
  }
  const { start, end } = flowChars;
  if (lines2.length === 0) {
    return start + end;
  } else {
    if (!reqNewline) {
      const len = lines2.reduce((sum, line) => sum + line.length + 2, 2);
      reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
    }
    if (reqNewline) {
      let str2 = start;
      for (const line of lines2)
        str2 += line ? `
${indentStep}${indent}${line}` : "\n";
      return `${str2}
${indent}${end}`;
    } else {
      return `${start}${fcPadding}${lines2.join(" ")}${fcPadding}${end}`;
    }
  }
}
function addCommentBefore({ indent, options: { commentString } }, lines2, comment2, chompKeep) {
  if (comment2 && chompKeep)
    comment2 = comment2.replace(/^\n+/, "");
  if (comment2) {
    const ic = indentComment(commentString(comment2), indent);
    lines2.push(ic.trimStart());
  }
}
function findPair(items, key) {
  const k = isScalar$1(key) ? key.value : key;
  for (const it of items) {
    if (isPair(it)) {
      if (it.key === key || it.key === k)
        return it;
      if (isScalar$1(it.key) && it.key.value === k)
        return it;
    }
  }
  return void 0;
}
class YAMLMap extends Collection {
  static get tagName() {
    return "tag:yaml.org,2002:map";
  }
  constructor(schema2) {
    super(MAP$1, schema2);
    this.items = [];
  }
  /**
   * A generic collection parsing method that can be extended
   * to other node classes that inherit from YAMLMap
   */
  static from(schema2, obj, ctx) {
    const { keepUndefined, replacer } = ctx;
    const map2 = new this(schema2);
    const add = (key, value) => {
      if (typeof replacer === "function")
        value = replacer.call(obj, key, value);
      else if (Array.isArray(replacer) && !replacer.includes(key))
        return;
      if (value !== void 0 || keepUndefined)
        map2.items.push(createPair(key, value, ctx));
    };
    if (obj instanceof Map) {
      for (const [key, value] of obj)
        add(key, value);
    } else if (obj && typeof obj === "object") {
      for (const key of Object.keys(obj))
        add(key, obj[key]);
    }
    if (typeof schema2.sortMapEntries === "function") {
      map2.items.sort(schema2.sortMapEntries);
    }
    return map2;
  }
  /**
   * Adds a value to the collection.
   *
   * @param overwrite - If not set `true`, using a key that is already in the
   *   collection will throw. Otherwise, overwrites the previous value.
   */
  add(pair, overwrite) {
    let _pair;
    if (isPair(pair))
      _pair = pair;
    else if (!pair || typeof pair !== "object" || !("key" in pair)) {
      _pair = new Pair(pair, pair?.value);
    } else
      _pair = new Pair(pair.key, pair.value);
    const prev = findPair(this.items, _pair.key);
    const sortEntries = this.schema?.sortMapEntries;
    if (prev) {
      if (!overwrite)
        throw new Error(`Key ${_pair.key} already set`);
      if (isScalar$1(prev.value) && isScalarValue(_pair.value))
        prev.value.value = _pair.value;
      else
        prev.value = _pair.value;
    } else if (sortEntries) {
      const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
      if (i === -1)
        this.items.push(_pair);
      else
        this.items.splice(i, 0, _pair);
    } else {
      this.items.push(_pair);
    }
  }
  delete(key) {
    const it = findPair(this.items, key);
    if (!it)
      return false;
    const del = this.items.splice(this.items.indexOf(it), 1);
    return del.length > 0;
  }
  get(key, keepScalar) {
    const it = findPair(this.items, key);
    const node = it?.value;
    return (!keepScalar && isScalar$1(node) ? node.value : node) ?? void 0;
  }
  has(key) {
    return !!findPair(this.items, key);
  }
  set(key, value) {
    this.add(new Pair(key, value), true);
  }
  /**
   * @param ctx - Conversion context, originally set in Document#toJS()
   * @param {Class} Type - If set, forces the returned collection type
   * @returns Instance of Type, Map, or Object
   */
  toJSON(_, ctx, Type) {
    const map2 = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
    if (ctx?.onCreate)
      ctx.onCreate(map2);
    for (const item of this.items)
      addPairToJSMap(ctx, map2, item);
    return map2;
  }
  toString(ctx, onComment, onChompKeep) {
    if (!ctx)
      return JSON.stringify(this);
    for (const item of this.items) {
      if (!isPair(item))
        throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
    }
    if (!ctx.allNullValues && this.hasAllNullValues(false))
      ctx = Object.assign({}, ctx, { allNullValues: true });
    return stringifyCollection(this, ctx, {
      blockItemPrefix: "",
      flowChars: { start: "{", end: "}" },
      itemIndent: ctx.indent || "",
      onChompKeep,
      onComment
    });
  }
}
const map$1 = {
  collection: "map",
  default: true,
  nodeClass: YAMLMap,
  tag: "tag:yaml.org,2002:map",
  resolve(map2, onError) {
    if (!isMap(map2))
      onError("Expected a mapping for this tag");
    return map2;
  },
  createNode: (schema2, obj, ctx) => YAMLMap.from(schema2, obj, ctx)
};
class YAMLSeq extends Collection {
  static get tagName() {
    return "tag:yaml.org,2002:seq";
  }
  constructor(schema2) {
    super(SEQ, schema2);
    this.items = [];
  }
  add(value) {
    this.items.push(value);
  }
  /**
   * Removes a value from the collection.
   *
   * `key` must contain a representation of an integer for this to succeed.
   * It may be wrapped in a `Scalar`.
   *
   * @returns `true` if the item was found and removed.
   */
  delete(key) {
    const idx = asItemIndex(key);
    if (typeof idx !== "number")
      return false;
    const del = this.items.splice(idx, 1);
    return del.length > 0;
  }
  get(key, keepScalar) {
    const idx = asItemIndex(key);
    if (typeof idx !== "number")
      return void 0;
    const it = this.items[idx];
    return !keepScalar && isScalar$1(it) ? it.value : it;
  }
  /**
   * Checks if the collection includes a value with the key `key`.
   *
   * `key` must contain a representation of an integer for this to succeed.
   * It may be wrapped in a `Scalar`.
   */
  has(key) {
    const idx = asItemIndex(key);
    return typeof idx === "number" && idx < this.items.length;
  }
  /**
   * Sets a value in this collection. For `!!set`, `value` needs to be a
   * boolean to add/remove the item from the set.
   *
   * If `key` does not contain a representation of an integer, this will throw.
   * It may be wrapped in a `Scalar`.
   */
  set(key, value) {
    const idx = asItemIndex(key);
    if (typeof idx !== "number")
      throw new Error(`Expected a valid index, not ${key}.`);
    const prev = this.items[idx];
    if (isScalar$1(prev) && isScalarValue(value))
      prev.value = value;
    else
      this.items[idx] = value;
  }
  toJSON(_, ctx) {
    const seq2 = [];
    if (ctx?.onCreate)
      ctx.onCreate(seq2);
    let i = 0;
    for (const item of this.items)
      seq2.push(toJS(item, String(i++), ctx));
    return seq2;
  }
  toString(ctx, onComment, onChompKeep) {
    if (!ctx)
      return JSON.stringify(this);
    return stringifyCollection(this, ctx, {
      blockItemPrefix: "- ",
      flowChars: { start: "[", end: "]" },
      itemIndent: (ctx.indent || "") + "  ",
      onChompKeep,
      onComment
    });
  }
  static from(schema2, obj, ctx) {
    const { replacer } = ctx;
    const seq2 = new this(schema2);
    if (obj && Symbol.iterator in Object(obj)) {
      let i = 0;
      for (let it of obj) {
        if (typeof replacer === "function") {
          const key = obj instanceof Set ? it : String(i++);
          it = replacer.call(obj, key, it);
        }
        seq2.items.push(createNode(it, void 0, ctx));
      }
    }
    return seq2;
  }
}
function asItemIndex(key) {
  let idx = isScalar$1(key) ? key.value : key;
  if (idx && typeof idx === "string")
    idx = Number(idx);
  return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
}
const seq = {
  collection: "seq",
  default: true,
  nodeClass: YAMLSeq,
  tag: "tag:yaml.org,2002:seq",
  resolve(seq2, onError) {
    if (!isSeq(seq2))
      onError("Expected a sequence for this tag");
    return seq2;
  },
  createNode: (schema2, obj, ctx) => YAMLSeq.from(schema2, obj, ctx)
};
const string = {
  identify: (value) => typeof value === "string",
  default: true,
  tag: "tag:yaml.org,2002:str",
  resolve: (str2) => str2,
  stringify(item, ctx, onComment, onChompKeep) {
    ctx = Object.assign({ actualString: true }, ctx);
    return stringifyString(item, ctx, onComment, onChompKeep);
  }
};
const nullTag = {
  identify: (value) => value == null,
  createNode: () => new Scalar(null),
  default: true,
  tag: "tag:yaml.org,2002:null",
  test: /^(?:~|[Nn]ull|NULL)?$/,
  resolve: () => new Scalar(null),
  stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
};
const boolTag = {
  identify: (value) => typeof value === "boolean",
  default: true,
  tag: "tag:yaml.org,2002:bool",
  test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
  resolve: (str2) => new Scalar(str2[0] === "t" || str2[0] === "T"),
  stringify({ source, value }, ctx) {
    if (source && boolTag.test.test(source)) {
      const sv = source[0] === "t" || source[0] === "T";
      if (value === sv)
        return source;
    }
    return value ? ctx.options.trueStr : ctx.options.falseStr;
  }
};
function stringifyNumber({ format, minFractionDigits, tag, value }) {
  if (typeof value === "bigint")
    return String(value);
  const num = typeof value === "number" ? value : Number(value);
  if (!isFinite(num))
    return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
  let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
  if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
    let i = n.indexOf(".");
    if (i < 0) {
      i = n.length;
      n += ".";
    }
    let d = minFractionDigits - (n.length - i - 1);
    while (d-- > 0)
      n += "0";
  }
  return n;
}
const floatNaN$1 = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
  resolve: (str2) => str2.slice(-3).toLowerCase() === "nan" ? NaN : str2[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
  stringify: stringifyNumber
};
const floatExp$1 = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  format: "EXP",
  test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
  resolve: (str2) => parseFloat(str2),
  stringify(node) {
    const num = Number(node.value);
    return isFinite(num) ? num.toExponential() : stringifyNumber(node);
  }
};
const float$3 = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
  resolve(str2) {
    const node = new Scalar(parseFloat(str2));
    const dot = str2.indexOf(".");
    if (dot !== -1 && str2[str2.length - 1] === "0")
      node.minFractionDigits = str2.length - dot - 1;
    return node;
  },
  stringify: stringifyNumber
};
const intIdentify$2 = (value) => typeof value === "bigint" || Number.isInteger(value);
const intResolve$1 = (str2, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str2) : parseInt(str2.substring(offset), radix);
function intStringify$1(node, radix, prefix) {
  const { value } = node;
  if (intIdentify$2(value) && value >= 0)
    return prefix + value.toString(radix);
  return stringifyNumber(node);
}
const intOct$1 = {
  identify: (value) => intIdentify$2(value) && value >= 0,
  default: true,
  tag: "tag:yaml.org,2002:int",
  format: "OCT",
  test: /^0o[0-7]+$/,
  resolve: (str2, _onError, opt) => intResolve$1(str2, 2, 8, opt),
  stringify: (node) => intStringify$1(node, 8, "0o")
};
const int$1 = {
  identify: intIdentify$2,
  default: true,
  tag: "tag:yaml.org,2002:int",
  test: /^[-+]?[0-9]+$/,
  resolve: (str2, _onError, opt) => intResolve$1(str2, 0, 10, opt),
  stringify: stringifyNumber
};
const intHex$1 = {
  identify: (value) => intIdentify$2(value) && value >= 0,
  default: true,
  tag: "tag:yaml.org,2002:int",
  format: "HEX",
  test: /^0x[0-9a-fA-F]+$/,
  resolve: (str2, _onError, opt) => intResolve$1(str2, 2, 16, opt),
  stringify: (node) => intStringify$1(node, 16, "0x")
};
const schema$2 = [
  map$1,
  seq,
  string,
  nullTag,
  boolTag,
  intOct$1,
  int$1,
  intHex$1,
  floatNaN$1,
  floatExp$1,
  float$3
];
function intIdentify$1(value) {
  return typeof value === "bigint" || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
  {
    identify: (value) => typeof value === "string",
    default: true,
    tag: "tag:yaml.org,2002:str",
    resolve: (str2) => str2,
    stringify: stringifyJSON
  },
  {
    identify: (value) => value == null,
    createNode: () => new Scalar(null),
    default: true,
    tag: "tag:yaml.org,2002:null",
    test: /^null$/,
    resolve: () => null,
    stringify: stringifyJSON
  },
  {
    identify: (value) => typeof value === "boolean",
    default: true,
    tag: "tag:yaml.org,2002:bool",
    test: /^true$|^false$/,
    resolve: (str2) => str2 === "true",
    stringify: stringifyJSON
  },
  {
    identify: intIdentify$1,
    default: true,
    tag: "tag:yaml.org,2002:int",
    test: /^-?(?:0|[1-9][0-9]*)$/,
    resolve: (str2, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str2) : parseInt(str2, 10),
    stringify: ({ value }) => intIdentify$1(value) ? value.toString() : JSON.stringify(value)
  },
  {
    identify: (value) => typeof value === "number",
    default: true,
    tag: "tag:yaml.org,2002:float",
    test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
    resolve: (str2) => parseFloat(str2),
    stringify: stringifyJSON
  }
];
const jsonError = {
  default: true,
  tag: "",
  test: /^/,
  resolve(str2, onError) {
    onError(`Unresolved plain scalar ${JSON.stringify(str2)}`);
    return str2;
  }
};
const schema$1 = [map$1, seq].concat(jsonScalars, jsonError);
const binary = {
  identify: (value) => value instanceof Uint8Array,
  // Buffer inherits from Uint8Array
  default: false,
  tag: "tag:yaml.org,2002:binary",
  /**
   * Returns a Buffer in node and an Uint8Array in browsers
   *
   * To use the resulting buffer as an image, you'll want to do something like:
   *
   *   const blob = new Blob([buffer], { type: 'image/jpeg' })
   *   document.querySelector('#photo').src = URL.createObjectURL(blob)
   */
  resolve(src, onError) {
    if (typeof atob === "function") {
      const str2 = atob(src.replace(/[\n\r]/g, ""));
      const buffer2 = new Uint8Array(str2.length);
      for (let i = 0; i < str2.length; ++i)
        buffer2[i] = str2.charCodeAt(i);
      return buffer2;
    } else {
      onError("This environment does not support reading binary tags; either Buffer or atob is required");
      return src;
    }
  },
  stringify({ comment: comment2, type, value }, ctx, onComment, onChompKeep) {
    if (!value)
      return "";
    const buf = value;
    let str2;
    if (typeof btoa === "function") {
      let s = "";
      for (let i = 0; i < buf.length; ++i)
        s += String.fromCharCode(buf[i]);
      str2 = btoa(s);
    } else {
      throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
    }
    type ?? (type = Scalar.BLOCK_LITERAL);
    if (type !== Scalar.QUOTE_DOUBLE) {
      const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
      const n = Math.ceil(str2.length / lineWidth);
      const lines2 = new Array(n);
      for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
        lines2[i] = str2.substr(o, lineWidth);
      }
      str2 = lines2.join(type === Scalar.BLOCK_LITERAL ? "\n" : " ");
    }
    return stringifyString({ comment: comment2, type, value: str2 }, ctx, onComment, onChompKeep);
  }
};
function resolvePairs(seq2, onError) {
  if (isSeq(seq2)) {
    for (let i = 0; i < seq2.items.length; ++i) {
      let item = seq2.items[i];
      if (isPair(item))
        continue;
      else if (isMap(item)) {
        if (item.items.length > 1)
          onError("Each pair must have its own sequence indicator");
        const pair = item.items[0] || new Pair(new Scalar(null));
        if (item.commentBefore)
          pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}
${pair.key.commentBefore}` : item.commentBefore;
        if (item.comment) {
          const cn = pair.value ?? pair.key;
          cn.comment = cn.comment ? `${item.comment}
${cn.comment}` : item.comment;
        }
        item = pair;
      }
      seq2.items[i] = isPair(item) ? item : new Pair(item);
    }
  } else
    onError("Expected a sequence for this tag");
  return seq2;
}
function createPairs(schema2, iterable, ctx) {
  const { replacer } = ctx;
  const pairs2 = new YAMLSeq(schema2);
  pairs2.tag = "tag:yaml.org,2002:pairs";
  let i = 0;
  if (iterable && Symbol.iterator in Object(iterable))
    for (let it of iterable) {
      if (typeof replacer === "function")
        it = replacer.call(iterable, String(i++), it);
      let key, value;
      if (Array.isArray(it)) {
        if (it.length === 2) {
          key = it[0];
          value = it[1];
        } else
          throw new TypeError(`Expected [key, value] tuple: ${it}`);
      } else if (it && it instanceof Object) {
        const keys = Object.keys(it);
        if (keys.length === 1) {
          key = keys[0];
          value = it[key];
        } else {
          throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
        }
      } else {
        key = it;
      }
      pairs2.items.push(createPair(key, value, ctx));
    }
  return pairs2;
}
const pairs = {
  collection: "seq",
  default: false,
  tag: "tag:yaml.org,2002:pairs",
  resolve: resolvePairs,
  createNode: createPairs
};
class YAMLOMap extends YAMLSeq {
  constructor() {
    super();
    this.add = YAMLMap.prototype.add.bind(this);
    this.delete = YAMLMap.prototype.delete.bind(this);
    this.get = YAMLMap.prototype.get.bind(this);
    this.has = YAMLMap.prototype.has.bind(this);
    this.set = YAMLMap.prototype.set.bind(this);
    this.tag = YAMLOMap.tag;
  }
  /**
   * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
   * but TypeScript won't allow widening the signature of a child method.
   */
  toJSON(_, ctx) {
    if (!ctx)
      return super.toJSON(_);
    const map2 = /* @__PURE__ */ new Map();
    if (ctx?.onCreate)
      ctx.onCreate(map2);
    for (const pair of this.items) {
      let key, value;
      if (isPair(pair)) {
        key = toJS(pair.key, "", ctx);
        value = toJS(pair.value, key, ctx);
      } else {
        key = toJS(pair, "", ctx);
      }
      if (map2.has(key))
        throw new Error("Ordered maps must not include duplicate keys");
      map2.set(key, value);
    }
    return map2;
  }
  static from(schema2, iterable, ctx) {
    const pairs2 = createPairs(schema2, iterable, ctx);
    const omap2 = new this();
    omap2.items = pairs2.items;
    return omap2;
  }
}
YAMLOMap.tag = "tag:yaml.org,2002:omap";
const omap = {
  collection: "seq",
  identify: (value) => value instanceof Map,
  nodeClass: YAMLOMap,
  default: false,
  tag: "tag:yaml.org,2002:omap",
  resolve(seq2, onError) {
    const pairs2 = resolvePairs(seq2, onError);
    const seenKeys = [];
    for (const { key } of pairs2.items) {
      if (isScalar$1(key)) {
        if (seenKeys.includes(key.value)) {
          onError(`Ordered maps must not include duplicate keys: ${key.value}`);
        } else {
          seenKeys.push(key.value);
        }
      }
    }
    return Object.assign(new YAMLOMap(), pairs2);
  },
  createNode: (schema2, iterable, ctx) => YAMLOMap.from(schema2, iterable, ctx)
};
function boolStringify({ value, source }, ctx) {
  const boolObj = value ? trueTag : falseTag;
  if (source && boolObj.test.test(source))
    return source;
  return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
  identify: (value) => value === true,
  default: true,
  tag: "tag:yaml.org,2002:bool",
  test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
  resolve: () => new Scalar(true),
  stringify: boolStringify
};
const falseTag = {
  identify: (value) => value === false,
  default: true,
  tag: "tag:yaml.org,2002:bool",
  test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
  resolve: () => new Scalar(false),
  stringify: boolStringify
};
const floatNaN = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
  resolve: (str2) => str2.slice(-3).toLowerCase() === "nan" ? NaN : str2[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
  stringify: stringifyNumber
};
const floatExp = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  format: "EXP",
  test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
  resolve: (str2) => parseFloat(str2.replace(/_/g, "")),
  stringify(node) {
    const num = Number(node.value);
    return isFinite(num) ? num.toExponential() : stringifyNumber(node);
  }
};
const float$2 = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
  resolve(str2) {
    const node = new Scalar(parseFloat(str2.replace(/_/g, "")));
    const dot = str2.indexOf(".");
    if (dot !== -1) {
      const f = str2.substring(dot + 1).replace(/_/g, "");
      if (f[f.length - 1] === "0")
        node.minFractionDigits = f.length;
    }
    return node;
  },
  stringify: stringifyNumber
};
const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
function intResolve(str2, offset, radix, { intAsBigInt }) {
  const sign = str2[0];
  if (sign === "-" || sign === "+")
    offset += 1;
  str2 = str2.substring(offset).replace(/_/g, "");
  if (intAsBigInt) {
    switch (radix) {
      case 2:
        str2 = `0b${str2}`;
        break;
      case 8:
        str2 = `0o${str2}`;
        break;
      case 16:
        str2 = `0x${str2}`;
        break;
    }
    const n2 = BigInt(str2);
    return sign === "-" ? BigInt(-1) * n2 : n2;
  }
  const n = parseInt(str2, radix);
  return sign === "-" ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
  const { value } = node;
  if (intIdentify(value)) {
    const str2 = value.toString(radix);
    return value < 0 ? "-" + prefix + str2.substr(1) : prefix + str2;
  }
  return stringifyNumber(node);
}
const intBin = {
  identify: intIdentify,
  default: true,
  tag: "tag:yaml.org,2002:int",
  format: "BIN",
  test: /^[-+]?0b[0-1_]+$/,
  resolve: (str2, _onError, opt) => intResolve(str2, 2, 2, opt),
  stringify: (node) => intStringify(node, 2, "0b")
};
const intOct = {
  identify: intIdentify,
  default: true,
  tag: "tag:yaml.org,2002:int",
  format: "OCT",
  test: /^[-+]?0[0-7_]+$/,
  resolve: (str2, _onError, opt) => intResolve(str2, 1, 8, opt),
  stringify: (node) => intStringify(node, 8, "0")
};
const int = {
  identify: intIdentify,
  default: true,
  tag: "tag:yaml.org,2002:int",
  test: /^[-+]?[0-9][0-9_]*$/,
  resolve: (str2, _onError, opt) => intResolve(str2, 0, 10, opt),
  stringify: stringifyNumber
};
const intHex = {
  identify: intIdentify,
  default: true,
  tag: "tag:yaml.org,2002:int",
  format: "HEX",
  test: /^[-+]?0x[0-9a-fA-F_]+$/,
  resolve: (str2, _onError, opt) => intResolve(str2, 2, 16, opt),
  stringify: (node) => intStringify(node, 16, "0x")
};
class YAMLSet extends YAMLMap {
  constructor(schema2) {
    super(schema2);
    this.tag = YAMLSet.tag;
  }
  add(key) {
    let pair;
    if (isPair(key))
      pair = key;
    else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null)
      pair = new Pair(key.key, null);
    else
      pair = new Pair(key, null);
    const prev = findPair(this.items, pair.key);
    if (!prev)
      this.items.push(pair);
  }
  /**
   * If `keepPair` is `true`, returns the Pair matching `key`.
   * Otherwise, returns the value of that Pair's key.
   */
  get(key, keepPair) {
    const pair = findPair(this.items, key);
    return !keepPair && isPair(pair) ? isScalar$1(pair.key) ? pair.key.value : pair.key : pair;
  }
  set(key, value) {
    if (typeof value !== "boolean")
      throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
    const prev = findPair(this.items, key);
    if (prev && !value) {
      this.items.splice(this.items.indexOf(prev), 1);
    } else if (!prev && value) {
      this.items.push(new Pair(key));
    }
  }
  toJSON(_, ctx) {
    return super.toJSON(_, ctx, Set);
  }
  toString(ctx, onComment, onChompKeep) {
    if (!ctx)
      return JSON.stringify(this);
    if (this.hasAllNullValues(true))
      return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
    else
      throw new Error("Set items must all have null values");
  }
  static from(schema2, iterable, ctx) {
    const { replacer } = ctx;
    const set2 = new this(schema2);
    if (iterable && Symbol.iterator in Object(iterable))
      for (let value of iterable) {
        if (typeof replacer === "function")
          value = replacer.call(iterable, value, value);
        set2.items.push(createPair(value, null, ctx));
      }
    return set2;
  }
}
YAMLSet.tag = "tag:yaml.org,2002:set";
const set = {
  collection: "map",
  identify: (value) => value instanceof Set,
  nodeClass: YAMLSet,
  default: false,
  tag: "tag:yaml.org,2002:set",
  createNode: (schema2, iterable, ctx) => YAMLSet.from(schema2, iterable, ctx),
  resolve(map2, onError) {
    if (isMap(map2)) {
      if (map2.hasAllNullValues(true))
        return Object.assign(new YAMLSet(), map2);
      else
        onError("Set items must all have null values");
    } else
      onError("Expected a mapping for this tag");
    return map2;
  }
};
function parseSexagesimal(str2, asBigInt) {
  const sign = str2[0];
  const parts = sign === "-" || sign === "+" ? str2.substring(1) : str2;
  const num = (n) => asBigInt ? BigInt(n) : Number(n);
  const res = parts.replace(/_/g, "").split(":").reduce((res2, p) => res2 * num(60) + num(p), num(0));
  return sign === "-" ? num(-1) * res : res;
}
function stringifySexagesimal(node) {
  let { value } = node;
  let num = (n) => n;
  if (typeof value === "bigint")
    num = (n) => BigInt(n);
  else if (isNaN(value) || !isFinite(value))
    return stringifyNumber(node);
  let sign = "";
  if (value < 0) {
    sign = "-";
    value *= num(-1);
  }
  const _60 = num(60);
  const parts = [value % _60];
  if (value < 60) {
    parts.unshift(0);
  } else {
    value = (value - parts[0]) / _60;
    parts.unshift(value % _60);
    if (value >= 60) {
      value = (value - parts[0]) / _60;
      parts.unshift(value);
    }
  }
  return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
}
const intTime = {
  identify: (value) => typeof value === "bigint" || Number.isInteger(value),
  default: true,
  tag: "tag:yaml.org,2002:int",
  format: "TIME",
  test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
  resolve: (str2, _onError, { intAsBigInt }) => parseSexagesimal(str2, intAsBigInt),
  stringify: stringifySexagesimal
};
const floatTime = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  format: "TIME",
  test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
  resolve: (str2) => parseSexagesimal(str2, false),
  stringify: stringifySexagesimal
};
const timestamp = {
  identify: (value) => value instanceof Date,
  default: true,
  tag: "tag:yaml.org,2002:timestamp",
  // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
  // may be omitted altogether, resulting in a date format. In such a case, the time part is
  // assumed to be 00:00:00Z (start of day, UTC).
  test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
  resolve(str2) {
    const match = str2.match(timestamp.test);
    if (!match)
      throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
    const [, year, month, day, hour, minute, second] = match.map(Number);
    const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
    let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
    const tz = match[8];
    if (tz && tz !== "Z") {
      let d = parseSexagesimal(tz, false);
      if (Math.abs(d) < 30)
        d *= 60;
      date -= 6e4 * d;
    }
    return new Date(date);
  },
  stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
};
const schema = [
  map$1,
  seq,
  string,
  nullTag,
  trueTag,
  falseTag,
  intBin,
  intOct,
  int,
  intHex,
  floatNaN,
  floatExp,
  float$2,
  binary,
  merge,
  omap,
  pairs,
  set,
  intTime,
  floatTime,
  timestamp
];
const schemas = /* @__PURE__ */ new Map([
  ["core", schema$2],
  ["failsafe", [map$1, seq, string]],
  ["json", schema$1],
  ["yaml11", schema],
  ["yaml-1.1", schema]
]);
const tagsByName = {
  binary,
  bool: boolTag,
  float: float$3,
  floatExp: floatExp$1,
  floatNaN: floatNaN$1,
  floatTime,
  int: int$1,
  intHex: intHex$1,
  intOct: intOct$1,
  intTime,
  map: map$1,
  merge,
  null: nullTag,
  omap,
  pairs,
  seq,
  set,
  timestamp
};
const coreKnownTags = {
  "tag:yaml.org,2002:binary": binary,
  "tag:yaml.org,2002:merge": merge,
  "tag:yaml.org,2002:omap": omap,
  "tag:yaml.org,2002:pairs": pairs,
  "tag:yaml.org,2002:set": set,
  "tag:yaml.org,2002:timestamp": timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
  const schemaTags = schemas.get(schemaName);
  if (schemaTags && !customTags) {
    return addMergeTag && !schemaTags.includes(merge) ? schemaTags.concat(merge) : schemaTags.slice();
  }
  let tags = schemaTags;
  if (!tags) {
    if (Array.isArray(customTags))
      tags = [];
    else {
      const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
      throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
    }
  }
  if (Array.isArray(customTags)) {
    for (const tag of customTags)
      tags = tags.concat(tag);
  } else if (typeof customTags === "function") {
    tags = customTags(tags.slice());
  }
  if (addMergeTag)
    tags = tags.concat(merge);
  return tags.reduce((tags2, tag) => {
    const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
    if (!tagObj) {
      const tagName = JSON.stringify(tag);
      const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
      throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
    }
    if (!tags2.includes(tagObj))
      tags2.push(tagObj);
    return tags2;
  }, []);
}
const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
  constructor({ compat, customTags, merge: merge2, resolveKnownTags, schema: schema2, sortMapEntries, toStringDefaults }) {
    this.compat = Array.isArray(compat) ? getTags(compat, "compat") : compat ? getTags(null, compat) : null;
    this.name = typeof schema2 === "string" && schema2 || "core";
    this.knownTags = resolveKnownTags ? coreKnownTags : {};
    this.tags = getTags(customTags, this.name, merge2);
    this.toStringOptions = toStringDefaults ?? null;
    Object.defineProperty(this, MAP$1, { value: map$1 });
    Object.defineProperty(this, SCALAR$1, { value: string });
    Object.defineProperty(this, SEQ, { value: seq });
    this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
  }
  clone() {
    const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
    copy.tags = this.tags.slice();
    return copy;
  }
}
function stringifyDocument(doc, options) {
  const lines2 = [];
  let hasDirectives = options.directives === true;
  if (options.directives !== false && doc.directives) {
    const dir = doc.directives.toString(doc);
    if (dir) {
      lines2.push(dir);
      hasDirectives = true;
    } else if (doc.directives.docStart)
      hasDirectives = true;
  }
  if (hasDirectives)
    lines2.push("---");
  const ctx = createStringifyContext(doc, options);
  const { commentString } = ctx.options;
  if (doc.commentBefore) {
    if (lines2.length !== 1)
      lines2.unshift("");
    const cs = commentString(doc.commentBefore);
    lines2.unshift(indentComment(cs, ""));
  }
  let chompKeep = false;
  let contentComment = null;
  if (doc.contents) {
    if (isNode(doc.contents)) {
      if (doc.contents.spaceBefore && hasDirectives)
        lines2.push("");
      if (doc.contents.commentBefore) {
        const cs = commentString(doc.contents.commentBefore);
        lines2.push(indentComment(cs, ""));
      }
      ctx.forceBlockIndent = !!doc.comment;
      contentComment = doc.contents.comment;
    }
    const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
    let body = stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
    if (contentComment)
      body += lineComment(body, "", commentString(contentComment));
    if ((body[0] === "|" || body[0] === ">") && lines2[lines2.length - 1] === "---") {
      lines2[lines2.length - 1] = `--- ${body}`;
    } else
      lines2.push(body);
  } else {
    lines2.push(stringify(doc.contents, ctx));
  }
  if (doc.directives?.docEnd) {
    if (doc.comment) {
      const cs = commentString(doc.comment);
      if (cs.includes("\n")) {
        lines2.push("...");
        lines2.push(indentComment(cs, ""));
      } else {
        lines2.push(`... ${cs}`);
      }
    } else {
      lines2.push("...");
    }
  } else {
    let dc = doc.comment;
    if (dc && chompKeep)
      dc = dc.replace(/^\n+/, "");
    if (dc) {
      if ((!chompKeep || contentComment) && lines2[lines2.length - 1] !== "")
        lines2.push("");
      lines2.push(indentComment(commentString(dc), ""));
    }
  }
  return lines2.join("\n") + "\n";
}
class Document {
  constructor(value, replacer, options) {
    this.commentBefore = null;
    this.comment = null;
    this.errors = [];
    this.warnings = [];
    Object.defineProperty(this, NODE_TYPE, { value: DOC });
    let _replacer = null;
    if (typeof replacer === "function" || Array.isArray(replacer)) {
      _replacer = replacer;
    } else if (options === void 0 && replacer) {
      options = replacer;
      replacer = void 0;
    }
    const opt = Object.assign({
      intAsBigInt: false,
      keepSourceTokens: false,
      logLevel: "warn",
      prettyErrors: true,
      strict: true,
      stringKeys: false,
      uniqueKeys: true,
      version: "1.2"
    }, options);
    this.options = opt;
    let { version } = opt;
    if (options?._directives) {
      this.directives = options._directives.atDocument();
      if (this.directives.yaml.explicit)
        version = this.directives.yaml.version;
    } else
      this.directives = new Directives({ version });
    this.setSchema(version, options);
    this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
  }
  /**
   * Create a deep copy of this Document and its contents.
   *
   * Custom Node values that inherit from `Object` still refer to their original instances.
   */
  clone() {
    const copy = Object.create(Document.prototype, {
      [NODE_TYPE]: { value: DOC }
    });
    copy.commentBefore = this.commentBefore;
    copy.comment = this.comment;
    copy.errors = this.errors.slice();
    copy.warnings = this.warnings.slice();
    copy.options = Object.assign({}, this.options);
    if (this.directives)
      copy.directives = this.directives.clone();
    copy.schema = this.schema.clone();
    copy.contents = isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
    if (this.range)
      copy.range = this.range.slice();
    return copy;
  }
  /** Adds a value to the document. */
  add(value) {
    if (assertCollection(this.contents))
      this.contents.add(value);
  }
  /** Adds a value to the document. */
  addIn(path2, value) {
    if (assertCollection(this.contents))
      this.contents.addIn(path2, value);
  }
  /**
   * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
   *
   * If `node` already has an anchor, `name` is ignored.
   * Otherwise, the `node.anchor` value will be set to `name`,
   * or if an anchor with that name is already present in the document,
   * `name` will be used as a prefix for a new unique anchor.
   * If `name` is undefined, the generated anchor will use 'a' as a prefix.
   */
  createAlias(node, name) {
    if (!node.anchor) {
      const prev = anchorNames(this);
      node.anchor = // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
      !name || prev.has(name) ? findNewAnchor(name || "a", prev) : name;
    }
    return new Alias(node.anchor);
  }
  createNode(value, replacer, options) {
    let _replacer = void 0;
    if (typeof replacer === "function") {
      value = replacer.call({ "": value }, "", value);
      _replacer = replacer;
    } else if (Array.isArray(replacer)) {
      const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
      const asStr = replacer.filter(keyToStr).map(String);
      if (asStr.length > 0)
        replacer = replacer.concat(asStr);
      _replacer = replacer;
    } else if (options === void 0 && replacer) {
      options = replacer;
      replacer = void 0;
    }
    const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
    const { onAnchor, setAnchors, sourceObjects } = createNodeAnchors(
      this,
      // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
      anchorPrefix || "a"
    );
    const ctx = {
      aliasDuplicateObjects: aliasDuplicateObjects ?? true,
      keepUndefined: keepUndefined ?? false,
      onAnchor,
      onTagObj,
      replacer: _replacer,
      schema: this.schema,
      sourceObjects
    };
    const node = createNode(value, tag, ctx);
    if (flow && isCollection(node))
      node.flow = true;
    setAnchors();
    return node;
  }
  /**
   * Convert a key and a value into a `Pair` using the current schema,
   * recursively wrapping all values as `Scalar` or `Collection` nodes.
   */
  createPair(key, value, options = {}) {
    const k = this.createNode(key, null, options);
    const v = this.createNode(value, null, options);
    return new Pair(k, v);
  }
  /**
   * Removes a value from the document.
   * @returns `true` if the item was found and removed.
   */
  delete(key) {
    return assertCollection(this.contents) ? this.contents.delete(key) : false;
  }
  /**
   * Removes a value from the document.
   * @returns `true` if the item was found and removed.
   */
  deleteIn(path2) {
    if (isEmptyPath(path2)) {
      if (this.contents == null)
        return false;
      this.contents = null;
      return true;
    }
    return assertCollection(this.contents) ? this.contents.deleteIn(path2) : false;
  }
  /**
   * Returns item at `key`, or `undefined` if not found. By default unwraps
   * scalar values from their surrounding node; to disable set `keepScalar` to
   * `true` (collections are always returned intact).
   */
  get(key, keepScalar) {
    return isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
  }
  /**
   * Returns item at `path`, or `undefined` if not found. By default unwraps
   * scalar values from their surrounding node; to disable set `keepScalar` to
   * `true` (collections are always returned intact).
   */
  getIn(path2, keepScalar) {
    if (isEmptyPath(path2))
      return !keepScalar && isScalar$1(this.contents) ? this.contents.value : this.contents;
    return isCollection(this.contents) ? this.contents.getIn(path2, keepScalar) : void 0;
  }
  /**
   * Checks if the document includes a value with the key `key`.
   */
  has(key) {
    return isCollection(this.contents) ? this.contents.has(key) : false;
  }
  /**
   * Checks if the document includes a value at `path`.
   */
  hasIn(path2) {
    if (isEmptyPath(path2))
      return this.contents !== void 0;
    return isCollection(this.contents) ? this.contents.hasIn(path2) : false;
  }
  /**
   * Sets a value in this document. For `!!set`, `value` needs to be a
   * boolean to add/remove the item from the set.
   */
  set(key, value) {
    if (this.contents == null) {
      this.contents = collectionFromPath(this.schema, [key], value);
    } else if (assertCollection(this.contents)) {
      this.contents.set(key, value);
    }
  }
  /**
   * Sets a value in this document. For `!!set`, `value` needs to be a
   * boolean to add/remove the item from the set.
   */
  setIn(path2, value) {
    if (isEmptyPath(path2)) {
      this.contents = value;
    } else if (this.contents == null) {
      this.contents = collectionFromPath(this.schema, Array.from(path2), value);
    } else if (assertCollection(this.contents)) {
      this.contents.setIn(path2, value);
    }
  }
  /**
   * Change the YAML version and schema used by the document.
   * A `null` version disables support for directives, explicit tags, anchors, and aliases.
   * It also requires the `schema` option to be given as a `Schema` instance value.
   *
   * Overrides all previously set schema options.
   */
  setSchema(version, options = {}) {
    if (typeof version === "number")
      version = String(version);
    let opt;
    switch (version) {
      case "1.1":
        if (this.directives)
          this.directives.yaml.version = "1.1";
        else
          this.directives = new Directives({ version: "1.1" });
        opt = { resolveKnownTags: false, schema: "yaml-1.1" };
        break;
      case "1.2":
      case "next":
        if (this.directives)
          this.directives.yaml.version = version;
        else
          this.directives = new Directives({ version });
        opt = { resolveKnownTags: true, schema: "core" };
        break;
      case null:
        if (this.directives)
          delete this.directives;
        opt = null;
        break;
      default: {
        const sv = JSON.stringify(version);
        throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
      }
    }
    if (options.schema instanceof Object)
      this.schema = options.schema;
    else if (opt)
      this.schema = new Schema(Object.assign(opt, options));
    else
      throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
  }
  // json & jsonArg are only used from toJSON()
  toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
    const ctx = {
      anchors: /* @__PURE__ */ new Map(),
      doc: this,
      keep: !json,
      mapAsMap: mapAsMap === true,
      mapKeyWarned: false,
      maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
    };
    const res = toJS(this.contents, jsonArg ?? "", ctx);
    if (typeof onAnchor === "function")
      for (const { count, res: res2 } of ctx.anchors.values())
        onAnchor(res2, count);
    return typeof reviver === "function" ? applyReviver(reviver, { "": res }, "", res) : res;
  }
  /**
   * A JSON representation of the document `contents`.
   *
   * @param jsonArg Used by `JSON.stringify` to indicate the array index or
   *   property name.
   */
  toJSON(jsonArg, onAnchor) {
    return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
  }
  /** A YAML representation of the document. */
  toString(options = {}) {
    if (this.errors.length > 0)
      throw new Error("Document with errors cannot be stringified");
    if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
      const s = JSON.stringify(options.indent);
      throw new Error(`"indent" option must be a positive integer, not ${s}`);
    }
    return stringifyDocument(this, options);
  }
}
function assertCollection(contents) {
  if (isCollection(contents))
    return true;
  throw new Error("Expected a YAML collection as document contents");
}
class YAMLError extends Error {
  constructor(name, pos, code, message) {
    super();
    this.name = name;
    this.code = code;
    this.message = message;
    this.pos = pos;
  }
}
class YAMLParseError extends YAMLError {
  constructor(pos, code, message) {
    super("YAMLParseError", pos, code, message);
  }
}
class YAMLWarning extends YAMLError {
  constructor(pos, code, message) {
    super("YAMLWarning", pos, code, message);
  }
}
const prettifyError = (src, lc) => (error) => {
  if (error.pos[0] === -1)
    return;
  error.linePos = error.pos.map((pos) => lc.linePos(pos));
  const { line, col } = error.linePos[0];
  error.message += ` at line ${line}, column ${col}`;
  let ci = col - 1;
  let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
  if (ci >= 60 && lineStr.length > 80) {
    const trimStart = Math.min(ci - 39, lineStr.length - 79);
    lineStr = "\u2026" + lineStr.substring(trimStart);
    ci -= trimStart - 1;
  }
  if (lineStr.length > 80)
    lineStr = lineStr.substring(0, 79) + "\u2026";
  if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
    let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
    if (prev.length > 80)
      prev = prev.substring(0, 79) + "\u2026\n";
    lineStr = prev + lineStr;
  }
  if (/[^ ]/.test(lineStr)) {
    let count = 1;
    const end = error.linePos[1];
    if (end?.line === line && end.col > col) {
      count = Math.max(1, Math.min(end.col - col, 80 - ci));
    }
    const pointer = " ".repeat(ci) + "^".repeat(count);
    error.message += `:

${lineStr}
${pointer}
`;
  }
};
function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
  let spaceBefore = false;
  let atNewline = startOnNewline;
  let hasSpace = startOnNewline;
  let comment2 = "";
  let commentSep = "";
  let hasNewline = false;
  let reqSpace = false;
  let tab = null;
  let anchor = null;
  let tag = null;
  let newlineAfterProp = null;
  let comma = null;
  let found = null;
  let start = null;
  for (const token of tokens) {
    if (reqSpace) {
      if (token.type !== "space" && token.type !== "newline" && token.type !== "comma")
        onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
      reqSpace = false;
    }
    if (tab) {
      if (atNewline && token.type !== "comment" && token.type !== "newline") {
        onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
      }
      tab = null;
    }
    switch (token.type) {
      case "space":
        if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) {
          tab = token;
        }
        hasSpace = true;
        break;
      case "comment": {
        if (!hasSpace)
          onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
        const cb = token.source.substring(1) || " ";
        if (!comment2)
          comment2 = cb;
        else
          comment2 += commentSep + cb;
        commentSep = "";
        atNewline = false;
        break;
      }
      case "newline":
        if (atNewline) {
          if (comment2)
            comment2 += token.source;
          else if (!found || indicator !== "seq-item-ind")
            spaceBefore = true;
        } else
          commentSep += token.source;
        atNewline = true;
        hasNewline = true;
        if (anchor || tag)
          newlineAfterProp = token;
        hasSpace = true;
        break;
      case "anchor":
        if (anchor)
          onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
        if (token.source.endsWith(":"))
          onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
        anchor = token;
        start ?? (start = token.offset);
        atNewline = false;
        hasSpace = false;
        reqSpace = true;
        break;
      case "tag": {
        if (tag)
          onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
        tag = token;
        start ?? (start = token.offset);
        atNewline = false;
        hasSpace = false;
        reqSpace = true;
        break;
      }
      case indicator:
        if (anchor || tag)
          onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
        if (found)
          onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
        found = token;
        atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
        hasSpace = false;
        break;
      case "comma":
        if (flow) {
          if (comma)
            onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
          comma = token;
          atNewline = false;
          hasSpace = false;
          break;
        }
      // else fallthrough
      default:
        onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
        atNewline = false;
        hasSpace = false;
    }
  }
  const last = tokens[tokens.length - 1];
  const end = last ? last.offset + last.source.length : offset;
  if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) {
    onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
  }
  if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq"))
    onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
  return {
    comma,
    found,
    spaceBefore,
    comment: comment2,
    hasNewline,
    anchor,
    tag,
    newlineAfterProp,
    end,
    start: start ?? end
  };
}
function containsNewline(key) {
  if (!key)
    return null;
  switch (key.type) {
    case "alias":
    case "scalar":
    case "double-quoted-scalar":
    case "single-quoted-scalar":
      if (key.source.includes("\n"))
        return true;
      if (key.end) {
        for (const st of key.end)
          if (st.type === "newline")
            return true;
      }
      return false;
    case "flow-collection":
      for (const it of key.items) {
        for (const st of it.start)
          if (st.type === "newline")
            return true;
        if (it.sep) {
          for (const st of it.sep)
            if (st.type === "newline")
              return true;
        }
        if (containsNewline(it.key) || containsNewline(it.value))
          return true;
      }
      return false;
    default:
      return true;
  }
}
function flowIndentCheck(indent, fc, onError) {
  if (fc?.type === "flow-collection") {
    const end = fc.end[0];
    if (end.indent === indent && (end.source === "]" || end.source === "}") && containsNewline(fc)) {
      const msg = "Flow end indicator should be more indented than parent";
      onError(end, "BAD_INDENT", msg, true);
    }
  }
}
function mapIncludes(ctx, items, search) {
  const { uniqueKeys } = ctx.options;
  if (uniqueKeys === false)
    return false;
  const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || isScalar$1(a) && isScalar$1(b) && a.value === b.value;
  return items.some((pair) => isEqual(pair.key, search));
}
const startColMsg = "All mapping items must start at the same column";
function resolveBlockMap({ composeNode: composeNode2, composeEmptyNode: composeEmptyNode2 }, ctx, bm, onError, tag) {
  const NodeClass = tag?.nodeClass ?? YAMLMap;
  const map2 = new NodeClass(ctx.schema);
  if (ctx.atRoot)
    ctx.atRoot = false;
  let offset = bm.offset;
  let commentEnd = null;
  for (const collItem of bm.items) {
    const { start, key, sep, value } = collItem;
    const keyProps = resolveProps(start, {
      indicator: "explicit-key-ind",
      next: key ?? sep?.[0],
      offset,
      onError,
      parentIndent: bm.indent,
      startOnNewline: true
    });
    const implicitKey = !keyProps.found;
    if (implicitKey) {
      if (key) {
        if (key.type === "block-seq")
          onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
        else if ("indent" in key && key.indent !== bm.indent)
          onError(offset, "BAD_INDENT", startColMsg);
      }
      if (!keyProps.anchor && !keyProps.tag && !sep) {
        commentEnd = keyProps.end;
        if (keyProps.comment) {
          if (map2.comment)
            map2.comment += "\n" + keyProps.comment;
          else
            map2.comment = keyProps.comment;
        }
        continue;
      }
      if (keyProps.newlineAfterProp || containsNewline(key)) {
        onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
      }
    } else if (keyProps.found?.indent !== bm.indent) {
      onError(offset, "BAD_INDENT", startColMsg);
    }
    ctx.atKey = true;
    const keyStart = keyProps.end;
    const keyNode = key ? composeNode2(ctx, key, keyProps, onError) : composeEmptyNode2(ctx, keyStart, start, null, keyProps, onError);
    if (ctx.schema.compat)
      flowIndentCheck(bm.indent, key, onError);
    ctx.atKey = false;
    if (mapIncludes(ctx, map2.items, keyNode))
      onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
    const valueProps = resolveProps(sep ?? [], {
      indicator: "map-value-ind",
      next: value,
      offset: keyNode.range[2],
      onError,
      parentIndent: bm.indent,
      startOnNewline: !key || key.type === "block-scalar"
    });
    offset = valueProps.end;
    if (valueProps.found) {
      if (implicitKey) {
        if (value?.type === "block-map" && !valueProps.hasNewline)
          onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
        if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024)
          onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
      }
      const valueNode = value ? composeNode2(ctx, value, valueProps, onError) : composeEmptyNode2(ctx, offset, sep, null, valueProps, onError);
      if (ctx.schema.compat)
        flowIndentCheck(bm.indent, value, onError);
      offset = valueNode.range[2];
      const pair = new Pair(keyNode, valueNode);
      if (ctx.options.keepSourceTokens)
        pair.srcToken = collItem;
      map2.items.push(pair);
    } else {
      if (implicitKey)
        onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
      if (valueProps.comment) {
        if (keyNode.comment)
          keyNode.comment += "\n" + valueProps.comment;
        else
          keyNode.comment = valueProps.comment;
      }
      const pair = new Pair(keyNode);
      if (ctx.options.keepSourceTokens)
        pair.srcToken = collItem;
      map2.items.push(pair);
    }
  }
  if (commentEnd && commentEnd < offset)
    onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
  map2.range = [bm.offset, offset, commentEnd ?? offset];
  return map2;
}
function resolveBlockSeq({ composeNode: composeNode2, composeEmptyNode: composeEmptyNode2 }, ctx, bs, onError, tag) {
  const NodeClass = tag?.nodeClass ?? YAMLSeq;
  const seq2 = new NodeClass(ctx.schema);
  if (ctx.atRoot)
    ctx.atRoot = false;
  if (ctx.atKey)
    ctx.atKey = false;
  let offset = bs.offset;
  let commentEnd = null;
  for (const { start, value } of bs.items) {
    const props = resolveProps(start, {
      indicator: "seq-item-ind",
      next: value,
      offset,
      onError,
      parentIndent: bs.indent,
      startOnNewline: true
    });
    if (!props.found) {
      if (props.anchor || props.tag || value) {
        if (value?.type === "block-seq")
          onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
        else
          onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
      } else {
        commentEnd = props.end;
        if (props.comment)
          seq2.comment = props.comment;
        continue;
      }
    }
    const node = value ? composeNode2(ctx, value, props, onError) : composeEmptyNode2(ctx, props.end, start, null, props, onError);
    if (ctx.schema.compat)
      flowIndentCheck(bs.indent, value, onError);
    offset = node.range[2];
    seq2.items.push(node);
  }
  seq2.range = [bs.offset, offset, commentEnd ?? offset];
  return seq2;
}
function resolveEnd(end, offset, reqSpace, onError) {
  let comment2 = "";
  if (end) {
    let hasSpace = false;
    let sep = "";
    for (const token of end) {
      const { source, type } = token;
      switch (type) {
        case "space":
          hasSpace = true;
          break;
        case "comment": {
          if (reqSpace && !hasSpace)
            onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
          const cb = source.substring(1) || " ";
          if (!comment2)
            comment2 = cb;
          else
            comment2 += sep + cb;
          sep = "";
          break;
        }
        case "newline":
          if (comment2)
            sep += source;
          hasSpace = true;
          break;
        default:
          onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
      }
      offset += source.length;
    }
  }
  return { comment: comment2, offset };
}
const blockMsg = "Block collections are not allowed within flow collections";
const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
function resolveFlowCollection({ composeNode: composeNode2, composeEmptyNode: composeEmptyNode2 }, ctx, fc, onError, tag) {
  const isMap2 = fc.start.source === "{";
  const fcName = isMap2 ? "flow map" : "flow sequence";
  const NodeClass = tag?.nodeClass ?? (isMap2 ? YAMLMap : YAMLSeq);
  const coll = new NodeClass(ctx.schema);
  coll.flow = true;
  const atRoot = ctx.atRoot;
  if (atRoot)
    ctx.atRoot = false;
  if (ctx.atKey)
    ctx.atKey = false;
  let offset = fc.offset + fc.start.source.length;
  for (let i = 0; i < fc.items.length; ++i) {
    const collItem = fc.items[i];
    const { start, key, sep, value } = collItem;
    const props = resolveProps(start, {
      flow: fcName,
      indicator: "explicit-key-ind",
      next: key ?? sep?.[0],
      offset,
      onError,
      parentIndent: fc.indent,
      startOnNewline: false
    });
    if (!props.found) {
      if (!props.anchor && !props.tag && !sep && !value) {
        if (i === 0 && props.comma)
          onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
        else if (i < fc.items.length - 1)
          onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
        if (props.comment) {
          if (coll.comment)
            coll.comment += "\n" + props.comment;
          else
            coll.comment = props.comment;
        }
        offset = props.end;
        continue;
      }
      if (!isMap2 && ctx.options.strict && containsNewline(key))
        onError(
          key,
          // checked by containsNewline()
          "MULTILINE_IMPLICIT_KEY",
          "Implicit keys of flow sequence pairs need to be on a single line"
        );
    }
    if (i === 0) {
      if (props.comma)
        onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
    } else {
      if (!props.comma)
        onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
      if (props.comment) {
        let prevItemComment = "";
        loop: for (const st of start) {
          switch (st.type) {
            case "comma":
            case "space":
              break;
            case "comment":
              prevItemComment = st.source.substring(1);
              break loop;
            default:
              break loop;
          }
        }
        if (prevItemComment) {
          let prev = coll.items[coll.items.length - 1];
          if (isPair(prev))
            prev = prev.value ?? prev.key;
          if (prev.comment)
            prev.comment += "\n" + prevItemComment;
          else
            prev.comment = prevItemComment;
          props.comment = props.comment.substring(prevItemComment.length + 1);
        }
      }
    }
    if (!isMap2 && !sep && !props.found) {
      const valueNode = value ? composeNode2(ctx, value, props, onError) : composeEmptyNode2(ctx, props.end, sep, null, props, onError);
      coll.items.push(valueNode);
      offset = valueNode.range[2];
      if (isBlock(value))
        onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
    } else {
      ctx.atKey = true;
      const keyStart = props.end;
      const keyNode = key ? composeNode2(ctx, key, props, onError) : composeEmptyNode2(ctx, keyStart, start, null, props, onError);
      if (isBlock(key))
        onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
      ctx.atKey = false;
      const valueProps = resolveProps(sep ?? [], {
        flow: fcName,
        indicator: "map-value-ind",
        next: value,
        offset: keyNode.range[2],
        onError,
        parentIndent: fc.indent,
        startOnNewline: false
      });
      if (valueProps.found) {
        if (!isMap2 && !props.found && ctx.options.strict) {
          if (sep)
            for (const st of sep) {
              if (st === valueProps.found)
                break;
              if (st.type === "newline") {
                onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
                break;
              }
            }
          if (props.start < valueProps.found.offset - 1024)
            onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
        }
      } else if (value) {
        if ("source" in value && value.source?.[0] === ":")
          onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
        else
          onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
      }
      const valueNode = value ? composeNode2(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode2(ctx, valueProps.end, sep, null, valueProps, onError) : null;
      if (valueNode) {
        if (isBlock(value))
          onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
      } else if (valueProps.comment) {
        if (keyNode.comment)
          keyNode.comment += "\n" + valueProps.comment;
        else
          keyNode.comment = valueProps.comment;
      }
      const pair = new Pair(keyNode, valueNode);
      if (ctx.options.keepSourceTokens)
        pair.srcToken = collItem;
      if (isMap2) {
        const map2 = coll;
        if (mapIncludes(ctx, map2.items, keyNode))
          onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
        map2.items.push(pair);
      } else {
        const map2 = new YAMLMap(ctx.schema);
        map2.flow = true;
        map2.items.push(pair);
        const endRange = (valueNode ?? keyNode).range;
        map2.range = [keyNode.range[0], endRange[1], endRange[2]];
        coll.items.push(map2);
      }
      offset = valueNode ? valueNode.range[2] : valueProps.end;
    }
  }
  const expectedEnd = isMap2 ? "}" : "]";
  const [ce, ...ee] = fc.end;
  let cePos = offset;
  if (ce?.source === expectedEnd)
    cePos = ce.offset + ce.source.length;
  else {
    const name = fcName[0].toUpperCase() + fcName.substring(1);
    const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
    onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
    if (ce && ce.source.length !== 1)
      ee.unshift(ce);
  }
  if (ee.length > 0) {
    const end = resolveEnd(ee, cePos, ctx.options.strict, onError);
    if (end.comment) {
      if (coll.comment)
        coll.comment += "\n" + end.comment;
      else
        coll.comment = end.comment;
    }
    coll.range = [fc.offset, cePos, end.offset];
  } else {
    coll.range = [fc.offset, cePos, cePos];
  }
  return coll;
}
function resolveCollection(CN2, ctx, token, onError, tagName, tag) {
  const coll = token.type === "block-map" ? resolveBlockMap(CN2, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq(CN2, ctx, token, onError, tag) : resolveFlowCollection(CN2, ctx, token, onError, tag);
  const Coll = coll.constructor;
  if (tagName === "!" || tagName === Coll.tagName) {
    coll.tag = Coll.tagName;
    return coll;
  }
  if (tagName)
    coll.tag = tagName;
  return coll;
}
function composeCollection(CN2, ctx, token, props, onError) {
  const tagToken = props.tag;
  const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
  if (token.type === "block-seq") {
    const { anchor, newlineAfterProp: nl } = props;
    const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
    if (lastProp && (!nl || nl.offset < lastProp.offset)) {
      const message = "Missing newline after block sequence props";
      onError(lastProp, "MISSING_CHAR", message);
    }
  }
  const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
  if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.tagName && expType === "seq") {
    return resolveCollection(CN2, ctx, token, onError, tagName);
  }
  let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
  if (!tag) {
    const kt = ctx.schema.knownTags[tagName];
    if (kt?.collection === expType) {
      ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
      tag = kt;
    } else {
      if (kt) {
        onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
      } else {
        onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
      }
      return resolveCollection(CN2, ctx, token, onError, tagName);
    }
  }
  const coll = resolveCollection(CN2, ctx, token, onError, tagName, tag);
  const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
  const node = isNode(res) ? res : new Scalar(res);
  node.range = coll.range;
  node.tag = tagName;
  if (tag?.format)
    node.format = tag.format;
  return node;
}
function resolveBlockScalar(ctx, scalar, onError) {
  const start = scalar.offset;
  const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
  if (!header)
    return { value: "", type: null, comment: "", range: [start, start, start] };
  const type = header.mode === ">" ? Scalar.BLOCK_FOLDED : Scalar.BLOCK_LITERAL;
  const lines2 = scalar.source ? splitLines(scalar.source) : [];
  let chompStart = lines2.length;
  for (let i = lines2.length - 1; i >= 0; --i) {
    const content2 = lines2[i][1];
    if (content2 === "" || content2 === "\r")
      chompStart = i;
    else
      break;
  }
  if (chompStart === 0) {
    const value2 = header.chomp === "+" && lines2.length > 0 ? "\n".repeat(Math.max(1, lines2.length - 1)) : "";
    let end2 = start + header.length;
    if (scalar.source)
      end2 += scalar.source.length;
    return { value: value2, type, comment: header.comment, range: [start, end2, end2] };
  }
  let trimIndent = scalar.indent + header.indent;
  let offset = scalar.offset + header.length;
  let contentStart = 0;
  for (let i = 0; i < chompStart; ++i) {
    const [indent, content2] = lines2[i];
    if (content2 === "" || content2 === "\r") {
      if (header.indent === 0 && indent.length > trimIndent)
        trimIndent = indent.length;
    } else {
      if (indent.length < trimIndent) {
        const message = "Block scalars with more-indented leading empty lines must use an explicit indentation indicator";
        onError(offset + indent.length, "MISSING_CHAR", message);
      }
      if (header.indent === 0)
        trimIndent = indent.length;
      contentStart = i;
      if (trimIndent === 0 && !ctx.atRoot) {
        const message = "Block scalar values in collections must be indented";
        onError(offset, "BAD_INDENT", message);
      }
      break;
    }
    offset += indent.length + content2.length + 1;
  }
  for (let i = lines2.length - 1; i >= chompStart; --i) {
    if (lines2[i][0].length > trimIndent)
      chompStart = i + 1;
  }
  let value = "";
  let sep = "";
  let prevMoreIndented = false;
  for (let i = 0; i < contentStart; ++i)
    value += lines2[i][0].slice(trimIndent) + "\n";
  for (let i = contentStart; i < chompStart; ++i) {
    let [indent, content2] = lines2[i];
    offset += indent.length + content2.length + 1;
    const crlf = content2[content2.length - 1] === "\r";
    if (crlf)
      content2 = content2.slice(0, -1);
    if (content2 && indent.length < trimIndent) {
      const src = header.indent ? "explicit indentation indicator" : "first line";
      const message = `Block scalar lines must not be less indented than their ${src}`;
      onError(offset - content2.length - (crlf ? 2 : 1), "BAD_INDENT", message);
      indent = "";
    }
    if (type === Scalar.BLOCK_LITERAL) {
      value += sep + indent.slice(trimIndent) + content2;
      sep = "\n";
    } else if (indent.length > trimIndent || content2[0] === "	") {
      if (sep === " ")
        sep = "\n";
      else if (!prevMoreIndented && sep === "\n")
        sep = "\n\n";
      value += sep + indent.slice(trimIndent) + content2;
      sep = "\n";
      prevMoreIndented = true;
    } else if (content2 === "") {
      if (sep === "\n")
        value += "\n";
      else
        sep = "\n";
    } else {
      value += sep + content2;
      sep = " ";
      prevMoreIndented = false;
    }
  }
  switch (header.chomp) {
    case "-":
      break;
    case "+":
      for (let i = chompStart; i < lines2.length; ++i)
        value += "\n" + lines2[i][0].slice(trimIndent);
      if (value[value.length - 1] !== "\n")
        value += "\n";
      break;
    default:
      value += "\n";
  }
  const end = start + header.length + scalar.source.length;
  return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
  if (props[0].type !== "block-scalar-header") {
    onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
    return null;
  }
  const { source } = props[0];
  const mode = source[0];
  let indent = 0;
  let chomp = "";
  let error = -1;
  for (let i = 1; i < source.length; ++i) {
    const ch = source[i];
    if (!chomp && (ch === "-" || ch === "+"))
      chomp = ch;
    else {
      const n = Number(ch);
      if (!indent && n)
        indent = n;
      else if (error === -1)
        error = offset + i;
    }
  }
  if (error !== -1)
    onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
  let hasSpace = false;
  let comment2 = "";
  let length = source.length;
  for (let i = 1; i < props.length; ++i) {
    const token = props[i];
    switch (token.type) {
      case "space":
        hasSpace = true;
      // fallthrough
      case "newline":
        length += token.source.length;
        break;
      case "comment":
        if (strict && !hasSpace) {
          const message = "Comments must be separated from other tokens by white space characters";
          onError(token, "MISSING_CHAR", message);
        }
        length += token.source.length;
        comment2 = token.source.substring(1);
        break;
      case "error":
        onError(token, "UNEXPECTED_TOKEN", token.message);
        length += token.source.length;
        break;
      /* istanbul ignore next should not happen */
      default: {
        const message = `Unexpected token in block scalar header: ${token.type}`;
        onError(token, "UNEXPECTED_TOKEN", message);
        const ts = token.source;
        if (ts && typeof ts === "string")
          length += ts.length;
      }
    }
  }
  return { mode, indent, chomp, comment: comment2, length };
}
function splitLines(source) {
  const split2 = source.split(/\n( *)/);
  const first = split2[0];
  const m = first.match(/^( *)/);
  const line0 = m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first];
  const lines2 = [line0];
  for (let i = 1; i < split2.length; i += 2)
    lines2.push([split2[i], split2[i + 1]]);
  return lines2;
}
function resolveFlowScalar(scalar, strict, onError) {
  const { offset, type, source, end } = scalar;
  let _type;
  let value;
  const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
  switch (type) {
    case "scalar":
      _type = Scalar.PLAIN;
      value = plainValue(source, _onError);
      break;
    case "single-quoted-scalar":
      _type = Scalar.QUOTE_SINGLE;
      value = singleQuotedValue(source, _onError);
      break;
    case "double-quoted-scalar":
      _type = Scalar.QUOTE_DOUBLE;
      value = doubleQuotedValue(source, _onError);
      break;
    /* istanbul ignore next should not happen */
    default:
      onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
      return {
        value: "",
        type: null,
        comment: "",
        range: [offset, offset + source.length, offset + source.length]
      };
  }
  const valueEnd = offset + source.length;
  const re = resolveEnd(end, valueEnd, strict, onError);
  return {
    value,
    type: _type,
    comment: re.comment,
    range: [offset, valueEnd, re.offset]
  };
}
function plainValue(source, onError) {
  let badChar = "";
  switch (source[0]) {
    /* istanbul ignore next should not happen */
    case "	":
      badChar = "a tab character";
      break;
    case ",":
      badChar = "flow indicator character ,";
      break;
    case "%":
      badChar = "directive indicator character %";
      break;
    case "|":
    case ">": {
      badChar = `block scalar indicator ${source[0]}`;
      break;
    }
    case "@":
    case "`": {
      badChar = `reserved character ${source[0]}`;
      break;
    }
  }
  if (badChar)
    onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
  return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
  if (source[source.length - 1] !== "'" || source.length === 1)
    onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
  return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
  const line = /(.*?)\r?\n/sy;
  let match = line.exec(source);
  if (!match)
    return source;
  let trimEnd, trimBoth;
  try {
    trimEnd = new RegExp("(?<![ 	])[ 	]+$");
    trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
  } catch {
    trimEnd = /[ \t]+$/;
    trimBoth = /^[ \t]+|[ \t]+$/g;
  }
  let res = match[1].replace(trimEnd, "");
  let sep = " ";
  let pos = line.lastIndex;
  while (match = line.exec(source)) {
    const lm = match[1].replace(trimBoth, "");
    if (lm === "") {
      if (sep === "\n")
        res += sep;
      else
        sep = "\n";
    } else {
      res += sep + lm;
      sep = " ";
    }
    pos = line.lastIndex;
  }
  const last = /[ \t]*(.*)/sy;
  last.lastIndex = pos;
  match = last.exec(source);
  return res + sep + (match?.[1] ?? "");
}
function doubleQuotedValue(source, onError) {
  let res = "";
  for (let i = 1; i < source.length - 1; ++i) {
    const ch = source[i];
    if (ch === "\r" && source[i + 1] === "\n")
      continue;
    if (ch === "\n") {
      const { fold, offset } = foldNewline(source, i);
      res += fold;
      i = offset;
    } else if (ch === "\\") {
      let next = source[++i];
      const cc = escapeCodes[next];
      if (cc)
        res += cc;
      else if (next === "\n") {
        next = source[i + 1];
        while (next === " " || next === "	")
          next = source[++i + 1];
      } else if (next === "\r" && source[i + 1] === "\n") {
        next = source[++i + 1];
        while (next === " " || next === "	")
          next = source[++i + 1];
      } else if (next === "x" || next === "u" || next === "U") {
        const length = next === "x" ? 2 : next === "u" ? 4 : 8;
        res += parseCharCode(source, i + 1, length, onError);
        i += length;
      } else {
        const raw = source.substr(i - 1, 2);
        onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
        res += raw;
      }
    } else if (ch === " " || ch === "	") {
      const wsStart = i;
      let next = source[i + 1];
      while (next === " " || next === "	")
        next = source[++i + 1];
      if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n"))
        res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
    } else {
      res += ch;
    }
  }
  if (source[source.length - 1] !== '"' || source.length === 1)
    onError(source.length, "MISSING_CHAR", 'Missing closing "quote');
  return res;
}
function foldNewline(source, offset) {
  let fold = "";
  let ch = source[offset + 1];
  while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
    if (ch === "\r" && source[offset + 2] !== "\n")
      break;
    if (ch === "\n")
      fold += "\n";
    offset += 1;
    ch = source[offset + 1];
  }
  if (!fold)
    fold = " ";
  return { fold, offset };
}
const escapeCodes = {
  "0": "\0",
  // null character
  a: "\x07",
  // bell character
  b: "\b",
  // backspace
  e: "\x1B",
  // escape character
  f: "\f",
  // form feed
  n: "\n",
  // line feed
  r: "\r",
  // carriage return
  t: "	",
  // horizontal tab
  v: "\v",
  // vertical tab
  N: "\x85",
  // Unicode next line
  _: "\xA0",
  // Unicode non-breaking space
  L: "\u2028",
  // Unicode line separator
  P: "\u2029",
  // Unicode paragraph separator
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  "	": "	"
};
function parseCharCode(source, offset, length, onError) {
  const cc = source.substr(offset, length);
  const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
  const code = ok ? parseInt(cc, 16) : NaN;
  try {
    return String.fromCodePoint(code);
  } catch {
    const raw = source.substr(offset - 2, length + 2);
    onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
    return raw;
  }
}
function composeScalar(ctx, token, tagToken, onError) {
  const { value, type, comment: comment2, range } = token.type === "block-scalar" ? resolveBlockScalar(ctx, token, onError) : resolveFlowScalar(token, ctx.options.strict, onError);
  const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
  let tag;
  if (ctx.options.stringKeys && ctx.atKey) {
    tag = ctx.schema[SCALAR$1];
  } else if (tagName)
    tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
  else if (token.type === "scalar")
    tag = findScalarTagByTest(ctx, value, token, onError);
  else
    tag = ctx.schema[SCALAR$1];
  let scalar;
  try {
    const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
    scalar = isScalar$1(res) ? res : new Scalar(res);
  } catch (error) {
    const msg = error instanceof Error ? error.message : String(error);
    onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
    scalar = new Scalar(value);
  }
  scalar.range = range;
  scalar.source = value;
  if (type)
    scalar.type = type;
  if (tagName)
    scalar.tag = tagName;
  if (tag.format)
    scalar.format = tag.format;
  if (comment2)
    scalar.comment = comment2;
  return scalar;
}
function findScalarTagByName(schema2, value, tagName, tagToken, onError) {
  if (tagName === "!")
    return schema2[SCALAR$1];
  const matchWithTest = [];
  for (const tag of schema2.tags) {
    if (!tag.collection && tag.tag === tagName) {
      if (tag.default && tag.test)
        matchWithTest.push(tag);
      else
        return tag;
    }
  }
  for (const tag of matchWithTest)
    if (tag.test?.test(value))
      return tag;
  const kt = schema2.knownTags[tagName];
  if (kt && !kt.collection) {
    schema2.tags.push(Object.assign({}, kt, { default: false, test: void 0 }));
    return kt;
  }
  onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
  return schema2[SCALAR$1];
}
function findScalarTagByTest({ atKey, directives, schema: schema2 }, value, token, onError) {
  const tag = schema2.tags.find((tag2) => (tag2.default === true || atKey && tag2.default === "key") && tag2.test?.test(value)) || schema2[SCALAR$1];
  if (schema2.compat) {
    const compat = schema2.compat.find((tag2) => tag2.default && tag2.test?.test(value)) ?? schema2[SCALAR$1];
    if (tag.tag !== compat.tag) {
      const ts = directives.tagString(tag.tag);
      const cs = directives.tagString(compat.tag);
      const msg = `Value may be parsed as either ${ts} or ${cs}`;
      onError(token, "TAG_RESOLVE_FAILED", msg, true);
    }
  }
  return tag;
}
function emptyScalarPosition(offset, before, pos) {
  if (before) {
    pos ?? (pos = before.length);
    for (let i = pos - 1; i >= 0; --i) {
      let st = before[i];
      switch (st.type) {
        case "space":
        case "comment":
        case "newline":
          offset -= st.source.length;
          continue;
      }
      st = before[++i];
      while (st?.type === "space") {
        offset += st.source.length;
        st = before[++i];
      }
      break;
    }
  }
  return offset;
}
const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
  const atKey = ctx.atKey;
  const { spaceBefore, comment: comment2, anchor, tag } = props;
  let node;
  let isSrcToken = true;
  switch (token.type) {
    case "alias":
      node = composeAlias(ctx, token, onError);
      if (anchor || tag)
        onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
      break;
    case "scalar":
    case "single-quoted-scalar":
    case "double-quoted-scalar":
    case "block-scalar":
      node = composeScalar(ctx, token, tag, onError);
      if (anchor)
        node.anchor = anchor.source.substring(1);
      break;
    case "block-map":
    case "block-seq":
    case "flow-collection":
      try {
        node = composeCollection(CN, ctx, token, props, onError);
        if (anchor)
          node.anchor = anchor.source.substring(1);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        onError(token, "RESOURCE_EXHAUSTION", message);
      }
      break;
    default: {
      const message = token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`;
      onError(token, "UNEXPECTED_TOKEN", message);
      isSrcToken = false;
    }
  }
  node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
  if (anchor && node.anchor === "")
    onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
  if (atKey && ctx.options.stringKeys && (!isScalar$1(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) {
    const msg = "With stringKeys, all keys must be strings";
    onError(tag ?? token, "NON_STRING_KEY", msg);
  }
  if (spaceBefore)
    node.spaceBefore = true;
  if (comment2) {
    if (token.type === "scalar" && token.source === "")
      node.comment = comment2;
    else
      node.commentBefore = comment2;
  }
  if (ctx.options.keepSourceTokens && isSrcToken)
    node.srcToken = token;
  return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment: comment2, anchor, tag, end }, onError) {
  const token = {
    type: "scalar",
    offset: emptyScalarPosition(offset, before, pos),
    indent: -1,
    source: ""
  };
  const node = composeScalar(ctx, token, tag, onError);
  if (anchor) {
    node.anchor = anchor.source.substring(1);
    if (node.anchor === "")
      onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
  }
  if (spaceBefore)
    node.spaceBefore = true;
  if (comment2) {
    node.comment = comment2;
    node.range[2] = end;
  }
  return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
  const alias = new Alias(source.substring(1));
  if (alias.source === "")
    onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
  if (alias.source.endsWith(":"))
    onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
  const valueEnd = offset + source.length;
  const re = resolveEnd(end, valueEnd, options.strict, onError);
  alias.range = [offset, valueEnd, re.offset];
  if (re.comment)
    alias.comment = re.comment;
  return alias;
}
function composeDoc(options, directives, { offset, start, value, end }, onError) {
  const opts = Object.assign({ _directives: directives }, options);
  const doc = new Document(void 0, opts);
  const ctx = {
    atKey: false,
    atRoot: true,
    directives: doc.directives,
    options: doc.options,
    schema: doc.schema
  };
  const props = resolveProps(start, {
    indicator: "doc-start",
    next: value ?? end?.[0],
    offset,
    onError,
    parentIndent: 0,
    startOnNewline: true
  });
  if (props.found) {
    doc.directives.docStart = true;
    if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline)
      onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
  }
  doc.contents = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
  const contentEnd = doc.contents.range[2];
  const re = resolveEnd(end, contentEnd, false, onError);
  if (re.comment)
    doc.comment = re.comment;
  doc.range = [offset, contentEnd, re.offset];
  return doc;
}
function getErrorPos(src) {
  if (typeof src === "number")
    return [src, src + 1];
  if (Array.isArray(src))
    return src.length === 2 ? src : [src[0], src[1]];
  const { offset, source } = src;
  return [offset, offset + (typeof source === "string" ? source.length : 1)];
}
function parsePrelude(prelude) {
  let comment2 = "";
  let atComment = false;
  let afterEmptyLine = false;
  for (let i = 0; i < prelude.length; ++i) {
    const source = prelude[i];
    switch (source[0]) {
      case "#":
        comment2 += (comment2 === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
        atComment = true;
        afterEmptyLine = false;
        break;
      case "%":
        if (prelude[i + 1]?.[0] !== "#")
          i += 1;
        atComment = false;
        break;
      default:
        if (!atComment)
          afterEmptyLine = true;
        atComment = false;
    }
  }
  return { comment: comment2, afterEmptyLine };
}
class Composer {
  constructor(options = {}) {
    this.doc = null;
    this.atDirectives = false;
    this.prelude = [];
    this.errors = [];
    this.warnings = [];
    this.onError = (source, code, message, warning) => {
      const pos = getErrorPos(source);
      if (warning)
        this.warnings.push(new YAMLWarning(pos, code, message));
      else
        this.errors.push(new YAMLParseError(pos, code, message));
    };
    this.directives = new Directives({ version: options.version || "1.2" });
    this.options = options;
  }
  decorate(doc, afterDoc) {
    const { comment: comment2, afterEmptyLine } = parsePrelude(this.prelude);
    if (comment2) {
      const dc = doc.contents;
      if (afterDoc) {
        doc.comment = doc.comment ? `${doc.comment}
${comment2}` : comment2;
      } else if (afterEmptyLine || doc.directives.docStart || !dc) {
        doc.commentBefore = comment2;
      } else if (isCollection(dc) && !dc.flow && dc.items.length > 0) {
        let it = dc.items[0];
        if (isPair(it))
          it = it.key;
        const cb = it.commentBefore;
        it.commentBefore = cb ? `${comment2}
${cb}` : comment2;
      } else {
        const cb = dc.commentBefore;
        dc.commentBefore = cb ? `${comment2}
${cb}` : comment2;
      }
    }
    if (afterDoc) {
      for (let i = 0; i < this.errors.length; ++i)
        doc.errors.push(this.errors[i]);
      for (let i = 0; i < this.warnings.length; ++i)
        doc.warnings.push(this.warnings[i]);
    } else {
      doc.errors = this.errors;
      doc.warnings = this.warnings;
    }
    this.prelude = [];
    this.errors = [];
    this.warnings = [];
  }
  /**
   * Current stream status information.
   *
   * Mostly useful at the end of input for an empty stream.
   */
  streamInfo() {
    return {
      comment: parsePrelude(this.prelude).comment,
      directives: this.directives,
      errors: this.errors,
      warnings: this.warnings
    };
  }
  /**
   * Compose tokens into documents.
   *
   * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
   * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
   */
  *compose(tokens, forceDoc = false, endOffset = -1) {
    for (const token of tokens)
      yield* this.next(token);
    yield* this.end(forceDoc, endOffset);
  }
  /** Advance the composer by one CST token. */
  *next(token) {
    switch (token.type) {
      case "directive":
        this.directives.add(token.source, (offset, message, warning) => {
          const pos = getErrorPos(token);
          pos[0] += offset;
          this.onError(pos, "BAD_DIRECTIVE", message, warning);
        });
        this.prelude.push(token.source);
        this.atDirectives = true;
        break;
      case "document": {
        const doc = composeDoc(this.options, this.directives, token, this.onError);
        if (this.atDirectives && !doc.directives.docStart)
          this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
        this.decorate(doc, false);
        if (this.doc)
          yield this.doc;
        this.doc = doc;
        this.atDirectives = false;
        break;
      }
      case "byte-order-mark":
      case "space":
        break;
      case "comment":
      case "newline":
        this.prelude.push(token.source);
        break;
      case "error": {
        const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
        const error = new YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
        if (this.atDirectives || !this.doc)
          this.errors.push(error);
        else
          this.doc.errors.push(error);
        break;
      }
      case "doc-end": {
        if (!this.doc) {
          const msg = "Unexpected doc-end without preceding document";
          this.errors.push(new YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg));
          break;
        }
        this.doc.directives.docEnd = true;
        const end = resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
        this.decorate(this.doc, true);
        if (end.comment) {
          const dc = this.doc.comment;
          this.doc.comment = dc ? `${dc}
${end.comment}` : end.comment;
        }
        this.doc.range[2] = end.offset;
        break;
      }
      default:
        this.errors.push(new YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
    }
  }
  /**
   * Call at end of input to yield any remaining document.
   *
   * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
   * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
   */
  *end(forceDoc = false, endOffset = -1) {
    if (this.doc) {
      this.decorate(this.doc, true);
      yield this.doc;
      this.doc = null;
    } else if (forceDoc) {
      const opts = Object.assign({ _directives: this.directives }, this.options);
      const doc = new Document(void 0, opts);
      if (this.atDirectives)
        this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
      doc.range = [0, endOffset, endOffset];
      this.decorate(doc, false);
      yield doc;
    }
  }
}
const BOM = "\uFEFF";
const DOCUMENT = "";
const FLOW_END = "";
const SCALAR = "";
function tokenType(source) {
  switch (source) {
    case BOM:
      return "byte-order-mark";
    case DOCUMENT:
      return "doc-mode";
    case FLOW_END:
      return "flow-error-end";
    case SCALAR:
      return "scalar";
    case "---":
      return "doc-start";
    case "...":
      return "doc-end";
    case "":
    case "\n":
    case "\r\n":
      return "newline";
    case "-":
      return "seq-item-ind";
    case "?":
      return "explicit-key-ind";
    case ":":
      return "map-value-ind";
    case "{":
      return "flow-map-start";
    case "}":
      return "flow-map-end";
    case "[":
      return "flow-seq-start";
    case "]":
      return "flow-seq-end";
    case ",":
      return "comma";
  }
  switch (source[0]) {
    case " ":
    case "	":
      return "space";
    case "#":
      return "comment";
    case "%":
      return "directive-line";
    case "*":
      return "alias";
    case "&":
      return "anchor";
    case "!":
      return "tag";
    case "'":
      return "single-quoted-scalar";
    case '"':
      return "double-quoted-scalar";
    case "|":
    case ">":
      return "block-scalar-header";
  }
  return null;
}
function isEmpty(ch) {
  switch (ch) {
    case void 0:
    case " ":
    case "\n":
    case "\r":
    case "	":
      return true;
    default:
      return false;
  }
}
const hexDigits = new Set("0123456789ABCDEFabcdef");
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(",[]{}");
const invalidAnchorChars = new Set(" ,[]{}\n\r	");
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
class Lexer {
  constructor() {
    this.atEnd = false;
    this.blockScalarIndent = -1;
    this.blockScalarKeep = false;
    this.buffer = "";
    this.flowKey = false;
    this.flowLevel = 0;
    this.indentNext = 0;
    this.indentValue = 0;
    this.lineEndPos = null;
    this.next = null;
    this.pos = 0;
  }
  /**
   * Generate YAML tokens from the `source` string. If `incomplete`,
   * a part of the last line may be left as a buffer for the next call.
   *
   * @returns A generator of lexical tokens
   */
  *lex(source, incomplete = false) {
    if (source) {
      if (typeof source !== "string")
        throw TypeError("source is not a string");
      this.buffer = this.buffer ? this.buffer + source : source;
      this.lineEndPos = null;
    }
    this.atEnd = !incomplete;
    let next = this.next ?? "stream";
    while (next && (incomplete || this.hasChars(1)))
      next = yield* this.parseNext(next);
  }
  atLineEnd() {
    let i = this.pos;
    let ch = this.buffer[i];
    while (ch === " " || ch === "	")
      ch = this.buffer[++i];
    if (!ch || ch === "#" || ch === "\n")
      return true;
    if (ch === "\r")
      return this.buffer[i + 1] === "\n";
    return false;
  }
  charAt(n) {
    return this.buffer[this.pos + n];
  }
  continueScalar(offset) {
    let ch = this.buffer[offset];
    if (this.indentNext > 0) {
      let indent = 0;
      while (ch === " ")
        ch = this.buffer[++indent + offset];
      if (ch === "\r") {
        const next = this.buffer[indent + offset + 1];
        if (next === "\n" || !next && !this.atEnd)
          return offset + indent + 1;
      }
      return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
    }
    if (ch === "-" || ch === ".") {
      const dt = this.buffer.substr(offset, 3);
      if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3]))
        return -1;
    }
    return offset;
  }
  getLine() {
    let end = this.lineEndPos;
    if (typeof end !== "number" || end !== -1 && end < this.pos) {
      end = this.buffer.indexOf("\n", this.pos);
      this.lineEndPos = end;
    }
    if (end === -1)
      return this.atEnd ? this.buffer.substring(this.pos) : null;
    if (this.buffer[end - 1] === "\r")
      end -= 1;
    return this.buffer.substring(this.pos, end);
  }
  hasChars(n) {
    return this.pos + n <= this.buffer.length;
  }
  setNext(state) {
    this.buffer = this.buffer.substring(this.pos);
    this.pos = 0;
    this.lineEndPos = null;
    this.next = state;
    return null;
  }
  peek(n) {
    return this.buffer.substr(this.pos, n);
  }
  *parseNext(next) {
    switch (next) {
      case "stream":
        return yield* this.parseStream();
      case "line-start":
        return yield* this.parseLineStart();
      case "block-start":
        return yield* this.parseBlockStart();
      case "doc":
        return yield* this.parseDocument();
      case "flow":
        return yield* this.parseFlowCollection();
      case "quoted-scalar":
        return yield* this.parseQuotedScalar();
      case "block-scalar":
        return yield* this.parseBlockScalar();
      case "plain-scalar":
        return yield* this.parsePlainScalar();
    }
  }
  *parseStream() {
    let line = this.getLine();
    if (line === null)
      return this.setNext("stream");
    if (line[0] === BOM) {
      yield* this.pushCount(1);
      line = line.substring(1);
    }
    if (line[0] === "%") {
      let dirEnd = line.length;
      let cs = line.indexOf("#");
      while (cs !== -1) {
        const ch = line[cs - 1];
        if (ch === " " || ch === "	") {
          dirEnd = cs - 1;
          break;
        } else {
          cs = line.indexOf("#", cs + 1);
        }
      }
      while (true) {
        const ch = line[dirEnd - 1];
        if (ch === " " || ch === "	")
          dirEnd -= 1;
        else
          break;
      }
      const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
      yield* this.pushCount(line.length - n);
      this.pushNewline();
      return "stream";
    }
    if (this.atLineEnd()) {
      const sp = yield* this.pushSpaces(true);
      yield* this.pushCount(line.length - sp);
      yield* this.pushNewline();
      return "stream";
    }
    yield DOCUMENT;
    return yield* this.parseLineStart();
  }
  *parseLineStart() {
    const ch = this.charAt(0);
    if (!ch && !this.atEnd)
      return this.setNext("line-start");
    if (ch === "-" || ch === ".") {
      if (!this.atEnd && !this.hasChars(4))
        return this.setNext("line-start");
      const s = this.peek(3);
      if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
        yield* this.pushCount(3);
        this.indentValue = 0;
        this.indentNext = 0;
        return s === "---" ? "doc" : "stream";
      }
    }
    this.indentValue = yield* this.pushSpaces(false);
    if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
      this.indentNext = this.indentValue;
    return yield* this.parseBlockStart();
  }
  *parseBlockStart() {
    const [ch0, ch1] = this.peek(2);
    if (!ch1 && !this.atEnd)
      return this.setNext("block-start");
    if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
      const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
      this.indentNext = this.indentValue + 1;
      this.indentValue += n;
      return "block-start";
    }
    return "doc";
  }
  *parseDocument() {
    yield* this.pushSpaces(true);
    const line = this.getLine();
    if (line === null)
      return this.setNext("doc");
    let n = yield* this.pushIndicators();
    switch (line[n]) {
      case "#":
        yield* this.pushCount(line.length - n);
      // fallthrough
      case void 0:
        yield* this.pushNewline();
        return yield* this.parseLineStart();
      case "{":
      case "[":
        yield* this.pushCount(1);
        this.flowKey = false;
        this.flowLevel = 1;
        return "flow";
      case "}":
      case "]":
        yield* this.pushCount(1);
        return "doc";
      case "*":
        yield* this.pushUntil(isNotAnchorChar);
        return "doc";
      case '"':
      case "'":
        return yield* this.parseQuotedScalar();
      case "|":
      case ">":
        n += yield* this.parseBlockScalarHeader();
        n += yield* this.pushSpaces(true);
        yield* this.pushCount(line.length - n);
        yield* this.pushNewline();
        return yield* this.parseBlockScalar();
      default:
        return yield* this.parsePlainScalar();
    }
  }
  *parseFlowCollection() {
    let nl, sp;
    let indent = -1;
    do {
      nl = yield* this.pushNewline();
      if (nl > 0) {
        sp = yield* this.pushSpaces(false);
        this.indentValue = indent = sp;
      } else {
        sp = 0;
      }
      sp += yield* this.pushSpaces(true);
    } while (nl + sp > 0);
    const line = this.getLine();
    if (line === null)
      return this.setNext("flow");
    if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
      const atFlowEndMarker = indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}");
      if (!atFlowEndMarker) {
        this.flowLevel = 0;
        yield FLOW_END;
        return yield* this.parseLineStart();
      }
    }
    let n = 0;
    while (line[n] === ",") {
      n += yield* this.pushCount(1);
      n += yield* this.pushSpaces(true);
      this.flowKey = false;
    }
    n += yield* this.pushIndicators();
    switch (line[n]) {
      case void 0:
        return "flow";
      case "#":
        yield* this.pushCount(line.length - n);
        return "flow";
      case "{":
      case "[":
        yield* this.pushCount(1);
        this.flowKey = false;
        this.flowLevel += 1;
        return "flow";
      case "}":
      case "]":
        yield* this.pushCount(1);
        this.flowKey = true;
        this.flowLevel -= 1;
        return this.flowLevel ? "flow" : "doc";
      case "*":
        yield* this.pushUntil(isNotAnchorChar);
        return "flow";
      case '"':
      case "'":
        this.flowKey = true;
        return yield* this.parseQuotedScalar();
      case ":": {
        const next = this.charAt(1);
        if (this.flowKey || isEmpty(next) || next === ",") {
          this.flowKey = false;
          yield* this.pushCount(1);
          yield* this.pushSpaces(true);
          return "flow";
        }
      }
      // fallthrough
      default:
        this.flowKey = false;
        return yield* this.parsePlainScalar();
    }
  }
  *parseQuotedScalar() {
    const quote2 = this.charAt(0);
    let end = this.buffer.indexOf(quote2, this.pos + 1);
    if (quote2 === "'") {
      while (end !== -1 && this.buffer[end + 1] === "'")
        end = this.buffer.indexOf("'", end + 2);
    } else {
      while (end !== -1) {
        let n = 0;
        while (this.buffer[end - 1 - n] === "\\")
          n += 1;
        if (n % 2 === 0)
          break;
        end = this.buffer.indexOf('"', end + 1);
      }
    }
    const qb = this.buffer.substring(0, end);
    let nl = qb.indexOf("\n", this.pos);
    if (nl !== -1) {
      while (nl !== -1) {
        const cs = this.continueScalar(nl + 1);
        if (cs === -1)
          break;
        nl = qb.indexOf("\n", cs);
      }
      if (nl !== -1) {
        end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
      }
    }
    if (end === -1) {
      if (!this.atEnd)
        return this.setNext("quoted-scalar");
      end = this.buffer.length;
    }
    yield* this.pushToIndex(end + 1, false);
    return this.flowLevel ? "flow" : "doc";
  }
  *parseBlockScalarHeader() {
    this.blockScalarIndent = -1;
    this.blockScalarKeep = false;
    let i = this.pos;
    while (true) {
      const ch = this.buffer[++i];
      if (ch === "+")
        this.blockScalarKeep = true;
      else if (ch > "0" && ch <= "9")
        this.blockScalarIndent = Number(ch) - 1;
      else if (ch !== "-")
        break;
    }
    return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
  }
  *parseBlockScalar() {
    let nl = this.pos - 1;
    let indent = 0;
    let ch;
    loop: for (let i2 = this.pos; ch = this.buffer[i2]; ++i2) {
      switch (ch) {
        case " ":
          indent += 1;
          break;
        case "\n":
          nl = i2;
          indent = 0;
          break;
        case "\r": {
          const next = this.buffer[i2 + 1];
          if (!next && !this.atEnd)
            return this.setNext("block-scalar");
          if (next === "\n")
            break;
        }
        // fallthrough
        default:
          break loop;
      }
    }
    if (!ch && !this.atEnd)
      return this.setNext("block-scalar");
    if (indent >= this.indentNext) {
      if (this.blockScalarIndent === -1)
        this.indentNext = indent;
      else {
        this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
      }
      do {
        const cs = this.continueScalar(nl + 1);
        if (cs === -1)
          break;
        nl = this.buffer.indexOf("\n", cs);
      } while (nl !== -1);
      if (nl === -1) {
        if (!this.atEnd)
          return this.setNext("block-scalar");
        nl = this.buffer.length;
      }
    }
    let i = nl + 1;
    ch = this.buffer[i];
    while (ch === " ")
      ch = this.buffer[++i];
    if (ch === "	") {
      while (ch === "	" || ch === " " || ch === "\r" || ch === "\n")
        ch = this.buffer[++i];
      nl = i - 1;
    } else if (!this.blockScalarKeep) {
      do {
        let i2 = nl - 1;
        let ch2 = this.buffer[i2];
        if (ch2 === "\r")
          ch2 = this.buffer[--i2];
        const lastChar = i2;
        while (ch2 === " ")
          ch2 = this.buffer[--i2];
        if (ch2 === "\n" && i2 >= this.pos && i2 + 1 + indent > lastChar)
          nl = i2;
        else
          break;
      } while (true);
    }
    yield SCALAR;
    yield* this.pushToIndex(nl + 1, true);
    return yield* this.parseLineStart();
  }
  *parsePlainScalar() {
    const inFlow = this.flowLevel > 0;
    let end = this.pos - 1;
    let i = this.pos - 1;
    let ch;
    while (ch = this.buffer[++i]) {
      if (ch === ":") {
        const next = this.buffer[i + 1];
        if (isEmpty(next) || inFlow && flowIndicatorChars.has(next))
          break;
        end = i;
      } else if (isEmpty(ch)) {
        let next = this.buffer[i + 1];
        if (ch === "\r") {
          if (next === "\n") {
            i += 1;
            ch = "\n";
            next = this.buffer[i + 1];
          } else
            end = i;
        }
        if (next === "#" || inFlow && flowIndicatorChars.has(next))
          break;
        if (ch === "\n") {
          const cs = this.continueScalar(i + 1);
          if (cs === -1)
            break;
          i = Math.max(i, cs - 2);
        }
      } else {
        if (inFlow && flowIndicatorChars.has(ch))
          break;
        end = i;
      }
    }
    if (!ch && !this.atEnd)
      return this.setNext("plain-scalar");
    yield SCALAR;
    yield* this.pushToIndex(end + 1, true);
    return inFlow ? "flow" : "doc";
  }
  *pushCount(n) {
    if (n > 0) {
      yield this.buffer.substr(this.pos, n);
      this.pos += n;
      return n;
    }
    return 0;
  }
  *pushToIndex(i, allowEmpty) {
    const s = this.buffer.slice(this.pos, i);
    if (s) {
      yield s;
      this.pos += s.length;
      return s.length;
    } else if (allowEmpty)
      yield "";
    return 0;
  }
  *pushIndicators() {
    let n = 0;
    loop: while (true) {
      switch (this.charAt(0)) {
        case "!":
          n += yield* this.pushTag();
          n += yield* this.pushSpaces(true);
          continue loop;
        case "&":
          n += yield* this.pushUntil(isNotAnchorChar);
          n += yield* this.pushSpaces(true);
          continue loop;
        case "-":
        // this is an error
        case "?":
        // this is an error outside flow collections
        case ":": {
          const inFlow = this.flowLevel > 0;
          const ch1 = this.charAt(1);
          if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
            if (!inFlow)
              this.indentNext = this.indentValue + 1;
            else if (this.flowKey)
              this.flowKey = false;
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            continue loop;
          }
        }
      }
      break loop;
    }
    return n;
  }
  *pushTag() {
    if (this.charAt(1) === "<") {
      let i = this.pos + 2;
      let ch = this.buffer[i];
      while (!isEmpty(ch) && ch !== ">")
        ch = this.buffer[++i];
      return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
    } else {
      let i = this.pos + 1;
      let ch = this.buffer[i];
      while (ch) {
        if (tagChars.has(ch))
          ch = this.buffer[++i];
        else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) {
          ch = this.buffer[i += 3];
        } else
          break;
      }
      return yield* this.pushToIndex(i, false);
    }
  }
  *pushNewline() {
    const ch = this.buffer[this.pos];
    if (ch === "\n")
      return yield* this.pushCount(1);
    else if (ch === "\r" && this.charAt(1) === "\n")
      return yield* this.pushCount(2);
    else
      return 0;
  }
  *pushSpaces(allowTabs) {
    let i = this.pos - 1;
    let ch;
    do {
      ch = this.buffer[++i];
    } while (ch === " " || allowTabs && ch === "	");
    const n = i - this.pos;
    if (n > 0) {
      yield this.buffer.substr(this.pos, n);
      this.pos = i;
    }
    return n;
  }
  *pushUntil(test) {
    let i = this.pos;
    let ch = this.buffer[i];
    while (!test(ch))
      ch = this.buffer[++i];
    return yield* this.pushToIndex(i, false);
  }
}
class LineCounter {
  constructor() {
    this.lineStarts = [];
    this.addNewLine = (offset) => this.lineStarts.push(offset);
    this.linePos = (offset) => {
      let low = 0;
      let high = this.lineStarts.length;
      while (low < high) {
        const mid = low + high >> 1;
        if (this.lineStarts[mid] < offset)
          low = mid + 1;
        else
          high = mid;
      }
      if (this.lineStarts[low] === offset)
        return { line: low + 1, col: 1 };
      if (low === 0)
        return { line: 0, col: offset };
      const start = this.lineStarts[low - 1];
      return { line: low, col: offset - start + 1 };
    };
  }
}
function includesToken(list, type) {
  for (let i = 0; i < list.length; ++i)
    if (list[i].type === type)
      return true;
  return false;
}
function findNonEmptyIndex(list) {
  for (let i = 0; i < list.length; ++i) {
    switch (list[i].type) {
      case "space":
      case "comment":
      case "newline":
        break;
      default:
        return i;
    }
  }
  return -1;
}
function isFlowToken(token) {
  switch (token?.type) {
    case "alias":
    case "scalar":
    case "single-quoted-scalar":
    case "double-quoted-scalar":
    case "flow-collection":
      return true;
    default:
      return false;
  }
}
function getPrevProps(parent) {
  switch (parent.type) {
    case "document":
      return parent.start;
    case "block-map": {
      const it = parent.items[parent.items.length - 1];
      return it.sep ?? it.start;
    }
    case "block-seq":
      return parent.items[parent.items.length - 1].start;
    /* istanbul ignore next should not happen */
    default:
      return [];
  }
}
function getFirstKeyStartProps(prev) {
  if (prev.length === 0)
    return [];
  let i = prev.length;
  loop: while (--i >= 0) {
    switch (prev[i].type) {
      case "doc-start":
      case "explicit-key-ind":
      case "map-value-ind":
      case "seq-item-ind":
      case "newline":
        break loop;
    }
  }
  while (prev[++i]?.type === "space") {
  }
  return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
  if (source.length < 1e5)
    Array.prototype.push.apply(target, source);
  else
    for (let i = 0; i < source.length; ++i)
      target.push(source[i]);
}
function fixFlowSeqItems(fc) {
  if (fc.start.type === "flow-seq-start") {
    for (const it of fc.items) {
      if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
        if (it.key)
          it.value = it.key;
        delete it.key;
        if (isFlowToken(it.value)) {
          if (it.value.end)
            arrayPushArray(it.value.end, it.sep);
          else
            it.value.end = it.sep;
        } else
          arrayPushArray(it.start, it.sep);
        delete it.sep;
      }
    }
  }
}
let Parser$1 = class Parser {
  /**
   * @param onNewLine - If defined, called separately with the start position of
   *   each new line (in `parse()`, including the start of input).
   */
  constructor(onNewLine) {
    this.atNewLine = true;
    this.atScalar = false;
    this.indent = 0;
    this.offset = 0;
    this.onKeyLine = false;
    this.stack = [];
    this.source = "";
    this.type = "";
    this.lexer = new Lexer();
    this.onNewLine = onNewLine;
  }
  /**
   * Parse `source` as a YAML stream.
   * If `incomplete`, a part of the last line may be left as a buffer for the next call.
   *
   * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
   *
   * @returns A generator of tokens representing each directive, document, and other structure.
   */
  *parse(source, incomplete = false) {
    if (this.onNewLine && this.offset === 0)
      this.onNewLine(0);
    for (const lexeme of this.lexer.lex(source, incomplete))
      yield* this.next(lexeme);
    if (!incomplete)
      yield* this.end();
  }
  /**
   * Advance the parser by the `source` of one lexical token.
   */
  *next(source) {
    this.source = source;
    if (this.atScalar) {
      this.atScalar = false;
      yield* this.step();
      this.offset += source.length;
      return;
    }
    const type = tokenType(source);
    if (!type) {
      const message = `Not a YAML token: ${source}`;
      yield* this.pop({ type: "error", offset: this.offset, message, source });
      this.offset += source.length;
    } else if (type === "scalar") {
      this.atNewLine = false;
      this.atScalar = true;
      this.type = "scalar";
    } else {
      this.type = type;
      yield* this.step();
      switch (type) {
        case "newline":
          this.atNewLine = true;
          this.indent = 0;
          if (this.onNewLine)
            this.onNewLine(this.offset + source.length);
          break;
        case "space":
          if (this.atNewLine && source[0] === " ")
            this.indent += source.length;
          break;
        case "explicit-key-ind":
        case "map-value-ind":
        case "seq-item-ind":
          if (this.atNewLine)
            this.indent += source.length;
          break;
        case "doc-mode":
        case "flow-error-end":
          return;
        default:
          this.atNewLine = false;
      }
      this.offset += source.length;
    }
  }
  /** Call at end of input to push out any remaining constructions */
  *end() {
    while (this.stack.length > 0)
      yield* this.pop();
  }
  get sourceToken() {
    const st = {
      type: this.type,
      offset: this.offset,
      indent: this.indent,
      source: this.source
    };
    return st;
  }
  *step() {
    const top = this.peek(1);
    if (this.type === "doc-end" && top?.type !== "doc-end") {
      while (this.stack.length > 0)
        yield* this.pop();
      this.stack.push({
        type: "doc-end",
        offset: this.offset,
        source: this.source
      });
      return;
    }
    if (!top)
      return yield* this.stream();
    switch (top.type) {
      case "document":
        return yield* this.document(top);
      case "alias":
      case "scalar":
      case "single-quoted-scalar":
      case "double-quoted-scalar":
        return yield* this.scalar(top);
      case "block-scalar":
        return yield* this.blockScalar(top);
      case "block-map":
        return yield* this.blockMap(top);
      case "block-seq":
        return yield* this.blockSequence(top);
      case "flow-collection":
        return yield* this.flowCollection(top);
      case "doc-end":
        return yield* this.documentEnd(top);
    }
    yield* this.pop();
  }
  peek(n) {
    return this.stack[this.stack.length - n];
  }
  *pop(error) {
    const token = error ?? this.stack.pop();
    if (!token) {
      const message = "Tried to pop an empty stack";
      yield { type: "error", offset: this.offset, source: "", message };
    } else if (this.stack.length === 0) {
      yield token;
    } else {
      const top = this.peek(1);
      if (token.type === "block-scalar") {
        token.indent = "indent" in top ? top.indent : 0;
      } else if (token.type === "flow-collection" && top.type === "document") {
        token.indent = 0;
      }
      if (token.type === "flow-collection")
        fixFlowSeqItems(token);
      switch (top.type) {
        case "document":
          top.value = token;
          break;
        case "block-scalar":
          top.props.push(token);
          break;
        case "block-map": {
          const it = top.items[top.items.length - 1];
          if (it.value) {
            top.items.push({ start: [], key: token, sep: [] });
            this.onKeyLine = true;
            return;
          } else if (it.sep) {
            it.value = token;
          } else {
            Object.assign(it, { key: token, sep: [] });
            this.onKeyLine = !it.explicitKey;
            return;
          }
          break;
        }
        case "block-seq": {
          const it = top.items[top.items.length - 1];
          if (it.value)
            top.items.push({ start: [], value: token });
          else
            it.value = token;
          break;
        }
        case "flow-collection": {
          const it = top.items[top.items.length - 1];
          if (!it || it.value)
            top.items.push({ start: [], key: token, sep: [] });
          else if (it.sep)
            it.value = token;
          else
            Object.assign(it, { key: token, sep: [] });
          return;
        }
        /* istanbul ignore next should not happen */
        default:
          yield* this.pop();
          yield* this.pop(token);
      }
      if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
        const last = token.items[token.items.length - 1];
        if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
          if (top.type === "document")
            top.end = last.start;
          else
            top.items.push({ start: last.start });
          token.items.splice(-1, 1);
        }
      }
    }
  }
  *stream() {
    switch (this.type) {
      case "directive-line":
        yield { type: "directive", offset: this.offset, source: this.source };
        return;
      case "byte-order-mark":
      case "space":
      case "comment":
      case "newline":
        yield this.sourceToken;
        return;
      case "doc-mode":
      case "doc-start": {
        const doc = {
          type: "document",
          offset: this.offset,
          start: []
        };
        if (this.type === "doc-start")
          doc.start.push(this.sourceToken);
        this.stack.push(doc);
        return;
      }
    }
    yield {
      type: "error",
      offset: this.offset,
      message: `Unexpected ${this.type} token in YAML stream`,
      source: this.source
    };
  }
  *document(doc) {
    if (doc.value)
      return yield* this.lineEnd(doc);
    switch (this.type) {
      case "doc-start": {
        if (findNonEmptyIndex(doc.start) !== -1) {
          yield* this.pop();
          yield* this.step();
        } else
          doc.start.push(this.sourceToken);
        return;
      }
      case "anchor":
      case "tag":
      case "space":
      case "comment":
      case "newline":
        doc.start.push(this.sourceToken);
        return;
    }
    const bv = this.startBlockValue(doc);
    if (bv)
      this.stack.push(bv);
    else {
      yield {
        type: "error",
        offset: this.offset,
        message: `Unexpected ${this.type} token in YAML document`,
        source: this.source
      };
    }
  }
  *scalar(scalar) {
    if (this.type === "map-value-ind") {
      const prev = getPrevProps(this.peek(2));
      const start = getFirstKeyStartProps(prev);
      let sep;
      if (scalar.end) {
        sep = scalar.end;
        sep.push(this.sourceToken);
        delete scalar.end;
      } else
        sep = [this.sourceToken];
      const map2 = {
        type: "block-map",
        offset: scalar.offset,
        indent: scalar.indent,
        items: [{ start, key: scalar, sep }]
      };
      this.onKeyLine = true;
      this.stack[this.stack.length - 1] = map2;
    } else
      yield* this.lineEnd(scalar);
  }
  *blockScalar(scalar) {
    switch (this.type) {
      case "space":
      case "comment":
      case "newline":
        scalar.props.push(this.sourceToken);
        return;
      case "scalar":
        scalar.source = this.source;
        this.atNewLine = true;
        this.indent = 0;
        if (this.onNewLine) {
          let nl = this.source.indexOf("\n") + 1;
          while (nl !== 0) {
            this.onNewLine(this.offset + nl);
            nl = this.source.indexOf("\n", nl) + 1;
          }
        }
        yield* this.pop();
        break;
      /* istanbul ignore next should not happen */
      default:
        yield* this.pop();
        yield* this.step();
    }
  }
  *blockMap(map2) {
    const it = map2.items[map2.items.length - 1];
    switch (this.type) {
      case "newline":
        this.onKeyLine = false;
        if (it.value) {
          const end = "end" in it.value ? it.value.end : void 0;
          const last = Array.isArray(end) ? end[end.length - 1] : void 0;
          if (last?.type === "comment")
            end?.push(this.sourceToken);
          else
            map2.items.push({ start: [this.sourceToken] });
        } else if (it.sep) {
          it.sep.push(this.sourceToken);
        } else {
          it.start.push(this.sourceToken);
        }
        return;
      case "space":
      case "comment":
        if (it.value) {
          map2.items.push({ start: [this.sourceToken] });
        } else if (it.sep) {
          it.sep.push(this.sourceToken);
        } else {
          if (this.atIndentedComment(it.start, map2.indent)) {
            const prev = map2.items[map2.items.length - 2];
            const end = prev?.value?.end;
            if (Array.isArray(end)) {
              arrayPushArray(end, it.start);
              end.push(this.sourceToken);
              map2.items.pop();
              return;
            }
          }
          it.start.push(this.sourceToken);
        }
        return;
    }
    if (this.indent >= map2.indent) {
      const atMapIndent = !this.onKeyLine && this.indent === map2.indent;
      const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
      let start = [];
      if (atNextItem && it.sep && !it.value) {
        const nl = [];
        for (let i = 0; i < it.sep.length; ++i) {
          const st = it.sep[i];
          switch (st.type) {
            case "newline":
              nl.push(i);
              break;
            case "space":
              break;
            case "comment":
              if (st.indent > map2.indent)
                nl.length = 0;
              break;
            default:
              nl.length = 0;
          }
        }
        if (nl.length >= 2)
          start = it.sep.splice(nl[1]);
      }
      switch (this.type) {
        case "anchor":
        case "tag":
          if (atNextItem || it.value) {
            start.push(this.sourceToken);
            map2.items.push({ start });
            this.onKeyLine = true;
          } else if (it.sep) {
            it.sep.push(this.sourceToken);
          } else {
            it.start.push(this.sourceToken);
          }
          return;
        case "explicit-key-ind":
          if (!it.sep && !it.explicitKey) {
            it.start.push(this.sourceToken);
            it.explicitKey = true;
          } else if (atNextItem || it.value) {
            start.push(this.sourceToken);
            map2.items.push({ start, explicitKey: true });
          } else {
            this.stack.push({
              type: "block-map",
              offset: this.offset,
              indent: this.indent,
              items: [{ start: [this.sourceToken], explicitKey: true }]
            });
          }
          this.onKeyLine = true;
          return;
        case "map-value-ind":
          if (it.explicitKey) {
            if (!it.sep) {
              if (includesToken(it.start, "newline")) {
                Object.assign(it, { key: null, sep: [this.sourceToken] });
              } else {
                const start2 = getFirstKeyStartProps(it.start);
                this.stack.push({
                  type: "block-map",
                  offset: this.offset,
                  indent: this.indent,
                  items: [{ start: start2, key: null, sep: [this.sourceToken] }]
                });
              }
            } else if (it.value) {
              map2.items.push({ start: [], key: null, sep: [this.sourceToken] });
            } else if (includesToken(it.sep, "map-value-ind")) {
              this.stack.push({
                type: "block-map",
                offset: this.offset,
                indent: this.indent,
                items: [{ start, key: null, sep: [this.sourceToken] }]
              });
            } else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
              const start2 = getFirstKeyStartProps(it.start);
              const key = it.key;
              const sep = it.sep;
              sep.push(this.sourceToken);
              delete it.key;
              delete it.sep;
              this.stack.push({
                type: "block-map",
                offset: this.offset,
                indent: this.indent,
                items: [{ start: start2, key, sep }]
              });
            } else if (start.length > 0) {
              it.sep = it.sep.concat(start, this.sourceToken);
            } else {
              it.sep.push(this.sourceToken);
            }
          } else {
            if (!it.sep) {
              Object.assign(it, { key: null, sep: [this.sourceToken] });
            } else if (it.value || atNextItem) {
              map2.items.push({ start, key: null, sep: [this.sourceToken] });
            } else if (includesToken(it.sep, "map-value-ind")) {
              this.stack.push({
                type: "block-map",
                offset: this.offset,
                indent: this.indent,
                items: [{ start: [], key: null, sep: [this.sourceToken] }]
              });
            } else {
              it.sep.push(this.sourceToken);
            }
          }
          this.onKeyLine = true;
          return;
        case "alias":
        case "scalar":
        case "single-quoted-scalar":
        case "double-quoted-scalar": {
          const fs2 = this.flowScalar(this.type);
          if (atNextItem || it.value) {
            map2.items.push({ start, key: fs2, sep: [] });
            this.onKeyLine = true;
          } else if (it.sep) {
            this.stack.push(fs2);
          } else {
            Object.assign(it, { key: fs2, sep: [] });
            this.onKeyLine = true;
          }
          return;
        }
        default: {
          const bv = this.startBlockValue(map2);
          if (bv) {
            if (bv.type === "block-seq") {
              if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
                yield* this.pop({
                  type: "error",
                  offset: this.offset,
                  message: "Unexpected block-seq-ind on same line with key",
                  source: this.source
                });
                return;
              }
            } else if (atMapIndent) {
              map2.items.push({ start });
            }
            this.stack.push(bv);
            return;
          }
        }
      }
    }
    yield* this.pop();
    yield* this.step();
  }
  *blockSequence(seq2) {
    const it = seq2.items[seq2.items.length - 1];
    switch (this.type) {
      case "newline":
        if (it.value) {
          const end = "end" in it.value ? it.value.end : void 0;
          const last = Array.isArray(end) ? end[end.length - 1] : void 0;
          if (last?.type === "comment")
            end?.push(this.sourceToken);
          else
            seq2.items.push({ start: [this.sourceToken] });
        } else
          it.start.push(this.sourceToken);
        return;
      case "space":
      case "comment":
        if (it.value)
          seq2.items.push({ start: [this.sourceToken] });
        else {
          if (this.atIndentedComment(it.start, seq2.indent)) {
            const prev = seq2.items[seq2.items.length - 2];
            const end = prev?.value?.end;
            if (Array.isArray(end)) {
              arrayPushArray(end, it.start);
              end.push(this.sourceToken);
              seq2.items.pop();
              return;
            }
          }
          it.start.push(this.sourceToken);
        }
        return;
      case "anchor":
      case "tag":
        if (it.value || this.indent <= seq2.indent)
          break;
        it.start.push(this.sourceToken);
        return;
      case "seq-item-ind":
        if (this.indent !== seq2.indent)
          break;
        if (it.value || includesToken(it.start, "seq-item-ind"))
          seq2.items.push({ start: [this.sourceToken] });
        else
          it.start.push(this.sourceToken);
        return;
    }
    if (this.indent > seq2.indent) {
      const bv = this.startBlockValue(seq2);
      if (bv) {
        this.stack.push(bv);
        return;
      }
    }
    yield* this.pop();
    yield* this.step();
  }
  *flowCollection(fc) {
    const it = fc.items[fc.items.length - 1];
    if (this.type === "flow-error-end") {
      let top;
      do {
        yield* this.pop();
        top = this.peek(1);
      } while (top?.type === "flow-collection");
    } else if (fc.end.length === 0) {
      switch (this.type) {
        case "comma":
        case "explicit-key-ind":
          if (!it || it.sep)
            fc.items.push({ start: [this.sourceToken] });
          else
            it.start.push(this.sourceToken);
          return;
        case "map-value-ind":
          if (!it || it.value)
            fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
          else if (it.sep)
            it.sep.push(this.sourceToken);
          else
            Object.assign(it, { key: null, sep: [this.sourceToken] });
          return;
        case "space":
        case "comment":
        case "newline":
        case "anchor":
        case "tag":
          if (!it || it.value)
            fc.items.push({ start: [this.sourceToken] });
          else if (it.sep)
            it.sep.push(this.sourceToken);
          else
            it.start.push(this.sourceToken);
          return;
        case "alias":
        case "scalar":
        case "single-quoted-scalar":
        case "double-quoted-scalar": {
          const fs2 = this.flowScalar(this.type);
          if (!it || it.value)
            fc.items.push({ start: [], key: fs2, sep: [] });
          else if (it.sep)
            this.stack.push(fs2);
          else
            Object.assign(it, { key: fs2, sep: [] });
          return;
        }
        case "flow-map-end":
        case "flow-seq-end":
          fc.end.push(this.sourceToken);
          return;
      }
      const bv = this.startBlockValue(fc);
      if (bv)
        this.stack.push(bv);
      else {
        yield* this.pop();
        yield* this.step();
      }
    } else {
      const parent = this.peek(2);
      if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
        yield* this.pop();
        yield* this.step();
      } else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
        const prev = getPrevProps(parent);
        const start = getFirstKeyStartProps(prev);
        fixFlowSeqItems(fc);
        const sep = fc.end.splice(1, fc.end.length);
        sep.push(this.sourceToken);
        const map2 = {
          type: "block-map",
          offset: fc.offset,
          indent: fc.indent,
          items: [{ start, key: fc, sep }]
        };
        this.onKeyLine = true;
        this.stack[this.stack.length - 1] = map2;
      } else {
        yield* this.lineEnd(fc);
      }
    }
  }
  flowScalar(type) {
    if (this.onNewLine) {
      let nl = this.source.indexOf("\n") + 1;
      while (nl !== 0) {
        this.onNewLine(this.offset + nl);
        nl = this.source.indexOf("\n", nl) + 1;
      }
    }
    return {
      type,
      offset: this.offset,
      indent: this.indent,
      source: this.source
    };
  }
  startBlockValue(parent) {
    switch (this.type) {
      case "alias":
      case "scalar":
      case "single-quoted-scalar":
      case "double-quoted-scalar":
        return this.flowScalar(this.type);
      case "block-scalar-header":
        return {
          type: "block-scalar",
          offset: this.offset,
          indent: this.indent,
          props: [this.sourceToken],
          source: ""
        };
      case "flow-map-start":
      case "flow-seq-start":
        return {
          type: "flow-collection",
          offset: this.offset,
          indent: this.indent,
          start: this.sourceToken,
          items: [],
          end: []
        };
      case "seq-item-ind":
        return {
          type: "block-seq",
          offset: this.offset,
          indent: this.indent,
          items: [{ start: [this.sourceToken] }]
        };
      case "explicit-key-ind": {
        this.onKeyLine = true;
        const prev = getPrevProps(parent);
        const start = getFirstKeyStartProps(prev);
        start.push(this.sourceToken);
        return {
          type: "block-map",
          offset: this.offset,
          indent: this.indent,
          items: [{ start, explicitKey: true }]
        };
      }
      case "map-value-ind": {
        this.onKeyLine = true;
        const prev = getPrevProps(parent);
        const start = getFirstKeyStartProps(prev);
        return {
          type: "block-map",
          offset: this.offset,
          indent: this.indent,
          items: [{ start, key: null, sep: [this.sourceToken] }]
        };
      }
    }
    return null;
  }
  atIndentedComment(start, indent) {
    if (this.type !== "comment")
      return false;
    if (this.indent <= indent)
      return false;
    return start.every((st) => st.type === "newline" || st.type === "space");
  }
  *documentEnd(docEnd) {
    if (this.type !== "doc-mode") {
      if (docEnd.end)
        docEnd.end.push(this.sourceToken);
      else
        docEnd.end = [this.sourceToken];
      if (this.type === "newline")
        yield* this.pop();
    }
  }
  *lineEnd(token) {
    switch (this.type) {
      case "comma":
      case "doc-start":
      case "doc-end":
      case "flow-seq-end":
      case "flow-map-end":
      case "map-value-ind":
        yield* this.pop();
        yield* this.step();
        break;
      case "newline":
        this.onKeyLine = false;
      // fallthrough
      case "space":
      case "comment":
      default:
        if (token.end)
          token.end.push(this.sourceToken);
        else
          token.end = [this.sourceToken];
        if (this.type === "newline")
          yield* this.pop();
    }
  }
};
function parseOptions(options) {
  const prettyErrors = options.prettyErrors !== false;
  const lineCounter = options.lineCounter || prettyErrors && new LineCounter() || null;
  return { lineCounter, prettyErrors };
}
function parseAllDocuments(source, options = {}) {
  const { lineCounter, prettyErrors } = parseOptions(options);
  const parser = new Parser$1(lineCounter?.addNewLine);
  const composer = new Composer(options);
  const docs = Array.from(composer.compose(parser.parse(source)));
  if (prettyErrors && lineCounter)
    for (const doc of docs) {
      doc.errors.forEach(prettifyError(source, lineCounter));
      doc.warnings.forEach(prettifyError(source, lineCounter));
    }
  if (docs.length > 0)
    return docs;
  return Object.assign([], { empty: true }, composer.streamInfo());
}
function parseDocument(source, options = {}) {
  const { lineCounter, prettyErrors } = parseOptions(options);
  const parser = new Parser$1(lineCounter?.addNewLine);
  const composer = new Composer(options);
  let doc = null;
  for (const _doc of composer.compose(parser.parse(source), true, source.length)) {
    if (!doc)
      doc = _doc;
    else if (doc.options.logLevel !== "silent") {
      doc.errors.push(new YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
      break;
    }
  }
  if (prettyErrors && lineCounter) {
    doc.errors.forEach(prettifyError(source, lineCounter));
    doc.warnings.forEach(prettifyError(source, lineCounter));
  }
  return doc;
}
const systemClock = { now: () => Date.now() };
const PREFIX$1 = "ENC[AES256_GCM,data:";
const TAG_BYTES$1 = 16;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UTF8$1 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const TRUE_WORDS = /* @__PURE__ */ new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE_WORDS = /* @__PURE__ */ new Set(["0", "f", "F", "FALSE", "false", "False"]);
function parseEncrypted(text2) {
  if (!text2.startsWith(PREFIX$1)) return void 0;
  const ivAt = text2.indexOf(",iv:", PREFIX$1.length + 1);
  if (ivAt < 0) return void 0;
  const tagAt = text2.indexOf(",tag:", ivAt + 5);
  if (tagAt < 0) return void 0;
  const typeAt = text2.indexOf(",type:", tagAt + 6);
  if (typeAt < 0) return void 0;
  const newline = text2.indexOf("\n", typeAt);
  const end = text2.lastIndexOf("]", newline < 0 ? text2.length : newline);
  if (end < typeAt + 7) return void 0;
  const data = decodeBase64(text2.slice(PREFIX$1.length, ivAt));
  const iv = decodeBase64(text2.slice(ivAt + 4, tagAt));
  const tag = decodeBase64(text2.slice(tagAt + 5, typeAt));
  if (!data || !iv || iv.length === 0 || tag?.length !== TAG_BYTES$1) return void 0;
  return { data, iv, tag, type: text2.slice(typeAt + 6, end) };
}
function printEncrypted(value) {
  const { data, iv, tag, type } = value;
  return `${PREFIX$1}${data.toString("base64")},iv:${iv.toString("base64")},tag:${tag.toString("base64")},type:${type}]`;
}
function decodeBase64(text2) {
  const bytes = Buffer.from(text2, "base64");
  const padding = text2.endsWith("==") ? 2 : text2.endsWith("=") ? 1 : 0;
  if (text2.length % 4 !== 0 || bytes.length !== text2.length / 4 * 3 - padding) return void 0;
  return text2.includes("-") || text2.includes("_") ? void 0 : bytes;
}
function typeOf(node) {
  return node.kind === "bytes" ? "str" : node.kind;
}
function bytesOf(node) {
  if (node.kind === "bytes") return node.value;
  return Buffer.from(textOf$1(node), "utf8");
}
function textOf$1(node) {
  switch (node.kind) {
    case "str":
    case "time":
      return node.value;
    case "int":
      return node.value.toString();
    case "float":
      return formatFloatF(node.value);
    case "bool":
      return node.value ? "True" : "False";
    case "comment":
      return node.text;
    case "null":
      return "";
  }
}
function valueOf(type, bytes) {
  switch (type) {
    case "str":
    case "bytes":
      return stringScalar(bytes);
    case "int":
      return { kind: "int", value: parseInt64(bytes.toString("latin1")) };
    case "float":
      return { kind: "float", value: parseFloat64(bytes.toString("latin1")) };
    case "bool": {
      const word = bytes.toString("latin1");
      if (TRUE_WORDS.has(word)) return { kind: "bool", value: true };
      if (FALSE_WORDS.has(word)) return { kind: "bool", value: false };
      throw notOfType("bool");
    }
    case "time": {
      const time = normalizeTime(bytes.toString("latin1"));
      if (time === void 0) throw notOfType("time");
      return { kind: "time", value: time };
    }
    case "comment":
      return { kind: "comment", text: bytes.toString("utf8") };
    default:
      throw new Failure("SOPS_VALUE_TAMPERED", "An encrypted value has a datatype that sops does not have.", {
        exit: 25
      });
  }
}
function stringScalar(bytes) {
  try {
    return { kind: "str", value: UTF8$1.decode(bytes) };
  } catch {
    return { kind: "bytes", value: bytes };
  }
}
function notOfType(type) {
  return new Failure("SOPS_VALUE_TAMPERED", `An encrypted value says that it is a ${type}, and is none.`, {
    exit: 25
  });
}
function parseInt64(text2) {
  if (!/^[+-]?[0-9]{1,64}$/.test(text2)) throw notOfType("int");
  const value = BigInt(text2.startsWith("+") ? text2.slice(1) : text2);
  if (value < INT64_MIN || value > INT64_MAX) throw notOfType("int");
  return value;
}
function parseFloat64(text2) {
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text2)) {
    const value = Number(text2);
    if (Number.isFinite(value)) return value;
    throw notOfType("float");
  }
  const special2 = /^([+-]?)(inf|infinity|nan)$/i.exec(text2);
  if (!special2) throw notOfType("float");
  if (special2[2]?.toLowerCase() === "nan") return Number.NaN;
  return special2[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/;
function normalizeTime(text2) {
  const found = RFC3339.exec(text2);
  if (!found) return void 0;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", fraction, zone = ""] = found;
  const days = new Date(Date.UTC(2e3 + Number(year) % 400, Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > days) return void 0;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return void 0;
  if (zone !== "Z" && (Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4)) > 59)) return void 0;
  const nanos = (fraction ?? "").slice(0, 9).replace(/0+$/, "");
  const offset = zone.slice(1) === "00:00" ? "Z" : zone;
  const clock = `${hour.padStart(2, "0")}:${minute}:${second}`;
  return `${year}-${month}-${day}T${clock}${nanos === "" ? "" : `.${nanos}`}${offset}`;
}
function decimalOf(value) {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
  return { sign, digits: mantissa.replace(".", ""), point: Number(exponent) + 1 };
}
function special(value) {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  return value === Number.NEGATIVE_INFINITY ? "-Inf" : void 0;
}
function plain({ sign, digits, point }) {
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return `${sign}${digits}${"0".repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
function formatFloatF(value) {
  if (Number.isInteger(value) && Math.abs(value) < 1e21)
    return Object.is(value, -0) ? "-0" : bigIntText(value);
  return special(value) ?? (value === 0 ? "0" : plain(decimalOf(value)));
}
function bigIntText(value) {
  return Number.isSafeInteger(value) ? String(value) : plain(decimalOf(value));
}
function formatFloatG(value) {
  return general(value, "e");
}
function formatFloatGUpper(value) {
  return general(value, "E");
}
function general(value, letter) {
  const word = special(value);
  if (word !== void 0) return word;
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const decimal = decimalOf(value);
  const exponent = decimal.point - 1;
  if (exponent >= -4 && exponent < 6) return plain(decimal);
  const rest = decimal.digits.slice(1);
  const power = String(Math.abs(exponent)).padStart(2, "0");
  const mantissa = `${decimal.sign}${decimal.digits.slice(0, 1)}${rest === "" ? "" : `.${rest}`}`;
  return `${mantissa}${letter}${exponent < 0 ? "-" : "+"}${power}`;
}
const IV_BYTES = 32;
const TAG_BYTES = 16;
const POOLED_IVS = 256;
const DATA_KEY_BYTES = 32;
function newDataKey() {
  return crypto.randomBytes(DATA_KEY_BYTES);
}
function cipherOf(dataKey) {
  if (dataKey.length !== DATA_KEY_BYTES) {
    throw new Failure("SOPS_METADATA", "The data key of the file is not 32 bytes long.", { exit: 128 });
  }
  const key = crypto.createSecretKey(dataKey);
  let pool = Buffer.alloc(0);
  const nextIv = () => {
    if (pool.length < IV_BYTES) pool = crypto.randomBytes(IV_BYTES * POOLED_IVS);
    const iv = pool.subarray(0, IV_BYTES);
    pool = pool.subarray(IV_BYTES);
    return iv;
  };
  return {
    open: (value, aad) => {
      try {
        const decipher = crypto.createDecipheriv("aes-256-gcm", key, value.iv, { authTagLength: TAG_BYTES });
        decipher.setAuthTag(value.tag);
        decipher.setAAD(Buffer.from(aad, "utf8"));
        const head = decipher.update(value.data);
        decipher.final();
        return head;
      } catch {
        throw new Failure(
          "SOPS_VALUE_TAMPERED",
          "An encrypted value, or its place in the file, was changed.",
          {
            fix: "Take the file from version control again, and change it with sops edit or sops set.",
            exit: 25
          }
        );
      }
    },
    seal: (bytes, type, aad) => {
      const iv = nextIv();
      const cipher = crypto.createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(aad, "utf8"));
      const data = cipher.update(bytes);
      cipher.final();
      return printEncrypted({ data, iv, tag: cipher.getAuthTag(), type });
    }
  };
}
function openText(cipher, text2, aad) {
  const value = parseEncrypted(text2);
  return value && { bytes: cipher.open(value, aad), type: value.type };
}
const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [996825010, 642813549, 513874426, 1027748829, 705979059];
const CHECKSUM = 6;
function polymod(values) {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = (sum & 33554431) << 5 ^ value;
    GENERATOR.forEach((word, bit) => {
      if (top >>> bit & 1) sum ^= word;
    });
  }
  return sum >>> 0;
}
function expand(prefix) {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
}
function regroup(values, from, to, pad) {
  const out = [];
  let held = 0;
  let bits = 0;
  for (const value of values) {
    held = held << from | value;
    bits += from;
    while (bits >= to) {
      bits -= to;
      out.push(held >>> bits & (1 << to) - 1);
    }
    held &= (1 << bits) - 1;
  }
  if (pad) {
    if (bits > 0) out.push(held << to - bits & (1 << to) - 1);
  } else if (bits >= from || held !== 0) {
    return void 0;
  }
  return out;
}
function encodeBech32(prefix, bytes) {
  const values = regroup(bytes, 8, 5, true) ?? [];
  const sum = polymod([...expand(prefix), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check2 = Array.from({ length: CHECKSUM }, (_, index) => sum >>> 5 * (5 - index) & 31);
  return `${prefix}1${[...values, ...check2].map((value) => ALPHABET[value]).join("")}`;
}
function decodeBech32(prefix, text2) {
  const lower = text2.toLowerCase();
  if (text2 !== lower && text2 !== text2.toUpperCase()) return void 0;
  if (!lower.startsWith(`${prefix}1`)) return void 0;
  const values = Array.from(lower.slice(prefix.length + 1), (letter) => ALPHABET.indexOf(letter));
  if (values.length < CHECKSUM || values.includes(-1)) return void 0;
  if (polymod([...expand(prefix), ...values]) !== 1) return void 0;
  const bytes = regroup(values.slice(0, -CHECKSUM), 5, 8, false);
  return bytes && Buffer.from(bytes);
}
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_BINARY_BYTES = 140 * 1024 * 1024;
const MAX_DEPTH = 200;
const MAX_RECIPIENTS = 1e3;
const MAX_ALIAS_NODES = 1e5;
const MAX_AGE_FILE = 64 * 1024;
function checkBytes(bytes, format, file) {
  const limit = format === "binary" ? MAX_BINARY_BYTES : MAX_BYTES;
  if (bytes.length <= limit) return;
  throw new Failure(
    "LIMIT_EXCEEDED",
    `The file is larger than ${limit / 1024 / 1024} MiB, the limit for ${format}.`,
    {
      at: { file },
      exit: 2
    }
  );
}
function checkDepth(depth) {
  if (depth <= MAX_DEPTH) return;
  throw new Failure("LIMIT_EXCEEDED", `Maps and lists are nested deeper than ${MAX_DEPTH} levels.`);
}
function checkRecipients(count) {
  if (count <= MAX_RECIPIENTS) return;
  throw new Failure("LIMIT_EXCEEDED", `More than ${MAX_RECIPIENTS} keys stand in the sops metadata.`);
}
const PKCS8_START = Buffer.from("302e020100300506032b656e04220420", "hex");
const SPKI_START = Buffer.from("302a300506032b656e032100", "hex");
const KEY_BYTES = 32;
const FILE_KEY_BYTES = 16;
const POLY1305_BYTES = 16;
const PAYLOAD_NONCE_BYTES = 16;
const FILE_KEY_NONCE = Buffer.alloc(12);
const ONLY_CHUNK = Buffer.from("000000000000000000000001", "hex");
const INFO = "age-encryption.org/v1/X25519";
function parseAgeKeys(text2, source) {
  const identities = /* @__PURE__ */ new Map();
  const warnings = [];
  text2.split(/\r\n|\r|\n/).forEach((line, index) => {
    const bare = line.trim();
    if (bare === "" || bare.startsWith("#")) return;
    for (const word of bare.split(/\s+/)) {
      const identity = identityOf(word);
      if (identity) {
        identities.set(identity.recipient, identity);
        continue;
      }
      const what = word.startsWith("AGE-SECRET-KEY-PQ-1") ? "a post-quantum age key, which is not supported yet" : word.startsWith("AGE-PLUGIN-") ? "a key of an age plugin, which is not supported" : "no age secret key";
      warnings.push(`${source}, line ${index + 1}: ${what}; left out.`);
      return;
    }
  });
  return { identities: [...identities.values()], warnings };
}
function identityOf(word) {
  if (!word.startsWith("AGE-SECRET-KEY-1")) return void 0;
  const secret = decodeBech32("age-secret-key-", word);
  return secret?.length === KEY_BYTES ? fromSecret(secret) : void 0;
}
function fromSecret(secret) {
  const der = Buffer.concat([PKCS8_START, secret]);
  const privateKey = crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { recipient: encodeBech32("age", rawPublic(privateKey)), privateKey };
}
function rawPublic(privateKey) {
  return crypto.createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(SPKI_START.length);
}
function generateIdentity() {
  const secret = crypto.randomBytes(KEY_BYTES);
  const { recipient } = fromSecret(secret);
  return { identity: encodeBech32("age-secret-key-", secret).toUpperCase(), recipient };
}
function isAgeRecipient(text2) {
  return text2.startsWith("age1") && decodeBech32("age", text2)?.length === KEY_BYTES;
}
function unwrap(identity, stanza) {
  const [kind, share = ""] = stanza.args;
  if (kind !== "X25519" || stanza.args.length !== 2) return void 0;
  const ephemeral = Buffer.from(share, "base64");
  if (ephemeral.length !== KEY_BYTES || stanza.body.length !== FILE_KEY_BYTES + POLY1305_BYTES)
    return void 0;
  try {
    const der = Buffer.concat([SPKI_START, ephemeral]);
    const publicKey = crypto.createPublicKey({ key: der, format: "der", type: "spki" });
    const shared = crypto.diffieHellman({ privateKey: identity.privateKey, publicKey });
    const salt = Buffer.concat([ephemeral, rawPublic(identity.privateKey)]);
    const key = new Uint8Array(crypto.hkdfSync("sha256", shared, salt, INFO, KEY_BYTES));
    return openChaCha(key, FILE_KEY_NONCE, stanza.body);
  } catch {
    return void 0;
  }
}
async function openAge(armored, identities) {
  if (armored.length > MAX_AGE_FILE) {
    throw new Failure(
      "LIMIT_EXCEEDED",
      "An age file in the sops metadata is larger than any wrapped data key."
    );
  }
  const { Decrypter, armor } = await import("./vendor-age-encryption.js");
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    unwrapFileKey: (stanzas) => {
      for (const identity of identities) {
        for (const stanza of stanzas) {
          const fileKey = unwrap(identity, stanza);
          if (fileKey) return fileKey;
        }
      }
      return null;
    }
  });
  try {
    const file = armor.decode(armored);
    return openPayload(file, await decrypter.decryptHeader(file));
  } catch {
    return void 0;
  }
}
function openPayload(file, fileKey) {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const start = bytes.indexOf("\n", bytes.indexOf("\n--- ") + 1) + 1;
  const nonce = bytes.subarray(start, start + PAYLOAD_NONCE_BYTES);
  const sealed = bytes.subarray(start + PAYLOAD_NONCE_BYTES);
  const key = new Uint8Array(crypto.hkdfSync("sha256", fileKey, nonce, "payload", KEY_BYTES));
  return openChaCha(key, ONLY_CHUNK, sealed);
}
function openChaCha(key, nonce, sealed) {
  const end = sealed.length - POLY1305_BYTES;
  const decipher = crypto.createDecipheriv("chacha20-poly1305", key, nonce, {
    authTagLength: POLY1305_BYTES
  });
  decipher.setAuthTag(sealed.subarray(end));
  const bytes = decipher.update(sealed.subarray(0, end));
  decipher.final();
  return bytes;
}
async function sealAge(bytes, recipient) {
  if (!isAgeRecipient(recipient)) {
    throw new Failure("AGE_KEY_INVALID", "A recipient is not an age X25519 public key.", {
      fix: "A recipient looks like age1... and has 62 characters; age-keygen -y KEYFILE prints it."
    });
  }
  const { Encrypter, armor } = await import("./vendor-age-encryption.js");
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(bytes));
}
const OPENS = {
  "age-pq": "a post-quantum age identity (AGE-SECRET-KEY-PQ-1...)",
  "age-plugin": "the age plugin of this recipient",
  "ssh-ed25519": "the SSH private key (ed25519)",
  "ssh-rsa": "the SSH private key (RSA)",
  pgp: "the PGP private key",
  kms: "AWS KMS, with permission kms:Decrypt",
  gcp_kms: "Google Cloud KMS, with permission cloudkms.cryptoKeyVersions.useToDecrypt",
  azure_kv: "Azure Key Vault, with permission keys/decrypt",
  hc_vault: "the transit engine of Vault or OpenBao",
  hckms: "Huawei Cloud KMS"
};
async function dataKeyOf(metadata, identities, file) {
  const [group = [], ...others] = metadata.groups;
  if (others.length > 0)
    throw unsupported("Its data key is split over key groups", metadata.groups.flat(), file);
  const usable = group.filter((key) => key.kind === "age");
  if (usable.length === 0) throw unsupported("No age X25519 key is among its keys", group, file);
  const own = new Map(identities.map((identity) => [identity.recipient, identity]));
  for (const key of usable) {
    const identity = own.get(key.id);
    const opened = identity && await openAge(key.enc, [identity]);
    if (opened) return opened;
  }
  if (identities.length > 0) {
    for (const key of usable) {
      const opened = await openAge(key.enc, identities);
      if (opened) return opened;
    }
  }
  throw missing(usable, identities, file);
}
function unsupported(cause, keys, file) {
  const lines2 = keys.map(({ kind, id }) => {
    const opens = kind === "age" ? "the age identity, as one part of several" : OPENS[kind];
    return `  ${kind} ${printable(id)}: opened by ${opens}`;
  });
  return new Failure("SOPS_KEY_UNSUPPORTED", `${cause}:
${lines2.join("\n")}`, {
    at: { file },
    fix: "Add an age recipient to the file: sops rotate -i --add-age age1... FILE",
    exit: 128
  });
}
function missing(keys, identities, file) {
  const wanted = keys.map(({ id }) => `  ${printable(id)}`).join("\n");
  const tried = identities.map(({ recipient }) => `  ${recipient}`).join("\n");
  const had = identities.length === 0 ? "No age key was given." : `The keys that were tried belong to:
${tried}`;
  return new Failure("SOPS_KEY_MISSING", `No key opens the file. It is encrypted for:
${wanted}
${had}`, {
    at: { file },
    fix: "Give the secret key of one of these recipients as the input age-key, or in SOPS_AGE_KEY.",
    exit: 128
  });
}
function printable(id) {
  return id.slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
}
const ONLY_ENCRYPTED_START = Buffer.from(
  "8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69",
  "hex"
);
const BATCH_BYTES = 64 * 1024;
function startMac(onlyEncrypted) {
  const chunks = onlyEncrypted ? [ONLY_ENCRYPTED_START] : [];
  const legacy = /* @__PURE__ */ new Map();
  return {
    add: (bytes) => {
      if (bytes.length > 0) chunks.push(bytes);
    },
    addNumber: (bytes, old) => {
      legacy.set(chunks.length, old);
      chunks.push(bytes);
    },
    digest: () => hashOf(chunks),
    legacyDigest: () => {
      if (legacy.size === 0) return void 0;
      return hashOf(chunks.map((chunk, index) => legacy.get(index) ?? chunk));
    }
  };
}
function hashOf(chunks) {
  const hash = crypto.createHash("sha512");
  let batch = [];
  let size = 0;
  for (const chunk of chunks) {
    if (chunk.length >= BATCH_BYTES || size >= BATCH_BYTES) {
      hash.update(Buffer.concat(batch));
      batch = [];
      size = 0;
    }
    if (chunk.length >= BATCH_BYTES) {
      hash.update(chunk);
    } else {
      batch.push(chunk);
      size += chunk.length;
    }
  }
  return hash.update(Buffer.concat(batch)).digest("hex").toUpperCase();
}
function sealMac(cipher, digest, lastModified) {
  return cipher.seal(Buffer.from(digest, "latin1"), "str", lastModified);
}
function openMac(cipher, text2, lastModified) {
  if (text2 === "") throw macFailure("The file has no MAC, so that nothing says whether it was changed.");
  let opened;
  try {
    opened = openText(cipher, text2, lastModified);
  } catch {
    throw macFailure("The MAC of the file does not belong to its key and to its lastmodified.");
  }
  if (!opened) throw macFailure("The MAC of the file is not an encrypted value.");
  return opened.bytes.toString("latin1");
}
function macFailure(message) {
  return new Failure("SOPS_MAC_MISMATCH", message, {
    fix: "The file was changed without sops, by hand, by a formatter or by a merge.\nTake it from version control again, and make the change with: sops edit FILE",
    exit: 51
  });
}
const WORD = String.raw`(?:[A-Za-z0-9_/ :,=@~-]|\\[.\-/])+`;
const WORDS$1 = `${WORD}(?:\\|${WORD})*`;
const PLAIN = new RegExp(`^(?:\\^?(?:${WORD}|\\((?:\\?:)?${WORDS$1}\\))\\$?|${WORDS$1})$`);
const MAX_PATTERN = 1e4;
async function compileRe2(pattern, code, name) {
  if (pattern.length > MAX_PATTERN) {
    throw new Failure("LIMIT_EXCEEDED", `The pattern of ${name} is longer than ${MAX_PATTERN} characters.`);
  }
  if (PLAIN.test(pattern)) {
    const plain2 = new RegExp(pattern);
    return { search: (text2) => plain2.test(text2) };
  }
  const { RE2JS } = await import("./vendor-re2js.js");
  try {
    const compiled = RE2JS.compile(pattern);
    return { search: (text2) => compiled.matcher(text2).find() };
  } catch {
    throw new Failure(code, `The pattern of ${name} is not a valid regular expression in RE2 syntax.`, {
      fix: "Use Go's syntax (https://github.com/google/re2/wiki/Syntax): no lookaround, no backreference.",
      exit: 1
    });
  }
}
const SELECTOR_NAMES = [
  "encrypted_comment_regex",
  "encrypted_regex",
  "encrypted_suffix",
  "unencrypted_comment_regex",
  "unencrypted_regex",
  "unencrypted_suffix"
];
const DEFAULT_SELECTOR = { name: "unencrypted_suffix", text: "_unencrypted" };
function chooseSelector(settings, code) {
  const set2 = SELECTOR_NAMES.filter((name2) => (settings[name2] ?? "") !== "");
  if (set2.length > 1) {
    throw new Failure(code, `Only one of these may be set, not ${set2.length}: ${set2.join(", ")}.`, {
      fix: `Keep one of ${set2.join(", ")}.`,
      exit: 1
    });
  }
  const [name] = set2;
  return name === void 0 ? DEFAULT_SELECTOR : { name, text: settings[name] ?? "" };
}
async function compileSelector(choice, code) {
  const inverted = choice.name.startsWith("unencrypted");
  if (choice.name.endsWith("comment_regex")) {
    return byComments(choice, inverted, await compileRe2(choice.text, code, choice.name));
  }
  if (choice.name.endsWith("suffix")) return byKeys(choice, inverted, (key) => key.endsWith(choice.text));
  const regex = await compileRe2(choice.text, code, choice.name);
  const known = /* @__PURE__ */ new Map();
  return byKeys(choice, inverted, (key) => {
    let hit = known.get(key);
    if (hit === void 0) known.set(key, hit = regex.search(key));
    return hit;
  });
}
function byKeys(choice, inverted, test) {
  const hit = (level, key) => level.key || key !== void 0 && test(key);
  return {
    choice,
    root: () => ({ key: false, outer: false, earlier: false, last: false }),
    enter: (level, key) => ({ key: hit(level, key), outer: false, earlier: false, last: false }),
    selects: (level, key) => hit(level, key) !== inverted,
    selectsComment: (level) => level.key !== inverted,
    note: () => void 0,
    endItem: () => void 0,
    clashes: () => false
  };
}
function byComments(choice, inverted, regex) {
  const active = (level) => level.outer || level.earlier || level.last;
  return {
    choice,
    root: () => ({ key: false, outer: false, earlier: false, last: false }),
    enter: (level) => ({ key: false, outer: active(level), earlier: false, last: false }),
    selects: (level) => active(level) !== inverted,
    // The comment that asks for encryption stays readable; the one that asks for clear text is clear itself.
    selectsComment: (level) => inverted ? !active(level) : level.outer || level.earlier,
    note: (level, comment2) => {
      level.earlier ||= level.last;
      level.last = regex.search(comment2);
    },
    endItem: (level) => {
      level.earlier = false;
      level.last = false;
    },
    clashes: (encrypted) => inverted && regex.search(encrypted)
  };
}
function leafText(node) {
  switch (node.kind) {
    case "str":
      return node.value;
    case "time":
      return node.value.replace(/\.\d+/, "");
    case "bytes":
      return Buffer.from(node.value).toString("utf8");
    case "int":
      return node.value.toString();
    case "float": {
      const text2 = formatFloatGUpper(node.value);
      return /[.EIN]/.test(text2) ? text2 : `${text2}.0`;
    }
    case "bool":
      return String(node.value);
    case "null":
      return "<nil>";
  }
}
function leafBytes(node) {
  return node.kind === "bytes" ? node.value : Buffer.from(leafText(node), "utf8");
}
const KEY_LISTS = ["kms", "gcp_kms", "hckms", "azure_kv", "hc_vault", "age", "pgp"];
function parseMetadata(block) {
  const fields = fieldsOf(block);
  const settings = {};
  for (const name of SELECTOR_NAMES) settings[name] = text$1(fields, name);
  const lastModified = normalizeTime(text$1(fields, "lastmodified"));
  if (lastModified === void 0) {
    throw new Failure("SOPS_METADATA", "The sops metadata has no lastmodified that is an RFC 3339 time.", {
      exit: 1
    });
  }
  return {
    groups: groupsOf(fields),
    shamirThreshold: Number.parseInt(text$1(fields, "shamir_threshold"), 10) || 0,
    lastModified: lastModified.replace(/\.\d+/, ""),
    mac: text$1(fields, "mac"),
    macOnlyEncrypted: /^(?:1|t|true)$/i.test(text$1(fields, "mac_only_encrypted")),
    selector: chooseSelector(settings, "SOPS_METADATA"),
    version: text$1(fields, "version") || void 0
  };
}
function fieldsOf(block) {
  const fields = /* @__PURE__ */ new Map();
  for (const item of block.items) {
    if (!("kind" in item)) fields.set(item.key.toLowerCase(), item.value);
  }
  return fields;
}
function text$1(fields, name) {
  const node = fields.get(name);
  if (node === void 0 || node.kind === "null") return "";
  if (node.kind === "map" || node.kind === "list" || node.kind === "comment") {
    throw new Failure("SOPS_METADATA", `In the sops metadata, ${name} is not a single value.`, { exit: 1 });
  }
  return node.kind === "bytes" ? "" : leafText(node);
}
function mapsOf(fields, name) {
  const node = fields.get(name);
  if (node === void 0 || node.kind === "null") return [];
  const nodes = node.kind === "list" ? node.items : [node];
  return nodes.filter((item) => item.kind !== "comment").map((item) => {
    if (item.kind === "map") return fieldsOf(item);
    throw new Failure("SOPS_METADATA", `In the sops metadata, ${name} is not a list of maps.`, { exit: 1 });
  });
}
function groupsOf(fields) {
  const flat = keysOf(fields);
  const groups = flat.length > 0 ? [flat] : mapsOf(fields, "key_groups").map((group) => keysOf(group));
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  checkRecipients(count);
  if (count > 0) return groups;
  throw new Failure("SOPS_METADATA", "The sops metadata names no key with which the file could be opened.", {
    exit: 1
  });
}
function keysOf(fields) {
  return KEY_LISTS.flatMap((list) => mapsOf(fields, list).map((entry) => keyOf(list, entry)));
}
function keyOf(list, entry) {
  const fields = /* @__PURE__ */ new Map();
  for (const [name, node] of entry) {
    if (node.kind !== "map" && node.kind !== "list" && node.kind !== "comment")
      fields.set(name, text$1(entry, name));
  }
  const field = (name) => fields.get(name) ?? "";
  const id = {
    age: field("recipient"),
    pgp: field("fp"),
    kms: field("arn"),
    gcp_kms: field("resource_id"),
    hckms: field("key_id"),
    azure_kv: `${field("vault_url").replace(/\/$/, "")}/keys/${field("name")}`,
    hc_vault: `${field("vault_address").replace(/\/$/, "")}/v1/${field("engine_path")}/keys/${field("key_name")}`
  }[list];
  return { kind: list === "age" ? ageKind(id) : list, id, enc: field("enc"), fields };
}
function ageKind(recipient) {
  if (recipient.startsWith("ssh-ed25519 ")) return "ssh-ed25519";
  if (recipient.startsWith("ssh-rsa ")) return "ssh-rsa";
  if (recipient.startsWith("age1pq1")) return "age-pq";
  return /^age1[a-z0-9-]+1/.test(recipient) ? "age-plugin" : "age";
}
function buildMetadata(metadata) {
  const { age, lastModified, mac, macOnlyEncrypted, selector, version } = metadata;
  const items = [
    {
      key: "age",
      value: {
        kind: "list",
        items: age.map(({ recipient, enc }) => map([str("enc", enc), str("recipient", recipient)]))
      }
    },
    str("lastmodified", lastModified),
    str("mac", mac),
    ...macOnlyEncrypted ? [{ key: "mac_only_encrypted", value: { kind: "bool", value: true } }] : [],
    ...selector ? [str(selector.name, selector.text)] : [],
    str("version", version)
  ];
  return map(items.sort((a, b) => a.key < b.key ? -1 : 1));
}
function map(items) {
  return { kind: "map", items };
}
function str(key, value) {
  return { key, value: { kind: "str", value } };
}
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
function readingVisitor(reading) {
  return {
    scalar: (node, selected, aad, inList) => selected ? openScalar(reading, node, aad, inList) : clear(reading, node),
    comment: (node, selected, aad) => selected ? openComment(reading, node, aad) : node,
    asComment: (node) => node.kind === "str" && parseEncrypted(node.value)?.type === "comment" ? node.value : void 0
  };
}
function clear(reading, node) {
  if (reading.onlyEncrypted || node.kind === "null") return node;
  const bytes = bytesOf(node);
  if (reading.legacyNumbers && node.kind === "int" && (node.value > SAFE || node.value < -SAFE)) {
    const rounded = Number(node.value);
    reading.mac.addNumber(bytes, Buffer.from(formatFloatF(rounded), "latin1"));
    reading.legacy.set(node, { kind: "float", value: rounded });
  } else {
    reading.mac.add(bytes);
  }
  return node;
}
function openScalar(reading, node, aad, inList) {
  const { cipher, encryptedLeaves, mac } = reading;
  if (node.kind === "null" || node.kind === "str" && node.value === "") {
    const leaf2 = { ...node };
    encryptedLeaves.add(leaf2);
    return leaf2;
  }
  const opened = node.kind === "str" ? openText(cipher, node.value, aad) : void 0;
  if (!opened) {
    throw new Failure(
      "SOPS_VALUE_TAMPERED",
      `A value that must be encrypted is not. Its path: ${pathText(aad)}`,
      {
        fix: "Write the file with sops edit or sops set, or start from its plaintext and encrypt it again.",
        exit: 25
      }
    );
  }
  const leaf = valueOf(opened.type, opened.bytes);
  if (leaf.kind === "comment") {
    if (inList) return leaf;
    throw new Failure(
      "SOPS_VALUE_TAMPERED",
      `A comment stands where a value must. Its path: ${pathText(aad)}`,
      {
        exit: 25
      }
    );
  }
  mac.add(leaf.kind === "str" || leaf.kind === "bytes" ? opened.bytes : bytesOf(leaf));
  encryptedLeaves.add(leaf);
  return leaf;
}
function pathText(aad) {
  return aad.slice(0, -1).slice(0, 200).replace(/[^\x20-\x7e]/g, "?");
}
function openComment(reading, node, aad) {
  if (node.text === "") return node;
  try {
    const opened = openText(reading.cipher, node.text, aad);
    if (opened) return { kind: "comment", text: opened.bytes.toString("utf8") };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  const notice = "A comment is not encrypted although it should be: kept as it is.";
  if (reading.notices.length === 0) reading.notices.push(notice);
  return node;
}
function replace(tree, made) {
  const items = tree.items.map((item) => {
    if ("kind" in item) return item;
    const { key, value } = item;
    return {
      key,
      value: value.kind === "map" || value.kind === "list" ? replaceIn(value, made) : swap(value, made)
    };
  });
  return { kind: "map", items };
}
function replaceIn(node, made) {
  if (node.kind === "map") return replace(node, made);
  const items = node.items.map((item) => {
    if (item.kind === "comment") return item;
    return item.kind === "map" || item.kind === "list" ? replaceIn(item, made) : swap(item, made);
  });
  return { kind: "list", items };
}
function swap(node, made) {
  return made.get(node) ?? node;
}
function alreadyEncrypted(name) {
  return new Failure("SOPS_ALREADY_ENCRYPTED", `The file holds \`${name}\`, where sops keeps its metadata.`, {
    fix: "Decrypt the file first if it is encrypted already, or rename the entry.",
    exit: 203
  });
}
function unwritable(cause, fix) {
  return new Failure("SOPS_FORMAT", cause, { fix, exit: 4 });
}
function unreadable(cause, exit, line) {
  return new Failure("SOPS_FORMAT", cause, line === void 0 ? { exit } : { exit, at: { line, column: 1 } });
}
function onlyDocument(documents, format) {
  const [first, second] = documents;
  if (second === void 0) return first ?? { kind: "map", items: [] };
  throw unwritable(
    `A ${format} file holds one document, not ${documents.length}.`,
    "Use YAML, or one file for each."
  );
}
function takeBlock(tree) {
  const blocks = tree.items.filter((item) => "key" in item && item.key === "sops");
  const [block, second] = blocks;
  if (block === void 0) return { tree, metadata: void 0 };
  if (second !== void 0) throw new Failure("SOPS_METADATA", "The file holds `sops` twice.", { exit: 1 });
  if (block.value.kind !== "map") throw new Failure("SOPS_METADATA", "`sops` is not a map.", { exit: 1 });
  const items = tree.items.filter((item) => item !== block);
  return { tree: { kind: "map", items }, metadata: block.value };
}
function sameUnderMac(one, other) {
  const left = one.items.filter((item) => "key" in item);
  const right = other.items.filter((item) => "key" in item);
  return left.length === right.length && left.every((item, index) => sameItem(item, right[index]));
}
function sameItem(one, other) {
  if (other?.key !== one.key) return false;
  const [a, b] = [one.value, other.value];
  if (a.kind === "map" && b.kind === "map") return sameUnderMac(a, b);
  if (a.kind === "map" || a.kind === "list" || b.kind === "map" || b.kind === "list") return false;
  if (a.kind === "str" && b.kind === "str") return a.value === b.value;
  return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}
const SPECIAL$1 = /["\\\u0000-\u001f<>&\u2028\u2029\ud800-\udfff]/u;
const SPECIALS = new RegExp(SPECIAL$1.source, "gu");
const PARTS_OF_A_BLOCK = 1e4;
const SHORT = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "	": "\\t"
};
function printJson(value, options = {}) {
  return print(value, options, options.indent === void 0 ? void 0 : "\n");
}
function print(value, options, newline) {
  switch (value.kind) {
    case "str":
    case "time":
      return quote(value.value);
    case "bytes":
      return `"${escapeBytes(value.value)}"`;
    case "int":
      return value.value.toString();
    case "float":
      return float$1(value.value, options);
    case "bool":
      return value.value ? "true" : "false";
    case "null":
    case "comment":
      return "null";
    case "list":
    case "map":
      return collection(value, options, newline);
  }
}
function collection(value, options, newline) {
  const inner = newline === void 0 ? void 0 : newline + options.indent;
  const separator = inner === void 0 ? "," : `,${inner}`;
  const [open, close] = value.kind === "map" ? ["{", "}"] : ["[", "]"];
  let out = "";
  for (const item of value.items) {
    if ("kind" in item && item.kind === "comment") continue;
    out += out === "" ? open + (inner ?? "") : separator;
    if ("key" in item)
      out += quote(item.key) + (inner === void 0 ? ":" : ": ") + print(item.value, options, inner);
    else out += print(item, options, inner);
  }
  return out === "" ? open + close : out + (newline ?? "") + close;
}
function float$1(value, options) {
  if (!Number.isFinite(value)) throw new RangeError("JSON has neither NaN nor infinities.");
  if (Object.is(value, -0)) return options.exactZero ? "-0.0" : "-0";
  return String(value);
}
function quote(text2) {
  return SPECIAL$1.test(text2) ? `"${text2.replace(SPECIALS, escape)}"` : `"${text2}"`;
}
function escape(character) {
  const short = SHORT[character];
  if (short !== void 0) return short;
  const code = character.charCodeAt(0);
  return code >= 55296 && code <= 57343 ? "\\ufffd" : `\\u${code.toString(16).padStart(4, "0")}`;
}
function escapeBytes(bytes) {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks = [];
  let parts = [];
  let from = 0;
  let at = 0;
  while (at < source.length) {
    const size = sequenceSize(source, at);
    if (size === 0) {
      parts.push(quote(source.toString("utf8", from, at)).slice(1, -1), "\\ufffd");
      from = at + 1;
      if (parts.length >= PARTS_OF_A_BLOCK) {
        blocks.push(parts.join(""));
        parts = [];
      }
    }
    at += size || 1;
  }
  parts.push(quote(source.toString("utf8", from)).slice(1, -1));
  return blocks.join("") + parts.join("");
}
function sequenceSize(bytes, at) {
  const first = bytes[at] ?? 0;
  if (first < 128) return 1;
  const size = first >= 194 && first < 224 ? 2 : first >= 224 && first < 240 ? 3 : first >= 240 && first < 245 ? 4 : 0;
  for (let next = 1; next < size; next++) if (((bytes[at + next] ?? 0) & 192) !== 128) return 0;
  const second = bytes[at + 1] ?? 0;
  const overlong = first === 224 && second < 160 || first === 240 && second < 144;
  const outside = first === 237 && second > 159 || first === 244 && second > 143;
  return overlong || outside ? 0 : size;
}
const MAX_INTEGER_DIGITS = 1e3;
const LETTERS = '"\\/bfnrt';
const CHARACTERS = '"\\/\b\f\n\r	';
const UNESCAPED = "A control character in a JSON string must be escaped.";
const LONG_STRING = 1e3;
const BREAKS_STRING = /[\\\p{Cc}]/u;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
function parseJson(input, options = {}) {
  if (typeof input === "string") return new Parser2(input, options).document();
  const text2 = Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString("utf8");
  const parser = new Parser2(text2, options);
  if (!buffer.isUtf8(input))
    parser.fail("The JSON text is not valid UTF-8.", Math.max(0, text2.indexOf("\uFFFD")));
  return parser.document();
}
class Parser2 {
  #text;
  #options;
  #at = 0;
  #depth = 0;
  constructor(text2, options) {
    this.#text = text2;
    this.#options = options;
  }
  document() {
    if (this.#text.charCodeAt(0) === 65279) this.fail("The JSON text starts with a byte order mark.");
    this.#space();
    const value = this.#value();
    if (this.#options.ignoreTrailing) return value;
    this.#space();
    if (this.#at < this.#text.length) this.fail("The JSON value ends here, but more text follows it.");
    return value;
  }
  fail(message, at = this.#at, code = this.#options.code ?? "DECODE_FAILED") {
    const before = this.#text.slice(0, at);
    let line = 1;
    for (let from = before.indexOf("\n"); from !== -1; from = before.indexOf("\n", from + 1)) line++;
    const place = { line, column: at - before.lastIndexOf("\n") };
    const exit = this.#options.exit;
    throw new Failure(code, message, exit === void 0 ? { at: place } : { at: place, exit });
  }
  #space() {
    for (; ; ) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }
  #value() {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 34) return { kind: "str", value: this.#string() };
    if (code === 123) return this.#map();
    if (code === 91) return this.#list();
    if (code === 45 || code >= 48 && code <= 57) return this.#number();
    if (this.#word("true")) return { kind: "bool", value: true };
    if (this.#word("false")) return { kind: "bool", value: false };
    if (this.#word("null")) return { kind: "null" };
    if (this.#at >= this.#text.length) this.fail("The JSON text ends where a value should stand.");
    return this.fail("A JSON value should stand here.");
  }
  #word(word) {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }
  /** After an opening character: true where a member follows, false after the closing one. */
  #any(close) {
    this.#at++;
    const limit = this.#options.maxDepth ?? 200;
    if (++this.#depth > limit)
      this.fail(`JSON nested deeper than ${limit} levels.`, this.#at, "LIMIT_EXCEEDED");
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== close) return true;
    this.#at++;
    this.#depth--;
    return false;
  }
  /** After a member: true where another one follows, false after the closing character. */
  #more(close, message) {
    this.#space();
    const code = this.#text.charCodeAt(this.#at);
    if (code !== 44 && code !== close) this.fail(message);
    this.#at++;
    if (code === 44) this.#space();
    else this.#depth--;
    return code === 44;
  }
  #map() {
    const items = [];
    let more = this.#any(125);
    while (more) {
      if (this.#text.charCodeAt(this.#at) !== 34) this.fail("A key in double quotes should stand here.");
      const key = this.#string();
      this.#space();
      if (this.#text.charCodeAt(this.#at) !== 58) this.fail("A colon should stand after the key.");
      this.#at++;
      this.#space();
      items.push({ key, value: this.#value() });
      more = this.#more(125, "A comma or a closing brace should stand here.");
    }
    return { kind: "map", items };
  }
  #list() {
    const items = [];
    let more = this.#any(93);
    while (more) {
      items.push(this.#value());
      more = this.#more(93, "A comma or a closing bracket should stand here.");
    }
    return { kind: "list", items };
  }
  #string() {
    const text2 = this.#text;
    const start = ++this.#at;
    for (let at = start; at < text2.length; at++) {
      const code = text2.charCodeAt(at);
      if (code === 34) {
        this.#at = at + 1;
        return text2.slice(start, at);
      }
      if (code === 92) return this.#escaped(start, at);
      if (code < 32) this.fail(UNESCAPED, at);
      if (at - start === LONG_STRING) {
        const rest = this.#longRest(at);
        if (rest !== void 0) return text2.slice(start, rest);
      }
    }
    return this.fail("The JSON string that starts here has no end.", start - 1);
  }
  /** The end of a long string without escapes, such as the content of a file; native search is several times faster. */
  #longRest(at) {
    const end = this.#text.indexOf('"', at);
    if (end === -1 || BREAKS_STRING.test(this.#text.slice(at, end))) return void 0;
    this.#at = end + 1;
    return end;
  }
  #escaped(start, firstEscape) {
    const text2 = this.#text;
    let out = "";
    let from = start;
    for (let at = firstEscape; at < text2.length; at++) {
      const code = text2.charCodeAt(at);
      if (code === 34) {
        this.#at = at + 1;
        return (out + text2.slice(from, at)).replace(LONE_SURROGATE, "\uFFFD");
      }
      if (code < 32) this.fail(UNESCAPED, at);
      if (code !== 92) continue;
      out += text2.slice(from, at);
      const letter = text2.charAt(at + 1);
      if (letter === "u") {
        const hex = text2.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.fail("Four hexadecimal digits should follow \\u.", at);
        out += String.fromCharCode(Number.parseInt(hex, 16));
        at += 5;
      } else {
        const index = letter === "" ? -1 : LETTERS.indexOf(letter);
        if (index === -1) this.fail("This backslash starts no JSON escape.", at);
        out += CHARACTERS.charAt(index);
        at += 1;
      }
      from = at + 1;
    }
    return this.fail("The JSON string that starts here has no end.", start - 1);
  }
  #digits(at) {
    const start = at;
    for (let code = this.#text.charCodeAt(at); code >= 48 && code <= 57; )
      code = this.#text.charCodeAt(++at);
    if (at === start) this.fail("A digit should stand here.", at);
    return at;
  }
  #number() {
    const text2 = this.#text;
    const start = this.#at;
    let at = text2.charCodeAt(start) === 45 ? start + 1 : start;
    at = text2.charCodeAt(at) === 48 ? at + 1 : this.#digits(at);
    const integer2 = at;
    if (text2.charCodeAt(at) === 46) at = this.#digits(at + 1);
    if (text2.charAt(at) === "e" || text2.charAt(at) === "E") {
      const sign = text2.charAt(at + 1);
      at = this.#digits(sign === "+" || sign === "-" ? at + 2 : at + 1);
    }
    this.#at = at;
    const literal = text2.slice(start, at);
    if (at === integer2 && literal.length <= MAX_INTEGER_DIGITS) {
      const value2 = BigInt(literal);
      if (!this.#options.int64 || BigInt.asIntN(64, value2) === value2) return { kind: "int", value: value2 };
    }
    const value = Number(literal);
    if (!Number.isFinite(value)) this.fail("This number is too large.", start);
    return { kind: "float", value };
  }
}
const jsonStore = {
  format: "json",
  readPlain: (bytes) => {
    const tree = read$2(bytes, 2, false);
    if (tree.items.some((item) => "key" in item && item.key === "sops")) throw alreadyEncrypted("sops");
    return [tree];
  },
  readEncrypted: (bytes) => readJsonFile(bytes),
  writePlain: (documents, options) => lines(documents[0] ?? { kind: "map", items: [] }, options, false),
  writeEncrypted: (documents, metadata, options) => writeJsonFile(documents, metadata, options),
  writeValue: (node, options) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return lines(node, options, false);
    return Buffer.from(text(node, indentOf(options), false));
  }
};
function readJsonFile(bytes) {
  return [takeBlock(read$2(bytes, 1, true))];
}
function writeJsonFile(documents, metadata, options) {
  const tree = onlyDocument(documents, "JSON");
  return lines({ kind: "map", items: [...tree.items, { key: "sops", value: metadata }] }, options, true);
}
function read$2(bytes, exit, ignoreTrailing) {
  const value = parseJson(bytes, {
    code: "SOPS_FORMAT",
    exit,
    maxDepth: MAX_DEPTH,
    int64: true,
    ignoreTrailing
  });
  if (value.kind === "map") return value;
  throw new Failure("SOPS_FORMAT", "The outermost JSON value is not an object.", {
    fix: 'Wrap it in an object: {"data": ...}',
    at: { line: 1, column: 1 },
    exit
  });
}
function compactJson(node) {
  return Buffer.from(text(node, void 0, false));
}
function lines(tree, options, exact) {
  return Buffer.from(`${text(tree, indentOf(options), exact)}
`);
}
function indentOf(options) {
  return options?.indent === void 0 ? "	" : " ".repeat(options.indent);
}
function text(node, indent, exact) {
  check(node, exact);
  try {
    return printJson(node, indent === void 0 ? {} : { indent, exactZero: exact });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure("LIMIT_EXCEEDED", "The JSON text would be larger than 512 MiB.", { exit: 4 });
  }
}
function check(node, exact) {
  if (node.kind === "map") {
    for (const item of node.items) if ("key" in item) check(item.value, exact);
  } else if (node.kind === "list") {
    for (const item of node.items) check(item, exact);
  } else if (node.kind === "float" && !Number.isFinite(node.value)) {
    throw unwritable("JSON has neither NaN nor infinities.", "Write the number as a string, or use YAML.");
  } else if (exact && node.kind === "bytes") {
    throw unwritable(
      "A value that stays in the clear is not UTF-8, which JSON cannot hold.",
      "Encode it as base64."
    );
  }
}
const binaryStore = {
  format: "binary",
  readPlain: (bytes) => [{ kind: "map", items: [{ key: "data", value: stringScalar(bytes) }] }],
  readEncrypted: (bytes) => readJsonFile(bytes),
  writePlain: (documents) => content(documents),
  writeEncrypted: (documents, metadata, options) => writeJsonFile(documents, metadata, options),
  writeValue: (node) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return content([node]);
    throw unwritable(
      "Only a string can be written as a binary file.",
      "Choose another output type: yaml or json."
    );
  }
};
function content(documents) {
  const tree = onlyDocument(documents, "binary");
  for (const item of tree.items) {
    if (!("key" in item) || item.key !== "data") continue;
    if (item.value.kind === "str") return Buffer.from(item.value.value);
    if (item.value.kind === "bytes") return item.value.value;
    break;
  }
  throw unwritable(
    "A binary file is the string under the key `data`, and there is none.",
    "Choose the type that fits the content: yaml, json, dotenv or ini."
  );
}
const MAP = "__map_";
const LIST = "__list_";
function flatten(tree) {
  const out = /* @__PURE__ */ new Map();
  const place = (key, value) => {
    if (value.kind === "map") {
      for (const item of value.items) if ("key" in item) place(`${key}${MAP}${item.key}`, item.value);
    } else if (value.kind === "list") {
      let index = 0;
      for (const item of value.items) if (item.kind !== "comment") place(`${key}${LIST}${index++}`, item);
    } else if (out.has(key)) {
      throw new Failure("SOPS_METADATA", "Two entries of the metadata have one flat name.", { exit: 4 });
    } else {
      out.set(key, value);
    }
  };
  for (const item of tree.items) if ("key" in item) place(item.key, item.value);
  return [...out].map(([key, value]) => ({ key, value }));
}
function unflatten(items) {
  const root = {};
  for (const item of items) {
    let place = root;
    for (const step of steps(item.key)) place = descend(place, step);
    if (place.value !== void 0) throw bad("occurs twice");
    place.value = item.value;
  }
  const keys = root.keys ?? /* @__PURE__ */ new Map();
  return { kind: "map", items: [...keys].map(([key, place]) => ({ key, value: nested(place) })) };
}
function steps(name) {
  const parts = name.split(/(__map_|__list_)/);
  const out = [parts[0] ?? ""];
  for (let at = 1; at < parts.length; at += 2) {
    const part = parts[at + 1] ?? "";
    if (parts[at] === MAP) out.push(part);
    else if (/^(0|[1-9]\d{0,8})$/.test(part)) out.push(Number(part));
    else throw bad("has a list index that is no number");
  }
  if (out.length > 100) throw bad("is nested too deeply");
  return out;
}
function descend(place, step) {
  const next = {};
  if (typeof step === "number") {
    place.indices ??= /* @__PURE__ */ new Map();
    const known = place.indices.get(step);
    if (known) return known;
    place.indices.set(step, next);
  } else {
    place.keys ??= /* @__PURE__ */ new Map();
    const known = place.keys.get(step);
    if (known) return known;
    place.keys.set(step, next);
  }
  return next;
}
function nested(place) {
  const kinds = [place.value, place.keys, place.indices].filter((kind) => kind !== void 0);
  if (kinds.length > 1) throw bad("is a value, a map or a list at once");
  if (place.value) return place.value;
  if (place.keys) {
    return { kind: "map", items: [...place.keys].map(([key, inner]) => ({ key, value: nested(inner) })) };
  }
  const indices = place.indices ?? /* @__PURE__ */ new Map();
  const items = Array.from({ length: indices.size }, (_, index) => {
    const inner = indices.get(index);
    if (!inner) throw bad("is a list with a gap");
    return nested(inner);
  });
  return { kind: "list", items };
}
function bad(what) {
  return new Failure("SOPS_METADATA", `A flattened entry of the sops metadata ${what}.`, {
    fix: "Take the file from before its last change, or encrypt it anew.",
    exit: 1
  });
}
function readSource(bytes, exit) {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.isUtf8(bytes)) {
    return {
      text: all.toString("utf8"),
      utf8: true,
      value: (value) => ({ kind: "str", value }),
      name: (part) => part
    };
  }
  return {
    text: all.toString("latin1"),
    utf8: false,
    value: (part) => stringScalar(Buffer.from(part, "latin1")),
    name: (part, line) => {
      const scalar = stringScalar(Buffer.from(part, "latin1"));
      if (scalar.kind === "str") return scalar.value;
      throw unreadable("A key or a comment is not valid UTF-8.", exit, line);
    }
  };
}
let Output$1 = class Output {
  #text = "";
  #parts = [];
  add(part) {
    if (typeof part === "string") {
      this.#text += part;
      return;
    }
    this.#parts.push(Buffer.from(this.#text), part);
    this.#text = "";
  }
  bytes() {
    const rest = Buffer.from(this.#text);
    return this.#parts.length === 0 ? rest : Buffer.concat([...this.#parts, rest]);
  }
};
function textOf(node) {
  switch (node.kind) {
    case "str":
      return node.value;
    case "bytes":
      return Buffer.from(node.value).toString("latin1");
    case "float": {
      const text2 = formatFloatGUpper(node.value);
      return Number.isFinite(node.value) && !/[.E]/.test(text2) ? `${text2}.0` : text2;
    }
    case "time":
      return node.value.replace(/\.\d+/, "");
    default:
      return goText(node);
  }
}
function goText(node) {
  switch (node.kind) {
    case "int":
      return node.value.toString();
    case "bool":
      return node.value ? "true" : "false";
    case "null":
      return "<nil>";
    case "float":
      return formatFloatG(node.value);
    case "comment":
      return `{${node.text} ${node.inline ?? false}}`;
    case "list":
      return `[${node.items.map(goText).join(" ")}]`;
    case "map":
      return `[${node.items.map((item) => `{${"key" in item ? `${item.key} ${goText(item.value)}` : `${goText(item)} <nil>`}}`).join(" ")}]`;
    default:
      return textOf(node);
  }
}
const PREFIX = "sops_";
const BREAK = "\\n";
const dotenvStore = {
  format: "dotenv",
  readPlain: (bytes) => {
    const tree = read$1(bytes, 2);
    if (tree.items.some((item) => "key" in item && item.key.startsWith(PREFIX)))
      throw alreadyEncrypted(`${PREFIX}...`);
    return [tree];
  },
  readEncrypted: (bytes) => [split$1(unquoted(read$1(bytes, 1)))],
  writePlain: (documents) => write$1(documents[0] ?? { items: [] }),
  writeEncrypted: (documents, metadata) => {
    const tree = onlyDocument(documents, "dotenv");
    const written = write$1(tree);
    const clash = tree.items.some((item) => "key" in item && item.key.startsWith(PREFIX));
    if (clash || !sameUnderMac(tree, read$1(written, 4))) {
      throw unwritable(
        "A key or a clear value would not come back unchanged from a dotenv file.",
        "Keep keys free of `=`, newlines, a leading `#` and `sops_`, and clear values strings without `\\n`."
      );
    }
    const items = flatten(metadata).map((item) => ({ key: PREFIX + item.key, value: item.value }));
    return Buffer.concat([written, write$1({ items })]);
  },
  writeValue: (node) => {
    if (node.kind === "str") return Buffer.from(node.value);
    if (node.kind === "bytes") return node.value;
    if (node.kind === "map") return write$1(node);
    throw unwritable("A dotenv file holds strings only.", "Choose another output type: yaml or json.");
  }
};
function read$1(bytes, exit) {
  const source = readSource(bytes, exit);
  const items = [];
  let number = 0;
  for (const line of source.text.split("\n")) {
    number++;
    if (line === "") continue;
    if (line.startsWith("#")) {
      items.push({ kind: "comment", text: source.name(line.slice(1), number) });
      continue;
    }
    const equals = line.indexOf("=");
    if (equals === -1) throw unreadable("This line of the dotenv file has no `=`.", exit, number);
    const value = line.slice(equals + 1);
    items.push({
      key: source.name(line.slice(0, equals), number),
      value: source.value(value.includes(BREAK) ? value.replaceAll(BREAK, "\n") : value)
    });
  }
  return { kind: "map", items };
}
function split$1(tree) {
  const metadata = [];
  const items = tree.items.filter((item) => {
    if (!("key" in item) || !item.key.startsWith(PREFIX)) return true;
    metadata.push({ key: item.key.slice(PREFIX.length), value: item.value });
    return false;
  });
  return { tree: { kind: "map", items }, metadata: metadata.length === 0 ? void 0 : unflatten(metadata) };
}
function unquoted(tree) {
  const mac = tree.items.find((item) => "key" in item && item.key === "sops_mac");
  if (mac === void 0 || !("key" in mac) || mac.value.kind !== "str" || !quoted(mac.value.value))
    return tree;
  const items = tree.items.map((item) => {
    if (!("key" in item) || item.value.kind !== "str" || !quoted(item.value.value)) return item;
    return { key: item.key, value: { kind: "str", value: item.value.value.slice(1, -1) } };
  });
  return { kind: "map", items };
}
function quoted(text2) {
  return text2.length >= 2 && (text2.startsWith("'") || text2.startsWith('"')) && text2.at(-1) === text2[0];
}
function write$1(tree) {
  const out = new Output$1();
  for (const item of tree.items) {
    if (!("key" in item)) {
      out.add(`#${item.text.replaceAll("\n", "\n#")}
`);
      continue;
    }
    if (item.value.kind === "map" || item.value.kind === "list") {
      throw unwritable(
        "A dotenv file holds neither maps nor lists.",
        "Choose another output type: yaml or json."
      );
    }
    if (item.key.includes("\n")) {
      throw unwritable(
        "A key with a newline cannot stand in a dotenv file.",
        "Choose another output type: yaml or json."
      );
    }
    const text2 = textOf(item.value).replaceAll("\n", BREAK);
    out.add(`${item.key}=`);
    out.add(item.value.kind === "bytes" ? Buffer.from(text2, "latin1") : text2);
    out.add("\n");
  }
  return out.bytes();
}
const QUOTED = /[\n`#;]/;
function writeIni(items) {
  const sections = items.filter((item) => "key" in item);
  const out = new Output$1();
  sections.forEach((section, index) => {
    if (section.value.kind !== "map") {
      throw unwritable(
        "An INI file holds sections of keys, and a value stands outside of any.",
        "Use yaml or json."
      );
    }
    const name = checkedName(section.key);
    const [first] = section.value.items;
    if (first !== void 0 && !("key" in first)) addComment(out, first.text, false);
    const lines2 = linesOf(section.value);
    if (index > 0 || name.toUpperCase() !== "DEFAULT") out.add(`[${name}]
`);
    else if (lines2.length === 0) return;
    const width = lines2.reduce(
      (widest, line) => Math.max(widest, Buffer.byteLength(quotedName(line.name))),
      0
    );
    for (const line of lines2) addLine(out, line, width);
    if (index < sections.length - 1) out.add("\n");
  });
  return out.bytes();
}
function checkedName(name) {
  if (name !== "" && !name.includes("\n")) return name;
  throw unwritable("A name that is empty or has a newline cannot stand in an INI file.", "Use yaml or json.");
}
function linesOf(section) {
  const lines2 = /* @__PURE__ */ new Map();
  let last;
  section.items.forEach((item, index) => {
    if (!("key" in item)) {
      if (index > 0 && last) last.comment = item.text;
      return;
    }
    const name = checkedName(item.key);
    last = lines2.get(name) ?? { name, text: "", raw: false, comment: "" };
    last.text = textOf(item.value);
    last.raw = item.value.kind === "bytes";
    lines2.set(name, last);
  });
  return [...lines2.values()];
}
function quotedName(name) {
  if (/["=:]/.test(name)) return `\`${name}\``;
  return name.includes("`") ? `"""${name}"""` : name;
}
function quotedValue(text2) {
  if (QUOTED.test(text2)) {
    if (!/[\n`]/.test(text2)) return `\`${text2}\``;
    if (!text2.includes('"""') || !text2.includes("\n")) return `"""${text2}"""`;
    throw unwritable(
      "A value of several lines with three quotes in it has no INI form.",
      "Use yaml or json."
    );
  }
  return isSpace(text2.charAt(0)) || isSpace(text2.charAt(text2.length - 1)) ? `"${text2}"` : text2;
}
function isSpace(character) {
  return /[\s\u0085]/.test(character) && character !== "\uFEFF";
}
function addLine(out, line, width) {
  if (line.comment !== "") addComment(out, line.comment, true);
  const name = quotedName(line.name);
  const padding = " ".repeat(Math.max(0, width - Buffer.byteLength(name)));
  const value = quotedValue(line.text);
  out.add(`${name}${padding} = `);
  out.add(line.raw ? Buffer.from(value, "latin1") : value);
  out.add("\n");
}
function addComment(out, text2, trim) {
  if (text2 === "") return;
  for (const line of text2.split("\n")) {
    const marked = line.startsWith("#") || line.startsWith(";");
    const mark = marked ? line.charAt(0) : ";";
    const rest = marked ? line.slice(1).trim() : trim ? line.trim() : line;
    out.add(`${mark} ${rest}
`);
  }
}
const WIDE = "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const IS_WIDE = new RegExp(`[${WIDE}]`);
const IS_NARROW = /[\t\n\v\f\r ]/;
function readIni(bytes, exit) {
  if (bytes[0] === 255 && bytes[1] === 254 || bytes[0] === 254 && bytes[1] === 255) {
    throw unreadable("The INI file is UTF-16. Save it as UTF-8.", exit, 1);
  }
  const bom = bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191;
  const source = readSource(bom ? bytes.subarray(3) : bytes, exit);
  const sections = new IniReader(source, exit).sections();
  return { kind: "map", items: sections.map((section) => itemOf(section, source)) };
}
function itemOf(section, source) {
  const items = [];
  if (section.comment !== "")
    items.push({ kind: "comment", text: commentText(section.comment, section.line, source) });
  for (const [key, { value, comment: comment2, line }] of section.keys) {
    items.push({ key: source.name(key, line), value: source.value(value) });
    if (comment2 !== "") items.push({ kind: "comment", text: commentText(comment2, line, source) });
  }
  return { key: source.name(section.name, section.line), value: { kind: "map", items } };
}
function commentText(comment2, line, source) {
  return source.name(comment2.replace(comment2.startsWith(";") ? /^[; ]+/ : /^[# ]+/, ""), line);
}
class IniReader {
  #text;
  #isSpace;
  #exit;
  #at = 0;
  #line = 0;
  #comment = [];
  constructor(source, exit) {
    this.#text = source.text;
    this.#isSpace = source.utf8 ? IS_WIDE : IS_NARROW;
    this.#exit = exit;
  }
  sections() {
    let section = { name: "DEFAULT", comment: "", keys: /* @__PURE__ */ new Map(), line: 1 };
    const sections = [section];
    let counter = 1;
    while (this.#at < this.#text.length) {
      const line = this.#trimStart(this.#read());
      if (line === "") continue;
      if (line.startsWith("#") || line.startsWith(";")) {
        this.#comment.push(line);
      } else if (line.startsWith("[")) {
        const close = line.lastIndexOf("]");
        if (close === -1) this.#fail("This section header has no `]`.");
        if (close === 1) this.#fail("This section has no name.");
        this.#commentFrom(line.slice(close + 1));
        section = {
          name: line.slice(1, close),
          comment: this.#takeComment(),
          keys: /* @__PURE__ */ new Map(),
          line: this.#line
        };
        sections.push(section);
        counter = 1;
      } else {
        const [name, rest] = this.#key(line);
        const number = this.#line;
        const value = this.#value(rest);
        const key = name === "-" ? `#${counter++}` : name;
        if (key === "") this.#fail("This line has no key.", number);
        section.keys.set(key, { value, comment: this.#takeComment(), line: number });
      }
    }
    return sections;
  }
  #fail(cause, line = this.#line) {
    throw unreadable(cause, this.#exit, line);
  }
  /** The next line with its newline, on which the end of a value depends; empty behind the last one. */
  #read() {
    const start = this.#at;
    const newline = this.#text.indexOf("\n", start);
    this.#at = newline === -1 ? this.#text.length : newline + 1;
    this.#line++;
    return this.#text.slice(start, this.#at);
  }
  /** Nearly every character asked about is printable ASCII, which needs no pattern. */
  #space(text2, at) {
    const code = text2.charCodeAt(at);
    return (code <= 32 || code > 126) && this.#isSpace.test(text2.charAt(at));
  }
  #trimStart(text2) {
    let at = 0;
    while (at < text2.length && this.#space(text2, at)) at++;
    return text2.slice(at);
  }
  #trim(text2) {
    let end = text2.length;
    while (end > 0 && this.#space(text2, end - 1)) end--;
    return this.#trimStart(text2.slice(0, end));
  }
  #commentFrom(text2) {
    const at = text2.search(/[#;]/);
    if (at !== -1) this.#comment.push(text2.slice(at));
  }
  #takeComment() {
    if (this.#comment.length === 0) return "";
    const comment2 = this.#trim(this.#comment.join(""));
    this.#comment = [];
    return comment2;
  }
  /** The key of a line and what stands behind the delimiter. */
  #key(line) {
    const triple = line.startsWith('"""') && Buffer.byteLength(line) > 6;
    const quote2 = triple ? '"""' : line.startsWith('"') ? '"' : line.startsWith("`") ? "`" : "";
    if (quote2 === "") {
      const at2 = line.search(/[=:]/);
      if (at2 === -1) this.#fail("This line has neither `=` nor `:`.");
      if (at2 === 0) this.#fail("This line has no key.");
      return [this.#trim(line.slice(0, at2)), line.slice(at2 + 1)];
    }
    const close = line.indexOf(quote2, quote2.length);
    if (close === -1) this.#fail("The quote around this key is not closed.");
    const rest = line.slice(close + quote2.length);
    const at = rest.search(/[=:]/);
    if (at === -1) this.#fail("This line has neither `=` nor `:`.");
    return [this.#trim(line.slice(quote2.length, close)), rest.slice(at + 1)];
  }
  #value(rest) {
    const line = this.#trimStart(rest);
    if (line === "") return "";
    const quote2 = line.length > 3 && line.startsWith('"""') ? '"""' : line.startsWith("`") ? "`" : "";
    if (quote2 !== "") {
      const close = line.lastIndexOf(quote2);
      return close < quote2.length ? this.#multiline(line.slice(quote2.length), quote2) : line.slice(quote2.length, close);
    }
    let value = this.#trim(line);
    if (value.endsWith("\\")) return this.#continued(value.slice(0, -1));
    const comment2 = value.search(/[#;]/);
    if (comment2 !== -1) {
      this.#comment.push(value.slice(comment2));
      value = this.#trim(value.slice(0, comment2));
    }
    return surrounded(value, "'") || surrounded(value, '"') ? value.slice(1, -1) : value;
  }
  #multiline(first, quote2) {
    const start = this.#line;
    const parts = [first];
    while (this.#at < this.#text.length) {
      const line = this.#read();
      const close = line.lastIndexOf(quote2);
      if (close === -1 || this.#trim(line.slice(close + quote2.length)).endsWith("\\")) {
        parts.push(line);
        continue;
      }
      parts.push(line.slice(0, close));
      const comment2 = line.slice(close).search(/[#;]/);
      if (comment2 !== -1) this.#comment.push(this.#trim(line.slice(close + comment2)));
      return parts.join("");
    }
    return this.#fail("The quote around this value is not closed.", start);
  }
  #continued(first) {
    const parts = [first];
    for (; ; ) {
      const line = this.#trim(this.#read());
      if (!line.endsWith("\\")) return parts.join("") + line;
      parts.push(line.slice(0, -1));
    }
  }
}
function surrounded(text2, quote2) {
  return text2.length >= 2 && text2.startsWith(quote2) && text2.indexOf(quote2, 1) === text2.length - 1;
}
const iniStore = {
  format: "ini",
  readPlain: (bytes) => {
    const tree = readIni(bytes, 2);
    if (tree.items.some((item) => "key" in item && item.key === "sops")) throw alreadyEncrypted("[sops]");
    return [tree];
  },
  readEncrypted: (bytes) => [nest(takeBlock(readIni(bytes, 1)))],
  writePlain: (documents) => writeIni(documents.flatMap((tree) => tree.items)),
  writeEncrypted: (documents, metadata) => writeEncrypted$1(documents, metadata),
  writeValue: (node) => {
    if (node.kind === "map") return writeIni(node.items);
    if (node.kind === "str") return Buffer.from(node.value);
    return node.kind === "bytes" ? node.value : compactJson(node);
  }
};
function nest(document) {
  if (!document.metadata) return document;
  const flat = [];
  for (const item of document.metadata.items) {
    if ("key" in item) flat.push({ key: item.key, value: broken(item.value) });
  }
  return { tree: document.tree, metadata: unflatten(flat) };
}
function broken(value) {
  return value.kind === "str" ? { kind: "str", value: value.value.replaceAll("\\n", "\n") } : value;
}
function writeEncrypted$1(documents, metadata) {
  const tree = onlyDocument(documents, "INI");
  const items = flatten(metadata).map(({ key, value }) => ({
    key,
    value: value.kind === "str" ? { kind: "str", value: value.value.replaceAll("\n", "\\n") } : value
  }));
  const all = { items: [...tree.items, { key: "sops", value: { kind: "map", items } }] };
  const written = writeIni(all.items);
  const clash = tree.items.some((item) => "key" in item && item.key === "sops");
  if (!clash && sameUnderMac(filled(all.items), filled(readIni(written, 4).items))) return written;
  throw unwritable(
    "A section, a key or a clear value would not come back unchanged from an INI file.",
    "Keep names plain and not repeated, none of them `sops`, and clear values strings; or use YAML."
  );
}
function filled(items) {
  const sections = items.filter((item) => {
    return "key" in item && (item.value.kind !== "map" || item.value.items.some((inner) => "key" in inner));
  });
  return { kind: "map", items: sections };
}
const COMMENT_BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/;
class Output2 {
  text = "";
  column = 0;
  blank = true;
  indention = true;
  footIndent = -1;
  head = "";
  line = "";
  foot = "";
  tail = "";
  endDocument() {
    this.footIndent = 0;
    this.processFoot(0);
    this.footIndent = -1;
    this.startLine(0);
  }
  put(text2) {
    this.text += text2;
    this.column += text2.length;
  }
  breakLine() {
    this.text += "\n";
    this.column = 0;
    this.indention = true;
  }
  startLine(indent) {
    if (!this.indention || this.column > indent || this.column === indent && !this.blank) this.breakLine();
    if (this.footIndent === indent) this.breakLine();
    if (this.column < indent) this.put(" ".repeat(indent - this.column));
    this.blank = true;
    this.footIndent = -1;
  }
  token(text2) {
    this.put(this.blank ? text2 : ` ${text2}`);
    this.blank = false;
    this.indention = false;
  }
  writeComment(text2, indent) {
    text2.split(COMMENT_BREAK).forEach((line, index) => {
      if (index > 0) this.startLine(indent);
      this.put(line.startsWith("#") ? line : `# ${line}`);
      this.breakLine();
    });
    this.blank = true;
  }
  addHead(texts) {
    if (texts.length === 0) return;
    this.head = this.head === "" ? comment(texts) : `${this.head}
${comment(texts)}`;
  }
  processHead(indent) {
    if (this.tail !== "") {
      this.startLine(indent);
      this.writeComment(this.tail, indent);
      this.tail = "";
      this.footIndent = indent;
    }
    if (this.head === "") return;
    this.startLine(indent);
    this.writeComment(this.head, indent);
    this.head = "";
  }
  processLine(indent) {
    if (this.line === "") return;
    if (!this.blank) this.put(" ");
    this.writeComment(this.line, indent);
    this.line = "";
  }
  processFoot(indent) {
    if (this.foot === "") return;
    this.startLine(indent);
    this.writeComment(this.foot, indent);
    this.foot = "";
    this.footIndent = indent;
  }
}
function comment(texts) {
  return texts.length === 0 ? "" : `#${texts.join("\n#")}`;
}
const LAYOUT = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:([Tt])| +)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})?)?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function daysIn(year, month) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : DAYS[month - 1] ?? 0;
}
function zoneText(zone) {
  if (zone === "Z") return "Z";
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 24 || minutes > 59) return void 0;
  return hours === 0 && minutes === 0 ? "Z" : zone;
}
function goTimestamp(text2) {
  const match = LAYOUT.exec(text2);
  if (match === null) return void 0;
  const [, year = "", month = "", day = "", t, hour, minute, second, fraction = "", zone] = match;
  if (Number(month) < 1 || Number(month) > 12) return void 0;
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return void 0;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (hour === void 0 || minute === void 0 || second === void 0) return `${date}T00:00:00Z`;
  if (t === void 0 !== (zone === void 0)) return void 0;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return void 0;
  const suffix = zone === void 0 ? "Z" : zoneText(zone);
  if (suffix === void 0) return void 0;
  const digits = fraction.slice(0, 9).replace(/0+$/, "");
  const clock = [hour, minute, second].map((part) => part.padStart(2, "0")).join(":");
  return `${date}T${clock}${digits === "" ? "" : `.${digits}`}${suffix}`;
}
const NULL = { kind: "null" };
const WORDS = new Map([
  ["", NULL],
  ...["~", "null", "Null", "NULL"].map((word) => [word, NULL]),
  ...["true", "True", "TRUE"].map((word) => [word, { kind: "bool", value: true }]),
  ...["false", "False", "FALSE"].map((word) => [word, { kind: "bool", value: false }]),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, { kind: "float", value: NaN }]),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map(
    (word) => [word, { kind: "float", value: Infinity }]
  ),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, { kind: "float", value: -Infinity }]),
  ["<<", { kind: "merge" }]
]);
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const OLD_BOOLEAN = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;
const LONGEST_NUMBER = 400;
function integer(text2) {
  const match = INTEGER.exec(text2);
  if (match === null || text2.length > LONGEST_NUMBER) return void 0;
  const [, sign, hex, binary2, octal, decimal] = match;
  let value;
  if (hex !== void 0) value = BigInt(`0x${hex}`);
  else if (binary2 !== void 0) value = BigInt(`0b${binary2}`);
  else if (octal !== void 0) value = BigInt(`0o${octal}`);
  else value = BigInt(decimal ?? "0");
  if (sign === "-") value = -value;
  if (value >= -MAX_INT64 - 1n && value <= MAX_INT64) return { kind: "int", value };
  return sign === "" && value <= MAX_UINT64 ? { kind: "uint64" } : void 0;
}
function float(text2) {
  if (!FLOAT.test(text2)) return void 0;
  const value = Number(text2);
  return Number.isFinite(value) ? { kind: "float", value } : void 0;
}
function resolvePlain(text2) {
  const first = text2.charCodeAt(0);
  const numeric = first >= 48 && first <= 57 || first === 43 || first === 45;
  if (!numeric && first !== 46) return WORDS.get(text2) ?? { kind: "str", value: text2 };
  const word = WORDS.get(text2);
  if (word !== void 0) return word;
  if (first === 46) return float(text2) ?? { kind: "str", value: text2 };
  const time = goTimestamp(text2);
  if (time !== void 0) return { kind: "time", value: time };
  const digits = text2.replaceAll("_", "");
  return integer(digits) ?? float(digits) ?? { kind: "str", value: text2 };
}
function staysString(text2) {
  return resolvePlain(text2).kind === "str" && !OLD_BOOLEAN.test(text2) && !BASE_60.test(text2);
}
function resolveTagged(tag, text2, plain2) {
  const name = tag.replace(/^tag:yaml\.org,2002:/, "!!");
  if (name === "!!str" || !/^!!(?:int|float|bool|null|binary|timestamp|merge)$/.test(name)) {
    return { kind: "str", value: text2 };
  }
  if (name === "!!binary") {
    const compact = text2.replace(/[\r\n]/g, "");
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return void 0;
    return bytesOrText(Buffer.from(compact, "base64"));
  }
  if (name === "!!merge") return plain2 || text2 === "<<" ? { kind: "merge" } : void 0;
  const value = resolvePlain(text2);
  if (name === "!!float" && value.kind === "int") return { kind: "float", value: Number(value.value) };
  if (name === "!!timestamp") return value.kind === "time" ? value : void 0;
  return `!!${value.kind}` === name ? value : void 0;
}
function bytesOrText(bytes) {
  const text2 = Buffer.from(bytes).toString("utf8");
  return Buffer.from(text2, "utf8").equals(bytes) ? { kind: "str", value: text2 } : { kind: "bytes", value: bytes };
}
const SPECIAL = /[^\n\t\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const SPACE_BEFORE_BREAK = / [\n\u2028\u2029]/;
const SPACE_AFTER_BREAK = /[\n\u2028\u2029] /;
const UNFIT_LITERAL = /^\t|[\u2028\u2029]/;
const FORBIDDEN_PLAIN = /^(?:[#,[\]{}&*!|>'"%@`\n\u2028\u2029 ]|---|\.\.\.|[-?:](?:[ \t]|$))|:(?:[ \t]|$)|[ \t\u2028\u2029]#|[\u2028\u2029]|[ \n]$/;
const SIMPLE$1 = /^[A-Za-z][A-Za-z0-9_./+=@-]*$/;
const WORD_START = /^[tTfFnNyYoO]/;
const ESCAPES = {
  0: "\\0",
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  27: "\\e",
  34: '\\"',
  92: "\\\\",
  133: "\\N",
  8232: "\\L",
  8233: "\\P"
  // go-yaml can also write \_ for U+00A0, yet never needs to: it is printable.
};
const NEEDS_ESCAPE = /["\\]|[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const ALL_ESCAPED = new RegExp(NEEDS_ESCAPE.source, "gu");
function scalarStyle(text2) {
  if (SIMPLE$1.test(text2) && !WORD_START.test(text2)) return "plain";
  if (text2.startsWith("ENC[") && text2.endsWith("]") && !FORBIDDEN_PLAIN.test(text2) && !SPECIAL.test(text2)) {
    return text2.includes("\n") || text2.includes("	") ? "double" : "plain";
  }
  const special2 = SPECIAL.test(text2);
  const spaceBeforeBreak = SPACE_BEFORE_BREAK.test(text2);
  if (text2.includes("\n")) {
    return special2 || spaceBeforeBreak || text2.endsWith(" ") || UNFIT_LITERAL.test(text2) ? "double" : "literal";
  }
  if (!staysString(text2)) return "double";
  if (special2 || spaceBeforeBreak || text2.includes("	") || SPACE_AFTER_BREAK.test(text2)) return "double";
  return FORBIDDEN_PLAIN.test(text2) ? "single" : "plain";
}
function writeDoubleQuoted(text2) {
  if (text2.startsWith("\uFEFF")) {
    return `"${Array.from(text2, escapeCharacter).join("")}"`;
  }
  return NEEDS_ESCAPE.test(text2) ? `"${text2.replace(ALL_ESCAPED, escapeCharacter)}"` : `"${text2}"`;
}
function escapeCharacter(character) {
  const code = character.codePointAt(0) ?? 0;
  const known = ESCAPES[code];
  if (known !== void 0) return known;
  const hex = code.toString(16).toUpperCase();
  if (code <= 255) return `\\x${hex.padStart(2, "0")}`;
  return code <= 65535 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
function writeSingleQuoted(text2, indent) {
  const quoted2 = text2.replaceAll("'", "''").replace(/([\u2028\u2029])(?=[^\u2028\u2029])/g, `$1${" ".repeat(indent)}`);
  return `'${quoted2}'`;
}
const LONGEST_SIMPLE_KEY = 128;
const BASE64_LINE = 70;
const BASE64_LINES = /.{1,70}/g;
const ONLY_PLAIN_ASCII = /^[A-Za-z][A-Za-z0-9_.\-/]*$/;
class Emitter extends Output2 {
  #step;
  constructor(step) {
    super();
    this.#step = step;
  }
  documents(documents) {
    documents.forEach((branch, index) => {
      if (index > 0) {
        this.put("---");
        this.blank = false;
        this.indention = false;
      }
      this.#map(branch, -1, false, 1);
      this.endDocument();
    });
    return this.text;
  }
  node(node) {
    this.#value(node, -1, false, 0, []);
    this.endDocument();
    return this.text;
  }
  /** The indent of what stands inside a value at `indent`; a list item only skips its `- `. */
  #deeper(indent, inList) {
    if (indent < 0) return 0;
    return inList ? indent + 2 : this.#step * Math.floor((indent + this.#step) / this.#step);
  }
  #map(branch, indent, inList, depth) {
    checkDepth(depth);
    let pending = { head: [], line: [] };
    const inside = this.#deeper(indent, inList);
    if (branch.items.every((item) => "kind" in item)) {
      for (const item of branch.items) if ("kind" in item) pending.head.push(item.text);
      this.addHead(pending.head);
      this.#empty("{", "}", inside, indent);
      return;
    }
    for (const item of branch.items) {
      if ("kind" in item) {
        (item.inline === true ? pending.line : pending.head).push(item.text);
        continue;
      }
      this.addHead(pending.head);
      this.processHead(inside);
      this.#key(item.key, inside);
      this.#value(item.value, inside, false, depth, pending.line);
      pending = { head: [], line: [] };
    }
    const rest = [...pending.head, ...pending.line];
    if (rest.length > 0) this.tail = comment(rest);
    this.processHead(inside);
  }
  #list(list, indent, inList, depth) {
    checkDepth(depth);
    let pending = { head: [], line: [] };
    const inside = this.#deeper(indent, inList);
    let last = -1;
    list.items.forEach((item, index) => {
      if (item.kind !== "comment") last = index;
    });
    if (last < 0) {
      for (const item of list.items) if (item.kind === "comment") pending.head.push(item.text);
      this.addHead(pending.head);
      this.#empty("[", "]", inside, indent);
      return;
    }
    const below = list.items.slice(last + 1).filter((item) => item.kind === "comment");
    const foot = [
      ...below.filter((one) => one.inline !== true),
      ...below.filter((one) => one.inline === true)
    ].map((one) => one.text);
    for (const item of list.items.slice(0, last + 1)) {
      if (item.kind === "comment") {
        (item.inline === true ? pending.line : pending.head).push(item.text);
        continue;
      }
      this.addHead([...pending.head, ...leading(item)]);
      this.processHead(inside);
      this.startLine(inside);
      this.put("-");
      this.blank = false;
      const footText = item === list.items[last] ? comment(foot) : "";
      if (isScalar(item) && footText !== "") this.foot = footText;
      this.#value(withoutLeading(item), inside, true, depth, pending.line);
      pending = { head: [], line: [] };
      if (!isScalar(item) && footText !== "") this.foot = footText;
    }
  }
  #empty(open, close, inside, indent) {
    this.token(open);
    this.blank = true;
    if (open === "{") this.processHead(inside);
    this.put(close);
    this.blank = false;
    this.indention = false;
    this.processLine(indent);
    this.processFoot(indent);
  }
  #key(key, indent) {
    this.startLine(indent);
    if (ONLY_PLAIN_ASCII.test(key) && key.length <= LONGEST_SIMPLE_KEY) {
      const style = scalarStyle(key);
      this.put(style === "plain" ? `${key}:` : `${writeDoubleQuoted(key)}:`);
      this.blank = false;
      this.indention = false;
      return;
    }
    const tag = key === "<<" ? "!!merge " : "";
    if (!/[\n\u2028\u2029\u0085]/.test(key) && Buffer.byteLength(key) <= LONGEST_SIMPLE_KEY) {
      this.#string(key, indent, tag);
      this.put(":");
      return;
    }
    this.put("?");
    this.blank = false;
    this.#string(key, this.#deeper(indent, false), tag, indent);
    this.startLine(indent);
    this.put(":");
    this.blank = false;
  }
  #value(value, indent, inList, depth, texts) {
    const line = comment(texts);
    if (value.kind === "map") {
      this.#map(value, indent, inList, depth + 1);
      if (line !== "") this.line = line;
    } else if (value.kind === "list") {
      this.#list(value, indent, inList, depth + 1);
      if (line !== "") this.line = line;
    } else {
      if (line !== "") this.line = line;
      this.#scalar(value, indent, inList);
      this.processLine(Math.max(indent, 0));
      this.processFoot(Math.max(indent, 0));
    }
  }
  #scalar(value, indent, inList) {
    switch (value.kind) {
      case "str":
        this.#string(
          value.value,
          this.#deeper(indent, inList),
          value.value === "<<" ? "!!merge " : "",
          Math.max(indent, 0)
        );
        return;
      case "bytes":
        this.#bytes(value.value, this.#deeper(indent, inList));
        return;
      case "int":
        this.token(String(value.value));
        return;
      case "float":
        this.token(floatText(value.value));
        return;
      case "bool":
        this.token(value.value ? "true" : "false");
        return;
      case "time":
        this.token(value.value);
        return;
      case "null":
        this.token("null");
    }
  }
  #bytes(bytes, indent) {
    const base64 = Buffer.from(bytes).toString("base64");
    if (base64.length < BASE64_LINE) return this.token(`!!binary ${base64}`);
    this.token("!!binary");
    this.#literal(base64.replace(BASE64_LINES, "$&\n"), indent, 0);
  }
  #string(text2, indent, tag, outer = 0) {
    const style = tag === "" ? scalarStyle(text2) : "plain";
    if (style === "plain") this.token(tag + text2);
    else if (style === "single") this.token(writeSingleQuoted(text2, indent));
    else if (style === "double") this.token(writeDoubleQuoted(text2));
    else this.#literal(text2, indent, outer);
  }
  #literal(text2, indent, outer) {
    const hint = /^[ \n]/.test(text2) ? String(Math.max(indent - outer, 1)) : "";
    const chomp = text2.endsWith("\n\n") || text2 === "\n" ? "+" : text2.endsWith("\n") ? "" : "-";
    this.token(`|${hint}${chomp}`);
    if (this.line === "") this.breakLine();
    else this.processLine(indent);
    this.blank = true;
    const pad = " ".repeat(indent);
    const lines2 = text2.split("\n");
    const ends = text2.endsWith("\n");
    if (ends) lines2.pop();
    this.text += lines2.map((line) => line === "" ? "" : pad + line).join("\n");
    if (ends) this.breakLine();
    else {
      this.column = indent + (lines2.at(-1)?.length ?? 0);
      this.indention = false;
    }
  }
}
function emitDocuments(documents, step) {
  return new Emitter(step).documents(documents);
}
function emitNode(node, step) {
  return new Emitter(step).node(node);
}
function isScalar(node) {
  return node.kind !== "map" && node.kind !== "list";
}
function leading(node) {
  if (node.kind !== "map" && node.kind !== "list") return [];
  const texts = [];
  for (const item of node.items) {
    if (!("kind" in item) || item.kind !== "comment") return texts;
    if (item.inline !== true) texts.push(item.text);
  }
  return texts;
}
function withoutLeading(node) {
  const count = leading(node).length;
  if (count === 0 || node.kind !== "map" && node.kind !== "list") return node;
  let left = count;
  const items = node.items.filter((item) => {
    if (left === 0 || item.kind !== "comment" || item.inline === true) return true;
    left -= 1;
    return false;
  });
  return { ...node, items };
}
function floatText(value) {
  if (Number.isNaN(value)) return ".nan";
  if (value === Infinity) return ".inf";
  return value === -Infinity ? "-.inf" : formatFloatG(value);
}
function remarksOf(text2, counter) {
  const remarks = [];
  let offset = 0;
  let flow = 0;
  let isContent = false;
  let lineStart = 0;
  let isAlone = true;
  for (const lexeme of new Lexer().lex(text2)) {
    const mark = lexeme.charCodeAt(0);
    if (lexeme.length === 1 && (mark === 2 || mark === 24 || mark === 31)) {
      isContent = mark === 31;
      continue;
    }
    if (!isContent && mark === 35) {
      const { line } = counter.linePos(offset);
      remarks.push({ offset, line: line - 1, column: offset - lineStart, text: lexeme.slice(1), isAlone });
    }
    if (!isContent && (lexeme === "[" || lexeme === "{")) checkDepth(flow += 1);
    if (!isContent && (lexeme === "]" || lexeme === "}")) flow -= 1;
    isContent = false;
    offset += lexeme.length;
    const newline = lexeme.lastIndexOf("\n");
    if (newline >= 0) {
      lineStart = offset - (lexeme.length - newline - 1);
      isAlone = lexeme.slice(newline + 1).trim() === "";
    } else if (lexeme.trim() !== "") isAlone = false;
  }
  return remarks;
}
const SIMPLE = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "	",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1B",
  '"': '"',
  "\\": "\\",
  "/": "/",
  " ": " ",
  N: "\x85",
  _: "\xA0",
  L: "\u2028",
  P: "\u2029"
};
const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abtnvfre"\\/ N_LP])|)/g;
function readDoubleQuoted(quoted2) {
  const inside = quoted2.slice(1, -1);
  if (!inside.includes("\\")) return inside;
  let isBad = false;
  const text2 = inside.replace(ESCAPE, (_match, x, u, U, simple) => {
    const hex = x ?? u ?? U;
    if (hex !== void 0) {
      const code = Number.parseInt(hex, 16);
      if (code <= 1114111 && (code < 55296 || code > 57343)) return String.fromCodePoint(code);
    } else if (simple !== void 0 && Object.hasOwn(SIMPLE, simple)) return SIMPLE[simple] ?? "";
    isBad = true;
    return "";
  });
  return isBad ? void 0 : text2;
}
function foldSeparators(text2) {
  return /[\u2028\u2029]/.test(text2) ? text2.replace(/ *([\u2028\u2029]) */g, "$1") : text2;
}
function formatFailure(message, line, column, exit = 2) {
  return new Failure("SOPS_FORMAT", message, {
    at: { line: line + 1, column: column + 1 },
    exit,
    fix: `Correct the file at line ${line + 1}, column ${column + 1}.`
  });
}
function append(items, more) {
  for (const node of more) items?.push(node);
}
class TreeBuilder {
  #root = { kind: "map", items: [] };
  #unique;
  #exit;
  #frames = [];
  #notes = [];
  #key = "";
  #slot = "none";
  #inline = [];
  #belowNext = [];
  #lastLine;
  /** `unique`: whether a key may stand only once in a map; `exit`: the exit code for a value SOPS cannot hold. */
  constructor(unique, exit, firstLine) {
    this.#unique = unique;
    this.#exit = exit;
    this.#lastLine = firstLine - 1;
  }
  get depth() {
    return this.#frames.length;
  }
  get top() {
    return this.#frames[this.#frames.length - 1];
  }
  /** Whether a key or a dash waits for its value. */
  get isOpen() {
    return this.#slot !== "none";
  }
  /** How many frames stay open when an entry of this kind comes at this column; 0 where none is there. */
  depthAt(kind, column) {
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      const frame = this.#frames[index];
      if (frame === void 0 || frame.indent < column) return 0;
      if (frame.indent === column && frame.kind === kind) return index + 1;
    }
    return 0;
  }
  /** A comment on a line of its own. */
  note(line, column, text2) {
    this.#notes.push({ line, column, text: text2 });
  }
  /** A comment behind a key that has no value on its line: it moves above the key. */
  noteKey(text2) {
    const top = this.top;
    if (top?.kind === "map" && this.#slot === "value") top.items.push({ kind: "comment", text: text2 });
  }
  /** A comment behind the value that comes next. */
  noteInline(text2) {
    this.#inline.push(text2);
  }
  /** A map or list begins as the value that is awaited, or as the document. */
  open(kind, line, column) {
    const heads = this.#notes.length === 0 ? [] : this.#place(column, line, true);
    const below = this.#belowNext.splice(0);
    const frame = kind === "map" ? {
      kind,
      indent: column,
      items: this.#frames.length === 0 ? this.#root.items : [],
      keys: this.#unique ? /* @__PURE__ */ new Set() : void 0
    } : { kind, indent: column, items: [] };
    checkDepth(this.#frames.length + 1);
    if (this.#frames.length > 0) {
      const before = this.#slot === "item" && this.top?.kind === "list" ? heads.splice(0) : [];
      append(this.top?.items, before);
    }
    const node = { kind, items: frame.items };
    if (this.#frames.length > 0) this.#attach(node);
    this.#belowNext = below;
    this.#frames.push(frame);
    append(frame.items, heads);
    return node;
  }
  /** A key of the map at `column`; maps and lists further in end. */
  key(line, column, key, depth) {
    this.#begin(line, column, depth, false);
    const top = this.top;
    if (top.keys !== void 0) {
      if (top.keys.has(key)) throw formatFailure("A key stands twice in one map.", line, column);
      top.keys.add(key);
    }
    this.#key = key;
    this.#slot = "value";
    this.#lastLine = line;
  }
  /** A dash of the list at `column`. */
  dash(line, column, depth) {
    this.#begin(line, column, depth, true);
    this.#slot = "item";
    this.#lastLine = line;
  }
  /** The awaited value, whole; `endLine` is the last line it stands on. */
  value(node, line, column, endLine) {
    if (this.#notes.length > 0) {
      const heads = this.#place(column, line);
      append(this.top?.items, heads);
    }
    this.#attach(node);
    this.#lastLine = endLine;
  }
  /** What a resolved scalar is in the tree. */
  scalar(value, line, column) {
    if (value.kind === "merge") return { kind: "str", value: "<<" };
    if (value.kind !== "uint64") return value;
    throw formatFailure(
      "An integer is too large for SOPS, which holds 64 bits with a sign.",
      line,
      column,
      this.#exit
    );
  }
  /** What a resolved scalar is as a key. */
  keyText(value, line, column) {
    if (value.kind === "str") return value.value;
    if (value.kind === "merge") return "<<";
    throw formatFailure(
      "A key is no string; SOPS takes strings only. Put it in quotes.",
      line,
      column,
      this.#exit
    );
  }
  /** Ends the document, at the line of the mark of the next one if there is one, and returns it. */
  end(line = Number.MAX_SAFE_INTEGER) {
    const isLast = line === Number.MAX_SAFE_INTEGER;
    const heads = this.#notes.length === 0 ? [] : this.#place(isLast ? -1 : 0, line);
    this.#fillNull();
    append(this.#root.items, heads);
    return this.#root;
  }
  #begin(line, column, depth, isDash) {
    this.#fillNull();
    const heads = this.#notes.length === 0 ? void 0 : this.#place(column, line, isDash);
    this.#frames.length = depth;
    if (heads !== void 0) append(this.top?.items, heads);
  }
  #fillNull() {
    if (this.#slot !== "none") this.#attach({ kind: "null" });
  }
  #attach(node) {
    const top = this.top;
    if (top !== void 0 && this.#slot !== "none") {
      const items = top.items;
      for (const text2 of this.#inline) items.push({ kind: "comment", text: text2, inline: true });
      items.push(top.kind === "map" ? { key: this.#key, value: node } : node);
      if (this.#belowNext.length > 0) append(items, this.#belowNext.splice(0));
    }
    if (this.#inline.length > 0) this.#inline = [];
    this.#slot = "none";
  }
  /**
   * Sorts the comments that wait before the entry at `column` (-1 at the end): some belong below what came before,
   * those returned stand before the entry.
   */
  #place(column, line, isDash = false) {
    const notes = this.#notes.splice(0);
    const top = this.top;
    const deepest = top?.indent ?? 0;
    const afterKey = this.#slot === "value";
    const footLine = this.#lastLine + 1;
    const heads = [];
    let firstEmpty = (notes[0]?.line ?? 0) <= footLine;
    let group = [];
    const flush = (items) => {
      for (const note of group) items.push({ kind: "comment", text: note.text });
      group = [];
    };
    const prior = top?.items ?? this.#root.items;
    const blank = () => {
      const first2 = group[0];
      if (first2 !== void 0 && firstEmpty) {
        if (first2.column < deepest && isDash && column >= deepest) flush(this.#belowNext);
        else if (first2.column < deepest) flush(this.#dedented(first2.column, column, isDash));
        else if (first2.line === footLine && !afterKey && this.#lastLine >= 0) flush(prior);
      }
      firstEmpty = false;
    };
    notes.forEach((note, index) => {
      const before = notes[index - 1];
      if (before !== void 0 && note.line > before.line + 1) blank();
      const first2 = group[0];
      if (first2 !== void 0 && note.column < deepest && note.column !== first2.column) flush(prior);
      group.push(note);
    });
    const last = notes.at(-1);
    if (last !== void 0 && line > last.line + 1) blank();
    const first = group[0];
    if (first !== void 0 && column >= 0 && column < deepest && column !== first.column) flush(prior);
    flush(heads);
    return heads;
  }
  /** The map or list to which a comment below its deepest one belongs, by its column. */
  #dedented(column, next, isDash) {
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      const frame = this.#frames[index];
      if (frame?.kind === "list" && !isDash && frame.indent === this.#frames[index - 1]?.indent) continue;
      if (frame !== void 0 && (frame.indent === column || frame.indent <= next))
        return frame.items;
    }
    return this.#root.items;
  }
}
class Reader {
  #text;
  #counter;
  #remarks;
  /** The first comment that is not in the tree yet. */
  #next = 0;
  #builder;
  #anchors = /* @__PURE__ */ new Map();
  #open = /* @__PURE__ */ new Set();
  #unique;
  #budget;
  constructor(text2, counter, remarks, options) {
    this.#text = text2;
    this.#counter = counter;
    this.#remarks = remarks;
    this.#unique = options.unique;
    this.#budget = options.budget;
    this.#builder = new TreeBuilder(options.unique, options.exit, options.line);
  }
  run(document) {
    const root = document.contents;
    if (isMap(root) && root.flow === true) {
      const items = [...this.#flow(root, 1).items];
      this.#addNotes(items, Number.MAX_SAFE_INTEGER);
      return { kind: "map", items };
    }
    if (isMap(root)) this.#map(root);
    else if (root !== null && !(isScalar$1(root) && this.#scalar(root).kind === "null")) {
      const [line, column] = this.#place(root);
      throw formatFailure("A document must be a map.", line, column);
    }
    const last = this.#next < this.#remarks.length ? this.#remarks.at(-1) : void 0;
    this.#notes(Number.MAX_SAFE_INTEGER);
    return this.#builder.end(last === void 0 ? void 0 : this.#markAfter(last.offset));
  }
  /** The line of the mark that ends the document, or undefined where the text ends before. */
  #markAfter(offset) {
    const marks = /^(?:---|\.\.\.)/gm;
    marks.lastIndex = offset;
    const mark = marks.exec(this.#text);
    return mark === null ? void 0 : this.#lineAt(mark.index);
  }
  #place(node) {
    const position = this.#counter.linePos(node?.range?.[0] ?? 0);
    return [Math.max(position.line - 1, 0), Math.max(position.col - 1, 0)];
  }
  #lineAt(offset) {
    return Math.max(this.#counter.linePos(offset).line - 1, 0);
  }
  /** Hands on the comments before an offset. */
  #notes(offset) {
    for (let next = this.#remarks[this.#next]; next !== void 0 && next.offset < offset; next = this.#remarks[this.#next]) {
      this.#next += 1;
      this.#builder.note(next.line, next.column, next.text);
    }
  }
  /** Adds the comments before an offset to a flow collection; one behind a scalar on its line belongs to that. */
  #addNotes(items, offset, lastLine = -1) {
    for (let next = this.#remarks[this.#next]; next !== void 0 && next.offset < offset; next = this.#remarks[this.#next]) {
      this.#next += 1;
      const last = items.at(-1);
      const value = last !== void 0 && "key" in last ? last.value : last;
      const isBehind = !next.isAlone && next.line === lastLine && value !== void 0;
      if (isBehind && value.kind !== "map" && value.kind !== "list" && value.kind !== "comment") {
        items.splice(-1, 0, { kind: "comment", text: next.text, inline: true });
      } else items.push({ kind: "comment", text: next.text });
    }
  }
  /** The comment that stands behind what ends at an offset, on the same line. */
  #behind(offset) {
    const next = this.#remarks[this.#next];
    if (next === void 0 || next.isAlone || next.offset < offset || next.line !== this.#lineAt(offset))
      return void 0;
    this.#next += 1;
    return next.text;
  }
  #map(map2) {
    const first = map2.items[0]?.key;
    const start = first?.range?.[0] ?? map2.range?.[0] ?? 0;
    const [line, column] = this.#columns(map2, start);
    this.#notes(start);
    const branch = this.#builder.open("map", line, column);
    const depth = this.#builder.depth;
    this.#anchor(map2, branch);
    this.#open.add(branch);
    for (const pair of map2.items) {
      const at = this.#keyStart(pair.key, column);
      this.#notes(pair.key.range?.[0] ?? 0);
      this.#builder.key(at[0], column, this.#keyText(pair.key), depth);
      this.#child(pair.value, pair.key.range?.[1] ?? 0, false);
    }
    this.#open.delete(branch);
    return branch;
  }
  #columns(node, start) {
    const own = this.#place(node);
    const position = this.#counter.linePos(start);
    return [
      position.line - 1,
      Math.min(own[0] === position.line - 1 ? own[1] : position.col - 1, position.col - 1)
    ];
  }
  #keyStart(key, column) {
    return [this.#place(key)[0], column];
  }
  #list(list) {
    const [line, column] = this.#place(list);
    this.#notes(list.range?.[0] ?? 0);
    const result = this.#builder.open("list", line, column);
    const depth = this.#builder.depth;
    this.#anchor(list, result);
    this.#open.add(result);
    let from = list.range?.[0] ?? 0;
    for (const item of list.items) {
      const dash = this.#dashBefore(item, from);
      this.#notes(dash);
      this.#builder.dash(this.#lineAt(dash), column, depth);
      this.#child(item, dash + 1, true);
      from = Math.max(item?.range?.[1] ?? 0, dash + 1);
    }
    this.#open.delete(result);
    return result;
  }
  /** The offset of an entry's dash: the first one behind the entry before it that no comment holds. */
  #dashBefore(item, from) {
    let at = from;
    const limit = item?.range?.[0] ?? this.#text.length;
    while (at < limit) {
      const character = this.#text.charAt(at);
      if (character === "-") return at;
      if (character === "#") at = this.#text.indexOf("\n", at);
      if (at < 0) break;
      at += 1;
    }
    return limit;
  }
  #child(node, keyEnd, isItem) {
    const builder = this.#builder;
    if (node === null) {
      this.#noteKey(keyEnd, isItem);
      return;
    }
    const start = node.range?.[0] ?? keyEnd;
    if ((isMap(node) || isSeq(node)) && node.flow !== true) {
      this.#noteKey(keyEnd, isItem);
      if (isMap(node)) this.#map(node);
      else this.#list(node);
      return;
    }
    const [line, column] = this.#place(node);
    if (isScalar$1(node) && node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED") {
      if (node.source === "" && node.type === "PLAIN") {
        this.#noteKey(keyEnd, isItem);
        this.#anchor(node, { kind: "null" });
        return;
      }
    }
    if (this.#lineAt(keyEnd) !== line) this.#noteKey(keyEnd, isItem);
    this.#notes(start);
    const end = this.#endOf(node);
    if (isMap(node) || isSeq(node)) {
      const flow = this.#flow(node, builder.depth + 1);
      const behind2 = this.#behind(end);
      if (behind2 !== void 0 && isItem) builder.noteInline(behind2);
      const items = behind2 === void 0 || isItem ? flow.items : [{ kind: "comment", text: behind2 }, ...flow.items];
      builder.value({ kind: flow.kind, items }, line, column, this.#lineAt(end));
      return;
    }
    const value = isAlias(node) ? this.#alias(node) : this.#anchor(node, this.#scalar(node));
    const behind = this.#behind(this.#headerEnd(node) ?? end);
    if (behind !== void 0) builder.noteInline(behind);
    builder.value(value, line, column, this.#lineAt(end));
  }
  /** The offset behind the `|` or `>` of a block scalar. */
  #headerEnd(node) {
    if (!isScalar$1(node) || node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED") return void 0;
    return node.range?.[0];
  }
  #endOf(node) {
    let end = node.range?.[1] ?? 0;
    while (end > 0 && /\s/.test(this.#text.charAt(end - 1))) end -= 1;
    return end;
  }
  /** A comment behind a key or a dash whose value starts on a later line. */
  #noteKey(keyEnd, isItem) {
    const next = this.#remarks[this.#next];
    if (isItem || next === void 0 || next.isAlone || next.line !== this.#lineAt(keyEnd)) return;
    this.#next += 1;
    this.#builder.noteKey(next.text);
  }
  #keyText(key) {
    const [line, column] = this.#place(key);
    const value = isAlias(key) ? this.#alias(key) : isScalar$1(key) ? this.#anchor(key, this.#scalar(key)) : void 0;
    if (value === void 0 || value.kind === "map" || value.kind === "list") {
      throw formatFailure("A key is a map or a list; SOPS takes strings only.", line, column);
    }
    return this.#builder.keyText(value, line, column);
  }
  #scalar(node) {
    const [line, column] = this.#place(node);
    const source = this.#sourceOf(node);
    const plain2 = node.type === "PLAIN";
    const text2 = plain2 || node.type === "QUOTE_SINGLE" ? foldSeparators(source) : source;
    let resolved;
    if (node.tag !== void 0) resolved = resolveTagged(node.tag, text2, plain2);
    else resolved = plain2 ? resolvePlain(text2) : { kind: "str", value: text2 };
    if (resolved === void 0) throw formatFailure("A value does not fit its tag.", line, column);
    return this.#builder.scalar(resolved, line, column);
  }
  /** go-yaml adds no newline to a block scalar that the file ends in without one. */
  #sourceOf(node) {
    const source = node.source ?? "";
    const isBlock2 = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
    const isCut = isBlock2 && node.range?.[1] === this.#text.length && !this.#text.endsWith("\n");
    return isCut && source.endsWith("\n") ? source.slice(0, -1) : source;
  }
  #anchor(node, value) {
    const name = node.anchor;
    if (name !== void 0) this.#anchors.set(name, value);
    return value;
  }
  #alias(alias) {
    const [line, column] = this.#place(alias);
    const value = this.#anchors.get(alias.source);
    if (value === void 0) throw formatFailure("An alias has no anchor before it.", line, column);
    if (this.#open.has(value)) throw formatFailure("An anchor contains itself.", line, column);
    this.#spend(value, this.#builder.depth + 1);
    return value;
  }
  /** Counts the nodes an alias stands for against the bound of the whole file. */
  #spend(node, depth) {
    checkDepth(depth);
    this.#budget.left -= 1;
    if (this.#budget.left < 0) {
      throw new Failure(
        "LIMIT_EXCEEDED",
        `The aliases of the file stand for more than ${MAX_ALIAS_NODES} values.`,
        {
          exit: 2
        }
      );
    }
    if (node.kind === "list") for (const item of node.items) this.#spend(item, depth + 1);
    if (node.kind !== "map") return;
    for (const item of node.items) if (!("kind" in item)) this.#spend(item.value, depth + 1);
  }
  #flow(node, depth) {
    checkDepth(depth);
    if (isAlias(node)) return this.#alias(node);
    if (isScalar$1(node)) return this.#anchor(node, this.#scalar(node));
    const result = isMap(node) ? { kind: "map", items: [] } : { kind: "list", items: [] };
    this.#anchor(node, result);
    this.#open.add(result);
    const items = result.items;
    let lastLine = -1;
    if (isMap(node)) {
      const keys = /* @__PURE__ */ new Set();
      for (const pair of node.items) {
        this.#addNotes(items, pair.key.range?.[0] ?? 0, lastLine);
        const key = this.#keyText(pair.key);
        if (this.#unique && keys.has(key)) {
          throw formatFailure("A key stands twice in one map.", ...this.#place(pair.key));
        }
        keys.add(key);
        items.push({
          key,
          value: pair.value === null ? { kind: "null" } : this.#flow(pair.value, depth + 1)
        });
        lastLine = this.#lineAt(this.#endOf(pair.value ?? pair.key));
      }
    } else if (isSeq(node)) {
      for (const item of node.items) {
        if (isPair(item)) {
          const value = item.value === null ? { kind: "null" } : this.#flow(item.value, depth + 1);
          items.push({ kind: "map", items: [{ key: this.#keyText(item.key), value }] });
          continue;
        }
        this.#addNotes(items, item.range?.[0] ?? 0, lastLine);
        items.push(this.#flow(item, depth + 1));
        lastLine = this.#lineAt(this.#endOf(item));
      }
    }
    this.#addNotes(items, node.range?.[1] ?? 0, lastLine);
    this.#open.delete(result);
    return result;
  }
}
function readWithLibrary(text2, exit) {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text2.indexOf("\n"); at >= 0; at = text2.indexOf("\n", at + 1)) counter.addNewLine(at + 1);
  const remarks = remarksOf(text2, counter);
  const documents = parse(text2);
  const budget = { left: MAX_ALIAS_NODES };
  const branches = [];
  for (const [index, document] of documents.entries()) {
    const error = document.errors.find(
      ({ code }) => code !== "TAG_RESOLVE_FAILED" && code !== "DUPLICATE_KEY"
    );
    if (error !== void 0) {
      const { line: line2, col } = counter.linePos(error.pos[0]);
      throw formatFailure("The file is no valid YAML.", Math.max(line2 - 1, 0), Math.max(col - 1, 0));
    }
    const isLast = index === documents.length - 1;
    const end = isLast ? Number.MAX_SAFE_INTEGER : document.range[2];
    const count = remarks.findIndex(({ offset }) => offset >= end);
    const own = remarks.splice(0, count < 0 ? remarks.length : count);
    const line = index === 0 ? 0 : counter.linePos(document.range[0]).line - 1;
    branches.push(new Reader(text2, counter, own, { exit, unique: index === 0, budget, line }).run(document));
  }
  return branches;
}
function parse(text2) {
  try {
    const options = {
      schema: "failsafe",
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "silent"
    };
    const documents = parseAllDocuments(text2, options);
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure("LIMIT_EXCEEDED", "Maps and lists are nested too deeply.", { exit: 2 });
  }
}
const SINGLE$1 = 39;
const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`\ufeff]/y;
const PLAIN_DASH = /[-?:][^\s]/y;
function isSafePlain(text2) {
  PLAIN_START.lastIndex = 0;
  PLAIN_DASH.lastIndex = 0;
  if (!PLAIN_START.test(text2) && !PLAIN_DASH.test(text2)) return false;
  if (text2.includes(": ") || text2.includes("	") || text2.endsWith(":") || text2.endsWith(" ")) return false;
  return !text2.includes(" #");
}
function quoteEnd(text2, from, end) {
  const quote2 = text2.charAt(from);
  let at = text2.indexOf(quote2, from + 1);
  while (at >= 0 && at < end) {
    if (quote2 === "'") {
      if (text2.charCodeAt(at + 1) !== SINGLE$1) return at + 1;
      at = text2.indexOf(quote2, at + 2);
    } else {
      let slashes = 0;
      while (text2.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
      if (slashes % 2 === 0) return at + 1;
      at = text2.indexOf(quote2, at + 1);
    }
  }
  return -1;
}
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const COLON = 58;
const DOUBLE = 34;
const SINGLE = 39;
const PIPE = 124;
const HEADER = /\|([1-9])?([-+])?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const GIVE_UP = /* @__PURE__ */ Symbol("not in the subset");
class Scanner {
  #text;
  #exit;
  #documents = [];
  #builder;
  #line = 0;
  #hash;
  /** Where the present line starts. */
  #start = 0;
  constructor(text2, exit) {
    this.#text = text2;
    this.#exit = exit;
    this.#builder = new TreeBuilder(true, exit, 0);
    this.#hash = text2.indexOf(" #");
  }
  run() {
    const text2 = this.#text;
    let position = 0;
    while (position < text2.length) {
      let end = text2.indexOf("\n", position);
      if (end < 0) end = text2.length;
      let at = position;
      while (text2.charCodeAt(at) === SPACE) at += 1;
      if (at === end) {
        position = end + 1;
        this.#line += 1;
        continue;
      }
      if (text2.charCodeAt(at) === HASH) {
        this.#builder.note(this.#line, at - position, text2.slice(at + 1, end));
        position = end + 1;
        this.#line += 1;
        continue;
      }
      if (at === position && this.#separator(position, end)) {
        position = end + 1;
        this.#line += 1;
        continue;
      }
      this.#start = position;
      position = this.#content(at, end);
      this.#line += 1;
    }
    this.#finish();
    return this.#documents;
  }
  #finish(line) {
    if (this.#builder.depth === 0) throw GIVE_UP;
    this.#documents.push(this.#builder.end(line));
  }
  #separator(position, end) {
    const text2 = this.#text;
    const first = text2.charCodeAt(position);
    if (first !== DASH && first !== 46 || end - position < 3) return false;
    const start = text2.slice(position, position + 3);
    if (start !== "---" && start !== "...") return false;
    if (start !== "---" || end - position !== 3) throw GIVE_UP;
    this.#finish(this.#line);
    this.#builder = new TreeBuilder(false, this.#exit, this.#line + 1);
    return true;
  }
  /** Reads one line of content from `at` on; returns where the next line starts. */
  #content(at, end) {
    const text2 = this.#text;
    let from = at;
    while (text2.charCodeAt(from) === DASH && text2.charCodeAt(from + 1) === SPACE) {
      this.#dash(from - this.#start);
      from += 2;
      while (text2.charCodeAt(from) === SPACE) from += 1;
      if (from >= end) throw GIVE_UP;
    }
    const colon = this.#keyEnd(from, end);
    if (colon < 0) {
      if (from === at || !this.#builder.isOpen) throw GIVE_UP;
      return this.#value(from, end);
    }
    this.#key(from, colon);
    let value = colon + 1;
    while (text2.charCodeAt(value) === SPACE) value += 1;
    if (value >= end) return end + 1;
    if (text2.charCodeAt(value) === HASH) {
      throw GIVE_UP;
    }
    return this.#value(value, end);
  }
  #dash(column) {
    const builder = this.#builder;
    const top = builder.top;
    if (top === void 0) throw GIVE_UP;
    if (builder.isOpen && (column > top.indent || column === top.indent && top.kind === "map")) {
      builder.open("list", this.#line, column);
      builder.dash(this.#line, column, builder.depth);
      return;
    }
    builder.dash(this.#line, column, this.#depthOf("list", column));
  }
  #key(from, colon) {
    const column = from - this.#start;
    const builder = this.#builder;
    const top = builder.top;
    const key = this.#keyText(from, colon, column);
    if (top === void 0) {
      if (column !== 0) throw GIVE_UP;
      builder.open("map", this.#line, column);
      builder.key(this.#line, column, key, 1);
    } else if (builder.isOpen && column > top.indent) {
      builder.open("map", this.#line, column);
      builder.key(this.#line, column, key, builder.depth);
    } else builder.key(this.#line, column, key, this.#depthOf("map", column));
  }
  /** The number of frames that stay open when an entry of this kind comes at this column. */
  #depthOf(kind, column) {
    const depth = this.#builder.depthAt(kind, column);
    if (depth === 0) throw GIVE_UP;
    return depth;
  }
  /** Where the colon after a key stands, or -1 where the line holds no key. */
  #keyEnd(from, end) {
    const text2 = this.#text;
    const first = text2.charCodeAt(from);
    let colon;
    if (first === DOUBLE || first === SINGLE) colon = this.#quoteEnd(from, end);
    else {
      colon = text2.startsWith("!!merge <<:", from) ? from + 10 : text2.indexOf(":", from);
      while (colon >= 0 && colon < end - 1 && text2.charCodeAt(colon + 1) !== SPACE)
        colon = text2.indexOf(":", colon + 1);
    }
    if (colon < 0 || colon >= end || text2.charCodeAt(colon) !== COLON) return -1;
    return colon + 1 === end || text2.charCodeAt(colon + 1) === SPACE ? colon : -1;
  }
  #keyText(from, colon, column) {
    const text2 = this.#text.slice(from, colon);
    const first = text2.charCodeAt(0);
    if (first === DOUBLE) return this.#double(text2);
    if (first === SINGLE) return foldSeparators(text2.slice(1, -1).replaceAll("''", "'"));
    if (text2 === "!!merge <<" || text2 === "<<") return "<<";
    if (!isSafePlain(text2)) throw GIVE_UP;
    return this.#builder.keyText(resolvePlain(text2), this.#line, column);
  }
  #quoteEnd(from, end) {
    const behind = quoteEnd(this.#text, from, end);
    if (behind < 0) throw GIVE_UP;
    return behind;
  }
  #double(quoted2) {
    const text2 = readDoubleQuoted(quoted2);
    if (text2 === void 0) throw GIVE_UP;
    return text2;
  }
  /** Reads the value that starts at `from`; returns where the next line starts. */
  #value(from, end) {
    const text2 = this.#text;
    const column = from - this.#start;
    const first = text2.charCodeAt(from);
    if (first === PIPE) return this.#literal(from, end);
    let stop = end;
    let node;
    if (first === DOUBLE || first === SINGLE) {
      stop = this.#quoteEnd(from, end);
      const quoted2 = text2.slice(from, stop);
      node = {
        kind: "str",
        value: first === DOUBLE ? this.#double(quoted2) : foldSeparators(quoted2.slice(1, -1).replaceAll("''", "'"))
      };
      if (stop < end) this.#inline(stop, end);
    } else {
      const hash = this.#hashAfter(from);
      if (hash >= 0 && hash < end) {
        stop = hash;
        while (text2.charCodeAt(stop - 1) === SPACE) stop -= 1;
        this.#inline(stop, end);
      } else while (text2.charCodeAt(stop - 1) === SPACE) stop -= 1;
      node = this.#plain(text2.slice(from, stop), column);
    }
    this.#builder.value(node, this.#line, column, this.#line);
    return end + 1;
  }
  #plain(text2, column) {
    if (text2 === "{}") return { kind: "map", items: [] };
    if (text2 === "[]") return { kind: "list", items: [] };
    if (text2.startsWith("!!binary ")) {
      const base64 = text2.slice(9);
      if (!BASE64.test(base64)) throw GIVE_UP;
      return stringScalar(Buffer.from(base64, "base64"));
    }
    if (text2 === "!!merge <<") return { kind: "str", value: "<<" };
    if (!isSafePlain(text2)) throw GIVE_UP;
    const value = text2.startsWith("ENC[") ? { kind: "str", value: text2 } : resolvePlain(text2);
    return this.#builder.scalar(value, this.#line, column);
  }
  /** The next ` #` from a position on; the search never goes back, so that all of them are linear. */
  #hashAfter(from) {
    if (this.#hash >= 0 && this.#hash < from) this.#hash = this.#text.indexOf(" #", from);
    return this.#hash;
  }
  #inline(from, end) {
    const text2 = this.#text;
    let at = from;
    while (text2.charCodeAt(at) === SPACE) at += 1;
    if (at >= end) return;
    if (at === from || text2.charCodeAt(at) !== HASH) throw GIVE_UP;
    this.#builder.noteInline(text2.slice(at + 1, end));
  }
  #literal(from, end) {
    const text2 = this.#text;
    const header = HEADER.exec(text2.slice(from, end));
    if (header === null || header.index !== 0) throw GIVE_UP;
    const parent = this.#builder.top?.indent ?? 0;
    const firstLine = this.#line;
    let indent = header[1] === void 0 ? 0 : parent + Number(header[1]);
    const lines2 = [];
    let position = end + 1;
    while (position < text2.length) {
      const stop = text2.indexOf("\n", position);
      if (stop < 0) throw GIVE_UP;
      let at = position;
      while (text2.charCodeAt(at) === SPACE && (indent === 0 || at < position + indent)) at += 1;
      const spaces = at - position;
      if (at === stop) {
        if (indent === 0 && spaces > 0) throw GIVE_UP;
        lines2.push("");
      } else {
        if (indent === 0) {
          if (spaces <= parent) break;
          indent = spaces;
        } else if (spaces < indent) break;
        lines2.push(text2.slice(position + indent, stop));
      }
      position = stop + 1;
      this.#line += 1;
    }
    let last = lines2.length;
    while (last > 0 && lines2[last - 1] === "") last -= 1;
    const chomp = header[2];
    const body = lines2.slice(0, last).join("\n");
    if (/[\u2028\u2029]/.test(body)) throw GIVE_UP;
    const value = chomp === "-" ? body : chomp === "+" ? lines2.map((line) => `${line}
`).join("") : last > 0 ? `${body}
` : "";
    this.#builder.value({ kind: "str", value }, firstLine, from - this.#start, firstLine + last);
    return position;
  }
}
function scanYaml(text2, exit) {
  try {
    return new Scanner(text2, exit).run();
  } catch (error) {
    if (error === GIVE_UP) return void 0;
    throw error;
  }
}
const METADATA_KEY = "sops";
const DEFAULT_INDENT = 4;
const EXIT_ENCRYPT = 23;
const EXIT_DECRYPT = 25;
const UTF8 = new TextDecoder("utf-8", { fatal: true });
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
const BEYOND_SCANNER = /[\t\ufeff]/;
function decode(bytes) {
  let text2;
  try {
    text2 = UTF8.decode(bytes);
  } catch {
    throw new Failure("SOPS_FORMAT", "The file is not UTF-8.", { exit: 2, fix: "Save the file as UTF-8." });
  }
  const position = text2.search(FORBIDDEN);
  if (position >= 0) {
    const before = text2.slice(0, position).split("\n");
    throw formatFailure(
      "A control character stands in the file.",
      before.length - 1,
      before.at(-1)?.length ?? 0
    );
  }
  return /[\r\u0085]/.test(text2) ? text2.replace(/\r\n|[\r\u0085]/g, "\n") : text2;
}
function read(bytes, exit) {
  checkBytes(bytes, "yaml", "");
  if (bytes.length === 0) {
    throw new Failure("SOPS_FORMAT", "The file is empty; SOPS needs at least one document.", {
      exit: 92,
      fix: "Write at least: {}"
    });
  }
  const text2 = decode(bytes);
  const scanned = BEYOND_SCANNER.test(text2) ? void 0 : scanYaml(text2, exit);
  const documents = scanned ?? readWithLibrary(text2, exit);
  if (documents.length > 0 && !/^(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:#.*)?$/.test(text2)) return documents;
  throw new Failure("SOPS_FORMAT", "The file holds no document.", { exit: 2, fix: "Write at least: {}" });
}
function isMetadata(item) {
  return !("kind" in item) && item.key === METADATA_KEY;
}
function readPlain(bytes) {
  const documents = read(bytes, EXIT_ENCRYPT);
  if (documents.some((branch) => branch.items.some(isMetadata))) {
    throw new Failure("SOPS_ALREADY_ENCRYPTED", "The file has a top-level key `sops`, which is reserved.", {
      exit: 203,
      fix: "Rename the key; if the file is encrypted, edit it instead of encrypting it."
    });
  }
  return documents;
}
function split(branch) {
  const [found, second] = branch.items.filter(isMetadata);
  if (found === void 0) return { tree: branch, metadata: void 0 };
  if (second !== void 0 || found.value.kind !== "map") {
    const message = second === void 0 ? "The `sops` key holds no map." : "The `sops` key stands twice.";
    throw new Failure("SOPS_METADATA", message, { exit: 2, fix: "Restore the block as sops wrote it." });
  }
  return {
    tree: { kind: "map", items: branch.items.filter((item) => item !== found) },
    metadata: found.value
  };
}
function readEncrypted(bytes) {
  return read(bytes, EXIT_DECRYPT).map(split);
}
function write(documents, options) {
  return Buffer.from(emitDocuments(documents, options?.indent ?? DEFAULT_INDENT), "utf8");
}
function writePlain(documents, options) {
  return write(documents, options);
}
function writeEncrypted(documents, metadata, options) {
  const item = { key: METADATA_KEY, value: metadata };
  return write(
    documents.map((branch) => ({ kind: "map", items: [...branch.items, item] })),
    options
  );
}
function writeValue(node, options) {
  if (node.kind === "str") return Buffer.from(node.value, "utf8");
  if (node.kind === "bytes") return node.value;
  if (node.kind === "comment") return Buffer.from(node.text, "utf8");
  if (node.kind === "map") return write([node], options);
  return Buffer.from(emitNode(node, DEFAULT_INDENT), "utf8");
}
const yamlStore = {
  format: "yaml",
  readPlain,
  readEncrypted,
  writePlain,
  writeEncrypted,
  writeValue
};
const STORES = {
  yaml: yamlStore,
  json: jsonStore,
  dotenv: dotenvStore,
  ini: iniStore,
  binary: binaryStore
};
function storeOf(format) {
  return STORES[format];
}
const SUFFIXES = [
  [".yaml", "yaml"],
  [".yml", "yaml"],
  [".json", "json"],
  [".env", "dotenv"],
  [".ini", "ini"]
];
function formatOf(path2) {
  return SUFFIXES.find(([suffix]) => path2.endsWith(suffix))?.[1] ?? "binary";
}
function walk(branch, selector, visitor) {
  return walkMap(branch, selector.root(), "", 0, selector, visitor);
}
function walkMap(branch, level, path2, depth, selector, visitor) {
  checkDepth(depth);
  const items = [];
  for (const item of branch.items) {
    if ("kind" in item) {
      selector.note(level, item.text);
      const made = visitor.comment(item, selector.selectsComment(level), path2 || ":", false);
      items.push(made.kind === "comment" ? made : item);
      continue;
    }
    const { key, value } = item;
    const aad = `${path2}${key}:`;
    if (value.kind === "map") {
      const inner = selector.enter(level, key);
      items.push({ key, value: walkMap(value, inner, aad, depth + 1, selector, visitor) });
    } else if (value.kind === "list") {
      const inner = selector.enter(level, key);
      items.push({ key, value: walkList(value, inner, aad, depth + 1, selector, visitor) });
    } else {
      const made = visitor.scalar(value, selector.selects(level, key), aad, false);
      if (made.kind !== "comment") items.push({ key, value: made });
    }
    selector.endItem(level);
  }
  return { kind: "map", items };
}
function walkList(list, level, path2, depth, selector, visitor) {
  checkDepth(depth);
  const items = [];
  for (const node of list.items) {
    if (node.kind === "comment") {
      selector.note(level, node.text);
      items.push(visitor.comment(node, selector.selectsComment(level), path2, true));
      continue;
    }
    if (node.kind === "map") {
      items.push(walkMap(node, selector.enter(level, void 0), path2, depth + 1, selector, visitor));
    } else if (node.kind === "list") {
      items.push(walkList(node, selector.enter(level, void 0), path2, depth + 1, selector, visitor));
    } else {
      const made = visitor.scalar(node, selector.selects(level, void 0), path2, true);
      items.push(made);
      const comment2 = made.kind === "comment" ? visitor.asComment?.(node) : void 0;
      if (comment2 !== void 0) {
        selector.note(level, comment2);
        continue;
      }
    }
    selector.endItem(level);
  }
  return { kind: "list", items };
}
async function decrypt(input) {
  checkBytes(input.bytes, input.format, input.file);
  try {
    return await decryptParts(input, storeOf(input.format).readEncrypted(input.bytes));
  } catch (error) {
    throw error instanceof Failure ? inFile(error, input.file) : error;
  }
}
function inFile(error, file) {
  if (error.at?.file !== void 0) return error;
  return new Failure(error.code, error.message, {
    ...error.fix === void 0 ? {} : { fix: error.fix },
    ...error.exit === void 0 ? {} : { exit: error.exit },
    at: { ...error.at, file },
    all: error.all
  });
}
async function decryptParts(input, read2) {
  const [whole, parts] = partsOf(read2);
  const encryptedLeaves = /* @__PURE__ */ new WeakSet();
  const open = (part) => openPart(part, input, encryptedLeaves);
  let used = [whole];
  let opened;
  if (parts.length === 1) {
    opened = [await open(whole)];
  } else {
    used = parts;
    try {
      opened = [];
      for (const part of parts) opened = [...opened, await open(part)];
    } catch (error) {
      try {
        used = [whole];
        opened = [await open(whole)];
      } catch {
        throw error;
      }
    }
  }
  const [first, ...others] = used;
  return {
    documents: opened.flatMap(({ documents }) => documents),
    info: [infoOf(first.metadata), ...others.map(({ metadata }) => infoOf(metadata))],
    encryptedLeaves,
    clearAuthenticated: input.ignoreMac !== true && used.every(({ metadata }) => !metadata.macOnlyEncrypted),
    notices: opened.flatMap(({ notices }) => notices)
  };
}
function partsOf(read2) {
  const [first, ...others] = read2;
  if (!first?.metadata) {
    throw new Failure("SOPS_METADATA", "The file has no sops metadata: it is not encrypted with sops.", {
      fix: "Encrypt it: sops encrypt -i FILE",
      exit: 1
    });
  }
  const metadata = parseMetadata(first.metadata);
  const whole = { metadata, trees: read2.map(({ tree }) => tree) };
  if (others.every((document) => document.metadata === void 0)) return [whole, [whole]];
  const parts = [{ metadata, trees: [first.tree] }];
  for (const document of others) {
    const last = parts.at(-1) ?? parts[0];
    const own = document.metadata && readableMetadata(document.metadata);
    if (!own || own.mac === last.metadata.mac) {
      parts[parts.length - 1] = { ...last, trees: [...last.trees, document.tree] };
    } else {
      parts.push({ metadata: own, trees: [document.tree] });
    }
  }
  return [whole, parts];
}
function readableMetadata(block) {
  try {
    return parseMetadata(block);
  } catch {
    return void 0;
  }
}
function infoOf(metadata) {
  return {
    lastModified: new Date(metadata.lastModified),
    recipients: metadata.groups.flat().map(({ id }) => id),
    macOnlyEncrypted: metadata.macOnlyEncrypted,
    selector: metadata.selector,
    version: metadata.version
  };
}
async function openPart(part, input, encryptedLeaves) {
  const { metadata, trees } = part;
  const cipher = cipherOf(await dataKeyOf(metadata, input.identities, input.file));
  const selector = await compileSelector(metadata.selector, "SOPS_METADATA");
  const reading = {
    cipher,
    mac: startMac(metadata.macOnlyEncrypted),
    onlyEncrypted: metadata.macOnlyEncrypted,
    legacyNumbers: input.format === "json",
    encryptedLeaves,
    legacy: /* @__PURE__ */ new Map(),
    notices: []
  };
  const documents = trees.map((tree) => walk(tree, selector, readingVisitor(reading)));
  if (input.ignoreMac === true) return { documents, notices: reading.notices };
  const stored = openMac(cipher, metadata.mac, metadata.lastModified);
  if (stored === reading.mac.digest()) return { documents, notices: reading.notices };
  if (stored === reading.mac.legacyDigest()) {
    const notice = "Integers above 2^53 are clear in this file and were rounded when sops before 3.13.2 wrote it: the rounded numbers are used.";
    const rounded = documents.map((tree) => replace(tree, reading.legacy));
    return { documents: rounded, notices: [...reading.notices, notice] };
  }
  throw macFailure("The values of the file are not those over which its MAC was made.");
}
const TIMEOUT_MS = 3e4;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
function runQuietly(file, args, env, input) {
  const result = childProcess.spawnSync(file, args, {
    env: { ...env },
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ["pipe", "pipe", "ignore"],
    windowsHide: true,
    ...{}
  });
  return { status: result.status, stdout: result.stdout ?? Buffer.alloc(0) };
}
function splitWords(line) {
  const words = [];
  let word;
  let quote2 = "";
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote2 === "'") {
      if (char === "'") quote2 = "";
      else word += char;
    } else if (char === "\\" && i + 1 < line.length) {
      const next = line.charAt(++i);
      word = (word ?? "") + (quote2 === '"' && !'"\\$`'.includes(next) ? char + next : next);
    } else if (char === quote2) {
      quote2 = "";
    } else if (quote2 === "" && (char === '"' || char === "'")) {
      quote2 = char;
      word ??= "";
    } else if (quote2 === "" && /\s/.test(char)) {
      if (word !== void 0) words.push(word);
      word = void 0;
    } else {
      word = (word ?? "") + char;
    }
  }
  if (quote2 !== "") return void 0;
  return word === void 0 ? words : [...words, word];
}
const MAX_KEY_FILE_BYTES = 1024 * 1024;
function environmentKeys(env, defaults) {
  const sources = [];
  const text2 = env["SOPS_AGE_KEY"];
  if (text2) sources.push({ name: "SOPS_AGE_KEY", text: text2 });
  const file = env["SOPS_AGE_KEY_FILE"];
  if (file) sources.push(fileKeys(file, "SOPS_AGE_KEY_FILE"));
  const line = env["SOPS_AGE_KEY_CMD"];
  if (line) sources.push({ name: "SOPS_AGE_KEY_CMD", text: commandKeys(line, env) });
  const usual = defaults ? defaultKeyFile(env) : void 0;
  if (usual !== void 0 && fs.existsSync(usual)) sources.push(fileKeys(usual, "keys.txt"));
  return sources;
}
function fileKeys(file, name) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === void 0)
    throw new Failure("FILE_NOT_FOUND", `There is no key file at the path of ${name}.`, {
      fix: "age-keygen -o keys.txt"
    });
  if (!stat.isFile() || stat.size > MAX_KEY_FILE_BYTES)
    throw new Failure(
      "FILE_UNREADABLE",
      `The key file of ${name} is no regular file, or larger than 1 MiB.`,
      { fix: "age-keygen -o keys.txt" }
    );
  return { name, text: fs.readFileSync(file, "utf8") };
}
function commandKeys(line, env) {
  const [program, ...args] = splitWords(line) ?? [];
  const ran = program === void 0 ? void 0 : runQuietly(program, args, env);
  if (ran?.status !== 0)
    throw new Failure("AGE_KEY_INVALID", "The command of SOPS_AGE_KEY_CMD did not end well.", {
      fix: "SOPS_AGE_KEY_CMD is run without a shell: name a program and its arguments."
    });
  return ran.stdout.toString("utf8");
}
function defaultKeyFile(env) {
  const home = os.homedir();
  const folder = process.platform === "win32" ? env["APPDATA"] : env["XDG_CONFIG_HOME"] || path.join(home, process.platform === "darwin" ? "Library/Application Support" : ".config");
  return folder ? path.join(folder, "sops", "age", "keys.txt") : void 0;
}
function identitiesOf(sources) {
  const parsed = sources.map((source) => parseAgeKeys(source.text, source.name));
  return {
    identities: parsed.flatMap(({ identities }) => identities),
    warnings: parsed.flatMap(({ warnings }) => warnings)
  };
}
export {
  DEFAULT_SELECTOR as D,
  LineCounter as L,
  SELECTOR_NAMES as S,
  fileKeys as a,
  systemClock as b,
  compileRe2 as c,
  decrypt as d,
  environmentKeys as e,
  formatOf as f,
  ageKind as g,
  chooseSelector as h,
  identitiesOf as i,
  checkRecipients as j,
  compileSelector as k,
  leafBytes as l,
  cipherOf as m,
  newDataKey as n,
  sealAge as o,
  buildMetadata as p,
  sealMac as q,
  runQuietly as r,
  storeOf as s,
  startMac as t,
  bytesOf as u,
  typeOf as v,
  walk as w,
  parseDocument as x,
  generateIdentity as y
};
