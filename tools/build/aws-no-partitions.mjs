/** The partitions are those of src/providers/aws/partition.ts. */
export const partitionsInfo = { partitions: [], version: "1.1" };
