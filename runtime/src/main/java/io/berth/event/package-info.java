/** Everything that happens in a run, as records; what wants to know of it is a sink. */
package io.berth.event;
