/** Observes hosts and asks each task for its change. Changes nothing. */
package io.berth.plan;
