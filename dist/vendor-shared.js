class EventStreamSerde {
  constructor() {
    throw new Error("An operation of AWS with an event stream was called.");
  }
}
const eventStreamSerdeProvider = () => void 0;
export {
  EventStreamSerde,
  eventStreamSerdeProvider
};
