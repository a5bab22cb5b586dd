package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Bytes;
import io.berth.model.Command;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * What of a directory has to go to a host, as one archive.
 *
 * @param names of what goes, with those that are there already but differ; a dot for the directory itself
 * @param surplus names of what is to be removed
 */
record TreeArchive(CopiedTree tree, SeenEntries seen, List<String> names, List<String> surplus) {

    private static final Script PLACE = Script.of(TreeArchive.class, "file/mounts.sh", "copy/tree-place.sh");
    /** Up to so many bytes of content are packed in memory. */
    private static final long IN_MEMORY = 4 << 20;

    void send(Hands hands) throws TaskFailure, IOException, InterruptedException {
        long size = names.stream().mapToLong(name -> tree.entries().get(name) instanceof CopiedTree.File file ? file.content().size() : 0).sum();
        String beside = HostPath.beside(tree.to());
        if (size <= IN_MEMORY) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            pack(packed);
            if (packed.size() <= Content.SMALL) {
                hands.run(PLACE.with(tree.to(), beside, "").reading(Bytes.of(packed.toByteArray())));
                return;
            }
            put(hands, beside, new ByteArrayInputStream(packed.toByteArray()));
        } else {
            putPacking(hands, beside);
        }
    }

    /** Packs and sends at the same time. */
    private void putPacking(Hands hands, String beside) throws TaskFailure, IOException, InterruptedException {
        AtomicReference<IOException> failure = new AtomicReference<>();
        try (PipedOutputStream end = new PipedOutputStream(); InputStream begin = new PipedInputStream(end, 1 << 20)) {
            Thread packing = new Thread(() -> {
                try {
                    pack(end);
                } catch (IOException e) {
                    // Its end is not closed: whoever reads is told that the writer has died.
                    failure.set(e);
                }
            }, "berth-pack");
            packing.setDaemon(true);
            packing.start();
            put(hands, beside, begin);
        } catch (IOException e) {
            if (failure.get() != null) {
                e.addSuppressed(failure.get());
            }
            throw e;
        }
    }

    private void put(Hands hands, String beside, InputStream archive) throws TaskFailure, IOException, InterruptedException {
        String staged = HostPath.in(HostPath.parent(tree.to()), beside + ".tar.gz");
        hands.run(Command.of("mkdir", "-p", "--", HostPath.parent(tree.to())));
        hands.put(archive, staged, 0600);
        hands.run(PLACE.with(tree.to(), beside, staged).within(Command.NO_LIMIT));
    }

    private void pack(OutputStream to) throws IOException {
        TarStream tar = new TarStream(new Quick(to));
        text(tar, "directories", names.stream().filter(name -> name.equals(".") || tree.entries().get(name) instanceof CopiedTree.Directory)
                .map(name -> name + "\n").collect(Collectors.joining()));
        text(tar, "delete", surplus.stream().map(name -> "./" + name + "\0").collect(Collectors.joining()));
        tar.directory("tree", tree.mode(new CopiedTree.Directory(), seen.get(".")), owner(seen.get(".")));
        for (String name : names) {
            if (!name.equals(".")) {
                entry(tar, "tree/" + name, tree.entries().get(name), seen.get(name));
            }
        }
        tar.end();
    }

    private void entry(TarStream tar, String name, CopiedTree.Entry entry, SeenPath there) throws IOException {
        if (entry instanceof CopiedTree.File file) {
            try (InputStream in = file.content().open()) {
                tar.file(name, tree.mode(entry, there), owner(there), file.content().size(), in);
            }
        } else if (entry instanceof CopiedTree.Link link) {
            tar.link(name, link.target(), owner(there));
        } else {
            tar.directory(name, tree.mode(entry, there), owner(there));
        }
    }

    private static void text(TarStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tar.file(name, 0600, new TarStream.Owner(0, 0, "", ""), bytes.length, new ByteArrayInputStream(bytes));
    }

    /** As the playbook says; else as it is; else the user who unpacks it: only root can give a file away. */
    private TarStream.Owner owner(SeenPath there) {
        String owner = tree.ownership().owner();
        String group = tree.ownership().group();
        return new TarStream.Owner(number(owner, there.uid()), number(group, there.gid()), isNumber(owner) ? "" : owner, isNumber(group) ? "" : group);
    }

    private static int number(String wanted, String found) {
        return isNumber(wanted) ? Integer.parseInt(wanted) : found.isEmpty() ? 0 : Integer.parseInt(found);
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,9}");
    }

    /** Packs for a fast network: what takes long is rarely text. */
    private static final class Quick extends GZIPOutputStream {
        Quick(OutputStream to) throws IOException {
            super(to, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
