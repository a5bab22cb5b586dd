/** Used by the compiler of the runtime, and no part of berth itself. */
package io.berth.commandline;
