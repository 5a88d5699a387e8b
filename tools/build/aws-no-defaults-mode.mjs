/** The mode is always given; "auto" would ask the instance's metadata service for a region. */
export const resolveDefaultsModeConfig =
  ({ defaultsMode }) =>
  async () =>
    defaultsMode;
