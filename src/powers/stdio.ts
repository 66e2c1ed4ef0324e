/** Somewhere to write text: a Node stream will do, or any object with this method. */
export interface TextSink {
  write(text: string): unknown;
}

/** Where a cell's output goes. */
export interface OutputStreams {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
}
