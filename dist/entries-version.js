const FORMATS = ["yaml", "json", "dotenv", "ini", "binary"];
const VERSION = "0.1.0";
export {
  FORMATS as F,
  VERSION as V
};
