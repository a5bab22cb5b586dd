/** The command line: wires everything, and is the only place with exit statuses. */
package io.berth.cli;
