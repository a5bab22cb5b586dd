/** A generic directed acyclic graph that knows nothing of berth. */
package io.berth.graph;
