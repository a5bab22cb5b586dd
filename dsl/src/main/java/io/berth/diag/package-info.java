/** Diagnostics with file, line and column, collected, with did-you-mean. */
package io.berth.diag;
