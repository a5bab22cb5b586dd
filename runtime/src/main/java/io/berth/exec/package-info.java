/** Walks the task graph: ready queue, limits, timeouts, retries, cancellation. */
package io.berth.exec;
