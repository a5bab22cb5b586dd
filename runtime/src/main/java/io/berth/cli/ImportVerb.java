package io.berth.cli;

import io.berth.diag.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A verb that reads files of another system and writes one of ours. */
@Command
abstract class ImportVerb implements Action {

    @Option(names = "--to", paramLabel = "FILE", description = "writes it there, where no file is yet; else it is printed")
    Optional<Path> to = Optional.empty();

    /** What they say in our words; what is wrong with them goes into the diagnostics. */
    abstract String read(Diagnostics diagnostics) throws IOException;

    @Override
    public Integer call() throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        String text = read(diagnostics);
        diagnostics.throwIfErrors();
        Site.warn(diagnostics);
        if (to.isEmpty()) {
            System.out.write(text.getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            return Exit.OK;
        }
        try {
            Files.writeString(to.get(), text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new Usage("'" + to.get() + "' is there already, and is not written over");
        }
        return Exit.OK;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Usage("'" + file + "' cannot be read: " + e.getMessage());
        }
    }
}
