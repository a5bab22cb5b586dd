package io.berth.task;

import io.berth.model.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The steps and checks of a recipe as a tar for {@code refresh.sh}. */
record BuildBundle(List<BuildStep> steps, List<BuildStep> checks) {

    private static final TarStream.Owner ROOT = new TarStream.Owner(0, 0, "", "");

    byte[] packed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        to(packed);
        return packed.toByteArray();
    }

    private void to(OutputStream out) throws IOException {
        TarStream tar = new TarStream(out);
        add(tar, "steps", steps);
        add(tar, "check", checks);
        tar.end();
    }

    private static void add(TarStream tar, String directory, List<BuildStep> all) throws IOException {
        tar.directory(directory, 0700, ROOT);
        for (int i = 0; i < all.size(); i++) {
            BuildStep step = all.get(i);
            String name = directory + "/" + (i + 1);
            tar.directory(name, 0700, ROOT);
            file(tar, name + "/title", step.title().getBytes(StandardCharsets.UTF_8));
            file(tar, name + "/argv", (String.join("\0", step.command().argv()) + "\0").getBytes(StandardCharsets.UTF_8));
            Bytes input = step.command().input();
            file(tar, name + "/in", input.toArray());
        }
    }

    private static void file(TarStream tar, String name, byte[] content) throws IOException {
        tar.file(name, 0600, ROOT, content.length, new ByteArrayInputStream(content));
    }
}
