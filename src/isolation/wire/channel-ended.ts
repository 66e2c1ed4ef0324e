/** The other end of a channel is gone: thread or process ended, pipe closed, or it broke off. Why, the vessel knows. */
export class ChannelEnded extends Error {
  override readonly name = "ChannelEnded";
  constructor() {
    super("the channel to the cell has ended");
  }
}
