package io.berth.model;

import io.berth.diag.SourceRange;

/**
 * A libvirt XML template (FreeMarker).
 *
 * @param file the file it was read from, as diagnostics name it
 * @param text its content
 */
public record Template(String name, String file, String text, SourceRange at) {
}
