/** The append-only record of each run: where it lies, how it is written, and what history and resume read from it. */
package io.berth.journal;
