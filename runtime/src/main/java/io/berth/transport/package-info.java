/** Running commands and moving files on a host, whatever way it is reached. */
package io.berth.transport;
