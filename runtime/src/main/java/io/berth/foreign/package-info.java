/** Files of the systems that users come from, and the playbooks that say the same. */
package io.berth.foreign;
