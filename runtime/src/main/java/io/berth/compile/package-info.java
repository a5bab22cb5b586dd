/** Playbook and selection to a task graph, by a visible list of passes. */
package io.berth.compile;
