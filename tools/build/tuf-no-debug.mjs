/** Nothing of TUF is logged by the library: src/signing/trust says what went wrong. */
export default () => () => undefined;
