/** The built-in task types, one file each, and the one list of them. */
package io.berth.task;
