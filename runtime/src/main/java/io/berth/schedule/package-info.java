/** Playbooks that a timer of the controller runs: when, with what, and how their last run went. */
package io.berth.schedule;
