package io.berth.task;

import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.image.PackedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What redeploys of a slot lay over its tree, one after another. */
record Overlays(List<Overlay> all) {

    /** @param paths absolute ones of the controller */
    static Overlays of(List<String> paths) {
        return new Overlays(paths.stream().map(path -> new Overlay(Path.of(path))).toList());
    }

    void check(SourceRange at, Diagnostics into) {
        all.stream().map(Overlay::wrong).filter(wrong -> !wrong.isEmpty()).forEach(wrong -> into.error(at, "this cannot be laid over a slot: " + wrong));
    }

    /** The same for as long as all of it is; empty: there is nothing. */
    String digest() throws TaskFailure {
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder digests = new StringBuilder();
        for (Overlay one : all) {
            try {
                digests.append(one.digest()).append('\n');
            } catch (IOException e) {
                throw new TaskFailure("cannot read " + one.path() + ": " + e.getMessage(), "");
            }
        }
        return Content.digest(digests.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** {@code worker, base.tar.gz}; empty: there is nothing. */
    String names() {
        return all.stream().map(one -> String.valueOf(one.path().getFileName())).collect(Collectors.joining(", "));
    }

    /** By the paths of all of it, in the tree, without a slash in front, the SHA-256 of its content; empty for what is no file. */
    Map<String, String> contents() throws TaskFailure {
        Map<String, String> contents = new LinkedHashMap<>();
        for (Overlay one : all) {
            try {
                contents.putAll(one.contents());
            } catch (IOException e) {
                throw new TaskFailure("cannot read " + one.path() + ": " + e.getMessage(), "");
            }
        }
        return contents;
    }

    /** What a redeploy is sent of it: lines before its identity, and all of it behind that. */
    record Packed(String lines, List<Overlay.Packed> files) implements AutoCloseable {

        void to(OutputStream host) throws IOException {
            for (Overlay.Packed packed : files) {
                packed.file().feed(false, sent -> { }).to(host);
            }
        }

        @Override
        public void close() throws IOException {
            for (Overlay.Packed packed : files) {
                packed.close();
            }
        }
    }

    Packed packed() throws TaskFailure, IOException {
        StringBuilder lines = new StringBuilder("inserts ").append(digest()).append('\n');
        List<Overlay.Packed> files = new ArrayList<>();
        for (Overlay one : all) {
            Overlay.Packed packed = one.packed();
            files.add(packed);
            PackedFile file = packed.file();
            lines.append("insert ").append(file.packingWord()).append(' ').append(file.kindWord()).append(' ').append(file.size()).append('\n');
        }
        return new Packed(lines.toString(), files);
    }
}
