package io.berth.script;

import java.nio.file.Path;
import java.util.List;

/**
 * A role as its file defines it.
 *
 * @param doc what it is for
 * @param parameters what can be given to it
 * @param tasks blocks with its tasks
 * @param handlers as they were said
 * @param directory from which its tasks name files
 */
record Role(String name, String doc, Parts parameters, List<Code> tasks, List<Call> handlers, Path directory) {
}
