/** No operation that is called has an event stream. */
export class EventStreamSerde {
  constructor() {
    throw new Error("An operation of AWS with an event stream was called.");
  }
}
export const eventStreamSerdeProvider = () => undefined;
