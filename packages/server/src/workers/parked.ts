import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

/**
 * A value with shared memory in it that this thread keeps without having it: as a message that nobody has opened yet. What a
 * thread has had for long is looked through only now and then, by V8's own reckoning, in which shared memory does not count;
 * a message that is thrown away gives its memory back at once.
 */
export interface Parked<T> {
  /** New objects each time, with the same shared memory. undefined: it has been let go of. */
  get(): T | undefined;
  letGo(): void;
}

/** @param value what can be posted; all that is not shared memory in it is copied */
export function parked<T>(value: T): Parked<T> {
  const { port1: here, port2: there } = new MessageChannel();
  there.postMessage(value);
  let isGone = false;
  return {
    get() {
      if (isGone) return undefined;
      const message = receiveMessageOnPort(here)?.message as T | undefined;
      if (message !== undefined) there.postMessage(message);
      return message;
    },
    letGo() {
      isGone = true;
      here.close();
    },
  };
}
