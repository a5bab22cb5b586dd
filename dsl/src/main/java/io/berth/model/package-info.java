/** What a playbook says, as immutable records. Nothing in here is null; what was not said has a stated empty value. */
package io.berth.model;
