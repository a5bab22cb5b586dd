/** What the author of a task type imports, and nothing else. */
package io.berth.api;
