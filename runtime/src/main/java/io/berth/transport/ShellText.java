package io.berth.transport;

import io.berth.model.Bytes;
import io.berth.model.Command;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text for a shell that is put together: UTF-8, but for a command's input, which may be any bytes. */
final class ShellText {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ShellText add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    ShellText add(byte[] text) {
        bytes.writeBytes(text);
        return this;
    }

    ShellText addPrinted(Bytes content) {
        return add(Quote.printed(content));
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** What a subshell does before it becomes the command: goes to its directory, and has its variables. */
    static String surroundings(Command command) {
        StringBuilder text = new StringBuilder();
        if (!command.directory().isEmpty()) {
            text.append("cd -- ").append(Quote.word(command.directory())).append(" || exit 126; ");
        }
        command.environment().forEach((name, value) ->
            text.append("export ").append(name).append('=').append(Quote.word(value)).append("; "));
        return text.toString();
    }
}
