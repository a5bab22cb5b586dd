package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.image.Release;
import io.berth.image.StoreListing;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Feed;
import io.berth.model.GuestDisk;
import io.berth.model.GuestVolume;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;

/**
 * How a guest's disk comes to be: empty, as a copy of something of its host, or of a release, which comes from the host's own store or cache, else through
 * the controller.
 *
 * @param path absolute, on its host
 * @param source absolute path of what it is a copy of on its host; empty: it is empty, or of a release
 */
record GuestDiskMaking(GuestVolume volume, String path, String source) {

    static final Script MAKE = SlotScript.of("slot/qcow2.sh", "guest/disk-make.sh");

    void here(Hands hands) throws TaskFailure, IOException, InterruptedException {
        run(hands, command(source.isEmpty() ? "nothing" : "file", source, "auto", ""));
    }

    /** From where it is nearest. */
    void fromImage(StoredImage image, Hands hands) throws TaskFailure, IOException, InterruptedException {
        boolean store = image.image().store().equals(hands.scope().host().name());
        Hands there = store ? hands : hands.on(hands.scope().playbook().host(image.image().store()));
        Release release = release(image.image().dir(), image, there).orElseThrow(() -> new TaskFailure(
                "there is no release " + image.release() + " of " + image.name().image(), "'berth image list' shows those that are there"));
        if (!release.form().equals("disk")) {
            throw new TaskFailure("release " + release.name() + " of " + image.name().image() + " is of form " + release.form() + ", and a guest's disk is a copy of a disk",
                    "import a disk: berth image import");
        }
        String file = "/" + image.name().image() + "/releases/" + release.name() + "/" + release.told().getOrDefault("file", "");
        if (store) {
            run(hands, command("release", image.image().dir() + file, "auto", release.digest()));
        } else if (release(StoreReleases.CACHE, new StoredImage(io.berth.model.ImageName.of(image.name().image() + "@" + release.name()), image.image()), hands)
                .filter(cached -> cached.digest().equals(release.digest())).isPresent()) {
            hands.say("from this host's cache: nothing travels");
            run(hands, command("release", StoreReleases.CACHE + file, "auto", release.digest()));
        } else {
            feed(hands, command("release", "-", "auto", release.digest()), from(there, image.image().dir() + file));
        }
    }

    private static Optional<Release> release(String dir, StoredImage image, Hands hands) throws TaskFailure, IOException, InterruptedException {
        StoreListing listing = StoreReleases.listing(hands.attempt(StoreReleases.question(dir)), "the store of " + image.name().image());
        return listing.image(image.name().image()).release(image.release());
    }

    /** A tar knows of holes. */
    private static Feed from(Hands store, String file) {
        int slash = file.lastIndexOf('/');
        Command pack = Command.of("tar", "--sparse", "--format=posix", "--mode=600", "-b", "128", "-cf", "-", "-C", file.substring(0, slash), file.substring(slash + 1))
                .within(Command.NO_LIMIT);
        return to -> {
            try {
                StringBuilder errors = new StringBuilder();
                Answer answer = store.pour(pack, to, line -> errors.append(line).append('\n'));
                if (!answer.ok()) {
                    throw new IOException("the disk cannot be read from its store: " + errors.toString().strip());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while the disk came from its store");
            }
        };
    }

    private Command command(String from, String file, String format, String digest) {
        GuestDisk disk = volume.disk();
        return MAKE.with(List.of(GuestStorage.kind(disk), path, disk.volumeGroup().isEmpty() ? disk.pool() : disk.volumeGroup(), Long.toString(disk.size().bytes()), from, file, format, digest))
                .within(Command.NO_LIMIT);
    }

    private void run(Hands hands, Command command) throws TaskFailure, IOException, InterruptedException {
        ScriptLines said = new ScriptLines();
        end(said, hands.stream(command, line -> said.tell(line, hands, hands::say)));
    }

    private void feed(Hands hands, Command command, Feed input) throws TaskFailure, IOException, InterruptedException {
        ScriptLines said = new ScriptLines();
        end(said, hands.feed(command, input, line -> said.tell(line, hands, hands::say)));
    }

    private void end(ScriptLines said, Answer answer) throws TaskFailure {
        GuestDiskTask.end(said, answer, "disk " + path + " could not be made", Command.of("disk-make.sh", path));
    }
}
