/** What runs on all hosts of an inventory together: looked at, picked by name, and kept from hurting one another. */
package io.berth.cluster;
